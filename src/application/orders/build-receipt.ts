import type { Order } from '../../domain/account/account.ts';
import { type Actor, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { licencesOf } from '../../domain/subscription/subscription.ts';
import { liveSubscriptions, productName } from '../subscriptions/overview.ts';
import { type OrderServiceDeps, underWayRefusal, withProductName } from './order-context.ts';
import type { Receipt } from './receipt.ts';
import { canUndo, remainingPeople } from './undo.ts';

/** Returns the receipt of an order in its current state. */
export async function buildReceipt(deps: OrderServiceDeps, owner: PersonId, order: Order): Promise<Receipt> {
  const { commerce, people, clock, rules } = deps;
  const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
  const subscription = liveSubscriptions(account).find(({ id }) => id === order.subscription);
  const removal = account.orders.find(({ key }) => key === removalKey(order.key));
  const involvedPeople = [...(order.people ?? []), ...(removal?.people ?? [])].map(({ person }) => person);
  return {
    order,
    product: productName(terms, order.product),
    freeLicences: subscription ? Math.max(0, licencesOf(subscription) - subscription.assignments.length) : 0,
    // Undoing a reduction would not give the removed licences back: they have to be assigned again.
    canUndo: !removal && subscription !== undefined && canUndo(order, account.orders, subscription, clock()),
    names: await people.names(owner, involvedPeople),
    freedPeople: (removal?.people ?? []).map(({ person }) => person),
    remainingPeople: subscription ? remainingPeople(account, subscription, order, rules).slice(0, rules.maxPeople) : [],
    ...(subscription && { subscription }),
  };
}

/** Returns the receipt of an executed order; a minimal one on errors, because the order must not appear to have failed. */
export const receiptOrMinimal = (deps: OrderServiceDeps, actor: Actor, order: Order): Promise<Receipt> =>
  buildReceipt(deps, actor, order).catch((error: unknown) => {
    deps.onError(error);
    return {
      order,
      product: order.product,
      freeLicences: 0,
      canUndo: false,
      names: new Map(),
      freedPeople: [],
      remainingPeople: [],
    };
  });

/** Returns the result of the command with a key: a receipt, or that it is in progress; nothing if it was not executed. */
export async function receiptForKey(
  deps: OrderServiceDeps,
  actor: Actor,
  key: string,
): Promise<Result<Receipt> | undefined> {
  if (!isAllowed(actor, 'purchase.read')) return undefined;
  const { orders, intent: pendingOrder } = await deps.commerce.account(actor);
  if (pendingOrder?.order.key === key) return refuse(await withProductName(deps, actor, underWayRefusal(pendingOrder)));
  const order = orders.find((one) => one.key === key);
  return order && ok(await buildReceipt(deps, actor, order));
}

/** The key of the order that removes licences from people before their number is reduced. */
export const removalKey = (key: string): string => `${key}/unassign`;
