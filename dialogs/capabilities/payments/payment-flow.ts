import { refusalCard } from '../../../cards/kit/refusal-card.ts';
import { staleCard } from '../../../cards/kit/status-cards.ts';
import { billingProfileCard, paymentMethodCard } from '../../../cards/payments/payment-method-card.ts';
import { paymentReceiptCard, paymentReviewCard } from '../../../cards/payments/payment-review-card.ts';
import type { PaymentService } from '../../../src/application/payments/payment-service.ts';
import type { SubscriptionOverview } from '../../../src/application/subscriptions/overview.ts';
import type { PaymentRequest, PaymentSnapshot } from '../../../src/domain/account/payment-method.ts';
import { ok } from '../../../src/domain/common/result.ts';
import { Flow } from '../../engine/flow.ts';
import { loadHomeCard } from '../home.ts';

/** Id of the flow. Stored with the conversation. */
export const PAYMENT_FLOW = 'wallet';

/** The changes that are confirmed in the chat; adding and editing cards happens on the card form's page. */
export type PaymentDraft = Extract<PaymentRequest, { act: 'attach' | 'detach' | 'delete' }>;

/** Reviews and confirms a change of payment methods. It has no forms: the pressed button says everything. */
export const paymentFlow = (payments: PaymentService, overview: SubscriptionOverview) =>
  new Flow<PaymentDraft, PaymentSnapshot>({
    id: PAYMENT_FLOW,
    forms: [],
    review: {
      async render({ actor, t }, request, { previous, isUnclear }) {
        const review = await payments.review(actor, request);
        if (!review.ok) return review;
        const { snapshot } = review.value;
        const hasChanged = previous && JSON.stringify(previous) !== JSON.stringify(snapshot);
        const { changed, notUnderstood } = t.payments.review;
        const note = hasChanged ? changed : isUnclear ? notUnderstood : undefined;
        return ok({ card: paymentReviewCard(review.value, note, t), snapshot });
      },
      async confirm({ actor, t }, request, key, snapshot) {
        const receipt = await payments.confirm(actor, { key, request, shown: snapshot });
        return receipt.ok ? ok(paymentReceiptCard(receipt.value, t)) : receipt;
      },
      async findReceipt({ actor, t }, key) {
        const receipt = await payments.receiptForKey(actor, key);
        return receipt && paymentReceiptCard(receipt, t);
      },
    },
    async leaveCard(turn, draft, how) {
      const { actor, t } = turn;
      if (how === 'stop') return loadHomeCard(overview, turn, t.messages.stopped.eyebrow);
      if (draft.act === 'delete') {
        const method = await payments.card(actor, draft.method);
        return method.ok ? paymentMethodCard(method.value, t) : refusalCard(method.refusal, t);
      }
      const profile = await payments.profile(actor, draft.profile);
      return profile.ok ? billingProfileCard(profile.value, t) : refusalCard(profile.refusal, t);
    },
    refusalCard: ({ t }, refusal) => refusalCard(refusal, t),
    staleCard: ({ t }) => staleCard(true, t),
  });
