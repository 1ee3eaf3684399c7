import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { subscriptionCard } from '../../cards/subscriptions/subscription-card.ts';
import { subscriptionsCard } from '../../cards/subscriptions/subscriptions-card.ts';
import type { Capability } from '../engine/capability.ts';
import type { OrderFlowDeps } from '../engine/order-flow.ts';
import { showResult } from '../engine/show-result.ts';
import { findSubscription } from '../engine/subscription-choice.ts';
import { loadHomeCard } from './home.ts';

/** The home card, the list of the user's own subscriptions, and the details of one (RULES S2). */
export const subscriptionsCapability = (deps: OrderFlowDeps): Capability => ({
  handlers: {
    home: async (_intent, turn) => turn.output.show(await loadHomeCard(deps.overview, turn)),
    async list({ page = 0 }, turn) {
      const { actor, t, output } = turn;
      const { overview } = deps;
      const purchases = await overview.purchases(actor);
      if (!purchases.ok) return output.show(refusalCard(purchases.refusal, t));
      if (purchases.value.subscriptions.length === 0) return output.show(await loadHomeCard(overview, turn));
      output.show(subscriptionsCard(purchases.value, page, t));
    },
    async open({ subscription, product }, turn) {
      const match = await findSubscription(deps, turn, { subscription, product }, { action: 'open', verb: 'open' });
      if (!match) return;
      const details = await deps.overview.subscription(turn.actor, match.subscription);
      showResult(turn, details, (subscription) => subscriptionCard(subscription, turn.t));
    },
  },
});
