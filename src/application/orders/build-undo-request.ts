import { type Actor, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { irreversibleActs } from '../../domain/subscription/acts.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import { licencesOf } from '../../domain/subscription/subscription.ts';
import { liveSubscriptions, productName } from '../subscriptions/overview.ts';
import { loadOrderContext, type OrderServiceDeps, underWayRefusal, withProductName } from './order-context.ts';
import { canUndo, undoRequestFor } from './undo.ts';

/** Returns the request that undoes an order, by default the newest, or why it cannot be undone. It is reviewed like any other. */
export async function buildUndoRequest(
  deps: OrderServiceDeps,
  actor: Actor,
  number?: string,
): Promise<Result<OrderRequest>> {
  const context = await loadOrderContext(deps, actor);
  if (!context.ok) return context;
  const { account, terms } = context.value;
  const { orders, intent: pendingOrder } = account;
  if (pendingOrder) return refuse(await withProductName(deps, actor, underWayRefusal(pendingOrder)));
  const order = number === undefined ? orders.at(-1) : orders.find((one) => one.number === number);
  if (!order && number !== undefined && isAllowed(actor, 'purchases.read-all'))
    return refuse({ kind: 'read-only', said: '' });
  if (!order || irreversibleActs.includes(order.act)) return refuse({ kind: 'unknown-order' });
  const product = productName(terms, order.product);
  const subscription = liveSubscriptions(account).find(({ id }) => id === order.subscription);
  if (!subscription) return refuse({ kind: 'not-active', product, since: order.at });
  const { undoUntil } = order;
  if (undoUntil !== undefined && deps.clock() >= undoUntil) {
    return refuse({ kind: 'undo-too-late', product, until: undoUntil });
  }
  if (!canUndo(order, orders, subscription, deps.clock())) {
    return refuse({ kind: 'changed-since', product, total: licencesOf(subscription) });
  }
  return ok(limitPeople(undoRequestFor(order, subscription), deps.rules.maxPeople));
}

/** Limits how many people get licences in one order (RULES S4); the others follow in another. */
const limitPeople = (request: OrderRequest, maxPeople: number): OrderRequest =>
  request.act === 'assign' ? { ...request, people: request.people.slice(0, maxPeople) } : request;
