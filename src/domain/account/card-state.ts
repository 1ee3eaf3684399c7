import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Account } from './account.ts';
import type { PaymentMethod } from './payment-method.ts';

/** Returns the active subscriptions of a profile that have a future payment. */
export function subscriptionsPaidFrom(account: Account, profile: string): readonly string[] {
  return account.subscriptions.filter((one) => one.profile === profile && hasPaymentToCome(one)).map(({ id }) => id);
}

/** Returns the active subscriptions with a future payment that a card pays, through any of its profiles. */
export const subscriptionsPaidWith = (account: Account, method: string): readonly string[] =>
  account.profiles
    .filter((profile) => profile.method === method)
    .flatMap(({ id }) => subscriptionsPaidFrom(account, id));

function hasPaymentToCome({ state, billed, term, renews, plan, card }: Subscription): boolean {
  return state.kind === 'active' && (billed.end < term.end || (renews && (plan !== 'trial' || card)));
}

/** The state of a card; the most serious one that applies. */
export type CardState = 'expired' | 'declined' | 'expires-soon' | 'in-use' | 'attached' | 'unused';

export function cardState(account: Account, method: PaymentMethod, now: Instant, rules: Rules): CardState {
  if (method.expires <= now) return 'expired';
  if (method.declinedAt !== undefined) return 'declined';
  if (method.expires - now <= rules.cardSoonDays * DAY) return 'expires-soon';
  if (subscriptionsPaidWith(account, method.id).length > 0) return 'in-use';
  return account.profiles.some((profile) => profile.method === method.id) ? 'attached' : 'unused';
}
