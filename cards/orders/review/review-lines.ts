import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import type { Translations } from '../../kit/locale.ts';
import type { OwnText } from '../../kit/markdown.ts';
import { donePeople } from './people-facts.ts';

/** `20 → 25 licences`. */
export function changeLine(
  { preview: { from, now } }: OrderReview,
  { number, orders: { review } }: Translations,
): OwnText {
  return review.change(number(from), number(now), now);
}

/** `3 people`. */
export function peopleLine({ preview }: OrderReview, t: Translations): OwnText {
  const { number } = t;
  const count = donePeople(preview).length;
  return t.assignments.review.count(number(count), count);
}

/** The title of a button that charges. */
export function payTitle(review: OrderReview, t: Translations): OwnText {
  return t.orders.review.buttons.pay(amountOf(review, t));
}

/** What is charged or refunded today. */
export function amountOf({ preview, details }: OrderReview, { money }: Translations): OwnText {
  return money(Math.abs(preview.today.gross), details.currency);
}

/** How many people get or lose a licence, where no money moves. */
export function peopleHeader(review: OrderReview, t: Translations) {
  const { preview } = review;
  const count = donePeople(preview).length;
  if (count === 0) return {};
  const left = t.number(Math.max(0, preview.now - preview.next.assignments.length));
  return {
    number: { text: peopleLine(review, t) },
    caption: preview.act === 'unassign' ? t.assignments.review.lose(count) : t.assignments.review.gain(count, left),
  };
}

/** Why licences go only at the renewal, unless the user asked for that. */
export function outsideWindowSentences(
  { preview, request, details }: OrderReview,
  t: Translations,
): readonly OwnText[] {
  if (request.act === 'change' && request.when === 'renewal') return [];
  const waiting = preview.now - (preview.later ?? preview.now);
  return [t.orders.review.outsideWindow(t.number(waiting), waiting, details.rules.windowDays)];
}
