import { policyCard } from '../../cards/administration/policy-card.ts';
import { purchaseCard } from '../../cards/administration/purchase-card.ts';
import { purchaseFilterCard } from '../../cards/administration/purchase-filter-card.ts';
import { purchaseTotalsCard } from '../../cards/administration/purchase-totals-card.ts';
import { purchasesCard } from '../../cards/administration/purchases-card.ts';
import { refusalCard } from '../../cards/kit/message-card.ts';
import { failedDeliveriesCard } from '../../cards/notifications/failed-deliveries-card.ts';
import type { PurchaseOverview } from '../../src/application/administration/purchase-overview.ts';
import type { FailedDeliveries } from '../../src/application/notifications/failed-deliveries.ts';
import type { DownloadLinks } from '../../src/application/ports/ports.ts';
import type { Result } from '../../src/domain/common/result.ts';
import type { Capability } from '../engine/capability.ts';
import type { Turn } from '../engine/turn.ts';

/**
 * The administrator's look at what everybody bought (RULES S12, #18, #20).
 * @param page where the same can be looked through on a page
 */
export function administrationCapability(
  use: PurchaseOverview,
  undelivered: FailedDeliveries,
  papers: DownloadLinks,
  page: (locale: string) => string,
): Capability {
  /** Shows what a look gave, or why it gave nothing. */
  const tell = <T>({ output, t }: Turn, found: Result<T>, card: (value: T) => Parameters<Turn['output']['show']>[0]) =>
    output.show(found.ok ? card(found.value) : refusalCard(found.refusal, t));
  return {
    handlers: {
      async purchases({ verb: _verb, ...wish }, turn) {
        const { actor, t } = turn;
        tell(turn, await use.list(actor, wish), (list) => {
          const asked = { ...list.filter, sort: list.sort };
          return purchasesCard(list, papers.purchases(actor, asked, 'csv', t.locale), t);
        });
      },
      async 'purchase-filter'({ verb: _verb, ...wish }, turn) {
        tell(turn, await use.list(turn.actor, wish), (list) => purchaseFilterCard(list, turn.t));
      },
      async purchase({ person, subscription }, turn) {
        tell(turn, await use.get(turn.actor, person, subscription), (found) => purchaseCard(found, turn.t));
      },
      async totals({ verb: _verb, ...filter }, turn) {
        const { actor, t } = turn;
        tell(turn, await use.totals(actor, filter), (totals) => {
          const picture = papers.purchases(actor, totals.filter, 'svg', t.locale);
          return purchaseTotalsCard(totals, { picture, page: page(t.locale) }, t);
        });
      },
      async undelivered(_wanted, turn) {
        tell(turn, await undelivered.list(turn.actor), (list) => failedDeliveriesCard(list, turn.t));
      },
      async 'send-again'({ letter }, turn) {
        tell(turn, await undelivered.resend(turn.actor, letter), (list) => failedDeliveriesCard(list, turn.t));
      },
      async policy(_wanted, turn) {
        tell(turn, await use.policy(turn.actor), (list) => policyCard(list, turn.t));
      },
    },
  };
}
