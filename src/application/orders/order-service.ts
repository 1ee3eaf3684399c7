import type { Order } from '../../domain/account/account.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { PreviewSnapshot } from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import type { OrderCommand } from '../ports/commerce.ts';
import type { SubscriptionAction } from '../subscriptions/available-actions.ts';
import type { SubscriptionDetails } from '../subscriptions/overview.ts';
import { buildReceipt, receiptForKey, receiptOrMinimal } from './build-receipt.ts';
import { buildUndoRequest } from './build-undo-request.ts';
import { checkAction, findSubscription, type SubscriptionMatch, type SubscriptionQuery } from './find-subscription.ts';
import { type OrderServiceDeps, withProductName } from './order-context.ts';
import type { Receipt } from './receipt.ts';
import { reduceLicences } from './reduce-licences.ts';
import { missingApproval, type OrderReview, reviewOrder } from './review-order.ts';

/** A purchaser's orders: reviewed first, executed once, with a receipt (RULES S1, S3–S6). */
export class OrderService {
  readonly #deps: OrderServiceDeps;

  constructor(deps: OrderServiceDeps) {
    this.#deps = deps;
  }

  findSubscription(
    actor: Actor,
    query: SubscriptionQuery,
    action: SubscriptionAction,
  ): Promise<Result<SubscriptionMatch>> {
    return findSubscription(this.#deps, actor, query, action);
  }

  checkAction(actor: Actor, id: string, action: SubscriptionAction): Promise<Result<SubscriptionDetails>> {
    return checkAction(this.#deps, actor, id, action);
  }

  review(actor: Actor, request: OrderRequest, shownSnapshot?: PreviewSnapshot): Promise<Result<OrderReview>> {
    return reviewOrder(this.#deps, actor, request, shownSnapshot);
  }

  /** Executes what a review showed, once for its key. */
  async confirm(actor: Actor, command: OrderCommand, { isApproved = false } = {}): Promise<Result<Receipt>> {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const { request } = command;
    const needsApproval = isApproved ? undefined : await missingApproval(this.#deps, actor, command);
    if (needsApproval) return refuse(needsApproval);
    if (request.act === 'change' && request.unassign) {
      return reduceLicences(this.#deps, actor, command, { ...request, unassign: request.unassign });
    }
    const result = await this.#deps.commerce.carryOut(actor, command);
    if (!result.ok) return refuse(await withProductName(this.#deps, actor, result.refusal));
    return ok(await receiptOrMinimal(this.#deps, actor, result.value));
  }

  receipt(owner: PersonId, order: Order): Promise<Receipt> {
    return buildReceipt(this.#deps, owner, order);
  }

  receiptForKey(actor: Actor, key: string): Promise<Result<Receipt> | undefined> {
    return receiptForKey(this.#deps, actor, key);
  }

  buildUndoRequest(actor: Actor, number?: string): Promise<Result<OrderRequest>> {
    return buildUndoRequest(this.#deps, actor, number);
  }
}
