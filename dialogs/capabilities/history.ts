import { historyCard } from '../../cards/help/activity-history-card.ts';
import { refusalCard } from '../../cards/kit/message-card.ts';
import { receiptCard } from '../../cards/orders/receipt-card.ts';
import type { ActivityHistory } from '../../src/application/audit/activity-history.ts';
import type { Capability } from '../engine/capability.ts';

/** What one did here, and what time brought. */
export const historyCapability = (history: ActivityHistory): Capability => ({
  handlers: {
    async history({ page = 0 }, { actor, t, output }) {
      const found = await history.page(actor, page);
      output.show(found.ok ? historyCard(found.value, t) : refusalCard(found.refusal, t));
    },
    async receipt({ order }, { actor, t, output }) {
      const found = await history.receipt(actor, order);
      output.show(found.ok ? receiptCard(found.value, t) : refusalCard(found.refusal, t));
    },
  },
});
