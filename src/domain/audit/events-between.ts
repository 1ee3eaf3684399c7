import type { Account, Order } from '../account/account.ts';
import type { PaymentAct } from '../account/payment-method.ts';
import { hasNewFailedPayment } from '../billing/apply-order.ts';
import { type Invoice, type LineKind, totalOf } from '../billing/invoice.ts';
import type { Instant } from '../common/time.ts';
import { licencesOf, type Subscription } from '../subscription/subscription.ts';
import type { AccountEvent, EventType, TimeEvent } from './account-event.ts';

/** The actor recorded for events caused by time. */
const TIME_ACTOR = 'time';

/** Returns the audit events between two states of an account: one for each order, payment change or timed event. */
export function eventsBetween(before: Account, after: Account, at: Instant): readonly AccountEvent[] {
  const orders = after.orders.filter(({ number }) => !before.orders.some((one) => one.number === number));
  const acts = (after.acts ?? []).filter(({ key }) => !before.acts?.some((one) => one.key === key));
  const by = after.owner.person;
  const actionEvents = [...orders.map(orderEvent), ...acts.map((act) => paymentEvent(act, by))];
  // The order event already covers what happened to its subscriptions.
  return actionEvents.length > 0 ? actionEvents : timeEvents(before, after, at);
}

function orderEvent(order: Order): AccountEvent {
  const { number, key, at, by, act: what, request, subscription, product, from, now, later } = order;
  const { today, currency, paidWith, invoice, undoes, people } = order;
  return {
    at,
    by,
    what,
    order: number,
    key,
    subscription,
    product,
    from,
    now,
    gross: today.gross,
    currency,
    ...(later !== undefined && { later }),
    ...(paidWith !== '' && { card: paidWith }),
    ...(invoice && { invoice }),
    ...(request.act === 'cancel' && { reason: request.reason }),
    ...(undoes && { undoes }),
    ...(people && { people: people.map(({ person, result }) => ({ person, result })) }),
  };
}

const paymentEvent = ({ at, act, key, facts: { card, replaced } }: PaymentAct, by: string): AccountEvent => ({
  at,
  by,
  what: `card-${act}`,
  key,
  card,
  ...(replaced && { replaced }),
});

function timeEvents(before: Account, after: Account, at: Instant): readonly AccountEvent[] {
  const earlierInvoices = new Set(before.unfiled.invoices.map(({ id }) => id));
  const previous = new Map(before.subscriptions.map((one) => [one.id, one]));
  return [
    ...after.unfiled.invoices
      .filter(({ id }) => !earlierInvoices.has(id))
      .flatMap((invoice) => chargeEvents(invoice, before, after)),
    ...after.subscriptions.flatMap((now) => {
      const earlier = previous.get(now.id);
      return earlier && earlier !== now ? subscriptionEvents(earlier, now, at) : [];
    }),
  ];
}

const eventByLineKind: { readonly [K in LineKind]?: TimeEvent } = {
  renew: 'renewal',
  'monthly-payment': 'monthly-payment',
  convert: 'conversion',
};

function chargeEvents(
  { id, at, currency, lines, paidWith }: Invoice,
  before: Account,
  after: Account,
): readonly AccountEvent[] {
  const [line] = lines;
  const what = line && eventByLineKind[line.kind];
  if (!what) return [];
  const { subscription, product } = line;
  const licenceCount = ({ subscriptions }: Account) =>
    subscriptions.filter((one) => one.id === subscription).reduce((sum, one) => sum + licencesOf(one), 0);
  const licences = { from: licenceCount(before), now: licenceCount(after) };
  const payment = { gross: totalOf(lines).gross, currency, invoice: id, card: paidWith };
  return [{ at, by: TIME_ACTOR, what, subscription, product, ...licences, ...payment }];
}

function subscriptionEvents(earlier: Subscription, now: Subscription, at: Instant): readonly AccountEvent[] {
  const number = licencesOf(now);
  const base = { at, by: TIME_ACTOR, subscription: now.id, product: now.product, from: number, now: number };
  const remainingPeople = new Set(now.assignments.map(({ person }) => person));
  const removedAssignments = earlier.assignments.filter(({ person }) => !remainingPeople.has(person));
  const people = removedAssignments.map(({ person }) => ({ person, result: 'done' as const }));
  const endState = now.state.kind !== 'active' && now.state.kind !== earlier.state.kind ? now.state.kind : undefined;
  const what: EventType | undefined = endState ?? (removedAssignments.length > 0 ? 'licences-lost' : undefined);
  const failedPayments: readonly AccountEvent[] = hasFailedTry(earlier, now)
    ? [{ ...base, what: 'payment-failed' }]
    : [];
  return what
    ? [...failedPayments, { ...base, what, ...(removedAssignments.length > 0 && { people }) }]
    : failedPayments;
}

/** Includes a retry outside the schedule after the card was replaced or updated. */
const hasFailedTry = (earlier: Subscription, now: Subscription): boolean =>
  hasNewFailedPayment(earlier, now) ||
  (now.pastDue !== undefined && earlier.pastDue?.again !== undefined && now.pastDue.again === undefined);

/** Returns the event for a subscription that does not renew: its purchaser left, or its product is no longer sold. */
export const notRenewedEvent = (
  { id, product, lots }: Subscription,
  at: Instant,
  reason: 'left' | 'not-sold',
): AccountEvent => {
  const number = licencesOf({ lots });
  return { at, by: TIME_ACTOR, what: 'not-renewed', subscription: id, product, from: number, now: number, reason };
};
