import type { PurchaseFilter } from '../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../src/application/administration/purchase-overview.ts';
import type { PurchaseRow, PurchaseState } from '../../src/application/administration/purchase-row.ts';
import type { Colour } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import type { OwnText, PlainText } from '../kit/markdown.ts';

const colours: Record<PurchaseState, Colour> = {
  active: 'Good',
  ends: 'Warning',
  trial: 'Accent',
  'past-due': 'Attention',
  cancelled: 'Attention',
  expired: 'Attention',
  disabled: 'Attention',
};

/** The status of a purchase in a word, and what happens next and when. */
export const purchaseStatus = ({ state, ends }: PurchaseRow, { administration, date }: Translations) => ({
  state: administration.status[state],
  color: colours[state],
  next: administration.nextDate[state](date(ends)),
});

/** Describes a filter in words, not yet escaped; empty if it matches all purchases. */
export function filterLabel(
  { search, product, person, state, within }: PurchaseFilter,
  { products, rows }: Pick<PurchaseList, 'products' | 'rows'>,
  { administration: { filter, status } }: Translations,
): PlainText {
  const purchaser = rows.find((row) => row.person === person)?.purchaser ?? '';
  return [
    ...(search ? [filter.quoted(search)] : []),
    ...(product ? [products.find(({ id }) => id === product)?.name ?? product] : []),
    ...(person ? [filter.of(purchaser)] : []),
    ...(state ? [status[state]] : []),
    ...(within === undefined ? [] : [`${filter.within}: ${filter.days(within).toLowerCase()}`]),
  ].join(' · ');
}

/** The values of a filter that are set, as the data of a button. */
export const definedValues = (filter: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));

/** Formats a price or a cost of a purchase; says “unknown” if the service gives no price. */
export const costLabel = ({ plan, price }: PurchaseRow, amount: number, currency: string, t: Translations): OwnText =>
  plan !== 'trial' && price === 0 ? t.administration.purchase.unknownPrice : t.money(amount, currency);
