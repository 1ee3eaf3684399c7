import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import type { Translations } from '../../kit/locale.ts';
import type { Markdown } from '../../kit/markdown.ts';
import type { Row } from '../../kit/rows.ts';

/** The date of the end, if the subscription is active and does not renew. */
export const endRow = (
  { preview: { next, renewal } }: OrderReview,
  t: Translations,
  label: Markdown = t.orders.review.ends,
): readonly Row[] => (renewal || next.state.kind !== 'active' ? [] : [{ label, value: t.date(next.term.end) }]);

/** The end of a yearly term that is paid monthly: it is charged each month until then (RULES #11). */
export function yearlyTermRows(review: OrderReview, t: Translations): readonly Row[] {
  const { nextPayment, next } = review.preview;
  return [
    ...(nextPayment ? [{ label: t.orders.review.purchase.runsTo, value: t.date(next.term.end) }] : []),
    ...endRow(review, t),
  ];
}

/** Access ends at once after a cancellation; the data is kept for some time (RULES #13). */
export function cancelledRows(
  { preview, details }: OrderReview,
  {
    date,
    orders: {
      review: { cancellation },
    },
  }: Translations,
): readonly Row[] {
  const cancelledAt = preview.next.cancelled?.at ?? 0;
  return [
    { label: cancellation.accessToday, value: cancellation.endsToday },
    { label: cancellation.dataUntil, value: date(cancelledAt + details.rules.disabledDays * DAY) },
  ];
}

/** The end, and until when users have access and administrators have the data after it (RULES #13). */
export function endedRows(review: OrderReview, t: Translations): readonly Row[] {
  const { date } = t;
  const { cancellation } = t.orders.review;
  const access = endOfAccess(review);
  return [
    ...endRow(review, t),
    { label: cancellation.accessUntil, value: date(access) },
    { label: cancellation.dataUntil, value: date(access + review.details.rules.disabledDays * DAY) },
  ];
}

/** When only administrators have access any more (RULES #13). */
export const endOfAccess = ({ preview: { next }, details }: OrderReview): number =>
  (next.state.kind === 'active' ? next.term.end : next.state.since) + details.rules.expiredDays * DAY;

/** Until when the order can be undone, if it can. */
export const undoUntilRow = (
  { preview: { undoUntil } }: OrderReview,
  t: Translations,
  label: Markdown = t.orders.review.undoUntil,
): readonly Row[] => (undoUntil === undefined ? [] : [{ label, value: t.moment(undoUntil) }]);

export const refundUntilRow = (review: OrderReview, t: Translations): readonly Row[] =>
  undoUntilRow(review, t, t.orders.review.purchase.refundUntil);

/** A reduction can be undone until the licences expire, and also later by adding licences. */
export function undoAnyTimeRows(review: OrderReview, t: Translations) {
  return [...undoUntilRow(review, t), { label: t.orders.review.undo, value: t.orders.review.undoByAdding }];
}
