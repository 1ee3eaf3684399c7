import { historyCard } from '../../cards/help/activity-history-card.ts';
import { receiptCard } from '../../cards/orders/receipt-card.ts';
import type { ActivityHistory } from '../../src/application/audit/activity-history.ts';
import type { Capability } from '../engine/capability.ts';
import { showResult } from '../engine/show-result.ts';

/** The user's own activity history, and the receipts of their orders. */
export const historyCapability = (history: ActivityHistory): Capability => ({
  handlers: {
    async history({ page = 0 }, turn) {
      showResult(turn, await history.page(turn.actor, page), (events) => historyCard(events, turn.t));
    },
    async receipt({ order }, turn) {
      showResult(turn, await history.receipt(turn.actor, order), (receipt) => receiptCard(receipt, turn.t));
    },
  },
});
