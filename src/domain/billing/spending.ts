import { type Day, dayOf } from '../common/days.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';

/** Spending by product: gross amounts in minor units, less refunds. */
interface ProductTotals {
  readonly gross: number;
  /** Highest amount first; only products that are on an invoice. */
  readonly products: readonly ProductSpending[];
}

interface ProductSpending {
  readonly product: string;
  readonly gross: number;
}

export interface Spending extends ProductTotals {
  /** Every month in the period, oldest first, as `2026-11`, including months without spending. */
  readonly months: readonly (ProductTotals & { readonly month: string })[];
}

/** Sums the invoices of a period by month and product. */
export function spendingOf(invoices: readonly Invoice[], { from, to }: { from: Day; to: Day }): Spending {
  const months = monthsIn(from, to).map((month) => ({
    month,
    ...totalsByProduct(invoices.filter(({ at }) => dayOf(at).startsWith(month)).flatMap(({ lines }) => lines)),
  }));
  return { ...totalsByProduct(invoices.flatMap(({ lines }) => lines)), months };
}

function totalsByProduct(lines: readonly InvoiceLine[]): ProductTotals {
  const products = new Map<string, number>();
  for (const { product, net, tax } of lines) products.set(product, (products.get(product) ?? 0) + net + tax);
  return {
    gross: lines.reduce((sum, { net, tax }) => sum + net + tax, 0),
    products: [...products]
      .map(([product, gross]) => ({ product, gross }))
      .sort((a, b) => b.gross - a.gross || (a.product < b.product ? -1 : 1)),
  };
}

function monthsIn(from: Day, to: Day): readonly string[] {
  const [year = 0, month = 1] = from.split('-').map(Number);
  const months: string[] = [];
  for (let index = 0; ; index++) {
    const at = new Date(Date.UTC(year, month - 1 + index, 1)).toISOString().slice(0, 7);
    if (at > to.slice(0, 7)) return months;
    months.push(at);
  }
}
