import type { PurchaseFilter } from '../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../src/application/administration/purchase-overview.ts';
import type { PurchaseRow, PurchaseState } from '../../src/application/administration/purchase-row.ts';
import type { Colour } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';

const colours: Record<PurchaseState, Colour> = {
  active: 'Good',
  ends: 'Warning',
  trial: 'Accent',
  'past-due': 'Attention',
  cancelled: 'Attention',
  expired: 'Attention',
  disabled: 'Attention',
};

/** How a purchase stands, in a word, and the date that goes with it. */
export const purchaseStatus = ({ state, ends }: PurchaseRow, { administration, date }: Translations) => ({
  state: administration.conditions[state],
  color: colours[state],
  next: administration.next[state](date(ends)),
});

/** What a filter leaves, in words; empty when it leaves everything. */
export function filterLabel(
  { search, product, person, state, within }: PurchaseFilter,
  { products, rows }: Pick<PurchaseList, 'products' | 'rows'>,
  { administration: { filter, conditions } }: Translations,
): string {
  const purchaser = rows.find((row) => row.person === person)?.purchaser ?? '';
  return [
    ...(search ? [filter.words(search)] : []),
    ...(product ? [products.find(({ id }) => id === product)?.name ?? product] : []),
    ...(person ? [filter.of(purchaser)] : []),
    ...(state ? [conditions[state]] : []),
    ...(within === undefined ? [] : [`${filter.within}: ${filter.days(within).toLowerCase()}`]),
  ].join(' · ');
}

/** A filter as a button carries it. */
export const definedValues = (filter: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));

/** A price or a cost of a purchase; of one that costs something, whose price nobody told, that it is not known. */
export const costLabel = ({ plan, price }: PurchaseRow, amount: number, currency: string, t: Translations): string =>
  plan !== 'trial' && price === 0 ? t.administration.one.unknownPrice : t.money(amount, currency);
