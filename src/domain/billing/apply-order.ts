import {
  type Account,
  cardName,
  methodFor,
  type Order,
  type PendingOrder,
  withChargeResult,
  withSubscription,
} from '../account/account.ts';
import { type Notification, notificationsForOrder, withNotifications } from '../account/notification.ts';
import type { Terms } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { billNextPeriod } from './billing-periods.ts';
import { applyDueEvent, type DueEvent, nextDueEvent, recordFailedCharge } from './due-event.ts';
import { type Invoice, type InvoiceLine, totalOf } from './invoice.ts';

/** How long an order is at hand: for as long its key acts once, and its receipt can be shown again. */
export const ORDER_RETENTION = 30 * DAY;
/** An account is read and written as one: what is older than these is filed, and found by its number. */
const MAX_RECENT_ORDERS = 1_000;

/** The account after an order: its subscriptions, the order, its invoice and what is to be told of it in one step. */
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

/** The account after an order whose outcome nobody was there to be told of: its purchaser hears of it. */
export function applyRecoveredOrder(
  account: Account,
  { order, next, invoice }: Pick<PendingOrder, 'order' | 'next' | 'invoice'>,
  at: Instant,
): Account {
  const matter = { kind: 'order-settled', order: order.number } as const;
  const notification: Notification = { id: `settled/${order.number}`, to: 'purchaser', at, matter };
  return withNotifications(applyOrder(account, order, next, invoice), [notification]);
}

/** The account with an invoice on its way to the file. */
export function withInvoice(account: Account, invoice: Invoice | undefined): Account {
  if (!invoice) return account;
  const invoices = [...account.unfiled.invoices, invoice];
  return { ...account, invoices: account.invoices + 1, unfiled: { ...account.unfiled, invoices } };
}

/** The next invoice's number: the purchaser's own series, without gaps. */
export const nextInvoiceId = (account: Account, series: string): string =>
  `${series}-${String(account.invoices + 1).padStart(4, '0')}`;

/** The first thing due in an account by some moment. */
export function firstDueEvent(account: Account, by: Instant, rules: Rules): DueEvent | undefined {
  return account.subscriptions
    .flatMap((subscription) => nextDueEvent(subscription, rules) ?? [])
    .filter(({ at }) => at <= by)
    .reduce<DueEvent | undefined>((first, due) => (first && first.at <= due.at ? first : due), undefined);
}

/** When something next falls due in an account. */
export const nextDueAt = (account: Account, rules: Rules): Instant | undefined =>
  firstDueEvent(account, Number.POSITIVE_INFINITY, rules)?.at;

/** A charge that time brings: what it is for, and the account once it is accepted or declined. */
export interface DueCharge {
  /** The same for every try at the same payment that had the same number of tries before it. */
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
  // What costs nothing says nothing of the card.
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

/** A try because the card was mended is another than the one the schedule makes. */
function chargeKey({ id, billed, pastDue }: Subscription): string {
  const key = `${id}/${billed.end}/${pastDue?.tries ?? 0}`;
  return pastDue?.again === undefined ? key : `${key}/mended-${pastDue.mends ?? 0}`;
}

/** The account after something due that moves no money. */
export const withDueEvent = (account: Account, subscription: Subscription, due: DueEvent): Account =>
  withSubscription(account, applyDueEvent(subscription, due));

/** An invoice for lines, paid with the card of a profile; none when there is nothing on it. */
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

/** What happened to subscriptions between two looks at an account, as far as people are to be told of it. */
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

/** Whether a payment failed between two looks: tried once more, or ended for it. */
export function hasNewFailedPayment(earlier: Subscription, { pastDue, state, renews }: Subscription): boolean {
  if (pastDue) return pastDue.tries > (earlier.pastDue?.tries ?? 0);
  return earlier.pastDue !== undefined && renews && state.kind === 'expired';
}
