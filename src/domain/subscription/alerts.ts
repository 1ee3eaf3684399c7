import { type Account, methodFor, type PaymentMethod } from '../account/account.ts';
import { nextBilling } from '../billing/billing-periods.ts';
import { totalOf } from '../billing/invoice.ts';
import type { Terms } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { licencesOf, type Subscription, windowEnd } from './subscription.ts';

/** Something about a subscription that its purchaser may want to act on. */
export type Attention = { readonly subscription: Subscription } & (
  | { readonly kind: 'past-due'; readonly since: Instant }
  | { readonly kind: 'over'; readonly count: number; readonly by: Instant }
  | { readonly kind: 'undo'; readonly count: number; readonly by: Instant }
  | { readonly kind: 'ends'; readonly by: Instant }
  | { readonly kind: 'card-expires'; readonly by: Instant; readonly card: PaymentMethod }
  | { readonly kind: 'renews'; readonly by: Instant; readonly net: number }
  | { readonly kind: 'unused'; readonly count: number; readonly of: number }
);

/** How far ahead an end or a renewal is worth a look; a monthly one comes round too often for more. */
const SOON = 30 * DAY;
const SOON_MONTHLY = 10 * DAY;

/** Cards that expire soon or did, each with the first active subscription that it is to pay for (RULES #16). */
export function expiringCards(account: Account, now: Instant, rules: Rules): readonly Attention[] {
  return account.methods
    .filter(({ expires }) => expires - now <= rules.cardSoonDays * DAY)
    .flatMap((card) => {
      const paid = account.subscriptions.find(
        (one) => one.state.kind === 'active' && !one.pastDue && methodFor(account, one)?.id === card.id,
      );
      return paid ? [{ kind: 'card-expires' as const, subscription: paid, card, by: card.expires }] : [];
    });
}

/** What needs a look, most urgent first: what is unpaid, then what has the nearest date, then what lies idle. */
export function attention(
  subscriptions: readonly Subscription[],
  { terms, rules, now, cards = [] }: { terms: Terms; rules: Rules; now: Instant; cards?: readonly Attention[] },
): readonly Attention[] {
  return subscriptions
    .filter(({ state }) => state.kind === 'active')
    .flatMap((subscription) => ofOne(subscription, { terms, rules, now }))
    .concat(cards)
    .sort((a, b) => urgency(a) - urgency(b));
}

function ofOne(
  subscription: Subscription,
  { terms, rules, now }: { terms: Terms; rules: Rules; now: Instant },
): readonly Attention[] {
  const { pastDue, overSince, lots, term, renews, assignments, plan } = subscription;
  const licences = licencesOf(subscription);
  const found: Attention[] = [];
  if (pastDue) return [{ kind: 'past-due', subscription, since: pastDue.since }];
  const count = assignments.length - licences;
  if (overSince !== undefined && count > 0) {
    found.push({ kind: 'over', subscription, count, by: overSince + rules.overDays * DAY });
  }
  const undoable = lots.filter((lot) => lot.why === 'added' && now < windowEnd(lot, rules));
  const [first] = undoable;
  if (first && renews) found.push({ kind: 'undo', subscription, count: first.quantity, by: windowEnd(first, rules) });
  if (!renews && term.end - now <= SOON) found.push({ kind: 'ends', subscription, by: term.end });
  if (renews && term.end - now <= (plan === 'monthly' ? SOON_MONTHLY : SOON)) {
    const { lines } = nextBilling({ ...subscription, billed: term }, { terms, rules, at: term.end, invoice: '' });
    found.push({ kind: 'renews', subscription, by: term.end, net: totalOf(lines).net });
  }
  const unused = licences - assignments.length;
  if (unused > 0 && plan !== 'trial') found.push({ kind: 'unused', subscription, count: unused, of: licences });
  return found;
}

function urgency(item: Attention): number {
  if (item.kind === 'past-due') return 0;
  // Idle licences come after every date; the most expensive of them first.
  return item.kind === 'unused' ? Number.MAX_SAFE_INTEGER - item.count * item.subscription.price : item.by;
}
