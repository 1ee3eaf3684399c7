import type { Clock } from '../../application/ports/clock.ts';
import type { PaymentGateway } from '../../application/ports/payment-gateway.ts';
import { type Account, withSubscription } from '../../domain/account/account.ts';
import { withNotifications } from '../../domain/account/order-notifications.ts';
import { nextReminderAt, nextReminders } from '../../domain/account/reminders.ts';
import type { AccountEvent } from '../../domain/audit/account-event.ts';
import { eventsBetween, notRenewedEvent } from '../../domain/audit/events-between.ts';
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
  AccountRepository,
  type AccountRepositoryDeps,
  accountKey,
  type VersionedAccount,
  withoutPendingOrder,
} from '../shared/account-repository.ts';
import { invoiceSeries } from '../shared/identifiers.ts';
import { retryOnConflict } from '../shared/retry-on-conflict.ts';

/** An intent this old was left behind by a process that died: it is settled by whoever sees it. */
const ABANDONED_AFTER = 60_000;

/** An account as far as time took it, and what that brought. */
interface AdvancedAccount {
  readonly account: Account;
  readonly processedUntil: Instant;
  readonly events: readonly AccountEvent[];
}

export interface SandboxAccountsDeps extends AccountRepositoryDeps {
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  /** Told of a payment that the gateway did not answer; it stays due. */
  readonly onError?: (error: unknown) => void;
}

/** The accounts of the sandbox: whoever looks at one sees it with everything done that was due. */
export class SandboxAccounts extends AccountRepository {
  readonly #deps: SandboxAccountsDeps;

  constructor(deps: SandboxAccountsDeps) {
    super(deps, (account) =>
      account.intent ? account.intent.order.at + ABANDONED_AFTER : nextEventAt(account, deps.rules),
    );
    this.#deps = deps;
  }

  /** The account now, with what a process that died left open settled and all that was due carried out. */
  async current(owner: PersonId): Promise<VersionedAccount> {
    return retryOnConflict(accountKey(owner), async () => {
      const { account, version } = await this.read(owner);
      const settled = await this.#settleAbandonedOrder(account);
      const settlementEvents = eventsBetween(account, settled, this.#deps.clock());
      const { account: advanced, processedUntil, events: dueEvents } = await this.#applyDueEvents(settled);
      const stored = { account, version, processedUntil };
      if (advanced === account) return stored;
      const notified = withNotifications(advanced, notificationsBetween(account, advanced, processedUntil));
      return this.trySave(notified, stored, [...settlementEvents, ...dueEvents]);
    });
  }

  async #settleAbandonedOrder(account: Account): Promise<Account> {
    const { intent } = account;
    if (!intent || this.#deps.clock() < intent.order.at + ABANDONED_AFTER) return account;
    let result: 'accepted' | 'voided';
    try {
      result = await this.#deps.gateway.void(intent.chargeKey);
    } catch (fault) {
      this.#deps.onError?.(fault);
      return account;
    }
    if (result === 'voided') return withoutPendingOrder(account);
    return applyRecoveredOrder(account, intent, this.#deps.clock());
  }

  /** Carries out what was due, oldest first, each at its own time. An unanswered payment stays due. */
  async #applyDueEvents(account: Account): Promise<AdvancedAccount> {
    const { clock, rules } = this.#deps;
    const now = clock();
    if (account.intent) return { account, processedUntil: account.remindedTo ?? now, events: [] };
    let current = account;
    const events: AccountEvent[] = [];
    for (;;) {
      const due = firstDueEvent(current, now, rules);
      const reminders = nextReminders(current, due?.at ?? now, rules);
      if (reminders[0]) {
        current = withNotifications({ ...current, remindedTo: reminders[0].at }, reminders);
        continue;
      }
      const subscription = current.subscriptions.find(({ id }) => id === due?.subscription);
      if (!due || !subscription) return { account: current, processedUntil: now, events };
      if (due.what === 'bill' && !hasRenewalPrice(subscription, this.#deps.terms())) {
        events.push(notRenewedEvent(subscription, due.at, 'not-sold'));
        current = withSubscription(current, stopRenewal(subscription));
        continue;
      }
      if (due.what === 'bill' && isRenewalDue(subscription)) {
        const ownerKind = await this.#ownerKind(account.owner);
        // Nobody knows whether they are still here: it stays due.
        if (ownerKind === undefined) return { account: current, processedUntil: due.at, events };
        if (ownerKind === 'left') {
          events.push(notRenewedEvent(subscription, due.at, 'left'));
          current = withSubscription(current, stopRenewal(subscription));
          continue;
        }
      }
      const next =
        due.what === 'bill'
          ? await this.#chargeDue(current, subscription, due)
          : withDueEvent(current, subscription, due);
      if (!next) return { account: current, processedUntil: due.at, events };
      events.push(...eventsBetween(current, next, due.at));
      current = next;
    }
  }

  /** Nothing when the directory did not answer. */
  async #ownerKind({ tenant, person }: PersonId): Promise<Person['kind'] | undefined> {
    try {
      return (await this.#deps.directory.person(tenant, person))?.kind ?? 'member';
    } catch (fault) {
      this.#deps.onError?.(fault);
      return undefined;
    }
  }

  /** The account after a payment that fell due; nothing when the gateway did not answer. */
  async #chargeDue(account: Account, subscription: Subscription, due: DueEvent): Promise<Account | undefined> {
    const { rules, gateway, onError: onFault, terms } = this.#deps;
    const { currency, owner } = account;
    const charge = dueChargeFor(account, subscription, { due, terms: terms(), rules, series: invoiceSeries(owner) });
    const { key, amount, token } = charge;
    if (amount === 0) return charge.afterSuccess();
    if (!token) return charge.afterDecline();
    try {
      const result = await gateway.charge({ key, amount, currency, token });
      return result === 'accepted' ? charge.afterSuccess() : charge.afterDecline();
    } catch (fault) {
      onFault?.(fault);
      return undefined;
    }
  }
}

/** A trial goes on as a monthly subscription: without a price for that there is nothing to go on as (RULES #4). */
const hasRenewalPrice = ({ plan, product }: Subscription, terms: Terms): boolean =>
  plan !== 'trial' || listPrice(terms, product, 'monthly') !== undefined;

/** When time next brings something: to the subscriptions, or for their purchaser to hear. */
function nextEventAt(account: Account, rules: Rules): Instant | undefined {
  const next = [nextDueAt(account, rules), nextReminderAt(account, rules)].flatMap((at) => at ?? []);
  return next.length > 0 ? Math.min(...next) : undefined;
}
