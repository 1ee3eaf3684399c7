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
      const { actor, t, output: surface } = turn;
      const { overview } = orders;
      const purchases = await overview.purchases(actor);
      if (!purchases.ok) return surface.show(refusalCard(purchases.refusal, t));
      if (purchases.value.subscriptions.length === 0) return surface.show(await loadHomeCard(overview, turn));
      surface.show(subscriptionsCard(purchases.value, page, t));
    },
    async open({ subscription: id, product }, turn) {
      const { actor, t, output: surface } = turn;
      const found = await findSubscription(
        orders,
        turn,
        { subscription: id, product },
        { purpose: 'open', verb: 'open' },
      );
      if (!found) return;
      const holding = await orders.overview.subscription(actor, found.subscription);
      if (!holding.ok) return surface.show(refusalCard(holding.refusal, t));
      surface.show(subscriptionCard(holding.value, t));
    },
  },
});
