import {
  billingProfileCard,
  choosePaymentMethodCard,
  paymentMethodCard,
} from '../../../cards/payments/payment-method-card.ts';
import { paymentMethodsCard } from '../../../cards/payments/payment-methods-card.ts';
import { openPaymentPageCard } from '../../../cards/payments/payment-page-card.ts';
import { paymentReceiptCard } from '../../../cards/payments/payment-review-card.ts';
import type { CardFormPurpose } from '../../../src/application/payments/card-form.ts';
import type { PaymentService } from '../../../src/application/payments/payment-service.ts';
import type { SubscriptionOverview } from '../../../src/application/subscriptions/overview.ts';
import { type Capability, startFlow } from '../../engine/capability.ts';
import { showResult } from '../../engine/show-result.ts';
import type { Turn } from '../../engine/turn.ts';
import { intentSchema } from '../../understanding/intent.ts';
import { PAYMENT_FLOW, type PaymentDraft, paymentFlow } from './payment-flow.ts';

/**
 * Payment methods and billing profiles (RULES S7–S9, #16).
 * @param options.minutes how long the link to the card form is valid
 */
export function paymentsCapability(
  payments: PaymentService,
  overview: SubscriptionOverview,
  { minutes }: { readonly minutes: number },
): Capability {
  const showCardForm = async (turn: Turn, purpose: CardFormPurpose, data: { readonly verb: string }) =>
    showResult(turn, await payments.cardForm(turn.actor, purpose), (form) =>
      openPaymentPageCard(form, data, minutes, turn.t),
    );
  return {
    dialogs: [paymentFlow(payments, overview)],
    handlers: {
      payment: async (_intent, turn) =>
        showResult(turn, await payments.list(turn.actor), (list) => paymentMethodsCard(list, turn.t)),
      profile: async ({ profile }, turn) =>
        showResult(turn, await payments.profile(turn.actor, profile), (details) => billingProfileCard(details, turn.t)),
      method: async ({ method }, turn) =>
        showResult(turn, await payments.card(turn.actor, method), (details) => paymentMethodCard(details, turn.t)),
      async 'add-card'({ profile: id, next }, turn) {
        const intent = intentSchema.safeParse(next);
        const profile = id !== undefined ? { profile: id } : {};
        const data = { verb: 'add-card', ...profile, ...(intent.success && { next: intent.data }) };
        await showCardForm(turn, { for: 'add', ...profile }, data);
      },
      'edit-card': ({ method }, turn) => {
        const data = { verb: 'edit-card', method };
        return showCardForm(turn, { for: 'edit', method }, data);
      },
      async attach({ profile, method }, turn, dc) {
        if (method !== undefined) return startPaymentFlow(dc, { act: 'attach', profile, method });
        showResult(turn, await payments.profile(turn.actor, profile), (details) =>
          choosePaymentMethodCard(details, turn.t),
        );
      },
      detach: ({ profile }, _turn, dc) => startPaymentFlow(dc, { act: 'detach', profile }),
      'delete-card': ({ method }, _turn, dc) => startPaymentFlow(dc, { act: 'delete', method }),
    },
    async findReceipt({ actor, t }, card) {
      const receipt = await payments.receiptForKey(actor, card);
      return receipt && paymentReceiptCard(receipt, t);
    },
  };
}

const startPaymentFlow = (dc: Parameters<typeof startFlow>[0], draft: PaymentDraft): Promise<void> =>
  startFlow(dc, PAYMENT_FLOW, draft);
