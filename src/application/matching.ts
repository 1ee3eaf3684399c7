import type { Terms } from '../domain/product.ts';
import type { Subscription } from '../domain/subscription.ts';

/** The subscriptions somebody means by what they call the product; all of them when they named none. */
export function matching(
  subscriptions: readonly Subscription[],
  said: string | undefined,
  terms: Terms,
): readonly Subscription[] {
  if (!said) return subscriptions;
  const wanted = plain(said);
  const names = (subscription: Subscription): readonly string[] => {
    const product = terms.products.get(subscription.product);
    return product ? [product.name, ...product.aliases].map(plain) : [];
  };
  const exact = subscriptions.filter((one) => names(one).includes(wanted));
  if (exact.length > 0) return exact;
  const words = wanted.split(' ').filter((word) => word !== '');
  if (words.length === 0) return [];
  return subscriptions.filter((one) =>
    names(one).some((name) => words.every((word) => name.split(' ').includes(word))),
  );
}

/** Letters and digits in lower case, one space between words. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
