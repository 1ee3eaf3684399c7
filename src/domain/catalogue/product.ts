import type { Instant } from '../common/time.ts';

/** The term of a subscription, and how often it is charged. */
export type BillingPlan = 'monthly' | 'annual' | 'annual-monthly';

/** Months in a plan's term, and between two charges (RULES #11). */
export const planMonths: Record<BillingPlan, { readonly term: number; readonly billing: number }> = {
  monthly: { term: 1, billing: 1 },
  annual: { term: 12, billing: 12 },
  'annual-monthly': { term: 12, billing: 1 },
};

export interface Product {
  readonly id: string;
  readonly name: string;
  /** Other names users type for it, in lower case. */
  readonly aliases: readonly string[];
  /** Minor units per licence and billing period; a plan without a price is not on offer. */
  readonly prices: Readonly<Partial<Record<BillingPlan, number>>>;
  readonly trial: 'none' | 'with-card' | 'without-card';
  /** Product families that some countries exclude, such as `visio` (RULES #3). */
  readonly families: readonly string[];
  /** From then on changes and purchases are refused (RULES #9). */
  readonly endOfSale?: Instant;
}

/** The organisation's self-service purchase policy for a product (RULES #18). */
export type Policy = 'Enabled' | 'OnlyTrialsWithoutPaymentMethod' | 'Disabled';

/** The terms of sale for one organisation at one instant: products, prices, policy and tax. */
export interface Terms {
  readonly currency: string;
  /** The organisation's country, ISO 3166-1, such as `NL`: its payment cards must be from there (RULES #16). */
  readonly country: string;
  readonly segment: 'commercial' | 'education' | 'government';
  /** By product id; a product that is absent is `Enabled`. */
  readonly policy: ReadonlyMap<string, Policy>;
  readonly taxRate: number;
  /** The provider computes the amounts; amounts from list prices are estimates. */
  readonly estimated?: true;
  readonly products: ReadonlyMap<string, Product>;
}

/** Returns the list price of a licence for one billing period, in minor units. */
export function listPrice(terms: Terms, productId: string, plan: BillingPlan): number | undefined {
  return terms.products.get(productId)?.prices[plan];
}
