import { costLabel, purchaseStatus } from '../../../cards/administration/purchase-labels.ts';
import { periodOf } from '../../../cards/subscriptions/subscription-status.ts';
import type { PurchaseDetail } from '../../../src/application/administration/purchase-overview.ts';
import { type Html, html } from '../pages/html.ts';
import { htmlPage } from '../pages/page-layout.ts';
import { adminUrl } from './admin-url.ts';
import { STYLESHEET } from './list-page.ts';
import type { PageContext } from './page-context.ts';

/** One purchase: its data, state and licence holders (RULES S12). */
export function detailPage({ row, subscription, holders, currency }: PurchaseDetail, t: PageContext): Html {
  const { purchase: strings, page, purchases } = t.administration;
  const { number, date, period } = t;
  const { state, next } = purchaseStatus(row, t);
  const perPeriod = period[periodOf(row)];
  const leaverNote = subscription.state.kind === 'active' ? strings.leftAndRuns(date(row.ends)) : strings.leftAndEnded;
  const unlisted = row.assigned - holders.length;
  const rows: readonly (readonly [string, string])[] = [
    [strings.purchaser, row.left ? strings.purchaserLeft(row.purchaser) : row.purchaser],
    [strings.licences, number(row.licences)],
    [strings.expiry, date(row.ends)],
    [strings.price(perPeriod), costLabel(row, row.price, currency, t)],
    [strings.monthly, costLabel(row, row.monthly, currency, t)],
    [strings.since, date(row.since)],
    [strings.renews, row.renews ? strings.yes : strings.no],
    [t.administration.columns.state, `${state}, ${next}`],
    ...(row.reason ? [[strings.reason, t.orders.cancellationReasons[row.reason]] as const] : []),
    [strings.number, row.subscription],
  ];
  return htmlPage(
    { lang: t.lang, title: row.productName, style: STYLESHEET },
    html`<p><a href="${adminUrl('/admin', {}, t, 'results')}">${page.back}</a></p>
<h1>${row.productName}</h1>
<p class="hint">${strings.eyebrow}</p>
${row.left > 0 && html`<p><strong>${leaverNote}</strong></p>`}
<dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
<h2>${strings.holders}</h2>
<p>${purchases.used(number(row.assigned), number(row.licences))}</p>
${holders.length > 0 && html`<ul>${holders.map((name) => html`<li>${name}</li>`)}</ul>`}
${unlisted > 0 && html`<p>${strings.others(number(unlisted))}</p>`}
<p><a href="${adminUrl('/admin', { person: row.person }, t, 'results')}">${t.administration.buttons.purchaser}</a></p>`,
  );
}
