import { filterLabel } from '../../../cards/administration/purchase-labels.ts';
import type {
  PolicyList,
  PurchaseList,
  PurchaseTotals,
} from '../../../src/application/administration/purchase-overview.ts';
import { type Html, html } from '../pages/html.ts';
import { htmlPage } from '../pages/page-layout.ts';
import { filterForm } from './filter-form.ts';
import { newTab, type PageContext } from './page-context.ts';
import { purchasesTable } from './purchases-table.ts';

export const STYLESHEET = '/admin/admin.css';

interface ListPageContent {
  readonly name: string;
  readonly list: PurchaseList;
  readonly totals: PurchaseTotals;
  readonly policy: PolicyList;
}

/** The administrator's overview: purchases, totals and policy (RULES S12, #18, #20). */
export function listPage({ name, list, totals, policy }: ListPageContent, t: PageContext): Html {
  const { page, totals: totalsStrings, policy: policyStrings, purchases: listStrings } = t.administration;
  const filterText = filterLabel(list.filter, list, t);
  return htmlPage(
    { lang: t.lang, title: page.title, style: STYLESHEET },
    html`<h1>${page.title}</h1>
<p class="hint">${page.intro} ${page.signedInAs(name)}.</p>
${filterForm(list, t)}
${filterText && html`<p><strong>${filterText}</strong></p>`}
${purchasesTable(list, t)}
<section aria-labelledby="totals"><h2 id="totals">${totalsStrings.title}</h2>
<p><span class="large">${listStrings.month(t.money(totals.monthly, totals.currency))}</span>
${totalsStrings.purchases(t.number(totals.count), totals.count)} · ${totalsStrings.people(t.number(totals.purchasers), totals.purchasers)}</p>
${totalsTable(totals, t)}</section>
<section aria-labelledby="policy"><h2 id="policy">${page.policy}</h2>
<p>${policyStrings.text}</p>
<table><caption class="hidden">${page.policy}</caption>
<thead><tr><th scope="col">${page.product}</th><th scope="col">${page.allowed}</th></tr></thead>
<tbody>${policy.products.map((one) => html`<tr><th scope="row">${one.name}</th><td>${policyStrings.values[one.policy]}</td></tr>`)}</tbody></table>
<p><a href="${t.links.policy}"${newTab(t)}>${page.adminCentre}</a></p>
<p><a href="${t.links.products}"${newTab(t)}>${page.also}</a></p></section>`,
  );
}

/** Spending by product, with the bars inside the table. */
function totalsTable({ products, currency }: PurchaseTotals, t: PageContext): Html {
  const { columns, totals: strings, page } = t.administration;
  const highest = Math.max(1, ...products.map(({ monthly }) => monthly));
  const rows = products.map(
    ({ name, licences, monthly }) => html`<tr><th scope="row">${name}</th>
<td class="number">${t.number(licences)}</td><td class="number">${t.money(monthly, currency)}</td>
<td class="bar"><svg width="100%" height="12" aria-hidden="true"><rect width="${((100 * monthly) / highest).toFixed(1)}%" height="12" rx="2"/></svg></td></tr>`,
  );
  return html`<table><caption class="hidden">${strings.chart}</caption>
<thead><tr><th scope="col">${columns.product}</th><th scope="col" class="number">${columns.licences}</th>
<th scope="col" class="number">${columns.monthly}</th><th scope="col" class="bar"><span class="hidden">${page.share}</span></th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
