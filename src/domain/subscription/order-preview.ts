import { billNextPeriod } from '../billing/billing-periods.ts';
import { type InvoiceLine, type Totals, totalOf } from '../billing/invoice.ts';
import type { Terms } from '../catalogue/product.ts';
import type { Person } from '../common/person.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { type Act, acts } from './acts.ts';
import { licencesOf, type Subscription } from './subscription.ts';

/** Licences paid for from some moment on: what one charge will be. */
interface UpcomingPayment {
  readonly at: Instant;
  readonly licences: number;
  readonly totals: Totals;
}

/**
 * Why somebody cannot have a licence. The last six only a service says: no country is known of them; it is not sold there; no
 * licence is left; it does not go with one they have; it needs one they lack; what it says is not known here.
 */
type AssignmentRefusal =
  | 'guest'
  | 'unknown'
  | 'no-location'
  | 'not-there'
  | 'no-room'
  | 'clash'
  | 'needs-other'
  | 'service';

/** What becomes of one person of those named. */
export type PersonResult = { readonly person: string } & (
  | { readonly result: 'done' }
  /** They had the licence already; or, when it is taken away, had none. */
  | { readonly result: 'had'; readonly since?: Instant }
  | { readonly result: 'refused'; readonly why: AssignmentRefusal; readonly request?: string }
  /** The directory did not answer: trying again may help. */
  | { readonly result: 'failed' }
);

/** Exactly what an act does: what is shown before it happens is what is carried out. */
export interface OrderPreview {
  readonly act: Act;
  /** As it is before; of a purchase, as it will start. */
  readonly subscription: Subscription;
  readonly from: number;
  /** Licences from now on. */
  readonly now: number;
  /** Licences from the renewal on, where they differ. */
  readonly later?: number;
  /** What is charged or given back today. */
  readonly lines: readonly InvoiceLine[];
  readonly today: Totals;
  /** The next charge within the term, for a term paid monthly. */
  readonly nextPayment?: UpcomingPayment;
  /** What the renewal will cost; absent when the subscription ends instead. */
  readonly renewal?: UpcomingPayment;
  /** Until when it can be undone: what was charged, for its window (RULES #6, #10); a scheduled number, until the renewal. */
  readonly undoUntil?: Instant;
  /** Who would have no licence at the renewal: whoever got theirs last (RULES #14). */
  readonly over: readonly string[];
  /** A scheduled number that this takes back. */
  readonly withdraws?: number;
  /** The card it is charged to, or given back to; none when no money moves today. */
  readonly paidWith?: string;
  /** What becomes of the people it is about. */
  readonly people: readonly PersonResult[];
  /** The subscription once it is done. */
  readonly next: Subscription;
  /** An ended subscription whose place it takes (RULES #15). */
  readonly replaces?: Subscription;
}

/** The plan without the promise that it can be undone, where taking back what it does is none of what can be done here. */
export function withoutUnsupportedUndo(preview: OrderPreview, supported: ReadonlySet<string>): OrderPreview {
  if (preview.act !== 'cancel' || supported.has('reinstate')) return preview;
  const { undoUntil: _undoUntil, ...rest } = preview;
  return rest;
}

export interface RuleContext {
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
  /** The numbers the order, its invoice and a new subscription will have, once it is carried out. */
  readonly order?: string;
  readonly invoice?: string;
  readonly id?: string;
  /** What the directory says of the people named. */
  readonly knownPeople?: KnownPeople;
}

/** People by their object id; `unanswered` when the directory did not say. */
export type KnownPeople = ReadonlyMap<string, Person['kind'] | 'unknown' | 'unanswered'>;

/** What of a plan must still hold when it is confirmed; small enough to travel with the card that showed it. */
export interface PreviewSnapshot {
  readonly version: number;
  readonly from: number;
  readonly now: number;
  readonly later: number | null;
  /** Minor units a licence a billing period, and what is charged today before and with tax. */
  readonly price: number;
  readonly net: number;
  readonly gross: number;
  readonly nextPayment: number | null;
  readonly renewal: number | null;
  readonly renewalAt: Instant | null;
  readonly over: number;
  readonly paidWith: string;
  readonly act: Act;
  /** Who it is about, and what becomes of each. */
  readonly people: string;
}

export const snapshotOf = (preview: OrderPreview): PreviewSnapshot => ({
  version: preview.subscription.version,
  act: preview.act,
  from: preview.from,
  now: preview.now,
  later: preview.later ?? null,
  price: preview.subscription.price,
  net: preview.today.net,
  gross: preview.today.gross,
  nextPayment: preview.nextPayment?.totals.gross ?? null,
  renewal: preview.renewal?.totals.gross ?? null,
  renewalAt: preview.renewal ? renewalTime(preview) : null,
  over: preview.over.length,
  paidWith: preview.paidWith ?? '',
  people: preview.people.map(({ person, result }) => `${person}:${result}`).join(),
});

/** A renewal that counts from the moment of buying moves with each second: its day is the fact. */
function renewalTime({ act, renewal }: OrderPreview): Instant | null {
  const at = renewal?.at ?? 0;
  return acts[act].startsTerm ? Math.floor(at / DAY) * DAY : at;
}

/** Which facts differ: empty when what was shown is what would be done. */
export function changedFields(reviewed: PreviewSnapshot, current: PreviewSnapshot): readonly (keyof PreviewSnapshot)[] {
  return (Object.keys(current) as (keyof PreviewSnapshot)[]).filter((field) => reviewed[field] !== current[field]);
}

/** A plan of what leaves everything as it is, save for what is said. */
export function previewOfAct(
  act: Act,
  subscription: Subscription,
  next: Subscription,
  { terms, rules, lines = [], ...rest }: Pick<RuleContext, 'terms' | 'rules'> & Partial<OrderPreview>,
): OrderPreview {
  return {
    act,
    subscription,
    from: licencesOf(subscription),
    now: licencesOf(next),
    lines,
    today: totalOf(lines),
    over: [],
    people: [],
    next,
    ...(next.state.kind === 'active' && upcomingPayments(next, { terms, rules })),
    ...rest,
  };
}

/** What will be charged next, and at the renewal: the very lines that will be made then, at today's list price. */
function upcomingPayments(next: Subscription, { terms, rules }: Pick<RuleContext, 'terms' | 'rules'>) {
  const nextPayment = next.billed.end < next.term.end && upcomingPayment(next, next.billed.end, { terms, rules });
  const lastPeriod = { ...next, billed: { start: next.billed.start, end: next.term.end } };
  return {
    ...(nextPayment && { nextPayment }),
    ...(next.renews && { renewal: upcomingPayment(lastPeriod, next.term.end, { terms, rules }) }),
  };
}

function upcomingPayment(
  subscription: Subscription,
  at: Instant,
  { terms, rules }: Pick<RuleContext, 'terms' | 'rules'>,
): UpcomingPayment {
  const { lines, next } = billNextPeriod(subscription, { terms, rules, at, invoice: '' });
  return { at, licences: licencesOf(next), totals: totalOf(lines) };
}
