import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { licencesOf, type Subscription } from '../subscription/subscription.ts';
import { omit } from './billing-periods.ts';

/** The next timed event of a subscription. `bill` is a payment, renewal or conversion, or a retry of one. */
export interface DueEvent {
  readonly at: Instant;
  readonly what: 'credit-check-passed' | 'resolve-over' | 'bill' | 'expire' | 'disable' | 'delete';
  readonly subscription: string;
}

/** Returns the next timed event of a subscription, if any (RULES #4, #11, #13, #14). */
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
        // A subscription that does not renew is not charged again.
        pastDue && hasPaymentToCome && retryAfter !== undefined
          ? eventAt('bill', pastDue.since + retryAfter * DAY)
          : eventAt(hasPaymentToCome ? 'bill' : 'expire', billed.end),
      ];
      return events.reduce((first, other) => (other.at < first.at ? other : first));
    }
  }
}

/** Returns the subscription after a timed event that moves no money. */
export function applyDueEvent(subscription: Subscription, { what, at }: DueEvent): Subscription {
  const next = { ...subscription, version: subscription.version + 1 };
  switch (what) {
    case 'credit-check-passed':
      return omit(next, 'creditCheckUntil');
    case 'resolve-over':
      // The latest assignments are removed first (RULES #14).
      return { ...omit(next, 'overSince'), assignments: next.assignments.slice(0, licencesOf(next)) };
    case 'expire':
      return { ...omit(next, 'scheduled', 'pastDue'), state: { kind: 'expired', since: at } };
    case 'disable':
      return { ...next, state: { kind: 'disabled', since: at } };
    case 'delete':
      return { ...omit(next, 'overSince'), state: { kind: 'deleted', since: at }, assignments: [] };
    case 'bill':
      throw new Error('A payment cannot be applied without a charge.');
  }
}

/** Records a failed charge: it is retried on schedule, and after the last try the subscription expires. */
export function recordFailedCharge(subscription: Subscription, at: Instant, rules: Rules): Subscription {
  const { since, tries, mends, again } = subscription.pastDue ?? { since: at, tries: 0 };
  const next = { ...subscription, version: subscription.version + 1 };
  const retries = mends === undefined ? {} : { mends };
  // A retry after the card was replaced or updated does not count in the schedule.
  if (again !== undefined) return { ...next, pastDue: { since, tries, ...retries } };
  if (tries >= rules.retryDays.length)
    return applyDueEvent(subscription, { what: 'expire', at, subscription: subscription.id });
  return { ...next, pastDue: { since, tries: tries + 1, ...retries } };
}

/** Tells whether the next charge is a renewal, not a payment within the term (RULES #4, #11). */
export const isRenewalDue = ({ billed, term }: Subscription): boolean => billed.end >= term.end;

/** Turns renewal off for a subscription whose purchaser left: it runs to its end (RULES #20). */
export const stopRenewal = (subscription: Subscription): Subscription => ({
  ...omit(subscription, 'scheduled', 'pastDue'),
  renews: false,
  version: subscription.version + 1,
});
