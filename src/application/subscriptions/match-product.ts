import type { Product, Terms } from '../../domain/catalogue/product.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';

/** The products somebody means by a name, an alias or words of one; all of them when they said nothing. */
export function matchingProducts(products: readonly Product[], query: string): readonly Product[] {
  const text = normaliseText(query);
  if (text === '') return query.trim() === '' ? products : [];
  const names = ({ name, aliases }: Product): readonly string[] => [name, ...aliases].map(normaliseText);
  const exactMatches = products.filter((one) => names(one).includes(text));
  if (exactMatches.length > 0) return exactMatches;
  const words = text.split(' ');
  return products.filter((one) =>
    names(one).some((name) => words.every((word) => name.split(' ').some((other) => other.startsWith(word)))),
  );
}

/** The subscriptions somebody means by what they call the product; all of them when they named none. */
export function matchingSubscriptions(
  subscriptions: readonly Subscription[],
  query: string | undefined,
  terms: Terms,
): readonly Subscription[] {
  if (!query) return subscriptions;
  // A subscription's product may have left the price list; then nothing is known of its name.
  const ownProducts = subscriptions.flatMap(({ product }) => terms.products.get(product) ?? []);
  const matches = new Set(matchingProducts(ownProducts, query).map(({ id }) => id));
  return subscriptions.filter(({ product }) => matches.has(product));
}

/** Letters and digits in lower case, one space between words. */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
