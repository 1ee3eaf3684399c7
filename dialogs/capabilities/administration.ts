import { policyCard } from '../../cards/administration/policy-card.ts';
import { purchaseCard } from '../../cards/administration/purchase-card.ts';
import { purchaseFilterCard } from '../../cards/administration/purchase-filter-card.ts';
import { purchaseTotalsCard } from '../../cards/administration/purchase-totals-card.ts';
import { purchasesCard } from '../../cards/administration/purchases-card.ts';
import { failedDeliveriesCard } from '../../cards/notifications/failed-deliveries-card.ts';
import type { DownloadLinks } from '../../src/application/administration/download-links.ts';
import type { PurchaseOverview } from '../../src/application/administration/purchase-overview.ts';
import type { FailedDeliveries } from '../../src/application/notifications/failed-deliveries.ts';
import type { Capability } from '../engine/capability.ts';
import { showResult } from '../engine/show-result.ts';

/**
 * The administrator's view of all purchases, the purchase policy and failed deliveries (RULES S12, #18, #20).
 * @param pageUrl address of the same view as a web page
 */
export function administrationCapability(
  purchases: PurchaseOverview,
  failedDeliveries: FailedDeliveries,
  downloads: DownloadLinks,
  pageUrl: (locale: string) => string,
): Capability {
  return {
    unlisted: 'for administrators only, whose Help names it: Teams shows its list to every user',
    handlers: {
      async purchases({ verb: _verb, ...query }, turn) {
        const { actor, t } = turn;
        showResult(turn, await purchases.list(actor, query), (list) => {
          const csv = downloads.purchases(actor, { ...list.filter, sort: list.sort }, 'csv', t.locale);
          return purchasesCard(list, csv, t);
        });
      },
      async 'purchase-filter'({ verb: _verb, ...query }, turn) {
        showResult(turn, await purchases.list(turn.actor, query), (list) => purchaseFilterCard(list, turn.t));
      },
      async purchase({ person, subscription }, turn) {
        const result = await purchases.get(turn.actor, person, subscription);
        showResult(turn, result, (purchase) => purchaseCard(purchase, turn.t));
      },
      async totals({ verb: _verb, ...filter }, turn) {
        const { actor, t } = turn;
        showResult(turn, await purchases.totals(actor, filter), (totals) => {
          const picture = downloads.purchases(actor, totals.filter, 'svg', t.locale);
          return purchaseTotalsCard(totals, { picture, page: pageUrl(t.locale) }, t);
        });
      },
      async undelivered(_intent, turn) {
        showResult(turn, await failedDeliveries.list(turn.actor), (list) => failedDeliveriesCard(list, turn.t));
      },
      async 'send-again'({ letter: id }, turn) {
        showResult(turn, await failedDeliveries.resend(turn.actor, id), (list) => failedDeliveriesCard(list, turn.t));
      },
      async policy(_intent, turn) {
        showResult(turn, await purchases.policy(turn.actor), (policy) => policyCard(policy, turn.t));
      },
    },
  };
}
