import {
  cannotCard,
  chargesCard,
  costCard,
  freeCard,
  freeListCard,
  morePriceCard,
  paidWithCard,
  priceCard,
  refundCard,
  renewalCard,
} from '../../cards/facts/fact-cards.ts';
import { refusalCard } from '../../cards/kit/refusal-card.ts';
import type { OwnFacts } from '../../src/application/subscriptions/own-facts.ts';
import type { ProductCatalogue } from '../../src/application/subscriptions/product-catalogue.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Capability, Handler } from '../engine/capability.ts';
import type { OrderFlowDeps } from '../engine/order-flow.ts';
import { showResult } from '../engine/show-result.ts';
import { findSubscription } from '../engine/subscription-choice.ts';
import type { Turn } from '../engine/turn.ts';
import type { Verb } from '../understanding/intent.ts';
import { chooseProductCard } from './product-choice.ts';

/** Most products to choose from on one card. */
const MAX_PRODUCTS = 20;

/** Answers to questions about prices, charges and the user's own subscriptions, and what is not possible. Read-only. */
export function factsCapability(
  deps: OrderFlowDeps,
  ownFacts: OwnFacts,
  catalogue: ProductCatalogue,
  rules: Rules,
): Capability {
  const find = async (
    turn: Turn,
    query: { subscription?: string | undefined; product?: string | undefined },
    verb: Verb,
  ) => {
    const match = await findSubscription(deps, turn, query, { action: 'open', verb });
    if (!match) return undefined;
    const details = await deps.overview.subscription(turn.actor, match.subscription);
    if (details.ok) return details.value;
    turn.output.show(refusalCard(details.refusal, turn.t));
    return undefined;
  };
  return {
    unlisted: 'Help explains them as questions, not as commands.',
    handlers: {
      price: priceHandler(deps, catalogue),
      async cost({ product, per }, turn) {
        showResult(turn, await ownFacts.runningCost(turn.actor, product), (cost) => costCard(cost, per, turn.t));
      },
      async charge(query, turn) {
        const answer = await ownFacts.findCharges(turn.actor, query);
        showResult(turn, answer, (found) => chargesCard(found, query.twice === true, turn.t));
      },
      async renewal(query, turn) {
        const details = await find(turn, query, 'renewal');
        if (details) turn.output.show(renewalCard(details, turn.t));
      },
      async refund(query, turn) {
        const details = await find(turn, query, 'refund');
        if (!details) return;
        const { subscription } = details;
        const request = { act: 'cancel', subscription: subscription.id, reason: 'something-else' } as const;
        const review = await deps.orderService.review(turn.actor, request);
        const amount = review.ok ? -review.value.preview.today.gross : 0;
        const window = ownFacts.refundWindow(subscription);
        turn.output.show(
          refundCard(details, { amount, window: amount > 0 ? window : undefined, days: rules.windowDays }, turn.t),
        );
      },
      async free(query, turn) {
        if (query.product === undefined && query.subscription === undefined) {
          const purchases = await deps.overview.purchases(turn.actor);
          return showResult(turn, purchases, (own) => freeListCard(own, turn.t));
        }
        const details = await find(turn, query, 'free');
        if (details) turn.output.show(freeCard(details, turn.t));
      },
      async 'paid-with'(query, turn) {
        const details = await find(turn, query, 'paid-with');
        if (!details) return;
        const paid = await ownFacts.paidWith(turn.actor, details.subscription);
        turn.output.show(paidWithCard(details, paid, turn.t));
      },
      cannot: ({ what, product }, turn) => turn.output.show(cannotCard(what, product, turn.t)),
    },
  };
}

/** The price of a product, of n licences of it, or of n more of a subscription. */
function priceHandler(deps: OrderFlowDeps, catalogue: ProductCatalogue): Handler<'price'> {
  return async ({ subscription: id, product, quantity, delta }, turn) => {
    const { actor, t, output } = turn;
    if (delta !== undefined && delta > 0) {
      const options = { action: 'change', verb: 'price', data: { delta } } as const;
      const match = await findSubscription(deps, turn, { subscription: id, product }, options);
      if (!match) return;
      const { subscription } = match;
      const details = await deps.overview.subscription(actor, subscription);
      if (!details.ok) return output.show(refusalCard(details.refusal, t));
      const total = licencesOf(details.value.subscription) + delta;
      const review = await deps.orderService.review(actor, { act: 'change', subscription, total });
      return showResult(turn, review, (preview) => morePriceCard(preview, delta, t));
    }
    const products = product === undefined ? undefined : await catalogue.findProducts(actor, product);
    if (products && !products.ok) return output.show(refusalCard(products.refusal, t));
    const named = products?.value ?? [];
    const [first] = named;
    if (product !== undefined && !first) return output.show(refusalCard({ kind: 'unknown-product', said: product }, t));
    if (!first || named.length > 1) {
      const all = first ? undefined : await catalogue.findProducts(actor, '');
      const choices = first ? named : all?.ok ? all.value : [];
      const data = { ...(quantity !== undefined && { quantity }) };
      turn.memory.picking = { ...data, verb: 'price' };
      const { eyebrow, whichProduct: title } = t.facts.price;
      return output.show(chooseProductCard(choices, { verb: 'price', data, eyebrow, title, max: MAX_PRODUCTS }, t));
    }
    const choice = await catalogue.list(actor);
    showResult(turn, choice, ({ terms }) => priceCard(first, quantity, terms, t));
  };
}
