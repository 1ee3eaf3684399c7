import type { PurchaseDetail } from '../../src/application/administration/purchase-overview.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, joinMarkdown, type Markdown, personName, usageBar } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { periodOf } from '../subscriptions/subscription-status.ts';
import { costLabel, purchaseStatus } from './purchase-labels.ts';

/** The most licence holders that are named; the others are counted. */
const MAX_HOLDERS = 10;

/** One purchase for an administrator: purchaser, product, price, dates and licence holders (RULES S12). */
export function purchaseCard(detail: PurchaseDetail, t: Translations): Card {
  const { row, subscription, currency } = detail;
  const { administration: strings, number, date, buttons, period } = t;
  const { purchase } = strings;
  const { state, color } = purchaseStatus(row, t);
  const [used, owned] = [number(row.assigned), number(row.licences)];
  const purchaser = personName(row.purchaser);
  const isActive = subscription.state.kind === 'active';
  const departure = isActive ? purchase.leftAndRuns(date(row.ends)) : purchase.leftAndEnded;
  const per = period[periodOf(row)];
  return messageCard(
    {
      eyebrow: { text: purchase.eyebrow },
      title: escapeMarkdown(row.productName),
      state: { text: state, color },
      number: { text: t.subscriptions.details.count(used, owned) },
      caption: purchase.caption,
      bar: usageBar(row.assigned, row.licences),
      sentences: row.left ? [departure] : [],
      summary: purchase.summary(row.productName, row.purchaser, used, owned),
      rows: [
        { label: purchase.licences, value: owned },
        { label: purchase.expiry, value: date(row.ends) },
        { label: purchase.price(per), value: costLabel(row, row.price, currency, t) },
        { label: purchase.monthly, value: costLabel(row, row.monthly, currency, t) },
        { label: purchase.since, value: date(row.since) },
        { label: purchase.renews, value: row.renews ? purchase.yes : purchase.no },
        { label: purchase.number, value: escapeMarkdown(row.subscription) },
      ],
      facts: [
        { label: purchase.purchaser, value: row.left ? purchase.purchaserLeft(purchaser) : purchaser },
        ...(row.reason ? [{ label: purchase.reason, value: t.orders.cancellationReasons[row.reason] }] : []),
        { label: purchase.holders, value: formatHolders(detail, t) },
      ],
      buttons: [
        { title: strings.buttons.purchaser, verb: 'purchases', data: { person: row.person } },
        { title: strings.buttons.purchases, verb: 'purchases' },
        { title: buttons.home, verb: 'home' },
      ],
      link: { title: t.adminCentre.products, url: t.links.products },
    },
    t,
  );
}

function formatHolders(
  { holders, row }: PurchaseDetail,
  { administration: { purchase }, number }: Translations,
): Markdown {
  if (holders.length === 0) return purchase.noHolders;
  const names = joinMarkdown(holders.slice(0, MAX_HOLDERS).map(personName), ', ');
  const more = row.assigned - Math.min(MAX_HOLDERS, holders.length);
  return more > 0 ? purchase.more(names, number(more)) : names;
}
