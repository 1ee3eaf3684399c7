import { refusalCard, staleCard } from '../../cards/kit/message-card.ts';
import { chooseMethod, methodCard, profileCard } from '../../cards/payments/payment-method-card.ts';
import { walletCard } from '../../cards/payments/payment-methods-card.ts';
import { openingCard } from '../../cards/payments/payment-page-card.ts';
import { walletReceipt, walletReview } from '../../cards/payments/payment-review-card.ts';
import type { PaymentService, Purpose } from '../../src/application/payments/payment-service.ts';
import type { Overview } from '../../src/application/subscriptions/overview.ts';
import type { PaymentRequest, PaymentSnapshot } from '../../src/domain/account/payment-methods.ts';
import { ok, type Result } from '../../src/domain/common/result.ts';
import { begin, type Capability } from '../engine/capability.ts';
import { Flow } from '../engine/flow.ts';
import type { Turn } from '../engine/turn.ts';
import { pressed } from '../understanding/intent.ts';
import { home } from './home.ts';

/** What is asked for in the chat; the rest is asked for on the page for card details. */
type Draft = Extract<PaymentRequest, { act: 'attach' | 'detach' | 'delete' }>;

/** Payment methods and billing profiles (RULES S7–S9, #16). */
export function paying(use: PaymentService, overview: Overview, { minutes }: { minutes: number }): Capability {
  /** Shows what a look-up gave, or why it gave nothing. */
  const tell = <T>(
    { surface, words }: Turn,
    found: Result<T>,
    card: (value: T) => Parameters<Turn['surface']['show']>[0],
  ) => surface.show(found.ok ? card(found.value) : refusalCard(found.refusal, words));
  const opening = async (turn: Turn, purpose: Purpose, page: { readonly verb: string }) =>
    tell(turn, await use.page(turn.actor, purpose), (facts) => openingCard(facts, page, minutes, turn.words));
  return {
    dialogs: [wallet(use, overview)],
    answers: {
      payment: async (_wanted, turn) =>
        tell(turn, await use.wallet(turn.actor), (found) => walletCard(found, turn.words)),
      profile: async ({ profile }, turn) =>
        tell(turn, await use.profile(turn.actor, profile), (found) => profileCard(found, turn.words)),
      method: async ({ method }, turn) =>
        tell(turn, await use.card(turn.actor, method), (found) => methodCard(found, turn.words)),
      async 'add-card'({ profile, next }, turn) {
        const goesOn = pressed.safeParse(next);
        const about = { ...(profile !== undefined && { profile }), ...(goesOn.success && { next: goesOn.data }) };
        await opening(turn, { for: 'add', ...(profile !== undefined && { profile }) }, { verb: 'add-card', ...about });
      },
      'edit-card': ({ method }, turn) => opening(turn, { for: 'edit', method }, { verb: 'edit-card', ...{ method } }),
      async attach({ profile, method }, turn, dc) {
        if (method !== undefined) return begin(dc, 'wallet', { act: 'attach', profile, method } satisfies Draft);
        tell(turn, await use.profile(turn.actor, profile), (found) => chooseMethod(found, turn.words));
      },
      detach: ({ profile }, _turn, dc) => begin(dc, 'wallet', { act: 'detach', profile } satisfies Draft),
      'delete-card': ({ method }, _turn, dc) => begin(dc, 'wallet', { act: 'delete', method } satisfies Draft),
    },
    async receipt({ actor, words }, card) {
      const receipt = await use.receiptOf(actor, card);
      return receipt && walletReceipt(receipt, words);
    },
  };
}

/** Nothing is asked: what was pressed is reviewed, confirmed once, and told. */
const wallet = (use: PaymentService, overview: Overview) =>
  new Flow<Draft, PaymentSnapshot>({
    id: 'wallet',
    forms: [],
    review: {
      async show({ actor, words }, request, { before, unclear }) {
        const review = await use.review(actor, request);
        if (!review.ok) return review;
        const { review: says } = words.payment;
        const { facts } = review.value;
        const changed = before && JSON.stringify(before) !== JSON.stringify(facts);
        const note = changed ? says.changed : unclear ? says.unclear : undefined;
        return ok({ card: walletReview(review.value, note, words), shown: facts });
      },
      async confirm({ actor, words }, request, key, shown) {
        const done = await use.confirm(actor, { key, request, shown });
        return done.ok ? ok(walletReceipt(done.value, words)) : done;
      },
      async receipt({ actor, words }, key) {
        const receipt = await use.receiptOf(actor, key);
        return receipt && walletReceipt(receipt, words);
      },
    },
    async left(turn, draft, how) {
      const { actor, words } = turn;
      if (how === 'stop') return home(overview, turn, words.stopped.eyebrow);
      if (draft.act === 'delete') {
        const found = await use.card(actor, draft.method);
        return found.ok ? methodCard(found.value, words) : refusalCard(found.refusal, words);
      }
      const found = await use.profile(actor, draft.profile);
      return found.ok ? profileCard(found.value, words) : refusalCard(found.refusal, words);
    },
    refused: ({ words }, refusal) => refusalCard(refusal, words),
    stale: ({ words }) => staleCard(true, words),
  });
