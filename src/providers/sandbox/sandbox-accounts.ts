import { type Clock, ConflictError, type PaymentGateway } from '../../application/ports/ports.ts';
import { type Account, withSubscription } from '../../domain/account/account.ts';
import { withNotifications } from '../../domain/account/notification.ts';
import { nextReminderAt, nextReminders } from '../../domain/account/reminders.ts';
import { type AccountEvent, eventsBetween, notRenewedEvent } from '../../domain/audit/account-event.ts';
import {
  applyRecoveredOrder,
  dueChargeFor,
  firstDueEvent,
  nextDueAt,
  notificationsBetween,
  withDueEvent,
} from '../../domain/billing/apply-order.ts';
import { type DueEvent, isRenewalDue, stopRenewal } from '../../domain/billing/due-event.ts';
import { listPrice, type Terms } from '../../domain/catalogue/product.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';
import {
  type AccountFileParts,
  AccountRepository,
  ATTEMPTS,
  keyOf,
  onConflict,
  type VersionedAccount,
  withoutIntent,
} from '../shared/account-repository.ts';
import { seriesOf } from '../shared/identifiers.ts';

/** An intent this old was left behind by a process that died: it is settled by whoever sees it. */
const ABANDONED = 60_000;

/** An account as far as time took it, and what that brought. */
interface Passed {
  readonly passed: Account;
  readonly reached: Instant;
  readonly brought: readonly AccountEvent[];
}

export interface AccountsParts extends AccountFileParts {
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  /** Told of a payment that the gateway did not answer; it stays due. */
  readonly onFault?: (error: unknown) => void;
}

/** The accounts of the sandbox: whoever looks at one sees it with everything done that was due. */
export class SandboxAccounts extends AccountRepository {
  readonly #parts: AccountsParts;

  constructor(parts: AccountsParts) {
    super(parts, (account) => (account.intent ? account.intent.order.at + ABANDONED : nextAt(account, parts.rules)));
    this.#parts = parts;
  }

  /** The account now, with what a process that died left open settled and all that was due carried out. */
  async current(owner: PersonId): Promise<VersionedAccount> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { account, version } = await this.read(owner);
      const finished = await this.#intentSettled(account);
      const settled = eventsBetween(account, finished, this.#parts.clock());
      const { passed, reached, brought } = await this.#timePassed(finished);
      const before = { account, version, reached };
      if (passed === account) return before;
      const told = withNotifications(passed, notificationsBetween(account, passed, reached));
      const after = await this.save(told, before, [...settled, ...brought]).catch(onConflict);
      if (after) return after;
    }
    throw new ConflictError(keyOf(owner));
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
    return applyRecoveredOrder(account, intent, this.#parts.clock());
  }

  /** Carries out what was due, oldest first, each at its own time. An unanswered payment stays due. */
  async #timePassed(account: Account): Promise<Passed> {
    const { clock, rules } = this.#parts;
    const now = clock();
    if (account.intent) return { passed: account, reached: account.remindedTo ?? now, brought: [] };
    let current = account;
    const brought: AccountEvent[] = [];
    for (;;) {
      const due = firstDueEvent(current, now, rules);
      const reminders = nextReminders(current, due?.at ?? now, rules);
      if (reminders[0]) {
        current = withNotifications({ ...current, remindedTo: reminders[0].at }, reminders);
        continue;
      }
      const subscription = current.subscriptions.find(({ id }) => id === due?.subscription);
      if (!due || !subscription) return { passed: current, reached: now, brought };
      if (due.what === 'bill' && !convertible(subscription, this.#parts.terms())) {
        brought.push(notRenewedEvent(subscription, due.at, 'not-sold'));
        current = withSubscription(current, stopRenewal(subscription));
        continue;
      }
      if (due.what === 'bill' && isRenewalDue(subscription)) {
        const owner = await this.#ownerKind(account.owner);
        // Nobody knows whether they are still here: it stays due.
        if (owner === undefined) return { passed: current, reached: due.at, brought };
        if (owner === 'left') {
          brought.push(notRenewedEvent(subscription, due.at, 'left'));
          current = withSubscription(current, stopRenewal(subscription));
          continue;
        }
      }
      const next =
        due.what === 'bill' ? await this.#billed(current, subscription, due) : withDueEvent(current, subscription, due);
      if (!next) return { passed: current, reached: due.at, brought };
      brought.push(...eventsBetween(current, next, due.at));
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
  async #billed(account: Account, subscription: Subscription, due: DueEvent): Promise<Account | undefined> {
    const { rules, gateway, onFault, terms } = this.#parts;
    const { currency, owner } = account;
    const bill = dueChargeFor(account, subscription, { due, terms: terms(), rules, series: seriesOf(owner) });
    const { key, amount, token } = bill;
    if (amount === 0) return bill.afterSuccess();
    if (!token) return bill.afterDecline();
    try {
      const result = await gateway.charge({ key, amount, currency, token });
      return result === 'accepted' ? bill.afterSuccess() : bill.afterDecline();
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
  const next = [nextDueAt(account, rules), nextReminderAt(account, rules)].flatMap((at) => at ?? []);
  return next.length > 0 ? Math.min(...next) : undefined;
}
