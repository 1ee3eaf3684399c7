import { costLabel, purchaseStatus } from '../../../cards/administration/purchase-labels.ts';
import { periodOf } from '../../../cards/subscriptions/subscription-status.ts';
import type { PurchaseDetail } from '../../../src/application/administration/purchase-overview.ts';
import { type Html, html } from '../pages/html.ts';
import { htmlPage } from '../pages/page-layout.ts';
import { addressOf } from './admin-address.ts';
import { STYLE } from './list-page.ts';
import type { PageContext } from './page-context.ts';

/** One purchase with the document's six, how it stands, and who has it (RULES S12). */
export function detailPage({ row, subscription, holders, currency }: PurchaseDetail, t: PageContext): Html {
  const { one: says, page, list } = t.administration;
  const { number, date, period } = t;
  const { state, next } = purchaseStatus(row, t);
  const per = period[periodOf(row)];
  const gone = subscription.state.kind === 'active' ? says.leftRuns(date(row.ends)) : says.leftEnded;
  const more = row.assigned - holders.length;
  const facts: readonly (readonly [string, string])[] = [
    [says.purchaser, row.left ? says.left(row.purchaser) : row.purchaser],
    [says.licences, number(row.licences)],
    [says.expiry, date(row.ends)],
    [says.price(per), costLabel(row, row.price, currency, t)],
    [says.monthly, costLabel(row, row.monthly, currency, t)],
    [says.since, date(row.since)],
    [says.renews, row.renews ? says.yes : says.no],
    [t.administration.columns.state, `${state}, ${next}`],
    ...(row.reason ? [[says.reason, t.reasons[row.reason]] as const] : []),
    [says.number, row.subscription],
  ];
  return htmlPage(
    { lang: t.lang, title: row.productName, style: STYLE },
    html`<p><a href="${addressOf('/admin', {}, t, 'results')}">${page.back}</a></p>
<h1>${row.productName}</h1>
<p class="hint">${says.eyebrow}</p>
${row.left && html`<p><strong>${gone}</strong></p>`}
<dl>${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
<h2>${says.holders}</h2>
<p>${list.used(number(row.assigned), number(row.licences))}</p>
${holders.length > 0 && html`<ul>${holders.map((name) => html`<li>${name}</li>`)}</ul>`}
${more > 0 && html`<p>${says.others(number(more))}</p>`}
<p><a href="${addressOf('/admin', { person: row.person }, t, 'results')}">${t.administration.buttons.purchaser}</a></p>`,
  );
}
