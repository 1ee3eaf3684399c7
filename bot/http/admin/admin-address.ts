import { definedValues } from '../../../cards/administration/purchase-labels.ts';
import type { PurchaseQuery } from '../../../src/application/administration/purchase-filter.ts';
import { IN_TEAMS } from '../pages/page-opening.ts';
import type { PageContext } from './page-context.ts';

/** Where what is wanted is shown. */
export function adminUrl(
  path: string,
  query: PurchaseQuery & { subscription?: string },
  context: PageContext,
  fragment = '',
): string {
  const params = new URLSearchParams({ in: context.locale });
  for (const [name, value] of Object.entries(definedValues(query))) params.set(name, String(value));
  // No cookie of ours arrives in a frame of Teams: each page there asks anew who is there.
  return `${path}?${params}${context.framed ? `&${IN_TEAMS}` : ''}${fragment && `#${fragment}`}`;
}
