import { refusalCard } from '../../cards/kit/message-card.ts';
import { subscriptionCard } from '../../cards/subscriptions/subscription-card.ts';
import { subscriptionsCard } from '../../cards/subscriptions/subscriptions-card.ts';
import type { Capability } from '../engine/capability.ts';
import { findSubscription, type OrderFlowDeps } from '../engine/order-flow.ts';
import { loadHomeCard } from './home.ts';

/** Looking at what one bought (RULES S2). */
export const subscriptionsCapability = (orders: OrderFlowDeps): Capability => ({
  handlers: {
    home: async (_wanted, turn) => turn.output.show(await loadHomeCard(orders.overview, turn)),
    async list({ page = 0 }, turn) {
      const { actor, t, output } = turn;
      const { overview } = orders;
      const purchases = await overview.purchases(actor);
      if (!purchases.ok) return output.show(refusalCard(purchases.refusal, t));
      if (purchases.value.subscriptions.length === 0) return output.show(await loadHomeCard(overview, turn));
      output.show(subscriptionsCard(purchases.value, page, t));
    },
    async open({ subscription: id, product }, turn) {
      const { actor, t, output } = turn;
      const found = await findSubscription(
        orders,
        turn,
        { subscription: id, product },
        { purpose: 'open', verb: 'open' },
      );
      if (!found) return;
      const holding = await orders.overview.subscription(actor, found.subscription);
      if (!holding.ok) return output.show(refusalCard(holding.refusal, t));
      output.show(subscriptionCard(holding.value, t));
    },
  },
});
