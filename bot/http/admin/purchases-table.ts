import { costLabel, purchaseStatus } from '../../../cards/administration/purchase-labels.ts';
import { periodOf } from '../../../cards/subscriptions/subscription-status.ts';
import { type PurchaseColumn, purchaseColumns } from '../../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../../src/application/administration/purchase-overview.ts';
import type { PurchaseRow } from '../../../src/application/administration/purchase-row.ts';
import { type Html, html } from '../pages/html.ts';
import { addressOf } from './admin-address.ts';
import { newTab, type PageContext } from './page-context.ts';

const numbers: readonly PurchaseColumn[] = ['licences', 'assigned', 'price', 'monthly'];
const shown = purchaseColumns.filter((column) => column !== 'since');

/** Ten purchases as a table that can be sorted by its heads, and the way to the others. */
export function purchasesTable(list: PurchaseList, t: PageContext): Html {
  const { list: says, page } = t.administration;
  const { number } = t;
  const found = says.caption(number(list.count), list.count);
  const cost = says.month(t.money(list.monthly, list.currency));
  const kind = list.estimated ? ` · ${t.review.estimates}` : '';
  const caption = list.count > 0 ? `${found} · ${cost}${kind}` : says.none;
  const some = html`<div class="scroll" role="region" aria-labelledby="results" tabindex="0"><table>
<caption class="hidden">${page.results}</caption>
<thead><tr>${shown.map((column) => head(column, list, t))}</tr></thead>
<tbody>${list.rows.map((row) => rowOf(row, list, t))}</tbody>
</table></div>
<nav aria-label="${page.pages}">${pages(list, t)}</nav>`;
  return html`<h2 id="results" tabindex="-1">${caption}</h2>
${list.count > 0 ? some : html`<p>${says.noneWay}</p>`}`;
}

/** A head that sorts by its column; pressed again, the other way round. */
function head(column: PurchaseColumn, { filter, sort }: PurchaseList, t: PageContext): Html {
  const { columns } = t.administration;
  const sorted = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;
  const next = sorted === 'ascending' ? (`-${column}` as const) : column;
  const arrow = sorted && html`<span aria-hidden="true">${sorted === 'ascending' ? '▲' : '▼'}</span>`;
  return html`<th scope="col"${sorted && html` aria-sort="${sorted}"`}${numbers.includes(column) && html` class="number"`}>
<a id="by-${column}" href="${addressOf('/admin', { ...filter, sort: next }, t, `by-${column}`)}">${columns[column]}${arrow}</a></th>`;
}

function rowOf(row: PurchaseRow, { currency }: PurchaseList, t: PageContext): Html {
  const { number, date, administration: says } = t;
  const { state, next } = purchaseStatus(row, t);
  const one = addressOf('/admin/purchase', { person: row.person, subscription: row.subscription }, t);
  const per = t.period[periodOf(row)];
  const left = row.left && html` <span class="note">${says.leftNote}</span>`;
  return html`<tr><th scope="row">${row.purchaser}${left}</th>
<td><a href="${one}">${row.productName}</a></td>
<td class="number">${number(row.licences)}</td><td class="number">${number(row.assigned)}</td>
<td>${date(row.ends)}</td>
<td class="number">${costLabel(row, row.price, currency, t)} <span class="note">${per}</span></td><td class="number">${costLabel(row, row.monthly, currency, t)}</td>
<td><strong class="${row.state}">${state}</strong> <span class="note">${next}</span></td></tr>`;
}

function pages({ filter, sort, page, pages: all }: PurchaseList, t: PageContext): Html {
  const { page: says } = t.administration;
  const to = (title: string, id: string, at: number) =>
    html`<a id="${id}" href="${addressOf('/admin', { ...filter, sort, page: at }, t, 'results')}">${title}</a>`;
  return html`${page > 0 && to(says.previous, 'previous', page - 1)}
<span>${says.at(t.number(page + 1), t.number(all))}</span>
${page < all - 1 && to(says.next, 'next', page + 1)}
<a class="csv" href="${addressOf('/admin/purchases.csv', { ...filter, sort }, { ...t, framed: false })}"${newTab(t)}>${says.csv}</a>`;
}
