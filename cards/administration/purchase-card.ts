import type { PurchaseDetail } from '../../src/application/administration/purchase-overview.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName, usageBar } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { periodOf } from '../subscriptions/subscription-status.ts';
import { costLabel, purchaseStatus } from './purchase-labels.ts';

/** Names on one card; of the others it is said how many they are. */
const NAMED = 10;

/** One purchase as an administrator sees it: who bought what, for how much, until when, and who has it (RULES S12). */
export function purchaseCard(detail: PurchaseDetail, t: Translations): Card {
  const { row, subscription, currency } = detail;
  const { administration: says, number, date, buttons, period } = t;
  const { one } = says;
  const { state, color } = purchaseStatus(row, t);
  const [used, owned] = [number(row.assigned), number(row.licences)];
  const purchaser = personName(row.purchaser);
  const running = subscription.state.kind === 'active';
  const gone = running ? one.leftRuns(date(row.ends)) : one.leftEnded;
  const per = period[periodOf(row)];
  return messageCard(
    {
      eyebrow: { text: one.eyebrow },
      title: escapeMarkdown(row.productName),
      state: { text: state, color },
      number: { text: t.detail.count(used, owned) },
      caption: one.caption,
      bar: usageBar(row.assigned, row.licences),
      sentences: row.left ? [gone] : [],
      summary: one.summary(row.productName, row.purchaser, used, owned),
      rows: [
        { label: one.licences, value: owned },
        { label: one.expiry, value: date(row.ends) },
        { label: one.price(per), value: costLabel(row, row.price, currency, t) },
        { label: one.monthly, value: costLabel(row, row.monthly, currency, t) },
        { label: one.since, value: date(row.since) },
        { label: one.renews, value: row.renews ? one.yes : one.no },
        { label: one.number, value: row.subscription },
      ],
      facts: [
        { label: one.purchaser, value: row.left ? one.left(purchaser) : purchaser },
        ...(row.reason ? [{ label: one.reason, value: t.reasons[row.reason] }] : []),
        { label: one.holders, value: holdersSaid(detail, t) },
      ],
      buttons: [
        { title: says.buttons.purchaser, verb: 'purchases', data: { person: row.person } },
        { title: says.all, verb: 'purchases' },
        { title: buttons.home, verb: 'home' },
      ],
      link: { title: t.adminCentre.products, url: t.links.products },
    },
    t,
  );
}

function holdersSaid({ holders, row }: PurchaseDetail, { administration: { one }, number }: Translations): string {
  if (holders.length === 0) return one.nobody;
  const names = holders.slice(0, NAMED).map(personName).join(', ');
  const more = row.assigned - Math.min(NAMED, holders.length);
  return more > 0 ? one.more(names, number(more)) : names;
}
