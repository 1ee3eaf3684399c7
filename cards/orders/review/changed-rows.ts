import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import { type PreviewSnapshot, snapshotOf } from '../../../src/domain/subscription/order-preview.ts';
import type { Translations } from '../../kit/locale.ts';
import { escapeMarkdown, type Markdown, md } from '../../kit/markdown.ts';
import type { Row } from '../../kit/rows.ts';

/** How a field of the snapshot is shown; absent: it is not shown. */
type FieldFormats = Partial<
  Record<keyof PreviewSnapshot, readonly [label: Markdown, format: (value: number | null) => Markdown]>
>;

const NONE = md`–`;

/** The fields that changed since the review before: old → new. */
export function changedRows(
  { preview, details, changedFields, shownSnapshot }: OrderReview,
  t: Translations,
): readonly Row[] {
  if (!shownSnapshot) return [];
  const { changedFields: changedFieldStrings } = t.orders.review;
  const snapshot = snapshotOf(preview);
  const count = (value: number | null) => (value === null ? NONE : t.number(value));
  const amount = (value: number | null) => (value === null ? NONE : t.money(value, details.currency));
  const day = (value: number | null) => (value === null ? NONE : t.date(value));
  const formats: FieldFormats = {
    from: [changedFieldStrings.licences, count],
    price: [changedFieldStrings.price, amount],
    now: [changedFieldStrings.now, count],
    later: [changedFieldStrings.later, count],
    gross: [changedFieldStrings.today, amount],
    nextPayment: [changedFieldStrings.next, amount],
    renewal: [changedFieldStrings.renewal, amount],
    renewalAt: [changedFieldStrings.renewalAt, day],
    over: [changedFieldStrings.overassigned, count],
  };
  const row = (label: Markdown, value: Markdown): Row => ({ label, value, color: 'Accent' });
  const rows = changedFields.flatMap((field) => {
    if (field === 'paidWith') {
      return [row(t.subscriptions.details.paidWith, snapshot.paidWith ? escapeMarkdown(snapshot.paidWith) : NONE)];
    }
    const shown = formats[field];
    if (!shown) return [];
    const [label, format] = shown;
    return [row(label, md`${format(numberOf(shownSnapshot[field]))} → ${format(numberOf(snapshot[field]))}`)];
  });
  return rows.length > 0 || changedFields.length === 0
    ? rows
    : [row(changedFieldStrings.version, changedFieldStrings.versionValue)];
}

const numberOf = (value: PreviewSnapshot[keyof PreviewSnapshot]): number | null =>
  typeof value === 'number' ? value : null;
