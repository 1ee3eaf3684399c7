import type { Card } from '../../cards/kit/card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { staleCard } from '../../cards/kit/status-cards.ts';
import { requestCard } from '../../cards/licence-requests/request-card.ts';
import { receiptCard } from '../../cards/orders/receipt-card.ts';
import { reviewCard } from '../../cards/orders/review/review-card.ts';
import { subscriptionCard } from '../../cards/subscriptions/subscription-card.ts';
import type { OrderService } from '../../src/application/orders/order-service.ts';
import type { PurchaseApproval } from '../../src/application/orders/purchase-approval.ts';
import type { Receipt } from '../../src/application/orders/receipt.ts';
import type { OrderCommand } from '../../src/application/ports/commerce.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import { ok, type Result } from '../../src/domain/common/result.ts';
import { type PreviewSnapshot, snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../src/domain/subscription/order-request.ts';
import { loadHomeCard } from '../capabilities/home.ts';
import { Flow } from './flow.ts';
import type { FlowDefinition } from './flow-definition.ts';
import type { Turn } from './turn.ts';

/** The services that every flow ending in an order needs. */
export interface OrderFlowDeps {
  readonly orderService: OrderService;
  readonly overview: SubscriptionOverview;
  readonly purchaseApproval: PurchaseApproval;
}

type OrderFlowDefinition<Draft> = Pick<FlowDefinition<Draft, PreviewSnapshot>, 'id' | 'forms' | 'applyAlternative'> & {
  /** The order request of a draft whose forms are all answered. */
  readonly request: (draft: Draft) => OrderRequest;
  /** Executes the command, where that takes more than {@link OrderService.confirm}. */
  readonly confirm?: (turn: Turn, draft: Draft, command: OrderCommand) => Promise<Result<Card>>;
  /** The card that "Back" shows from the first card, if it is not the subscription. */
  readonly backTo?: (turn: Turn, draft: Draft) => Promise<Card>;
};

/** A flow that ends in an order: its own forms, with the review and the receipt that all such flows share. */
export function orderFlow<Draft extends { readonly subscription?: string }>(
  { orderService, overview, purchaseApproval }: OrderFlowDeps,
  { request, confirm, backTo, ...definition }: OrderFlowDefinition<Draft>,
): Flow<Draft, PreviewSnapshot> {
  const confirmOrder = async ({ actor, t }: Turn, command: OrderCommand): Promise<Result<Card>> => {
    const receipt = await orderService.confirm(actor, command);
    return receipt.ok ? ok(receiptCard(receipt.value, t)) : receipt;
  };
  return new Flow<Draft, PreviewSnapshot>({
    ...definition,
    review: {
      async render({ actor, t }, draft, { previous, isUnclear }) {
        const review = await orderService.review(actor, request(draft), previous);
        if (!review.ok) return review;
        return ok({ card: reviewCard(review.value, t, isUnclear), snapshot: snapshotOf(review.value.preview) });
      },
      async confirm(turn, draft, key, snapshot) {
        const { actor, t } = turn;
        const command: OrderCommand = { key, request: request(draft), shown: snapshot };
        const result = confirm ? await confirm(turn, draft, command) : await confirmOrder(turn, command);
        if (result.ok || result.refusal.kind !== 'needs-approval') return result;
        const approval = await purchaseApproval.requestApproval(actor, command);
        return approval.ok ? ok(requestCard(approval.value, t)) : approval;
      },
      async findReceipt({ actor, t }, key) {
        const receipt = await orderService.receiptForKey(actor, key);
        return receipt && orderResultCard(receipt, t);
      },
    },
    async leaveCard(turn, draft, how) {
      if (how === 'stop') return loadHomeCard(overview, turn, turn.t.messages.stopped.eyebrow);
      if (backTo) return backTo(turn, draft);
      const details = await overview.subscription(turn.actor, draft.subscription ?? '');
      return details.ok ? subscriptionCard(details.value, turn.t) : refusalCard(details.refusal, turn.t);
    },
    refusalCard: ({ t }, refusal, canRetry) => refusalCard(refusal, t, canRetry),
    staleCard: ({ t }) => staleCard(true, t),
  });
}

/** The receipt of a confirmed order, or why it was refused. */
export const orderResultCard = (receipt: Result<Receipt>, t: Translations): Card =>
  receipt.ok ? receiptCard(receipt.value, t) : refusalCard(receipt.refusal, t);
