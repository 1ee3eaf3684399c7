import { definedValues } from '../../../cards/administration/purchase-labels.ts';
import type { PurchaseQuery } from '../../../src/application/administration/purchase-filter.ts';
import { IN_TEAMS } from '../pages/page-opening.ts';
import type { PageContext } from './page-context.ts';

/** Where what is wanted is shown. */
export function addressOf(
  path: string,
  wanted: PurchaseQuery & { subscription?: string },
  here: PageContext,
  at = '',
): string {
  const query = new URLSearchParams({ in: here.locale });
  for (const [name, value] of Object.entries(definedValues(wanted))) query.set(name, String(value));
  // No cookie of ours arrives in a frame of Teams: each page there asks anew who is there.
  return `${path}?${query}${here.framed ? `&${IN_TEAMS}` : ''}${at && `#${at}`}`;
}
