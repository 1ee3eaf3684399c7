import type { Account, Order } from '../account/account.ts';
import type { PaymentAct } from '../account/payment-methods.ts';
import { newlyUnpaid } from '../billing/apply-order.ts';
import { type Invoice, type LineKind, totalOf } from '../billing/invoice.ts';
import type { Instant } from '../common/time.ts';
import type { Act, PersonResult } from '../subscription/order-preview.ts';
import type { Reason } from '../subscription/order-request.ts';
import { licencesOf, type Subscription } from '../subscription/subscription.ts';

/** What time brings to a subscription. */
type Brought =
  | 'renewal'
  | 'monthly-payment'
  | 'conversion'
  | 'payment-failed'
  | 'expired'
  | 'disabled'
  | 'deleted'
  | 'licences-lost'
  | 'not-renewed';

/** What somebody does that is no change of their account. */
export type UserAction = 'settings' | 'asked' | 'withdrew' | 'answered' | 'sent-again';

export type EventType = Act | `card-${PaymentAct['act']}` | Brought | UserAction;

/** Who did what, when, why and from which card, in codes, ids and numbers: never in words that somebody typed. */
export interface AccountEvent {
  readonly at: Instant;
  /** Somebody's object id, or `time` for what time brings. */
  readonly by: string;
  readonly what: EventType;
  readonly order?: string;
  readonly subscription?: string;
  readonly product?: string;
  /** Licences before, from then on, and from the renewal on. */
  readonly from?: number;
  readonly now?: number;
  readonly later?: number;
  /** Minor units with tax, negative when given back. */
  readonly gross?: number;
  readonly currency?: string;
  readonly invoice?: string;
  /** The payment card's brand and last digits. */
  readonly card?: string;
  /** The card that was attached before. */
  readonly replaced?: string;
  /** Why somebody cancelled, or why it is not renewed. */
  readonly reason?: Reason | 'left' | 'not-sold';
  /** The order it took back. */
  readonly undoes?: string;
  readonly people?: readonly Pick<PersonResult, 'person' | 'result'>[];
  /** The key of the card it was confirmed from. */
  readonly key?: string;
}

/** Who does what nobody did. */
const TIME = 'time';

/** What happened between two states of an account, one entry for each order, act on cards, or thing that time brought. */
export function eventFor(before: Account, after: Account, at: Instant): readonly AccountEvent[] {
  const orders = after.orders.filter(({ number }) => !before.orders.some((one) => one.number === number));
  const acts = (after.acts ?? []).filter(({ key }) => !before.acts?.some((one) => one.key === key));
  const by = after.owner.person;
  const made = [...orders.map(ordered), ...acts.map((act) => withCard(act, by))];
  // What became of its subscriptions is the order itself.
  return made.length > 0 ? made : brought(before, after, at);
}

function ordered(order: Order): AccountEvent {
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

const withCard = ({ at, act, key, facts: { card, replaced } }: PaymentAct, by: string): AccountEvent => ({
  at,
  by,
  what: `card-${act}`,
  key,
  card,
  ...(replaced && { replaced }),
});

function brought(before: Account, after: Account, at: Instant): readonly AccountEvent[] {
  const known = new Set(before.unfiled.invoices.map(({ id }) => id));
  const was = new Map(before.subscriptions.map((one) => [one.id, one]));
  return [
    ...after.unfiled.invoices.filter(({ id }) => !known.has(id)).flatMap((invoice) => charged(invoice, before, after)),
    ...after.subscriptions.flatMap((now) => {
      const then = was.get(now.id);
      return then && then !== now ? lapsed(then, now, at) : [];
    }),
  ];
}

const charges: { readonly [K in LineKind]?: Brought } = {
  renew: 'renewal',
  'monthly-payment': 'monthly-payment',
  convert: 'conversion',
};

function charged(
  { id, at, currency, lines, paidWith }: Invoice,
  before: Account,
  after: Account,
): readonly AccountEvent[] {
  const [line] = lines;
  const what = line && charges[line.kind];
  if (!what) return [];
  const { subscription, product } = line;
  const number = ({ subscriptions }: Account) =>
    subscriptions.filter((one) => one.id === subscription).reduce((sum, one) => sum + licencesOf(one), 0);
  const licences = { from: number(before), now: number(after) };
  const paid = { gross: totalOf(lines).gross, currency, invoice: id, card: paidWith };
  return [{ at, by: TIME, what, subscription, product, ...licences, ...paid }];
}

function lapsed(then: Subscription, now: Subscription, at: Instant): readonly AccountEvent[] {
  const number = licencesOf(now);
  const about = { at, by: TIME, subscription: now.id, product: now.product, from: number, now: number };
  const kept = new Set(now.assignments.map(({ person }) => person));
  const lost = then.assignments.filter(({ person }) => !kept.has(person));
  const people = lost.map(({ person }) => ({ person, result: 'done' as const }));
  const ended = now.state.kind !== 'active' && now.state.kind !== then.state.kind ? now.state.kind : undefined;
  const what: EventType | undefined = ended ?? (lost.length > 0 ? 'licences-lost' : undefined);
  const failed: readonly AccountEvent[] = unpaid(then, now) ? [{ ...about, what: 'payment-failed' }] : [];
  return what ? [...failed, { ...about, what, ...(lost.length > 0 && { people }) }] : failed;
}

/** Also when it was tried because its card was mended. */
const unpaid = (then: Subscription, now: Subscription): boolean =>
  newlyUnpaid(then, now) ||
  (now.pastDue !== undefined && then.pastDue?.again !== undefined && now.pastDue.again === undefined);

/** A subscription that time does not renew: its purchaser left, or what it would go on as is not sold. */
export const unrenewedBy = (
  { id, product, lots }: Subscription,
  at: Instant,
  reason: 'left' | 'not-sold',
): AccountEvent => {
  const number = licencesOf({ lots });
  return { at, by: TIME, what: 'not-renewed', subscription: id, product, from: number, now: number, reason };
};
