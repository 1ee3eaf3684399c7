import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { licencesOf, type Subscription } from '../subscription/subscription.ts';
import { omit } from './billing-periods.ts';

/** What time brings a subscription next. `bill` is a payment, renewal or conversion, or another try at one. */
export interface DueEvent {
  readonly at: Instant;
  readonly what: 'credit-check-passed' | 'resolve-over' | 'bill' | 'expire' | 'disable' | 'delete';
  readonly subscription: string;
}

/** The next thing that time brings, or nothing (RULES #4, #11, #13, #14). */
export function nextDueEvent(subscription: Subscription, rules: Rules): DueEvent | undefined {
  const { id, state, billed, term, pastDue, creditCheckUntil, overSince } = subscription;
  const eventAt = (what: DueEvent['what'], at: Instant): DueEvent => ({ what, at, subscription: id });
  switch (state.kind) {
    case 'deleted':
      return undefined;
    case 'disabled':
      return eventAt('delete', state.since + rules.disabledDays * DAY);
    case 'expired':
      return eventAt('disable', state.since + rules.expiredDays * DAY);
    case 'active': {
      const hasPaymentToCome =
        billed.end < term.end || (subscription.renews && (subscription.plan !== 'trial' || subscription.card));
      const retryAfter = pastDue && (rules.retryDays[pastDue.tries - 1] ?? 0);
      const events = [
        ...(creditCheckUntil === undefined ? [] : [eventAt('credit-check-passed', creditCheckUntil)]),
        ...(overSince === undefined ? [] : [eventAt('resolve-over', overSince + rules.overDays * DAY)]),
        ...(pastDue?.again === undefined ? [] : [eventAt('bill', pastDue.again)]),
        // What is not renewed any more is not tried again.
        pastDue && hasPaymentToCome && retryAfter !== undefined
          ? eventAt('bill', pastDue.since + retryAfter * DAY)
          : eventAt(hasPaymentToCome ? 'bill' : 'expire', billed.end),
      ];
      return events.reduce((first, other) => (other.at < first.at ? other : first));
    }
  }
}

/** The subscription after what was due and moves no money. */
export function applyDueEvent(subscription: Subscription, { what, at }: DueEvent): Subscription {
  const next = { ...subscription, version: subscription.version + 1 };
  switch (what) {
    case 'credit-check-passed':
      return omit(next, 'creditCheckUntil');
    case 'resolve-over':
      // Whoever got the licence last loses it first (RULES #14).
      return { ...omit(next, 'overSince'), assignments: next.assignments.slice(0, licencesOf(next)) };
    case 'expire':
      return { ...omit(next, 'scheduled', 'pastDue'), state: { kind: 'expired', since: at } };
    case 'disable':
      return { ...next, state: { kind: 'disabled', since: at } };
    case 'delete':
      return { ...omit(next, 'overSince'), state: { kind: 'deleted', since: at }, assignments: [] };
    case 'bill':
      throw new Error('A payment is not carried out without its charge.');
  }
}

/** The subscription after a charge that failed: it is tried again, and after the last try it expires. */
export function recordFailedCharge(subscription: Subscription, at: Instant, rules: Rules): Subscription {
  const { since, tries, mends, again } = subscription.pastDue ?? { since: at, tries: 0 };
  const next = { ...subscription, version: subscription.version + 1 };
  const retries = mends === undefined ? {} : { mends };
  // A try because the card was mended is none of the schedule's.
  if (again !== undefined) return { ...next, pastDue: { since, tries, ...retries } };
  if (tries >= rules.retryDays.length)
    return applyDueEvent(subscription, { what: 'expire', at, subscription: subscription.id });
  return { ...next, pastDue: { since, tries: tries + 1, ...retries } };
}

/** Whether what falls due next is a renewal, not a payment within the term (RULES #4, #11). */
export const isRenewalDue = ({ billed, term }: Subscription): boolean => billed.end >= term.end;

/** A subscription whose purchaser left: it runs to its end and does not renew (RULES #20). */
export const stopRenewal = (subscription: Subscription): Subscription => ({
  ...omit(subscription, 'scheduled', 'pastDue'),
  renews: false,
  version: subscription.version + 1,
});
