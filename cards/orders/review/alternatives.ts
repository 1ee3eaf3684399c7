import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import type { Button } from '../../kit/buttons.ts';
import type { Translations } from '../../kit/locale.ts';

/** The button to make the whole reduction at the renewal. */
export function allAtRenewalButton({ preview: { later }, request }: OrderReview, t: Translations): readonly Button[] {
  if (later === undefined || (request.act === 'change' && request.unassign)) return [];
  return [
    { title: t.orders.buttons.atRenewal(t.number(later)), verb: 'instead', data: { when: 'renewal', total: later } },
  ];
}

/** The button for a trial with instead of without a payment card, or the reverse. */
export function otherTrialButton({ preview: { next }, isCardOptional }: OrderReview, t: Translations) {
  if (!isCardOptional) return [];
  const title = next.renews ? t.orders.review.buttons.withoutCard : t.orders.review.buttons.withCard;
  return [{ title, verb: 'instead', data: { withCard: !next.renews } }];
}
