import type { Instant } from '../common/time.ts';

/** How a subscription is committed to and paid: the term, and how often money moves. */
export type BillingPlan = 'monthly' | 'annual' | 'annual-monthly';

/** Months in a plan's term, and between two of its charges (RULES #11). */
export const planMonths: Record<BillingPlan, { readonly term: number; readonly billing: number }> = {
  monthly: { term: 1, billing: 1 },
  annual: { term: 12, billing: 12 },
  'annual-monthly': { term: 12, billing: 1 },
};

export interface Product {
  readonly id: string;
  readonly name: string;
  /** What people call it, in lower case. */
  readonly aliases: readonly string[];
  /** Minor units a licence a billing period; a plan that is not there is not on offer. */
  readonly prices: Readonly<Partial<Record<BillingPlan, number>>>;
  readonly trial: 'none' | 'with-card' | 'without-card';
  /** What some countries exclude together, such as `visio` (RULES #3). */
  readonly families: readonly string[];
  /** Changes and purchases stop then (RULES #9). */
  readonly endOfSale?: Instant;
}

/** What an organisation allows its people to buy of a product (RULES #18). */
export type Policy = 'Enabled' | 'OnlyTrialsWithoutPaymentMethod' | 'Disabled';

/** What a purchaser can be charged for, and at what tax: one organisation's terms at one moment. */
export interface Terms {
  readonly currency: string;
  /** Where the organisation is, ISO 3166-1, such as `NL`: its people's cards are from there (RULES #16). */
  readonly country: string;
  readonly segment: 'commercial' | 'education' | 'government';
  /** By product; what is not there is Enabled. */
  readonly policy: ReadonlyMap<string, Policy>;
  readonly taxRate: number;
  /** Whoever charges computes the amounts: what the rules make of list prices are estimates until then. */
  readonly estimated?: true;
  readonly products: ReadonlyMap<string, Product>;
}

/** The price of a licence for one billing period at today's list, in minor units. */
export function listPrice(terms: Terms, productId: string, plan: BillingPlan): number | undefined {
  return terms.products.get(productId)?.prices[plan];
}
