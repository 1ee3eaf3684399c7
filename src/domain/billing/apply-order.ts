import {
  type Account,
  cardName,
  methodFor,
  type Order,
  type PendingOrder,
  withChargeResult,
  withSubscription,
} from '../account/account.ts';
import type { Notification } from '../account/notification.ts';
import { notificationsForOrder, withNotifications } from '../account/order-notifications.ts';
import type { Terms } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { billNextPeriod } from './billing-periods.ts';
import { applyDueEvent, type DueEvent, nextDueEvent, recordFailedCharge } from './due-event.ts';
import { type Invoice, type InvoiceLine, totalOf } from './invoice.ts';

/** How long an order stays in the account: its key is executed once and its receipt can be shown during this time. */
export const ORDER_RETENTION = 30 * DAY;
/** Limits the size of the account document; older orders are filed and found by their number. */
const MAX_RECENT_ORDERS = 1_000;

/** Returns the account after an order: its subscriptions, the order, its invoice and notifications in one step. */
export function applyOrder(account: Account, order: Order, next: readonly Subscription[], invoice?: Invoice): Account {
  const changed = withInvoice(next.reduce(withSubscription, account), invoice);
  const { intent: _pending, ...rest } = changed;
  const after = {
    ...rest,
    orders: [...account.orders.filter(({ at }) => at > order.at - ORDER_RETENTION), order].slice(-MAX_RECENT_ORDERS),
    unfiled: { ...changed.unfiled, orders: [...changed.unfiled.orders, order] },
  };
  return withNotifications(after, notificationsForOrder(after, order));
}

/** Applies an order that completed after its conversation was lost, and notifies the purchaser. */
export function applyRecoveredOrder(
  account: Account,
  { order, next, invoice }: Pick<PendingOrder, 'order' | 'next' | 'invoice'>,
  at: Instant,
): Account {
  const matter = { kind: 'order-settled', order: order.number } as const;
  const notification: Notification = { id: `settled/${order.number}`, to: 'purchaser', at, matter };
  return withNotifications(applyOrder(account, order, next, invoice), [notification]);
}

/** Returns the account with an invoice to be filed. */
export function withInvoice(account: Account, invoice: Invoice | undefined): Account {
  if (!invoice) return account;
  const invoices = [...account.unfiled.invoices, invoice];
  return { ...account, invoices: account.invoices + 1, unfiled: { ...account.unfiled, invoices } };
}

/** Returns the next invoice number in the purchaser's own series, which has no gaps. */
export const nextInvoiceId = (account: Account, series: string): string =>
  `${series}-${String(account.invoices + 1).padStart(4, '0')}`;

/** Returns the first event due in an account by an instant. */
export function firstDueEvent(account: Account, by: Instant, rules: Rules): DueEvent | undefined {
  return account.subscriptions
    .flatMap((subscription) => nextDueEvent(subscription, rules) ?? [])
    .filter(({ at }) => at <= by)
    .reduce<DueEvent | undefined>((first, due) => (first && first.at <= due.at ? first : due), undefined);
}

/** Returns when the next event is due in an account. */
export const nextDueAt = (account: Account, rules: Rules): Instant | undefined =>
  firstDueEvent(account, Number.POSITIVE_INFINITY, rules)?.at;

/** A charge due at a point in time, and the account after it succeeds or is declined. */
export interface DueCharge {
  /** The idempotency key: unique for each try at a payment. */
  readonly key: string;
  readonly amount: number;
  readonly token: string | undefined;
  readonly afterSuccess: () => Account;
  readonly afterDecline: () => Account;
}

export function dueChargeFor(
  account: Account,
  subscription: Subscription,
  { due, terms, rules, series }: { due: DueEvent; terms: Terms; rules: Rules; series: string },
): DueCharge {
  const id = nextInvoiceId(account, series);
  const { lines, next: renewed } = billNextPeriod(subscription, { terms, rules, at: due.at, invoice: id });
  const method = methodFor(account, subscription);
  const amount = totalOf(lines).gross;
  // A charge of zero is not evidence that the card works.
  const afterPayment = method && amount > 0 ? withChargeResult(account, method.id) : account;
  return {
    key: chargeKey(subscription),
    amount,
    token: method?.token,
    afterSuccess: () =>
      withInvoice(
        withSubscription(afterPayment, { ...renewed, version: subscription.version + 1 }),
        createInvoice(id, due.at, lines, { account, profile: subscription.profile }),
      ),
    afterDecline: () =>
      withSubscription(withChargeResult(account, method?.id, due.at), recordFailedCharge(subscription, due.at, rules)),
  };
}

/** A retry after the card was replaced or updated has its own key, apart from the scheduled tries. */
function chargeKey({ id, billed, pastDue }: Subscription): string {
  const key = `${id}/${billed.end}/${pastDue?.tries ?? 0}`;
  return pastDue?.again === undefined ? key : `${key}/mended-${pastDue.mends ?? 0}`;
}

/** Returns the account after a due event that moves no money. */
export const withDueEvent = (account: Account, subscription: Subscription, due: DueEvent): Account =>
  withSubscription(account, applyDueEvent(subscription, due));

/** Creates an invoice for lines, paid with the card of a profile; nothing if there are no lines. */
export function createInvoice(
  id: string,
  at: Instant,
  lines: readonly InvoiceLine[],
  { account, profile }: { account: Account; profile: string | undefined },
): Invoice | undefined {
  const method = methodFor(account, profile ? { profile } : {});
  const paidWith = method ? cardName(method) : '';
  return lines.length > 0 ? { id, at, currency: account.currency, lines, paidWith } : undefined;
}

/** Returns the notifications for changes of subscriptions between two states of an account. */
export function notificationsBetween(before: Account, after: Account, at: Instant): readonly Notification[] {
  const previous = new Map(before.subscriptions.map((one) => [one.id, one]));
  return after.subscriptions.flatMap((now): readonly Notification[] => {
    const earlier = previous.get(now.id);
    if (!earlier) return [];
    const base = { id: `${now.id}/${now.version}`, at };
    if (hasNewFailedPayment(earlier, now)) {
      const matter = { kind: 'payment-failed', subscription: now.id } as const;
      const failedPayment = (to: 'purchaser' | 'manager'): Notification => ({
        ...base,
        id: `payment-failed/${base.id}/${to}`,
        to,
        matter,
      });
      return [failedPayment('purchaser'), failedPayment('manager')];
    }
    if (earlier.scheduled && !now.scheduled && now.term.start > earlier.term.start) {
      const { order } = earlier.scheduled;
      const matter = { kind: 'scheduled-done', subscription: now.id, order } as const;
      return [{ ...base, id: `scheduled/${order}`, to: 'purchaser', matter }];
    }
    return [];
  });
}

/** Tells whether a payment failed between two states: it was retried, or the subscription expired because of it. */
export function hasNewFailedPayment(earlier: Subscription, { pastDue, state, renews }: Subscription): boolean {
  if (pastDue) return pastDue.tries > (earlier.pastDue?.tries ?? 0);
  return earlier.pastDue !== undefined && renews && state.kind === 'expired';
}
