import { listPrice, type Terms } from '../../domain/catalogue/product.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';

/** Returns what a number of licences of a subscription cost a month, in minor units; a trial costs what follows it. */
export function monthlyCost({ plan, price, product }: Subscription, licences: number, terms: Terms): number {
  if (plan === 'trial') return (listPrice(terms, product, 'monthly') ?? 0) * licences;
  return Math.round((price * licences) / (plan === 'annual' ? 12 : 1));
}
