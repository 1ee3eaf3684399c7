import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import type { Translations } from '../../kit/locale.ts';
import type { Row } from '../../kit/rows.ts';
import { periodOf } from '../../subscriptions/subscription-status.ts';
import { reviews } from './reviews.ts';

/** The lines of the invoice that the order will have, with their total. */
export function todayRows({ preview, details }: OrderReview, t: Translations): readonly Row[] {
  const { money, number, percent } = t;
  const { review } = t.orders;
  const { lines, today } = preview;
  const [first] = lines;
  if (!first) return [];
  return [
    ...lines.map(({ quantity, days, of, net }) => ({
      label: review.line(number(quantity), quantity, number(days), number(of)),
      value: money(net, details.currency),
    })),
    { label: review.tax(percent(first.taxRate)), value: money(today.tax, details.currency) },
    {
      label: today.gross < 0 ? review.refund : review.today,
      value: money(Math.abs(today.gross), details.currency),
      bold: true,
    },
  ];
}

/** The next payments, the dates of the end, and until when the order can be undone. */
export function futureRows(review: OrderReview, t: Translations): readonly Row[] {
  const { withdraws, over, next, act } = review.preview;
  const { isFree, termRows, undoRows } = reviews[act];
  if (isFree?.(review)) return [];
  return [
    ...paymentRows(review, t),
    ...termRows(review, t),
    ...(withdraws === undefined
      ? []
      : [{ label: t.orders.review.withdrawn(t.number(withdraws)), value: t.orders.review.withdrawnValue }]),
    ...(over.length > 0
      ? [
          {
            label: t.orders.review.overassignedCount(over.length),
            value: t.date(next.term.end),
            color: 'Attention' as const,
          },
        ]
      : []),
    ...undoRows(review, t),
  ];
}

/** The next payment and the renewal; one row if they are equal. */
function paymentRows(
  { preview, details }: OrderReview,
  { money, date, orders: { review } }: Translations,
): readonly Row[] {
  const { nextPayment, renewal, next } = preview;
  const label = (at: number) => (periodOf(next) === 'year' ? review.year(date(at)) : review.month(date(at)));
  const row = (payment: typeof renewal) =>
    payment ? [{ label: label(payment.at), value: money(payment.totals.gross, details.currency) }] : [];
  const isSame = nextPayment && renewal && nextPayment.totals.gross === renewal.totals.gross;
  return [...row(nextPayment), ...(isSame ? [] : row(renewal))];
}
