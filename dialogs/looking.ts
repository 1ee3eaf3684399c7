import { refusalCard } from '../cards/notice.ts';
import { subscriptionCard } from '../cards/subscription.ts';
import { subscriptionsCard } from '../cards/subscriptions.ts';
import type { Overview } from '../src/application/overview.ts';
import type { Capability } from './capability.ts';
import { home } from './home.ts';

/** Looking at what one bought (RULES S2). */
export const looking = (overview: Overview): Capability => ({
  answers: {
    home: async (_wanted, turn) => turn.surface.show(await home(overview, turn)),
    async list({ page = 0 }, turn) {
      const { actor, words, surface } = turn;
      const purchases = await overview.purchases(actor);
      if (!purchases.ok) return surface.show(refusalCard(purchases.refusal, words));
      if (purchases.value.subscriptions.length === 0) return surface.show(await home(overview, turn));
      surface.show(subscriptionsCard(purchases.value, page, words));
    },
    async open({ subscription = '' }, { actor, words, surface, memory }) {
      const holding = await overview.subscription(actor, subscription);
      if (!holding.ok) return surface.show(refusalCard(holding.refusal, words));
      memory.focus = subscription;
      surface.show(subscriptionCard(holding.value, words));
    },
  },
});
