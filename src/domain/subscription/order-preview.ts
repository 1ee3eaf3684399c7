import { billNextPeriod } from '../billing/billing-periods.ts';
import { type InvoiceLine, type Totals, totalOf } from '../billing/invoice.ts';
import type { Terms } from '../catalogue/product.ts';
import type { Person } from '../common/person.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { type Act, acts } from './acts.ts';
import { licencesOf, type Subscription } from './subscription.ts';

/** A future charge: its date, the licences it pays for, and its totals. */
interface UpcomingPayment {
  readonly at: Instant;
  readonly licences: number;
  readonly totals: Totals;
}

/**
 * Why a person cannot get a licence. The last six are reported only by a service: the person has no usage location; the
 * product is not available there; no licence is left; it conflicts with a licence they have; it requires one they lack;
 * an unrecognised error.
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

/** The result for one person in an order. */
export type PersonResult = { readonly person: string } & (
  | { readonly result: 'done' }
  /** They already had the licence, or had none when it is to be removed. */
  | { readonly result: 'had'; readonly since?: Instant }
  | { readonly result: 'refused'; readonly why: AssignmentRefusal; readonly request?: string }
  /** The directory did not answer: a retry may succeed. */
  | { readonly result: 'failed' }
);

/** The exact effect of an act: the review shows it, and confirming executes it. */
export interface OrderPreview {
  readonly act: Act;
  /** The subscription before the act; for a purchase, as it will start. */
  readonly subscription: Subscription;
  readonly from: number;
  /** Licences from now on. */
  readonly now: number;
  /** Licences from the renewal on, where they differ. */
  readonly later?: number;
  /** What is charged or refunded today. */
  readonly lines: readonly InvoiceLine[];
  readonly today: Totals;
  /** The next charge within the term, for a term paid monthly. */
  readonly nextPayment?: UpcomingPayment;
  /** The cost of the renewal; absent if the subscription ends instead. */
  readonly renewal?: UpcomingPayment;
  /**
   * Until when it can be undone: a charge, during its window (RULES #6, #10); a scheduled number, until the renewal.
   */
  readonly undoUntil?: Instant;
  /** The people without a licence after the renewal: the latest assignments (RULES #14). */
  readonly over: readonly string[];
  /** The scheduled number that this withdraws. */
  readonly withdraws?: number;
  /** The card that is charged or refunded; absent if no money moves today. */
  readonly paidWith?: string;
  /** The result for each person it concerns. */
  readonly people: readonly PersonResult[];
  /** The subscription after the act. */
  readonly next: Subscription;
  /** The ended subscription it replaces (RULES #15). */
  readonly replaces?: Subscription;
}

/** Returns the preview without its undo deadline if the provider does not support the act that would undo it. */
export function withoutUnsupportedUndo(preview: OrderPreview, supported: ReadonlySet<string>): OrderPreview {
  if (preview.act !== 'cancel' || supported.has('reinstate')) return preview;
  const { undoUntil: _undoUntil, ...rest } = preview;
  return rest;
}

export interface RuleContext {
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
  /** The ids that the order, its invoice and a new subscription will have. */
  readonly order?: string;
  readonly invoice?: string;
  readonly id?: string;
  /** What the directory knows about the people in the request. */
  readonly knownPeople?: KnownPeople;
}

/** People by object id; `unanswered` if the directory did not respond. */
export type KnownPeople = ReadonlyMap<string, Person['kind'] | 'unknown' | 'unanswered'>;

/** The part of a preview that must be unchanged when it is confirmed; small enough to travel in the review card. */
export interface PreviewSnapshot {
  readonly version: number;
  readonly from: number;
  readonly now: number;
  readonly later: number | null;
  /** Minor units per licence and billing period, and today's charge without and with tax. */
  readonly price: number;
  readonly net: number;
  readonly gross: number;
  readonly nextPayment: number | null;
  readonly renewal: number | null;
  readonly renewalAt: Instant | null;
  readonly over: number;
  readonly paidWith: string;
  readonly act: Act;
  /** The people it concerns, with the result for each. */
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

/** The renewal date of a new term moves with each second until confirmed: only its day is compared. */
function renewalTime({ act, renewal }: OrderPreview): Instant | null {
  const at = renewal?.at ?? 0;
  return acts[act].startsTerm ? Math.floor(at / DAY) * DAY : at;
}

/** Returns the fields that differ; empty if the preview is unchanged. */
export function changedFields(reviewed: PreviewSnapshot, current: PreviewSnapshot): readonly (keyof PreviewSnapshot)[] {
  return (Object.keys(current) as (keyof PreviewSnapshot)[]).filter((field) => reviewed[field] !== current[field]);
}

/** Returns a preview in which everything not given stays as it is. */
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

/** Returns the next charge and the renewal, computed from the same lines that will be billed, at today's list price. */
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
