import { isDeepStrictEqual } from 'node:util';
import { canUndo, undoRequestFor } from '../../application/orders/undo.ts';
import type { Account } from '../../domain/account/account.ts';
import type { Instant } from '../../domain/common/time.ts';
import { irreversibleActs } from '../../domain/subscription/acts.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';

/** The number of the order that a request undoes, if it undoes one. */
export function undoneOrderNumber(
  request: OrderRequest,
  { orders, subscriptions }: Account,
  now: Instant,
): string | undefined {
  const subscription = subscriptions.find(
    (candidate) => 'subscription' in request && candidate.id === request.subscription,
  );
  if (!subscription) return undefined;
  return orders.findLast(
    (order) =>
      order.subscription === subscription.id &&
      !irreversibleActs.includes(order.act) &&
      canUndo(order, orders, subscription, now) &&
      isDeepStrictEqual(undoRequestFor(order, subscription), request),
  )?.number;
}
