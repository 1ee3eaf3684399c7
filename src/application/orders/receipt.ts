import type { Order } from '../../domain/account/account.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';

/** What was done, as it is shown and told. */
export interface Receipt {
  readonly order: Order;
  readonly product: string;
  /** Licences of the subscription that nobody has. */
  readonly freeLicences: number;
  /** Whether the order can be undone now. */
  readonly canUndo: boolean;
  /** The subscription as it is now, unless it is gone. */
  readonly subscription?: Subscription;
  /** Names of the people it was about, by their ids. */
  readonly names: Names;
  /** Who gave up their licence before the number went down (RULES #8). */
  readonly freedPeople: readonly string[];
  /** Whoever lost a licence with those who have theirs back now: as many as can get it back next. */
  readonly remainingPeople: readonly string[];
  /** Why the number did not go down after people had given up their licence, and what it was to be. */
  readonly incompleteReduction?: { readonly refusal: Refusal; readonly total: number };
}

/** Names by object id. */
export type Names = ReadonlyMap<string, string>;
