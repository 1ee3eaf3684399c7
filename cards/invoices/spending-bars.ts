import type { SpendingDetails } from '../../src/application/invoices/invoice-service.ts';
import { startOf } from '../../src/domain/common/days.ts';
import type { Translations } from '../kit/locale.ts';

/** Months that are shown one by one; those before them are one row. */
export const MONTHS = 12;
/** Products with a colour of their own. */
const PRODUCTS = 4;

/** Spending as bars, one a month, each in parts by product. */
export interface Bars {
  readonly months: readonly { readonly name: string; readonly full: string; readonly gross: number }[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** The newest months and the dearest products of them; the other products are one part. */
export function spendingBars({ months, product }: SpendingDetails, t: Translations): Bars {
  const shown = months.slice(-MONTHS);
  const named = shown.map(({ month, gross }) => ({ ...monthNames(month, t), gross }));
  const totals = new Map<string, number>();
  for (const { products } of shown) {
    for (const one of products) totals.set(one.product, (totals.get(one.product) ?? 0) + one.gross);
  }
  const ids = [...totals].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const own = ids.length > PRODUCTS + 1 ? ids.slice(0, PRODUCTS) : ids;
  const valuesOf = (wanted: (id: string) => boolean) =>
    shown.map(({ products }) =>
      products.filter((one) => wanted(one.product)).reduce((sum, { gross }) => sum + gross, 0),
    );
  const series = own.map((id) => ({ name: product(id), values: valuesOf((one) => one === id) }));
  const other = { name: t.invoices.spending.other, values: valuesOf((one) => !own.includes(one)) };
  return { months: named, series: own.length < ids.length ? [...series, other] : series };
}

const held = new Map<string, { short: Intl.DateTimeFormat; full: Intl.DateTimeFormat }>();

/** `2026-11` as `Nov` and as `Nov 2026`. */
export function monthNames(month: string, { locale }: Translations): { name: string; full: string } {
  const utc = { month: 'short', timeZone: 'UTC' } as const;
  const formats = held.get(locale) ?? {
    short: new Intl.DateTimeFormat(locale, utc),
    full: new Intl.DateTimeFormat(locale, { ...utc, year: 'numeric' }),
  };
  held.set(locale, formats);
  const at = startOf(`${month}-01`);
  const write = (format: Intl.DateTimeFormat) => format.format(at).replace('.', '').replaceAll(' ', '\u00a0');
  return { name: write(formats.short), full: write(formats.full) };
}
