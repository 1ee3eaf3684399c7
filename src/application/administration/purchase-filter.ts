import { DAY, type Instant } from '../../domain/common/time.ts';
import type { Filter } from '../ports/documents.ts';
import { normaliseText } from '../subscriptions/match-product.ts';
import { type PurchaseState, purchaseStates } from './purchase-row.ts';

/** Conditions that purchases can be filtered by: their state, or that the purchaser left (RULES #20). */
export const purchaseConditions = [...purchaseStates, 'left'] as const;
export type PurchaseCondition = PurchaseState | 'left';

/** Selects purchases of the organisation; all of them when empty. */
export interface PurchaseFilter {
  /** Words of the purchaser's name, the product's name or the subscription's number. */
  readonly search?: string | undefined;
  /** A product's id. */
  readonly product?: string | undefined;
  /** A purchaser's object id. */
  readonly person?: string | undefined;
  readonly state?: PurchaseCondition | undefined;
  /** Days from now within which the term, or access, ends. */
  readonly within?: number | undefined;
}

/** The columns that purchases can be sorted by, and their index columns. */
const columns = {
  purchaser: 'purchaserSorted',
  product: 'productSorted',
  licences: 'licences',
  assigned: 'assigned',
  since: 'since',
  ends: 'ends',
  price: 'price',
  monthly: 'monthly',
  state: 'state',
} as const;
export type PurchaseColumn = keyof typeof columns;
export type PurchaseSort = PurchaseColumn | `-${PurchaseColumn}`;
export const purchaseColumns = Object.keys(columns) as readonly PurchaseColumn[];
export const purchaseSorts: readonly PurchaseSort[] = purchaseColumns.flatMap((one) => [one, `-${one}`] as const);

/** A filtered, sorted page of the organisation's purchases. */
export interface PurchaseQuery extends PurchaseFilter {
  readonly sort?: PurchaseSort | undefined;
  readonly page?: number | undefined;
}

/** Returns the `orderBy` of the index for a sort order. */
export const indexColumn = (sort: PurchaseSort): string =>
  sort.startsWith('-') ? `-${columns[sort.slice(1) as PurchaseColumn]}` : columns[sort as PurchaseColumn];

/** Words searched for, at most. */
const MAX_WORDS = 8;

/** Converts a filter to one of the index, restricted to one organisation. */
export function indexFilterFor(tenant: string, filter: PurchaseFilter, now: Instant): Filter {
  const { search = '', product, person, state, within } = filter;
  const words = normaliseText(search).split(' ').filter(Boolean).slice(0, MAX_WORDS);
  return {
    kind: 'purchase',
    where: {
      tenant,
      ...(product !== undefined && { product }),
      ...(person !== undefined && { person }),
      ...(state === 'left' && { left: 1 }),
      ...(state !== undefined && state !== 'left' && { state }),
    },
    ...(within !== undefined && { between: { ends: { from: now, to: now + within * DAY } } }),
    ...(words.length > 0 && { words }),
  };
}
