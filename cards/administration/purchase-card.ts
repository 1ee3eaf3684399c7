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
  const { one } = strings;
  const { state, color } = purchaseStatus(row, t);
  const [used, owned] = [number(row.assigned), number(row.licences)];
  const purchaser = personName(row.purchaser);
  const isActive = subscription.state.kind === 'active';
  const departure = isActive ? one.leftRuns(date(row.ends)) : one.leftEnded;
  const per = period[periodOf(row)];
  return messageCard(
    {
      eyebrow: { text: one.eyebrow },
      title: escapeMarkdown(row.productName),
      state: { text: state, color },
      number: { text: t.detail.count(used, owned) },
      caption: one.caption,
      bar: usageBar(row.assigned, row.licences),
      sentences: row.left ? [departure] : [],
      summary: one.summary(row.productName, row.purchaser, used, owned),
      rows: [
        { label: one.licences, value: owned },
        { label: one.expiry, value: date(row.ends) },
        { label: one.price(per), value: costLabel(row, row.price, currency, t) },
        { label: one.monthly, value: costLabel(row, row.monthly, currency, t) },
        { label: one.since, value: date(row.since) },
        { label: one.renews, value: row.renews ? one.yes : one.no },
        { label: one.number, value: escapeMarkdown(row.subscription) },
      ],
      facts: [
        { label: one.purchaser, value: row.left ? one.left(purchaser) : purchaser },
        ...(row.reason ? [{ label: one.reason, value: t.reasons[row.reason] }] : []),
        { label: one.holders, value: formatHolders(detail, t) },
      ],
      buttons: [
        { title: strings.buttons.purchaser, verb: 'purchases', data: { person: row.person } },
        { title: strings.all, verb: 'purchases' },
        { title: buttons.home, verb: 'home' },
      ],
      link: { title: t.adminCentre.products, url: t.links.products },
    },
    t,
  );
}

function formatHolders({ holders, row }: PurchaseDetail, { administration: { one }, number }: Translations): Markdown {
  if (holders.length === 0) return one.nobody;
  const names = joinMarkdown(holders.slice(0, MAX_HOLDERS).map(personName), ', ');
  const more = row.assigned - Math.min(MAX_HOLDERS, holders.length);
  return more > 0 ? one.more(names, number(more)) : names;
}
