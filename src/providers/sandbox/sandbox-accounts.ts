import type { Clock } from '../../application/ports/clock.ts';
import type { PaymentGateway } from '../../application/ports/payment-gateway.ts';
import { retryOnConflict } from '../../application/runtime/retry-on-conflict.ts';
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

/** Milliseconds after which a pending order counts as abandoned by a process that died; the next read settles it. */
const ABANDONED_AFTER = 60_000;

/** An account with everything due up to a time applied, and the audit events of that. */
interface AdvancedAccount {
  readonly account: Account;
  readonly processedUntil: Instant;
  readonly events: readonly AccountEvent[];
}

export interface SandboxAccountsDeps extends AccountRepositoryDeps {
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  /** Called for a payment that the gateway did not answer; it stays due. */
  readonly onError?: (error: unknown) => void;
}

/** The sandbox's accounts: each read applies everything that is due. */
export class SandboxAccounts extends AccountRepository {
  readonly #deps: SandboxAccountsDeps;

  constructor(deps: SandboxAccountsDeps) {
    super(deps, (account) =>
      account.intent ? account.intent.order.at + ABANDONED_AFTER : nextEventAt(account, deps.rules),
    );
    this.#deps = deps;
  }

  /** The account now, after an abandoned order was settled and everything due was applied. */
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
    } catch (error) {
      this.#deps.onError?.(error);
      return account;
    }
    if (result === 'voided') return withoutPendingOrder(account);
    return applyRecoveredOrder(account, intent, this.#deps.clock());
  }

  /** Applies everything due, oldest first, each at its own time. A payment that the gateway does not answer stays due. */
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
        // Whether the purchaser left is unknown: the renewal stays due.
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

  /** `undefined` when the directory did not answer. */
  async #ownerKind({ tenant, person }: PersonId): Promise<Person['kind'] | undefined> {
    try {
      return (await this.#deps.directory.person(tenant, person))?.kind ?? 'member';
    } catch (error) {
      this.#deps.onError?.(error);
      return undefined;
    }
  }

  /** The account after a payment that was due; `undefined` when the gateway did not answer. */
  async #chargeDue(account: Account, subscription: Subscription, due: DueEvent): Promise<Account | undefined> {
    const { rules, gateway, onError, terms } = this.#deps;
    const { currency, owner } = account;
    const charge = dueChargeFor(account, subscription, { due, terms: terms(), rules, series: invoiceSeries(owner) });
    const { key, amount, token } = charge;
    if (amount === 0) return charge.afterSuccess();
    if (!token) return charge.afterDecline();
    try {
      const result = await gateway.charge({ key, amount, currency, token });
      return result === 'accepted' ? charge.afterSuccess() : charge.afterDecline();
    } catch (error) {
      onError?.(error);
      return undefined;
    }
  }
}

/** Whether a subscription has a price to renew at: a trial renews as a monthly subscription (RULES #4). */
const hasRenewalPrice = ({ plan, product }: Subscription, terms: Terms): boolean =>
  plan !== 'trial' || listPrice(terms, product, 'monthly') !== undefined;

/** When the next subscription event or reminder is due. */
function nextEventAt(account: Account, rules: Rules): Instant | undefined {
  const next = [nextDueAt(account, rules), nextReminderAt(account, rules)].flatMap((at) => at ?? []);
  return next.length > 0 ? Math.min(...next) : undefined;
}
