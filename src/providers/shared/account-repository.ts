import { type PurchaseRow, purchaseRows } from '../../application/administration/purchase-row.ts';
import { fileSegments, readRecent } from '../../application/audit/audit-trail-store.ts';
import type { Directory } from '../../application/ports/directory.ts';
import type { Documents } from '../../application/ports/documents.ts';
import { retryOnConflict, undefinedOnConflict } from '../../application/runtime/retry-on-conflict.ts';
import { type Account, emptyAccount, type Order } from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import type { AccountEvent } from '../../domain/audit/account-event.ts';
import type { RecentEntries, SignEntry } from '../../domain/audit/audit-trail.ts';
import { eventsBetween } from '../../domain/audit/events-between.ts';
import { appendEvents } from '../../domain/audit/signed-trail.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';

/** An account as it is stored, with its version. */
export interface VersionedAccount {
  readonly account: Account;
  readonly version: number;
  /** The time up to which everything due was processed. */
  readonly processedUntil: Instant;
}

export interface AccountRepositoryDeps {
  readonly documents: Documents;
  readonly directory: Pick<Directory, 'person'>;
  readonly terms: () => Terms;
  readonly rules: Rules;
  /** Signs the entries of the accounts' audit trails. */
  readonly sign: SignEntry;
}

/** Stores accounts as documents. Each write includes the index rows, the audit trail and the pending notifications. */
export class AccountRepository {
  readonly #deps: AccountRepositoryDeps;
  readonly #dueAt: (account: Account) => Instant | undefined;

  /** @param dueAt when the scheduler processes an account next */
  constructor(deps: AccountRepositoryDeps, dueAt: (account: Account) => Instant | undefined) {
    this.#deps = deps;
    this.#dueAt = dueAt;
  }

  /** The account as it was last written, or an empty one. */
  async read(owner: PersonId): Promise<VersionedAccount> {
    const stored = await this.#deps.documents.read<Account>(accountKey(owner));
    const account = stored?.value ?? emptyAccount(owner, this.#deps.terms().currency);
    return { account, version: stored?.version ?? 0, processedUntil: account.remindedTo ?? 0 };
  }

  /** An order of the account, of any age. */
  async order({ owner, orders, unfiled }: Account, number: string): Promise<Order | undefined> {
    const recent = [...orders, ...unfiled.orders].find((order) => order.number === number);
    return recent ?? (await this.#deps.documents.read<Order>(documentKey('order', owner, number)))?.value;
  }

  history({ owner, trail }: Account, count: number): Promise<RecentEntries> {
    return readRecent(this.#deps.documents, accountKey(owner), trail, count);
  }

  /**
   * Files what the stored account still held, then writes the account without it: nothing is ever in neither.
   * @param events happened, to be committed with it
   * @throws {ConflictError} when the account was changed since it was read
   */
  async save(
    account: Account,
    previous: VersionedAccount,
    events: readonly AccountEvent[] = eventsBetween(previous.account, account, previous.processedUntil),
  ): Promise<VersionedAccount> {
    const { documents, rules } = this.#deps;
    const { invoices, orders } = previous.account.unfiled;
    const owner = ownerKey(account.owner);
    const archive = (kind: 'invoice' | 'order', id: string, at: number, value: unknown) =>
      documents.write(documentKey(kind, account.owner, id), value, { index: { kind, owner, at } });
    for (const invoice of invoices) await archive('invoice', invoice.id, invoice.at, invoice);
    for (const order of orders) await archive('order', order.number, order.at, order);
    const unfiled = {
      orders: account.unfiled.orders.filter((order) => !orders.includes(order)),
      invoices: account.unfiled.invoices.filter((invoice) => !invoices.includes(invoice)),
    };
    const key = accountKey(account.owner);
    const previousTrail = previous.account.trail && (await fileSegments(documents, key, previous.account.trail));
    const trail = appendEvents(key, previousTrail, events, this.#deps.sign);
    const after = { ...account, unfiled, remindedTo: previous.processedUntil, trail };
    const due = this.#dueAt(after);
    const notificationRow = { kind: 'telling', of: 'account', ...account.owner, due: previous.processedUntil };
    const purchaser = await this.#purchaser(account.owner);
    const version = await documents.write(key, after, {
      ifVersion: previous.version,
      index: [
        { kind: 'account', ...account.owner, ...(due !== undefined && { due }) },
        { kind: 'trail', ...account.owner, count: trail.count },
        ...(account.notices?.length ? [notificationRow] : []),
        ...purchaseRows(after, { purchaser, terms: this.#deps.terms(), rules }),
      ],
    });
    return { account: after, version, processedUntil: previous.processedUntil };
  }

  /** Saves the account; `undefined` when it was changed since it was read. */
  async trySave(...save: Parameters<AccountRepository['save']>): Promise<VersionedAccount | undefined> {
    return this.save(...save).catch(undefinedOnConflict);
  }

  /** Passes the account's notifications to `receive`, and removes them once it has taken them. */
  async handOver(owner: PersonId, receive: (notifications: readonly Notification[]) => Promise<void>): Promise<void> {
    await retryOnConflict(accountKey(owner), async () => {
      const stored = await this.read(owner);
      const { notices: notifications, ...account } = stored.account;
      if (!notifications?.length) return stored;
      await receive(notifications);
      return this.trySave(account, stored);
    });
  }

  /** Whose purchases these are, as the directory has them now; where it does not say, as they were known before. */
  async #purchaser({ tenant, person }: PersonId): Promise<Pick<Person, 'name' | 'mail' | 'kind'>> {
    const { directory, documents } = this.#deps;
    // Nothing that was paid for may be lost for want of a name.
    const directoryEntry = await directory.person(tenant, person).catch(() => undefined);
    if (directoryEntry) return directoryEntry;
    const [earlierPurchase] = await documents.find({ kind: 'purchase', where: { tenant, person }, limit: 1 });
    const { purchaser = person, left = 0 } = (earlierPurchase?.row ?? {}) as Partial<PurchaseRow>;
    return { name: purchaser, mail: '', kind: left ? 'left' : 'member' };
  }
}

const ownerKey = ({ tenant, person }: PersonId): string => `${tenant}/${person}`;

/** Where something of an account is that was filed. */
const documentKey = (kind: 'invoice' | 'order', owner: PersonId, id: string): string =>
  `${kind}/${ownerKey(owner)}/${id}`;

export const accountKey = (owner: PersonId): string => `account/${ownerKey(owner)}`;

export const withoutPendingOrder = ({ intent: _dropped, ...account }: Account): Account => account;
