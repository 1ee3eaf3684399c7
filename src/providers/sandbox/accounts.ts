import { type Clock, Conflict, type Directory, type Documents, type PaymentGateway } from '../../application/ports.ts';
import { type PurchaseRow, purchaseRows } from '../../application/purchase-row.ts';
import { filedTrail } from '../../application/trails.ts';
import { type Account, emptyAccount, withSubscription } from '../../domain/account.ts';
import { type Due, renewsWith, unrenewed } from '../../domain/due.ts';
import { type Happening, happened, unrenewedBy } from '../../domain/history.ts';
import { type Notice, withNotices } from '../../domain/notice.ts';
import type { Person, PersonId } from '../../domain/person.ts';
import { billFor, dueAt, firstDue, noticesBetween, placed, withLapse } from '../../domain/posting.ts';
import { listPrice, type Terms } from '../../domain/product.ts';
import { nextReminderAt, nextReminders } from '../../domain/reminders.ts';
import type { Rules } from '../../domain/rules.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { appended, type Seal } from '../../domain/trail.ts';
import { seriesOf } from './numbers.ts';

/** An intent this old was left behind by a process that died: it is settled by whoever sees it. */
const ABANDONED = 60_000;
const ATTEMPTS = 20;

/** An account as it is stored, and at what version. */
export interface Held {
  readonly account: Account;
  readonly version: number;
  /** Up to when time was seen to. */
  readonly reached: Instant;
}

/** An account as far as time took it, and what that brought. */
interface Passed {
  readonly passed: Account;
  readonly reached: Instant;
  readonly brought: readonly Happening[];
}

export interface AccountsParts {
  readonly documents: Documents;
  readonly gateway: PaymentGateway;
  readonly directory: Pick<Directory, 'person'>;
  readonly terms: () => Terms;
  readonly clock: Clock;
  readonly rules: Rules;
  /** With the key that the accounts' trails are sealed with. */
  readonly seal: Seal;
  /** Told of a payment that the gateway did not answer; it stays due. */
  readonly onFault?: (error: unknown) => void;
}

/** The accounts of the sandbox: whoever looks at one sees it with everything done that was due. */
export class Accounts {
  readonly #parts: AccountsParts;

  constructor(parts: AccountsParts) {
    this.#parts = parts;
  }

  /** The account now, with what a process that died left open settled and all that was due carried out. */
  async current(owner: PersonId): Promise<Held> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stored = await this.#parts.documents.read<Account>(keyOf(owner));
      const account = stored?.value ?? emptyAccount(owner, this.#parts.terms().currency);
      const finished = await this.#intentSettled(account);
      const settled = happened(account, finished, this.#parts.clock());
      const { passed, reached, brought } = await this.#timePassed(finished);
      const before = { account, version: stored?.version ?? 0, reached };
      if (passed === account) return before;
      const told = withNotices(passed, noticesBetween(account, passed, reached));
      const after = await this.save(told, before, [...settled, ...brought]).catch(onConflict);
      if (after) return after;
    }
    throw new Conflict(keyOf(owner));
  }

  /**
   * Files what the stored account still held, then writes the account without it: nothing is ever in neither.
   * @param what happened, to be committed with it
   * @throws {Conflict} when the account was changed since it was read
   */
  async save(
    account: Account,
    before: Held,
    what: readonly Happening[] = happened(before.account, account, before.reached),
  ): Promise<Held> {
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
    const stored = before.account.trail && (await filedTrail(documents, name, before.account.trail));
    const trail = appended(name, stored, what, this.#parts.seal);
    const after = { ...account, unfiled, remindedTo: before.reached, trail };
    const due = account.intent ? account.intent.order.at + ABANDONED : nextAt(after, rules);
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
  async handOver(owner: PersonId, take: (notices: readonly Notice[]) => Promise<void>): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stored = await this.#parts.documents.read<Account>(keyOf(owner));
      const { notices: taken, ...account } = stored?.value ?? {};
      if (!stored || !taken?.length) return;
      await take(taken);
      const { value, version } = stored;
      const before = { account: value, version, reached: value.remindedTo ?? 0 };
      if (await this.save(account as Account, before).catch(onConflict)) return;
    }
    throw new Conflict(keyOf(owner));
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

  async #intentSettled(account: Account): Promise<Account> {
    const { intent } = account;
    if (!intent || this.#parts.clock() < intent.order.at + ABANDONED) return account;
    let result: 'accepted' | 'voided';
    try {
      result = await this.#parts.gateway.void(intent.chargeKey);
    } catch (fault) {
      this.#parts.onFault?.(fault);
      return account;
    }
    if (result === 'voided') return withoutIntent(account);
    const { order, next, invoice } = intent;
    const matter = { kind: 'order-settled', order: order.number } as const;
    const notice: Notice = { id: `settled/${order.number}`, to: 'purchaser', at: this.#parts.clock(), matter };
    return withNotices(placed(account, order, next, invoice), [notice]);
  }

  /** Carries out what was due, oldest first, each at its own time. An unanswered payment stays due. */
  async #timePassed(account: Account): Promise<Passed> {
    const { clock, rules } = this.#parts;
    const now = clock();
    if (account.intent) return { passed: account, reached: account.remindedTo ?? now, brought: [] };
    let current = account;
    const brought: Happening[] = [];
    for (;;) {
      const due = firstDue(current, now, rules);
      const reminders = nextReminders(current, due?.at ?? now, rules);
      if (reminders[0]) {
        current = withNotices({ ...current, remindedTo: reminders[0].at }, reminders);
        continue;
      }
      const subscription = current.subscriptions.find(({ id }) => id === due?.subscription);
      if (!due || !subscription) return { passed: current, reached: now, brought };
      if (due.what === 'bill' && !convertible(subscription, this.#parts.terms())) {
        brought.push(unrenewedBy(subscription, due.at, 'not-sold'));
        current = withSubscription(current, unrenewed(subscription));
        continue;
      }
      if (due.what === 'bill' && renewsWith(subscription)) {
        const owner = await this.#ownerKind(account.owner);
        // Nobody knows whether they are still here: it stays due.
        if (owner === undefined) return { passed: current, reached: due.at, brought };
        if (owner === 'left') {
          brought.push(unrenewedBy(subscription, due.at, 'left'));
          current = withSubscription(current, unrenewed(subscription));
          continue;
        }
      }
      const next =
        due.what === 'bill' ? await this.#billed(current, subscription, due) : withLapse(current, subscription, due);
      if (!next) return { passed: current, reached: due.at, brought };
      brought.push(...happened(current, next, due.at));
      current = next;
    }
  }

  /** Nothing when the directory did not answer. */
  async #ownerKind({ tenant, person }: PersonId): Promise<Person['kind'] | undefined> {
    try {
      return (await this.#parts.directory.person(tenant, person))?.kind ?? 'member';
    } catch (fault) {
      this.#parts.onFault?.(fault);
      return undefined;
    }
  }

  /** The account after a payment that fell due; nothing when the gateway did not answer. */
  async #billed(account: Account, subscription: Subscription, due: Due): Promise<Account | undefined> {
    const { rules, gateway, onFault, terms } = this.#parts;
    const { currency, owner } = account;
    const bill = billFor(account, subscription, { due, terms: terms(), rules, series: seriesOf(owner) });
    const { key, amount, token } = bill;
    if (amount === 0) return bill.accepted();
    if (!token) return bill.declined();
    try {
      const result = await gateway.charge({ key, amount, currency, token });
      return result === 'accepted' ? bill.accepted() : bill.declined();
    } catch (fault) {
      onFault?.(fault);
      return undefined;
    }
  }
}

/** A trial goes on as a monthly subscription: without a price for that there is nothing to go on as (RULES #4). */
const convertible = ({ plan, product }: Subscription, terms: Terms): boolean =>
  plan !== 'trial' || listPrice(terms, product, 'monthly') !== undefined;

/** When time next brings something: to the subscriptions, or for their purchaser to hear. */
function nextAt(account: Account, rules: Rules): Instant | undefined {
  const next = [dueAt(account, rules), nextReminderAt(account, rules)].flatMap((at) => at ?? []);
  return next.length > 0 ? Math.min(...next) : undefined;
}

const ownerOf = ({ tenant, person }: PersonId): string => `${tenant}/${person}`;

/** Where something of an account is that was filed. */
export const filedKey = (kind: 'invoice' | 'order', owner: PersonId, id: string): string =>
  `${kind}/${ownerOf(owner)}/${id}`;

export const keyOf = (owner: PersonId): string => `account/${ownerOf(owner)}`;

export const withoutIntent = ({ intent: _dropped, ...account }: Account): Account => account;

/** For a write that may be made anew on a fresh look. */
export function onConflict(error: unknown): undefined {
  if (error instanceof Conflict) return undefined;
  throw error;
}
