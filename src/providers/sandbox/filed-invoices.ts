import type { Documents, IndexMatch } from '../../application/ports/ports.ts';
import type { Account } from '../../domain/account/account.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Period } from '../../domain/common/time.ts';

/** Read from the index at once; more follow in the next reading. */
const BATCH = 500;
/** More than are ever made at one moment. */
const SAME_MOMENT = 50;

/** The invoices of an account: those filed as documents of their own, and those still on their way there. */
export class FiledInvoices {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** Those of a period, newest first. */
  async of({ owner, unfiled }: Account, { start, end }: Period): Promise<readonly Invoice[]> {
    const within = (at: unknown) => typeof at === 'number' && at >= start && at < end;
    const keys: string[] = [];
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.#rows(owner, BATCH, offset);
      keys.push(...rows.filter(({ row }) => within(row.at)).map(({ key }) => key));
      const oldest = rows.at(-1)?.row.at;
      if (rows.length < BATCH || (typeof oldest === 'number' && oldest < start)) break;
    }
    const filed = await Promise.all(keys.map((key) => this.#documents.read<Invoice>(key)));
    // An invoice that was filed just before a write that failed is in both.
    const all = new Map(filed.flatMap((stored) => (stored ? [[stored.value.id, stored.value] as const] : [])));
    for (const invoice of unfiled.invoices) if (within(invoice.at)) all.set(invoice.id, invoice);
    return [...all.values()].sort(newestFirst);
  }

  async newest({ owner, unfiled }: Account): Promise<Invoice | undefined> {
    const rows = await this.#rows(owner, SAME_MOMENT, 0);
    const filed = await Promise.all(
      rows.filter(({ row }) => row.at === rows[0]?.row.at).map(({ key }) => this.#documents.read<Invoice>(key)),
    );
    return [...unfiled.invoices, ...filed.flatMap((stored) => stored?.value ?? [])].sort(newestFirst)[0];
  }

  async one({ owner, unfiled }: Account, number: string): Promise<Invoice | undefined> {
    const waiting = unfiled.invoices.find(({ id }) => id === number);
    return waiting ?? (await this.#documents.read<Invoice>(`invoice/${ownerKey(owner)}/${number}`))?.value;
  }

  #rows(owner: PersonId, limit: number, offset: number): Promise<readonly IndexMatch[]> {
    return this.#documents.find({ kind: 'invoice', where: { owner: ownerKey(owner) }, orderBy: '-at', limit, offset });
  }
}

const ownerKey = ({ tenant, person }: PersonId): string => `${tenant}/${person}`;

const newestFirst = (a: Invoice, b: Invoice): number => b.at - a.at || numberIn(b.id) - numberIn(a.id);

const numberIn = (id: string): number => Number(id.slice(id.indexOf('-') + 1));
