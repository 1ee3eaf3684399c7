import type { Documents, IndexMatch } from '../../application/ports/documents.ts';
import type { Account } from '../../domain/account/account.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Period } from '../../domain/common/time.ts';

/** Index rows read at once. */
const PAGE_SIZE = 500;
/** More invoices than are ever created at the same moment. */
const MAX_AT_SAME_TIME = 50;

/** Reads an account's invoices: those archived as documents, and those that the account still contains. */
export class InvoiceRepository {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** Returns the invoices of a period, newest first. */
  async list({ owner, unfiled }: Account, { start, end }: Period): Promise<readonly Invoice[]> {
    const isWithinPeriod = (at: unknown) => typeof at === 'number' && at >= start && at < end;
    const keys: string[] = [];
    for (let offset = 0; ; offset += PAGE_SIZE) {
      const rows = await this.#rows(owner, PAGE_SIZE, offset);
      keys.push(...rows.filter(({ row }) => isWithinPeriod(row.at)).map(({ key }) => key));
      const oldest = rows.at(-1)?.row.at;
      if (rows.length < PAGE_SIZE || (typeof oldest === 'number' && oldest < start)) break;
    }
    const documents = await Promise.all(keys.map((key) => this.#documents.read<Invoice>(key)));
    // An invoice that was archived just before the account's write failed is in both.
    const invoices = new Map(documents.flatMap((stored) => (stored ? [[stored.value.id, stored.value] as const] : [])));
    for (const invoice of unfiled.invoices) if (isWithinPeriod(invoice.at)) invoices.set(invoice.id, invoice);
    return [...invoices.values()].sort(newestFirst);
  }

  async newest({ owner, unfiled }: Account): Promise<Invoice | undefined> {
    const rows = await this.#rows(owner, MAX_AT_SAME_TIME, 0);
    const documents = await Promise.all(
      rows.filter(({ row }) => row.at === rows[0]?.row.at).map(({ key }) => this.#documents.read<Invoice>(key)),
    );
    return [...unfiled.invoices, ...documents.flatMap((stored) => stored?.value ?? [])].sort(newestFirst)[0];
  }

  async find({ owner, unfiled }: Account, number: string): Promise<Invoice | undefined> {
    const unfiledInvoice = unfiled.invoices.find(({ id }) => id === number);
    return unfiledInvoice ?? (await this.#documents.read<Invoice>(`invoice/${invoiceOwner(owner)}/${number}`))?.value;
  }

  #rows(owner: PersonId, limit: number, offset: number): Promise<readonly IndexMatch[]> {
    return this.#documents.find({
      kind: 'invoice',
      where: { owner: invoiceOwner(owner) },
      orderBy: '-at',
      limit,
      offset,
    });
  }
}

const invoiceOwner = ({ tenant, person }: PersonId): string => `${tenant}/${person}`;

const newestFirst = (a: Invoice, b: Invoice): number => b.at - a.at || sequenceNumber(b.id) - sequenceNumber(a.id);

const sequenceNumber = (id: string): number => Number(id.slice(id.indexOf('-') + 1));
