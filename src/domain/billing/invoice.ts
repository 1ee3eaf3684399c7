import type { Instant, Period } from '../common/time.ts';

/** What an invoice line is for (RULES #17). */
export type LineKind =
  | 'purchase'
  | 'monthly-payment'
  | 'renew'
  | 're-enable'
  | 'add-quantity'
  | 'remove-quantity'
  | 'usage'
  | 'cancel'
  | 'convert'
  | 'credit';

/** One charge or refund. Amounts in minor units, negative for refunds, each rounded once. */
export interface InvoiceLine {
  readonly kind: LineKind;
  readonly product: string;
  readonly subscription: string;
  readonly quantity: number;
  /** The period it covers: `days` of the `of` days in the billing period are charged or refunded. */
  readonly period: Period;
  readonly days: number;
  readonly of: number;
  readonly unitPrice: number;
  readonly net: number;
  readonly taxRate: number;
  readonly tax: number;
  /** The person who caused it; absent for timed events. */
  readonly person?: string;
  readonly order?: string;
}

export interface Invoice {
  /** Its number: the purchaser's own series without gaps. */
  readonly id: string;
  readonly at: Instant;
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  /** The card charged or refunded, such as `Visa •••• 4242`. */
  readonly paidWith: string;
}

export interface Totals {
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
}

/** Sums lines, in minor units, without rounding. */
export function totalOf(lines: readonly Pick<InvoiceLine, 'net' | 'tax'>[]): Totals {
  const net = lines.reduce((sum, line) => sum + line.net, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  return { net, tax, gross: net + tax };
}
