import { definedValues } from '../../../cards/administration/purchase-labels.ts';
import type { PurchaseQuery } from '../../../src/application/administration/purchase-filter.ts';
import { IN_TEAMS } from '../pages/card-page-launcher.ts';
import type { PageContext } from './page-context.ts';

/** URL of an administration page for a query. */
export function adminUrl(
  path: string,
  query: PurchaseQuery & { subscription?: string },
  context: PageContext,
  fragment = '',
): string {
  const params = new URLSearchParams({ in: context.locale });
  for (const [name, value] of Object.entries(definedValues(query))) params.set(name, String(value));
  // Inside a frame of Teams no cookie arrives: each page there signs the user in again.
  return `${path}?${params}${context.framed ? `&${IN_TEAMS}` : ''}${fragment && `#${fragment}`}`;
}
