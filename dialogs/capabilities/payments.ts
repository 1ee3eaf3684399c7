import { refusalCard, staleCard } from '../../cards/kit/message-card.ts';
import {
  billingProfileCard,
  choosePaymentMethodCard,
  paymentMethodCard,
} from '../../cards/payments/payment-method-card.ts';
import { paymentMethodsCard } from '../../cards/payments/payment-methods-card.ts';
import { openPaymentPageCard } from '../../cards/payments/payment-page-card.ts';
import { paymentReceiptCard, paymentReviewCard } from '../../cards/payments/payment-review-card.ts';
import type { CardFormPurpose, PaymentService } from '../../src/application/payments/payment-service.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import type { PaymentRequest, PaymentSnapshot } from '../../src/domain/account/payment-method.ts';
import { ok, type Result } from '../../src/domain/common/result.ts';
import { type Capability, startFlow } from '../engine/capability.ts';
import { Flow } from '../engine/flow.ts';
import type { Turn } from '../engine/turn.ts';
import { intentSchema } from '../understanding/intent.ts';
import { loadHomeCard } from './home.ts';

/** What is asked for in the chat; the rest is asked for on the page for card details. */
type Draft = Extract<PaymentRequest, { act: 'attach' | 'detach' | 'delete' }>;

/** Payment methods and billing profiles (RULES S7–S9, #16). */
export function paymentsCapability(
  use: PaymentService,
  overview: SubscriptionOverview,
  { minutes }: { minutes: number },
): Capability {
  /** Shows what a look-up gave, or why it gave nothing. */
  const tell = <T>({ output, t }: Turn, found: Result<T>, card: (value: T) => Parameters<Turn['output']['show']>[0]) =>
    output.show(found.ok ? card(found.value) : refusalCard(found.refusal, t));
  const opening = async (turn: Turn, purpose: CardFormPurpose, page: { readonly verb: string }) =>
    tell(turn, await use.cardForm(turn.actor, purpose), (facts) => openPaymentPageCard(facts, page, minutes, turn.t));
  return {
    dialogs: [wallet(use, overview)],
    handlers: {
      payment: async (_wanted, turn) =>
        tell(turn, await use.list(turn.actor), (found) => paymentMethodsCard(found, turn.t)),
      profile: async ({ profile }, turn) =>
        tell(turn, await use.profile(turn.actor, profile), (found) => billingProfileCard(found, turn.t)),
      method: async ({ method }, turn) =>
        tell(turn, await use.card(turn.actor, method), (found) => paymentMethodCard(found, turn.t)),
      async 'add-card'({ profile, next }, turn) {
        const goesOn = intentSchema.safeParse(next);
        const about = { ...(profile !== undefined && { profile }), ...(goesOn.success && { next: goesOn.data }) };
        await opening(turn, { for: 'add', ...(profile !== undefined && { profile }) }, { verb: 'add-card', ...about });
      },
      'edit-card': ({ method }, turn) => opening(turn, { for: 'edit', method }, { verb: 'edit-card', ...{ method } }),
      async attach({ profile, method }, turn, dc) {
        if (method !== undefined) return startFlow(dc, 'wallet', { act: 'attach', profile, method } satisfies Draft);
        tell(turn, await use.profile(turn.actor, profile), (found) => choosePaymentMethodCard(found, turn.t));
      },
      detach: ({ profile }, _turn, dc) => startFlow(dc, 'wallet', { act: 'detach', profile } satisfies Draft),
      'delete-card': ({ method }, _turn, dc) => startFlow(dc, 'wallet', { act: 'delete', method } satisfies Draft),
    },
    async findReceipt({ actor, t }, card) {
      const receipt = await use.receiptOf(actor, card);
      return receipt && paymentReceiptCard(receipt, t);
    },
  };
}

/** Nothing is asked: what was pressed is reviewed, confirmed once, and told. */
const wallet = (use: PaymentService, overview: SubscriptionOverview) =>
  new Flow<Draft, PaymentSnapshot>({
    id: 'wallet',
    forms: [],
    review: {
      async render({ actor, t }, request, { before, unclear }) {
        const review = await use.review(actor, request);
        if (!review.ok) return review;
        const { review: says } = t.payment;
        const { snapshot: facts } = review.value;
        const changed = before && JSON.stringify(before) !== JSON.stringify(facts);
        const note = changed ? says.changed : unclear ? says.unclear : undefined;
        return ok({ card: paymentReviewCard(review.value, note, t), shown: facts });
      },
      async confirm({ actor, t }, request, key, shown) {
        const done = await use.confirm(actor, { key, request, shown });
        return done.ok ? ok(paymentReceiptCard(done.value, t)) : done;
      },
      async findReceipt({ actor, t }, key) {
        const receipt = await use.receiptOf(actor, key);
        return receipt && paymentReceiptCard(receipt, t);
      },
    },
    async leaveCard(turn, draft, how) {
      const { actor, t } = turn;
      if (how === 'stop') return loadHomeCard(overview, turn, t.stopped.eyebrow);
      if (draft.act === 'delete') {
        const found = await use.card(actor, draft.method);
        return found.ok ? paymentMethodCard(found.value, t) : refusalCard(found.refusal, t);
      }
      const found = await use.profile(actor, draft.profile);
      return found.ok ? billingProfileCard(found.value, t) : refusalCard(found.refusal, t);
    },
    refusalCard: ({ t }, refusal) => refusalCard(refusal, t),
    staleCard: ({ t }) => staleCard(true, t),
  });
