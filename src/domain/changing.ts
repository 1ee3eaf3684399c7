import { nextBilling, without } from './billing.ts';
import { chargeLine, chargeOf, removeLicences } from './charging.ts';
import { type InvoiceLine, type Totals, totalOf } from './invoice.ts';
import { type Outcome, ok, type Refused, refuse } from './outcome.ts';
import type { Terms } from './product.ts';
import type { Rules } from './rules.ts';
import { licencesOf, overNumber, removableNow, type Subscription } from './subscription.ts';
import { DAY, type Instant } from './time.ts';

/** The new total a purchaser wants, and whether it may wait for the renewal (RULES S3, #7). */
export interface ChangeRequest {
  readonly subscription: string;
  readonly total: number;
  /** `renewal` leaves today alone; without it, what can go now goes now. */
  readonly when?: 'renewal';
}

/** Licences paid for from some moment on: what one charge will be. */
interface Payment {
  readonly at: Instant;
  readonly licences: number;
  readonly totals: Totals;
}

/** Exactly what a change does: what is shown before it happens is what is carried out. */
export interface ChangePlan {
  /** `split`: part now, the rest at the renewal. `keep`: the number stays, a scheduled one is withdrawn. */
  readonly act: 'add' | 'remove' | 'split' | 'schedule' | 'keep';
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
  readonly nextPayment?: Payment;
  /** What the renewal will cost; absent when the subscription ends instead. */
  readonly renewal?: Payment;
  /** Until when it can be undone: licences added, for their window (RULES #6); a scheduled number, until the renewal. */
  readonly undoUntil?: Instant;
  /** Who would have no licence at the renewal: whoever got theirs last (RULES #14). */
  readonly over: readonly string[];
  /** A scheduled number that this change takes back. */
  readonly withdraws?: number;
  /** The subscription once it is done. */
  readonly next: Subscription;
}

interface Setting {
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
  /** The numbers the order and its invoice will have, once it is carried out. */
  readonly order?: string;
  readonly invoice?: string;
}

/**
 * What a new total would do (RULES S3, #5–#9, #14), or why it cannot be done. A new total replaces a scheduled one.
 * Nothing is changed.
 */
export function planChange(subscription: Subscription, request: ChangeRequest, setting: Setting): Outcome<ChangePlan> {
  const { terms, rules, now } = setting;
  const barred = changeBarred(subscription, terms, now);
  if (barred) return barred;
  const { total } = request;
  const product = subscription.product;
  const from = licencesOf(subscription);
  const { scheduled, term } = subscription;
  if (!Number.isSafeInteger(total) || total < 1 || total > rules.maxLicences) {
    return refuse({ kind: 'out-of-range', asked: total, max: rules.maxLicences });
  }
  if (total === from) return scheduled ? ok(planned('keep')) : refuse({ kind: 'same-number', total, product });
  const assigned = subscription.assignments.length;
  const tooFew: Refused = refuse({ kind: 'below-assigned', total, assigned, renewal: term.end });
  if (total > from && request.when === 'renewal') return refuse({ kind: 'changed-since', product, total: from });
  if (total > from) return total < assigned ? tooFew : ok(planned('add', { now: total }));
  if (!subscription.renews) return refuse({ kind: 'recurring-off', product, ends: term.end });

  const atOnce = Math.min(from - total, removableNow(subscription, now, rules));
  if (request.when === 'renewal' || (atOnce === 0 && total >= assigned)) return schedule();
  if (total < assigned) return tooFew;
  if (atOnce === from - total) return ok(planned('remove', { now: total }));
  return ok(planned('split', { now: from - atOnce, later: total }));

  function schedule(): Outcome<ChangePlan> {
    if (scheduled?.total === total) return refuse({ kind: 'already-scheduled', total, at: term.end, product });
    return ok(planned('schedule', { later: total }));
  }

  function planned(act: ChangePlan['act'], target: { now?: number; later?: number } = {}): ChangePlan {
    const { now: at = from, later } = target;
    const { lines, next } = changed(subscription, { ...setting, from, to: at, later });
    return {
      act,
      subscription,
      from,
      now: at,
      lines,
      today: totalOf(lines),
      next,
      over: later === undefined ? [] : overNumber(subscription, later).map(({ person }) => person),
      ...(later !== undefined && { later }),
      ...(scheduled && { withdraws: scheduled.total }),
      ...undoWindow(act, subscription, setting),
      ...payments(next, setting),
    };
  }
}

/** What of a plan must still hold when it is confirmed; small enough to travel with the card that showed it. */
export interface Facts {
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
}

export const factsOf = (plan: ChangePlan): Facts => ({
  version: plan.subscription.version,
  from: plan.from,
  now: plan.now,
  later: plan.later ?? null,
  price: plan.subscription.price,
  net: plan.today.net,
  gross: plan.today.gross,
  nextPayment: plan.nextPayment?.totals.gross ?? null,
  renewal: plan.renewal?.totals.gross ?? null,
  renewalAt: plan.renewal?.at ?? null,
  over: plan.over.length,
});

/** Which facts differ: empty when what was shown is what would be done. */
export function changedFacts(shown: Facts, current: Facts): readonly (keyof Facts)[] {
  return (Object.keys(current) as (keyof Facts)[]).filter((fact) => shown[fact] !== current[fact]);
}

/** Why licences cannot be changed at all, if so (RULES #9). */
function changeBarred(subscription: Subscription, terms: Terms, now: Instant): Refused | undefined {
  const { product, state, term, pastDue, creditCheckUntil } = subscription;
  if (state.kind !== 'active') return refuse({ kind: 'not-active', product, since: term.end });
  if (subscription.plan === 'trial') return refuse({ kind: 'trial', product, ends: term.end });
  if (creditCheckUntil !== undefined) return refuse({ kind: 'credit-check', product, until: creditCheckUntil });
  // A payment that is due and was not answered yet counts as failed: nothing is reckoned on days that are not paid.
  const unpaidSince = pastDue?.since ?? (now >= subscription.billed.end ? subscription.billed.end : undefined);
  if (unpaidSince !== undefined) return refuse({ kind: 'past-due', product, since: unpaidSince, card: '' });
  const endOfSale = terms.products.get(product)?.endOfSale;
  if (endOfSale !== undefined && now >= endOfSale) return refuse({ kind: 'end-of-sale', product, since: endOfSale });
  return undefined;
}

function changed(
  subscription: Subscription,
  { terms, now, order = '', invoice = '', from, to, later }: Setting & { from: number; to: number; later?: number },
): { lines: readonly InvoiceLine[]; next: Subscription } {
  const rest = { ...without(subscription, 'scheduled'), version: subscription.version + 1 };
  const scheduled = later !== undefined && { scheduled: { total: later, order } };
  if (to <= from) {
    const { lots, lines } = removeLicences(subscription, from - to, now);
    return { lines, next: { ...rest, lots, ...scheduled } };
  }
  const quantity = to - from;
  const line = chargeLine('add-quantity', subscription, {
    quantity,
    from: now,
    billed: subscription.billed,
    taxRate: terms.taxRate,
  });
  const lot = { quantity, at: now, why: 'added' as const, charge: chargeOf(line, invoice) };
  return { lines: [line], next: { ...without(rest, 'overSince'), lots: [...subscription.lots, lot] } };
}

function undoWindow(act: ChangePlan['act'], { term, renews }: Subscription, { now, rules }: Setting) {
  if (act === 'add' && renews) return { undoUntil: now + rules.windowDays * DAY };
  return act === 'schedule' ? { undoUntil: term.end } : {};
}

/** What will be charged next, and at the renewal: the very lines that will be made then, at today's list price. */
function payments(next: Subscription, { terms, rules }: Setting): Pick<ChangePlan, 'nextPayment' | 'renewal'> {
  const monthly = next.billed.end < next.term.end && payment(next, next.billed.end, { terms, rules });
  const lastPeriod = { ...next, billed: { start: next.billed.start, end: next.term.end } };
  return {
    ...(monthly && { nextPayment: monthly }),
    ...(next.renews && { renewal: payment(lastPeriod, next.term.end, { terms, rules }) }),
  };
}

function payment(subscription: Subscription, at: Instant, { terms, rules }: Pick<Setting, 'terms' | 'rules'>): Payment {
  const { lines, next } = nextBilling(subscription, { terms, rules, at, invoice: '' });
  return { at, licences: licencesOf(next), totals: totalOf(lines) };
}
