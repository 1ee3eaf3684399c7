import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import type { OrderPreview } from '../../../src/domain/subscription/order-preview.ts';
import { displayNames } from '../../kit/display-name.ts';
import type { Translations } from '../../kit/locale.ts';
import { escapeMarkdown, type Markdown } from '../../kit/markdown.ts';
import type { Fact } from '../../kit/rows.ts';

/** The people who get or lose a licence. */
export const donePeople = ({ people }: OrderPreview): readonly string[] =>
  people.flatMap(({ person, result }) => (result === 'done' ? [person] : []));

/** A fact, unless it is empty. */
export const fact = (label: Markdown, value: Markdown): readonly Fact[] => (value === '' ? [] : [{ label, value }]);

/** People under a label, if there are any. */
export const peopleFact = (
  label: Markdown,
  people: readonly string[],
  { names }: OrderReview,
  t: Translations,
): readonly Fact[] => fact(label, displayNames(people, names, t));

/** Who loses a licence today, and who does for lack of licences after the renewal. */
export const loserFacts = (review: OrderReview, t: Translations): readonly Fact[] => [
  ...peopleFact(t.assignments.review.loseToday, donePeople(review.preview), review, t),
  ...peopleFact(t.orders.review.overassigned(review.details.rules.overDays), review.preview.over, review, t),
];

/** Who gets a licence back. */
export const regainerFacts = (review: OrderReview, t: Translations): readonly Fact[] =>
  peopleFact(t.orders.review.cancellation.accessAgain, donePeople(review.preview), review, t);

/** The reason of a cancellation, and the user's feedback. */
export function reasonFacts(
  { request }: OrderReview,
  {
    orders: {
      review: { cancellation },
    },
    orders: { cancellationReasons },
  }: Translations,
): readonly Fact[] {
  if (request.act !== 'cancel') return [];
  const { reason, feedback = '' } = request;
  return [
    ...(reason ? fact(cancellation.reason, cancellationReasons[reason]) : []),
    ...fact(cancellation.feedback, escapeMarkdown(feedback)),
  ];
}
