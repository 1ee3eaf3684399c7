import type { SpendingDetails } from '../../src/application/invoices/invoice-service.ts';
import { startOf } from '../../src/domain/common/days.ts';
import type { Translations } from '../kit/locale.ts';
import type { OwnText } from '../kit/markdown.ts';

/** The most months that are shown one by one; earlier ones share a row. */
export const MONTHS = 12;
/** The most products that have a colour of their own. */
const PRODUCTS = 4;

/** Spending as stacked bars: one a month, a segment per product. */
export interface Bars {
  readonly months: readonly { readonly name: string; readonly full: string; readonly gross: number }[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** The newest months with their most expensive products; the other products share a segment. */
export function spendingBars({ months, product }: SpendingDetails, t: Translations): Bars {
  const shown = months.slice(-MONTHS);
  const labelled = shown.map(({ month, gross }) => ({ ...monthNames(month, t), gross }));
  const totals = new Map<string, number>();
  for (const { products } of shown) {
    for (const one of products) totals.set(one.product, (totals.get(one.product) ?? 0) + one.gross);
  }
  const ids = [...totals].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const own = ids.length > PRODUCTS + 1 ? ids.slice(0, PRODUCTS) : ids;
  const monthlyValues = (includes: (id: string) => boolean) =>
    shown.map(({ products }) =>
      products.filter((one) => includes(one.product)).reduce((sum, { gross }) => sum + gross, 0),
    );
  const series = own.map((id) => ({ name: product(id), values: monthlyValues((one) => one === id) }));
  const other = { name: t.invoices.spending.other, values: monthlyValues((one) => !own.includes(one)) };
  return { months: labelled, series: own.length < ids.length ? [...series, other] : series };
}

const formatCache = new Map<string, { short: Intl.DateTimeFormat; full: Intl.DateTimeFormat }>();

/** `2026-11` as `Nov` and as `Nov 2026`. */
export function monthNames(month: string, { locale }: Translations): { name: OwnText; full: OwnText } {
  const utc = { month: 'short', timeZone: 'UTC' } as const;
  const formats = formatCache.get(locale) ?? {
    short: new Intl.DateTimeFormat(locale, utc),
    full: new Intl.DateTimeFormat(locale, { ...utc, year: 'numeric' }),
  };
  formatCache.set(locale, formats);
  const at = startOf(`${month}-01`);
  const write = (format: Intl.DateTimeFormat) =>
    format.format(at).replace('.', '').replaceAll(' ', '\u00a0') as OwnText;
  return { name: write(formats.short), full: write(formats.full) };
}
