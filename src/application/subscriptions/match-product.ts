import type { Product, Terms } from '../../domain/catalogue/product.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';

/** Returns the products whose name or alias matches the text exactly, or else by its words; all products for no text. */
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

/** Returns the subscriptions whose product matches the text; all of them without a text. */
export function matchingSubscriptions(
  subscriptions: readonly Subscription[],
  query: string | undefined,
  terms: Terms,
): readonly Subscription[] {
  if (!query) return subscriptions;
  // The product of a subscription may have left the price list; its name is then unknown.
  const ownProducts = subscriptions.flatMap(({ product }) => terms.products.get(product) ?? []);
  const matches = new Set(matchingProducts(ownProducts, query).map(({ id }) => id));
  return subscriptions.filter(({ product }) => matches.has(product));
}

/** Returns letters and digits in lower case without diacritics, with single spaces between words. */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
