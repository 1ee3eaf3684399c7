import { type Account, methodFor } from '../account/account.ts';
import type { PaymentMethod } from '../account/payment-method.ts';
import { billNextPeriod } from '../billing/billing-periods.ts';
import { totalOf } from '../billing/invoice.ts';
import type { Terms } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { refundWindowEnd } from './refund-window.ts';
import { licencesOf, type Subscription } from './subscription.ts';

/** A condition of a subscription that may need the purchaser's action. */
export type SubscriptionAlert = { readonly subscription: Subscription } & (
  | { readonly kind: 'past-due'; readonly since: Instant }
  | { readonly kind: 'over'; readonly count: number; readonly by: Instant }
  | { readonly kind: 'undo'; readonly count: number; readonly by: Instant }
  | { readonly kind: 'ends'; readonly by: Instant }
  | { readonly kind: 'card-expires'; readonly by: Instant; readonly card: PaymentMethod }
  | { readonly kind: 'renews'; readonly by: Instant; readonly net: number }
  | { readonly kind: 'unused'; readonly count: number; readonly of: number }
);

/** How far ahead an end or a renewal is shown; less for monthly plans, which renew often. */
const SOON = 30 * DAY;
const SOON_MONTHLY = 10 * DAY;

/** Returns alerts for expired and expiring cards, each with the first active subscription it pays for (RULES #16). */
export function expiringCardAlerts(account: Account, now: Instant, rules: Rules): readonly SubscriptionAlert[] {
  return account.methods
    .filter(({ expires }) => expires - now <= rules.cardSoonDays * DAY)
    .flatMap((card) => {
      const subscription = account.subscriptions.find(
        (one) => one.state.kind === 'active' && !one.pastDue && methodFor(account, one)?.id === card.id,
      );
      return subscription ? [{ kind: 'card-expires' as const, subscription, card, by: card.expires }] : [];
    });
}

/** Returns alerts, most urgent first: unpaid, then the nearest date, then unused licences. */
export function subscriptionAlerts(
  subscriptions: readonly Subscription[],
  { terms, rules, now, cards = [] }: { terms: Terms; rules: Rules; now: Instant; cards?: readonly SubscriptionAlert[] },
): readonly SubscriptionAlert[] {
  return subscriptions
    .filter(({ state }) => state.kind === 'active')
    .flatMap((subscription) => alertsFor(subscription, { terms, rules, now }))
    .concat(cards)
    .sort((a, b) => urgency(a) - urgency(b));
}

function alertsFor(
  subscription: Subscription,
  { terms, rules, now }: { terms: Terms; rules: Rules; now: Instant },
): readonly SubscriptionAlert[] {
  const { pastDue, overSince, lots, term, renews, assignments, plan } = subscription;
  const licences = licencesOf(subscription);
  const alerts: SubscriptionAlert[] = [];
  if (pastDue) return [{ kind: 'past-due', subscription, since: pastDue.since }];
  const count = assignments.length - licences;
  if (overSince !== undefined && count > 0) {
    alerts.push({ kind: 'over', subscription, count, by: overSince + rules.overDays * DAY });
  }
  const undoableLots = lots.filter((lot) => lot.why === 'added' && now < refundWindowEnd(lot.at, rules));
  const [firstLot] = undoableLots;
  if (firstLot && renews)
    alerts.push({ kind: 'undo', subscription, count: firstLot.quantity, by: refundWindowEnd(firstLot.at, rules) });
  if (!renews && term.end - now <= SOON) alerts.push({ kind: 'ends', subscription, by: term.end });
  if (renews && term.end - now <= (plan === 'monthly' ? SOON_MONTHLY : SOON)) {
    const { lines } = billNextPeriod({ ...subscription, billed: term }, { terms, rules, at: term.end, invoice: '' });
    alerts.push({ kind: 'renews', subscription, by: term.end, net: totalOf(lines).net });
  }
  const unused = licences - assignments.length;
  if (unused > 0 && plan !== 'trial') alerts.push({ kind: 'unused', subscription, count: unused, of: licences });
  return alerts;
}

function urgency(alert: SubscriptionAlert): number {
  if (alert.kind === 'past-due') return 0;
  // Unused licences come after every date, the most expensive first.
  return alert.kind === 'unused' ? Number.MAX_SAFE_INTEGER - alert.count * alert.subscription.price : alert.by;
}
