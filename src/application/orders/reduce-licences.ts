import type { Account, Order } from '../../domain/account/account.ts';
import type { Actor } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import {
  changedFields,
  type OrderPreview,
  type PreviewSnapshot,
  snapshotOf,
} from '../../domain/subscription/order-preview.ts';
import type { ChangeRequest, OrderRequest } from '../../domain/subscription/order-request.ts';
import { previewOrder } from '../../domain/subscription/preview-order.ts';
import type { OrderCommand } from '../ports/commerce.ts';
import { receiptOrMinimal, removalKey } from './build-receipt.ts';
import { loadOrderContext, type OrderServiceDeps, withProductName } from './order-context.ts';
import type { Receipt } from './receipt.ts';

/**
 * Removes people's licences, then reduces the number of licences (RULES #8). The two are separate orders: the receipt says
 * what was done if the second fails.
 */
export async function reduceLicences(
  deps: OrderServiceDeps,
  actor: Actor,
  { key, request, shown }: OrderCommand,
  { unassign, ...change }: ChangeRequest & { unassign: readonly string[] },
): Promise<Result<Receipt>> {
  const current = await preview(deps, actor, request);
  if (!current.ok) return current;
  const isStarted = current.value.account.orders.some((order) => order.key === removalKey(key));
  if (!isStarted) {
    const { result } = current.value;
    if (!result.ok) return refuse(await withProductName(deps, actor, result.refusal));
    if (changedFields(shown, snapshotOf(result.value)).length > 0)
      return refuse({ kind: 'changed', plan: result.value });
  }
  const removalRequest = { act: 'unassign', subscription: change.subscription, people: unassign } as const;
  const removal = await execute(deps, actor, removalKey(key), removalRequest);
  // If all of them have lost their licence in the meantime, the number is reduced all the same.
  if (!removal.ok && removal.refusal.kind !== 'nobody')
    return refuse(await withProductName(deps, actor, removal.refusal));
  const reduction = await execute(deps, actor, key, change, shown).catch((error: unknown): Result<Order> => {
    deps.onError(error);
    return refuse({ kind: 'unanswered' });
  });
  if (reduction.ok) return ok(await receiptOrMinimal(deps, actor, reduction.value));
  const refusal = await withProductName(deps, actor, reduction.refusal);
  if (!removal.ok) return refuse(refusal);
  const receipt = await receiptOrMinimal(deps, actor, removal.value);
  return ok({ ...receipt, incompleteReduction: { refusal, total: change.total } });
}

/** @param shown the snapshot whose amounts must still hold */
async function execute(
  deps: OrderServiceDeps,
  actor: Actor,
  key: string,
  request: OrderRequest,
  shown?: PreviewSnapshot,
): Promise<Result<Order>> {
  const current = await preview(deps, actor, request);
  if (!current.ok) return current;
  const { account, result } = current.value;
  const existing = account.orders.find((order) => order.key === key);
  if (existing) return ok(existing);
  if (!result.ok) return result;
  const snapshot = snapshotOf(result.value);
  const hasChanged = shown && AMOUNTS.some((field) => shown[field] !== snapshot[field]);
  if (hasChanged) return refuse({ kind: 'changed', plan: result.value });
  return deps.commerce.carryOut(actor, { key, request, shown: snapshot });
}

const AMOUNTS = ['gross', 'now', 'later', 'renewal', 'renewalAt'] as const;

async function preview(
  deps: OrderServiceDeps,
  actor: Actor,
  request: OrderRequest,
): Promise<Result<{ readonly account: Account; readonly result: Result<OrderPreview> }>> {
  const context = await loadOrderContext(deps, actor, request);
  if (!context.ok) return context;
  const { account, ruleContext } = context.value;
  return ok({ account, result: previewOrder(account, request, ruleContext) });
}
