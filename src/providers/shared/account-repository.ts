import { type PurchaseRow, purchaseRows } from '../../application/administration/purchase-row.ts';
import { fileSegments, type RecentEntries, readRecent } from '../../application/audit/audit-trail-store.ts';
import { ConflictError, type Directory, type Documents } from '../../application/ports/ports.ts';
import { type Account, emptyAccount, type Order } from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import { type AccountEvent, eventsBetween } from '../../domain/audit/account-event.ts';
import { appendEvents, type SignEntry } from '../../domain/audit/audit-trail.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';

/** How often a write is made anew that somebody else's came before. */
export const ATTEMPTS = 20;

/** An account as it is stored, and at what version. */
export interface VersionedAccount {
  readonly account: Account;
  readonly version: number;
  /** Up to when time was seen to. */
  readonly reached: Instant;
}

export interface AccountFileParts {
  readonly documents: Documents;
  readonly directory: Pick<Directory, 'person'>;
  readonly terms: () => Terms;
  readonly rules: Rules;
  /** With the key that the accounts' trails are sealed with. */
  readonly seal: SignEntry;
}

/** Accounts as documents, each written in one step with its rows, its trail and what is to be told of it. */
export class AccountRepository {
  readonly #parts: AccountFileParts;
  readonly #dueAt: (account: Account) => Instant | undefined;

  /** @param dueAt when an account is next to be looked at */
  constructor(parts: AccountFileParts, dueAt: (account: Account) => Instant | undefined) {
    this.#parts = parts;
    this.#dueAt = dueAt;
  }

  /** The account as it was last written, or an empty one. */
  async read(owner: PersonId): Promise<VersionedAccount> {
    const stored = await this.#parts.documents.read<Account>(keyOf(owner));
    const account = stored?.value ?? emptyAccount(owner, this.#parts.terms().currency);
    return { account, version: stored?.version ?? 0, reached: account.remindedTo ?? 0 };
  }

  /** Somebody's order, however long ago. */
  async order({ owner, orders, unfiled }: Account, number: string): Promise<Order | undefined> {
    const recent = [...orders, ...unfiled.orders].find((one) => one.number === number);
    return recent ?? (await this.#parts.documents.read<Order>(filedKey('order', owner, number)))?.value;
  }

  history({ owner, trail }: Account, wanted: number): Promise<RecentEntries> {
    return readRecent(this.#parts.documents, keyOf(owner), trail, wanted);
  }

  /**
   * Files what the stored account still held, then writes the account without it: nothing is ever in neither.
   * @param what happened, to be committed with it
   * @throws {ConflictError} when the account was changed since it was read
   */
  async save(
    account: Account,
    before: VersionedAccount,
    what: readonly AccountEvent[] = eventsBetween(before.account, account, before.reached),
  ): Promise<VersionedAccount> {
    const { documents, rules } = this.#parts;
    const { invoices, orders } = before.account.unfiled;
    const owner = ownerOf(account.owner);
    const file = (kind: 'invoice' | 'order', id: string, at: number, value: unknown) =>
      documents.write(filedKey(kind, account.owner, id), value, { index: { kind, owner, at } });
    for (const invoice of invoices) await file('invoice', invoice.id, invoice.at, invoice);
    for (const order of orders) await file('order', order.number, order.at, order);
    const unfiled = {
      orders: account.unfiled.orders.filter((order) => !orders.includes(order)),
      invoices: account.unfiled.invoices.filter((invoice) => !invoices.includes(invoice)),
    };
    const name = keyOf(account.owner);
    const stored = before.account.trail && (await fileSegments(documents, name, before.account.trail));
    const trail = appendEvents(name, stored, what, this.#parts.seal);
    const after = { ...account, unfiled, remindedTo: before.reached, trail };
    const due = this.#dueAt(after);
    const telling = { kind: 'telling', of: 'account', ...account.owner, due: before.reached };
    const purchaser = await this.#purchaser(account.owner);
    const version = await documents.write(name, after, {
      ifVersion: before.version,
      index: [
        { kind: 'account', ...account.owner, ...(due !== undefined && { due }) },
        { kind: 'trail', ...account.owner, count: trail.count },
        ...(account.notices?.length ? [telling] : []),
        ...purchaseRows(after, { purchaser, terms: this.#parts.terms(), rules }),
      ],
    });
    return { account: after, version, reached: before.reached };
  }

  /** Gives what is to be told to whoever sees to that, and keeps it until they have it. */
  async handOver(owner: PersonId, take: (notices: readonly Notification[]) => Promise<void>): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const before = await this.read(owner);
      const { notices: taken, ...account } = before.account;
      if (!taken?.length) return;
      await take(taken);
      if (await this.save(account, before).catch(onConflict)) return;
    }
    throw new ConflictError(keyOf(owner));
  }

  /** Whose purchases these are, as the directory has them now; where it does not say, as they were known before. */
  async #purchaser({ tenant, person }: PersonId): Promise<Pick<Person, 'name' | 'mail' | 'kind'>> {
    const { directory, documents } = this.#parts;
    // Nothing that was paid for may be lost for want of a name.
    const known = await directory.person(tenant, person).catch(() => undefined);
    if (known) return known;
    const [former] = await documents.find({ kind: 'purchase', where: { tenant, person }, limit: 1 });
    const { purchaser = person, left = 0 } = (former?.row ?? {}) as Partial<PurchaseRow>;
    return { name: purchaser, mail: '', kind: left ? 'left' : 'member' };
  }
}

const ownerOf = ({ tenant, person }: PersonId): string => `${tenant}/${person}`;

/** Where something of an account is that was filed. */
const filedKey = (kind: 'invoice' | 'order', owner: PersonId, id: string): string => `${kind}/${ownerOf(owner)}/${id}`;

export const keyOf = (owner: PersonId): string => `account/${ownerOf(owner)}`;

export const withoutIntent = ({ intent: _dropped, ...account }: Account): Account => account;

/** For a write that may be made anew on a fresh look. */
export function onConflict(error: unknown): undefined {
  if (error instanceof ConflictError) return undefined;
  throw error;
}
