import type { Rules } from '../../src/domain/common/rules.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import type { Colour } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { EMPTY_TEXT, type OwnText } from '../kit/markdown.ts';

/** The status of a subscription in a word or two, and what happens next and when. */
export interface SubscriptionStatus {
  readonly state: OwnText;
  readonly color: Colour;
  /** Empty after deletion. */
  readonly next: OwnText;
}

export function statusOf(subscription: Subscription, rules: Rules, t: Translations): SubscriptionStatus {
  const { state, term, plan, renews, assignments, overSince, pastDue, creditCheckUntil } = subscription;
  const { date, number } = t;
  const { status: states, nextDate } = t.subscriptions;
  const after = (at: number, days: number) => date(at + days * DAY);
  switch (state.kind) {
    case 'expired':
      return {
        state: states.expired,
        color: 'Attention',
        next: nextDate.access(after(state.since, rules.expiredDays)),
      };
    case 'disabled':
      return {
        state: states.disabled,
        color: 'Attention',
        next: nextDate.dataUntil(after(state.since, rules.disabledDays)),
      };
    case 'deleted':
      return { state: states.deleted, color: 'Attention', next: EMPTY_TEXT };
    case 'active':
      break;
  }
  if (pastDue) {
    const days = rules.retryDays[pastDue.tries - 1] ?? 0;
    return { state: states.pastDue, color: 'Attention', next: nextDate.retry(after(pastDue.since, days)) };
  }
  const count = assignments.length - licencesOf(subscription);
  if (overSince !== undefined && count > 0) {
    const over = number(count);
    return { state: states.over(over), color: 'Attention', next: nextDate.resolve(after(overSince, rules.overDays)) };
  }
  if (creditCheckUntil !== undefined) {
    return { state: states.creditCheck, color: 'Warning', next: nextDate.creditCheck(date(creditCheckUntil)) };
  }
  if (plan === 'trial') {
    const until = date(term.end);
    return {
      state: states.trial,
      color: 'Accent',
      next: renews ? nextDate.trialConverts(until) : nextDate.trialEnds(until),
    };
  }
  if (!renews) return { state: states.ends, color: 'Warning', next: nextDate.ends(date(term.end)) };
  return { state: states.active, color: 'Good', next: nextDate.renews(date(term.end)) };
}

/** The billing period of the price. */
export const periodOf = ({ plan }: Pick<Subscription, 'plan'>): 'month' | 'year' =>
  plan === 'annual' ? 'year' : 'month';
