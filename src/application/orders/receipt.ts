import type { Order } from '../../domain/account/account.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';

/** A completed order, as it is shown and as notifications contain it. */
export interface Receipt {
  readonly order: Order;
  readonly product: string;
  /** Unassigned licences of the subscription. */
  readonly freeLicences: number;
  /** Whether the order can be undone now. */
  readonly canUndo: boolean;
  /** The subscription in its current state, unless it was deleted. */
  readonly subscription?: Subscription;
  /** Names of the people in the order. */
  readonly names: Names;
  /** People whose licence was removed before the number of licences was reduced (RULES #8). */
  readonly freedPeople: readonly string[];
  /** When licences were given back: the next people who lost theirs in the same order. */
  readonly remainingPeople: readonly string[];
  /** Why the number of licences was not reduced after licences were removed, and what it should have become. */
  readonly incompleteReduction?: { readonly refusal: Refusal; readonly total: number };
}

/** Names by object id. */
export type Names = ReadonlyMap<string, string>;
