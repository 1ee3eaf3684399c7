import { carried } from '../../cards/purchase-says.ts';
import type { Words } from '../../cards/words.ts';
import type { PurchaseWish } from '../../src/application/purchase-filter.ts';
import { escaped } from '../pages/html.ts';

/** Where what is wanted is shown, ready to stand in an attribute. */
export function address(path: string, wanted: PurchaseWish & { subscription?: string }, words: Words, at = ''): string {
  const query = new URLSearchParams({ in: words.locale });
  for (const [name, value] of Object.entries(carried(wanted))) query.set(name, String(value));
  return escaped(`${path}?${query}${at && `#${at}`}`);
}
