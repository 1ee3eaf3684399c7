import type { Card } from '../../cards/kit/card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { refusalCard, staleCard } from '../../cards/kit/message-card.ts';
import { requestCard } from '../../cards/licence-requests/request-card.ts';
import { receiptCard } from '../../cards/orders/receipt-card.ts';
import { reviewCard } from '../../cards/orders/review-card.ts';
import { chooseCard } from '../../cards/subscriptions/choose-subscription-card.ts';
import { subscriptionCard } from '../../cards/subscriptions/subscription-card.ts';
import type { OrderService, SubscriptionQuery } from '../../src/application/orders/order-service.ts';
import type { PurchaseApproval } from '../../src/application/orders/purchase-approval.ts';
import type { Receipt } from '../../src/application/orders/receipt.ts';
import type { OrderCommand } from '../../src/application/ports/ports.ts';
import type { SubscriptionAction } from '../../src/application/subscriptions/available-actions.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import { ok, type Result } from '../../src/domain/common/result.ts';
import { type PreviewSnapshot, snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../src/domain/subscription/order-request.ts';
import { loadHomeCard } from '../capabilities/home.ts';
import type { Verb } from '../understanding/intent.ts';
import { Flow, type FlowDefinition } from './flow.ts';
import type { Turn } from './turn.ts';

/** What is the same in every conversation that ends in an order. */
export interface OrderFlowDeps {
  readonly orderService: OrderService;
  readonly overview: SubscriptionOverview;
  readonly purchaseApproval: PurchaseApproval;
}

/** A conversation that ends in an order: its own forms, and the review and receipt that all of them share. */
export function orderFlow<Draft extends { readonly subscription?: string }>(
  { orderService: ordering, overview, purchaseApproval: approvals }: OrderFlowDeps,
  told: Pick<FlowDefinition<Draft, PreviewSnapshot>, 'id' | 'forms' | 'instead'> & {
    /** What the draft asks for once its forms are answered. */
    readonly request: (draft: Draft) => OrderRequest;
    /** Carries it out in a way of its own. */
    readonly confirm?: (turn: Turn, draft: Draft, command: OrderCommand) => Promise<Result<Card>>;
    /** Where "Back" leads from the first card, when it is not the subscription. */
    readonly backTo?: (turn: Turn, draft: Draft) => Promise<Card>;
  },
): Flow<Draft, PreviewSnapshot> {
  const { id, forms, applyAlternative: instead, request, confirm, backTo } = told;
  const carriedOut = async ({ actor, t }: Turn, command: OrderCommand): Promise<Result<Card>> => {
    const done = await ordering.confirm(actor, command);
    return done.ok ? ok(receiptCard(done.value, t)) : done;
  };
  return new Flow<Draft, PreviewSnapshot>({
    id,
    forms,
    ...(instead && { applyAlternative: instead }),
    review: {
      async render({ actor, t }, draft, { before, unclear }) {
        const review = await ordering.review(actor, request(draft), before);
        if (!review.ok) return review;
        return ok({ card: reviewCard(review.value, t, unclear), shown: snapshotOf(review.value.preview) });
      },
      async confirm(turn, draft, key, shown) {
        const { actor, t } = turn;
        const command: OrderCommand = { key, request: request(draft), shown };
        const done = confirm ? await confirm(turn, draft, command) : await carriedOut(turn, command);
        if (done.ok || done.refusal.kind !== 'needs-approval') return done;
        const asked = await approvals.requestApproval(actor, command);
        return asked.ok ? ok(requestCard(asked.value, t)) : asked;
      },
      async findReceipt({ actor, t }, key) {
        const receipt = await ordering.receiptForKey(actor, key);
        return receipt && receiptResultCard(receipt, t);
      },
    },
    async leaveCard(turn, draft, how) {
      if (how === 'stop') return loadHomeCard(overview, turn, turn.t.stopped.eyebrow);
      if (backTo) return backTo(turn, draft);
      const holding = await overview.subscription(turn.actor, draft.subscription ?? '');
      return holding.ok ? subscriptionCard(holding.value, turn.t) : refusalCard(holding.refusal, turn.t);
    },
    refusalCard: ({ t }, refusal, again) => refusalCard(refusal, t, again),
    staleCard: ({ t }) => staleCard(true, t),
  });
}

/** What became of a confirmed review. */
export const receiptResultCard = (receipt: Result<Receipt>, t: Translations): Card =>
  receipt.ok ? receiptCard(receipt.value, t) : refusalCard(receipt.refusal, t);

interface ChoiceOptions {
  readonly purpose: SubscriptionAction;
  readonly verb: Verb;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly page?: number | undefined;
}

/** The one subscription meant; otherwise shows which there are to choose from, or why there is none. */
export async function findSubscription(
  { orderService: ordering }: OrderFlowDeps,
  { actor, t, output: surface, memory }: Turn,
  wish: SubscriptionQuery,
  { purpose, verb, data, page = 0 }: ChoiceOptions,
): Promise<{ readonly subscription: string; readonly total?: number } | undefined> {
  const understood = await ordering.findSubscription(actor, wish, purpose);
  if (!understood.ok) {
    surface.show(refusalCard(understood.refusal, t));
    return undefined;
  }
  if (understood.value.kind === 'choose') {
    surface.show(chooseCard(understood.value, { purpose, verb, page, ...(data && { data }) }, t));
    memory.picking = { ...data, verb };
    return undefined;
  }
  memory.focus = understood.value.subscription;
  return understood.value;
}
