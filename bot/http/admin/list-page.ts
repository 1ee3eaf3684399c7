import { filterSaid } from '../../../cards/administration/purchase-labels.ts';
import type {
  PolicyList,
  PurchaseList,
  PurchaseTotals,
} from '../../../src/application/administration/purchase-overview.ts';
import { escaped, htmlPage } from '../pages/html.ts';
import { filterForm } from './filter-form.ts';
import { outward, type PageContext } from './page-context.ts';
import { purchasesTable } from './purchases-table.ts';

export const STYLE = '/admin/admin.css';

interface Shown {
  readonly name: string;
  readonly list: PurchaseList;
  readonly totals: PurchaseTotals;
  readonly policy: PolicyList;
}

/** Everything an administrator may see, on one page (RULES S12, #18, #20). */
export function listPage({ name, list, totals, policy }: Shown, t: PageContext): string {
  const { page, totals: says, policy: allowed, list: listed } = t.administration;
  const said = filterSaid(list.filter, list, t);
  return htmlPage(
    { lang: t.lang, title: page.title, style: STYLE },
    `<h1>${escaped(page.title)}</h1>
<p class="hint">${escaped(page.intro)} ${escaped(page.who(name))}.</p>
${filterForm(list, t)}
${said ? `<p><strong>${escaped(said)}</strong></p>` : ''}
${purchasesTable(list, t)}
<section aria-labelledby="totals"><h2 id="totals">${escaped(says.title)}</h2>
<p><span class="large">${escaped(listed.month(t.money(totals.monthly, totals.currency)))}</span>
${escaped(says.purchases(t.number(totals.count), totals.count))} · ${escaped(says.people(t.number(totals.purchasers), totals.purchasers))}</p>
${totalsTable(totals, t)}</section>
<section aria-labelledby="policy"><h2 id="policy">${escaped(page.policy)}</h2>
<p>${escaped(allowed.way)}</p>
<table><caption class="hidden">${escaped(page.policy)}</caption>
<thead><tr><th scope="col">${escaped(page.product)}</th><th scope="col">${escaped(page.allowed)}</th></tr></thead>
<tbody>${policy.products.map((one) => `<tr><th scope="row">${escaped(one.name)}</th><td>${escaped(allowed.words[one.policy])}</td></tr>`).join('\n')}</tbody></table>
<p><a href="${escaped(t.links.policy)}"${outward(t)}>${escaped(page.centre)}</a></p>
<p><a href="${escaped(t.links.products)}"${outward(t)}>${escaped(page.also)}</a></p></section>`,
  );
}

/** Spending by product: the bars are in the table that says what they show. */
function totalsTable({ products, currency }: PurchaseTotals, t: PageContext): string {
  const { columns, totals: says, page } = t.administration;
  const most = Math.max(1, ...products.map(({ monthly }) => monthly));
  const rows = products.map(
    ({ name, licences, monthly }) => `<tr><th scope="row">${escaped(name)}</th>
<td class="number">${t.number(licences)}</td><td class="number">${escaped(t.money(monthly, currency))}</td>
<td class="bar"><svg width="100%" height="12" aria-hidden="true"><rect width="${((100 * monthly) / most).toFixed(1)}%" height="12" rx="2"/></svg></td></tr>`,
  );
  return `<table><caption class="hidden">${escaped(says.chart)}</caption>
<thead><tr><th scope="col">${escaped(columns.product)}</th><th scope="col" class="number">${escaped(columns.licences)}</th>
<th scope="col" class="number">${escaped(columns.monthly)}</th><th scope="col" class="bar"><span class="hidden">${escaped(page.share)}</span></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}
