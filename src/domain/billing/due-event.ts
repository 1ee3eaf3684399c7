import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { licencesOf, type Subscription } from '../subscription/subscription.ts';
import { without } from './billing-periods.ts';

/** What time brings a subscription next. `bill` is a payment, renewal or conversion, or another try at one. */
export interface Due {
  readonly at: Instant;
  readonly what: 'credit-check-passed' | 'resolve-over' | 'bill' | 'expire' | 'disable' | 'delete';
  readonly subscription: string;
}

/** The next thing that time brings, or nothing (RULES #4, #11, #13, #14). */
export function nextDue(subscription: Subscription, rules: Rules): Due | undefined {
  const { id, state, billed, term, pastDue, creditCheckUntil, overSince } = subscription;
  const due = (what: Due['what'], at: Instant): Due => ({ what, at, subscription: id });
  switch (state.kind) {
    case 'deleted':
      return undefined;
    case 'disabled':
      return due('delete', state.since + rules.disabledDays * DAY);
    case 'expired':
      return due('disable', state.since + rules.expiredDays * DAY);
    case 'active': {
      const goesOn =
        billed.end < term.end || (subscription.renews && (subscription.plan !== 'trial' || subscription.card));
      const retryAfter = pastDue && (rules.retryDays[pastDue.tries - 1] ?? 0);
      const all = [
        ...(creditCheckUntil === undefined ? [] : [due('credit-check-passed', creditCheckUntil)]),
        ...(overSince === undefined ? [] : [due('resolve-over', overSince + rules.overDays * DAY)]),
        ...(pastDue?.again === undefined ? [] : [due('bill', pastDue.again)]),
        // What is not renewed any more is not tried again.
        pastDue && goesOn && retryAfter !== undefined
          ? due('bill', pastDue.since + retryAfter * DAY)
          : due(goesOn ? 'bill' : 'expire', billed.end),
      ];
      return all.reduce((first, other) => (other.at < first.at ? other : first));
    }
  }
}

/** The subscription after what was due and moves no money. */
export function lapsed(subscription: Subscription, { what, at }: Due): Subscription {
  const next = { ...subscription, version: subscription.version + 1 };
  switch (what) {
    case 'credit-check-passed':
      return without(next, 'creditCheckUntil');
    case 'resolve-over':
      // Whoever got the licence last loses it first (RULES #14).
      return { ...without(next, 'overSince'), assignments: next.assignments.slice(0, licencesOf(next)) };
    case 'expire':
      return { ...without(next, 'scheduled', 'pastDue'), state: { kind: 'expired', since: at } };
    case 'disable':
      return { ...next, state: { kind: 'disabled', since: at } };
    case 'delete':
      return { ...without(next, 'overSince'), state: { kind: 'deleted', since: at }, assignments: [] };
    case 'bill':
      throw new Error('A payment is not carried out without its charge.');
  }
}

/** The subscription after a charge that failed: it is tried again, and after the last try it expires. */
export function declined(subscription: Subscription, at: Instant, rules: Rules): Subscription {
  const { since, tries, mends, again } = subscription.pastDue ?? { since: at, tries: 0 };
  const next = { ...subscription, version: subscription.version + 1 };
  const mended = mends === undefined ? {} : { mends };
  // A try because the card was mended is none of the schedule's.
  if (again !== undefined) return { ...next, pastDue: { since, tries, ...mended } };
  if (tries >= rules.retryDays.length)
    return lapsed(subscription, { what: 'expire', at, subscription: subscription.id });
  return { ...next, pastDue: { since, tries: tries + 1, ...mended } };
}

/** Whether what falls due next is a renewal, not a payment within the term (RULES #4, #11). */
export const renewsWith = ({ billed, term }: Subscription): boolean => billed.end >= term.end;

/** A subscription whose purchaser left: it runs to its end and does not renew (RULES #20). */
export const unrenewed = (subscription: Subscription): Subscription => ({
  ...without(subscription, 'scheduled', 'pastDue'),
  renews: false,
  version: subscription.version + 1,
});
