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
export function listPage({ name, list, totals, policy }: Shown, words: PageContext): string {
  const { page, totals: says, policy: allowed, list: listed } = words.administration;
  const said = filterSaid(list.filter, list, words);
  return htmlPage(
    { lang: words.lang, title: page.title, style: STYLE },
    `<h1>${escaped(page.title)}</h1>
<p class="hint">${escaped(page.intro)} ${escaped(page.who(name))}.</p>
${filterForm(list, words)}
${said ? `<p><strong>${escaped(said)}</strong></p>` : ''}
${purchasesTable(list, words)}
<section aria-labelledby="totals"><h2 id="totals">${escaped(says.title)}</h2>
<p><span class="large">${escaped(listed.month(words.money(totals.monthly, totals.currency)))}</span>
${escaped(says.purchases(words.number(totals.count), totals.count))} · ${escaped(says.people(words.number(totals.purchasers), totals.purchasers))}</p>
${totalsTable(totals, words)}</section>
<section aria-labelledby="policy"><h2 id="policy">${escaped(page.policy)}</h2>
<p>${escaped(allowed.way)}</p>
<table><caption class="hidden">${escaped(page.policy)}</caption>
<thead><tr><th scope="col">${escaped(page.product)}</th><th scope="col">${escaped(page.allowed)}</th></tr></thead>
<tbody>${policy.products.map((one) => `<tr><th scope="row">${escaped(one.name)}</th><td>${escaped(allowed.words[one.policy])}</td></tr>`).join('\n')}</tbody></table>
<p><a href="${escaped(words.links.policy)}"${outward(words)}>${escaped(page.centre)}</a></p>
<p><a href="${escaped(words.links.products)}"${outward(words)}>${escaped(page.also)}</a></p></section>`,
  );
}

/** Spending by product: the bars are in the table that says what they show. */
function totalsTable({ products, currency }: PurchaseTotals, words: PageContext): string {
  const { columns, totals: says, page } = words.administration;
  const most = Math.max(1, ...products.map(({ monthly }) => monthly));
  const rows = products.map(
    ({ name, licences, monthly }) => `<tr><th scope="row">${escaped(name)}</th>
<td class="number">${words.number(licences)}</td><td class="number">${escaped(words.money(monthly, currency))}</td>
<td class="bar"><svg width="100%" height="12" aria-hidden="true"><rect width="${((100 * monthly) / most).toFixed(1)}%" height="12" rx="2"/></svg></td></tr>`,
  );
  return `<table><caption class="hidden">${escaped(says.chart)}</caption>
<thead><tr><th scope="col">${escaped(columns.product)}</th><th scope="col" class="number">${escaped(columns.licences)}</th>
<th scope="col" class="number">${escaped(columns.monthly)}</th><th scope="col" class="bar"><span class="hidden">${escaped(page.share)}</span></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}
