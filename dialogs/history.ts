import { historyCard } from '../cards/history.ts';
import { refusalCard } from '../cards/notice.ts';
import { receiptCard } from '../cards/receipt.ts';
import type { History } from '../src/application/audit/activity-history.ts';
import type { Capability } from './capability.ts';

/** What one did here, and what time brought. */
export const lookingBack = (history: History): Capability => ({
  answers: {
    async history({ page = 0 }, { actor, words, surface }) {
      const found = await history.of(actor, page);
      surface.show(found.ok ? historyCard(found.value, words) : refusalCard(found.refusal, words));
    },
    async receipt({ order }, { actor, words, surface }) {
      const found = await history.receipt(actor, order);
      surface.show(found.ok ? receiptCard(found.value, words) : refusalCard(found.refusal, words));
    },
  },
});
