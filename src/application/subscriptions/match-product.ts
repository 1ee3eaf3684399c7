import type { Product, Terms } from '../../domain/catalogue/product.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';

/** The products somebody means by a name, an alias or words of one; all of them when they said nothing. */
export function matchingProducts(products: readonly Product[], said: string): readonly Product[] {
  const wanted = plain(said);
  if (wanted === '') return said.trim() === '' ? products : [];
  const names = ({ name, aliases }: Product): readonly string[] => [name, ...aliases].map(plain);
  const exact = products.filter((one) => names(one).includes(wanted));
  if (exact.length > 0) return exact;
  const words = wanted.split(' ');
  return products.filter((one) =>
    names(one).some((name) => words.every((word) => name.split(' ').some((other) => other.startsWith(word)))),
  );
}

/** The subscriptions somebody means by what they call the product; all of them when they named none. */
export function matching(
  subscriptions: readonly Subscription[],
  said: string | undefined,
  terms: Terms,
): readonly Subscription[] {
  if (!said) return subscriptions;
  // A subscription's product may have left the price list; then nothing is known of its name.
  const owned = subscriptions.flatMap(({ product }) => terms.products.get(product) ?? []);
  const meant = new Set(matchingProducts(owned, said).map(({ id }) => id));
  return subscriptions.filter(({ product }) => meant.has(product));
}

/** Letters and digits in lower case, one space between words. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
