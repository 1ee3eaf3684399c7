import { costOf, standing } from '../../../cards/administration/purchase-labels.ts';
import { periodOf } from '../../../cards/subscriptions/subscription-status.ts';
import { type PurchaseColumn, purchaseColumns } from '../../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../../src/application/administration/purchase-overview.ts';
import type { PurchaseRow } from '../../../src/application/administration/purchase-row.ts';
import { escaped } from '../pages/html.ts';
import { address } from './admin-address.ts';
import { outward, type PageContext } from './page-context.ts';

const numbers: readonly PurchaseColumn[] = ['licences', 'assigned', 'price', 'monthly'];
const shown = purchaseColumns.filter((column) => column !== 'since');

/** Ten purchases as a table that can be sorted by its heads, and the way to the others. */
export function purchasesTable(list: PurchaseList, t: PageContext): string {
  const { list: says, page } = t.administration;
  const { number } = t;
  const found = says.caption(number(list.count), list.count);
  const cost = says.month(t.money(list.monthly, list.currency));
  const kind = list.estimated ? ` · ${t.review.estimates}` : '';
  const caption = list.count > 0 ? `${found} · ${cost}${kind}` : says.none;
  const some = `<div class="scroll" role="region" aria-labelledby="results" tabindex="0"><table>
<caption class="hidden">${escaped(page.results)}</caption>
<thead><tr>${shown.map((column) => head(column, list, t)).join('\n')}</tr></thead>
<tbody>${list.rows.map((row) => rowOf(row, list, t)).join('\n')}</tbody>
</table></div>
<nav aria-label="${escaped(page.pages)}">${pages(list, t)}</nav>`;
  return `<h2 id="results" tabindex="-1">${escaped(caption)}</h2>
${list.count > 0 ? some : `<p>${escaped(says.noneWay)}</p>`}`;
}

/** A head that sorts by its column; pressed again, the other way round. */
function head(column: PurchaseColumn, { filter, sort }: PurchaseList, t: PageContext): string {
  const { columns } = t.administration;
  const sorted = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;
  const next = sorted === 'ascending' ? (`-${column}` as const) : column;
  const arrow = sorted ? `<span aria-hidden="true">${sorted === 'ascending' ? '▲' : '▼'}</span>` : '';
  return `<th scope="col"${sorted ? ` aria-sort="${sorted}"` : ''}${numbers.includes(column) ? ' class="number"' : ''}>
<a id="by-${column}" href="${address('/admin', { ...filter, sort: next }, t, `by-${column}`)}">${escaped(columns[column])}${arrow}</a></th>`;
}

function rowOf(row: PurchaseRow, { currency }: PurchaseList, t: PageContext): string {
  const { number, date, administration: says } = t;
  const { state, next } = standing(row, t);
  const one = address('/admin/purchase', { person: row.person, subscription: row.subscription }, t);
  const per = t.period[periodOf(row)];
  const left = row.left ? ` <span class="note">${escaped(says.leftNote)}</span>` : '';
  return `<tr><th scope="row">${escaped(row.purchaser)}${left}</th>
<td><a href="${one}">${escaped(row.productName)}</a></td>
<td class="number">${number(row.licences)}</td><td class="number">${number(row.assigned)}</td>
<td>${escaped(date(row.ends))}</td>
<td class="number">${escaped(costOf(row, row.price, currency, t))} <span class="note">${escaped(per)}</span></td><td class="number">${escaped(costOf(row, row.monthly, currency, t))}</td>
<td><strong class="${row.state}">${escaped(state)}</strong> <span class="note">${escaped(next)}</span></td></tr>`;
}

function pages({ filter, sort, page, pages: all }: PurchaseList, t: PageContext): string {
  const { page: says } = t.administration;
  const to = (title: string, id: string, at: number) =>
    `<a id="${id}" href="${address('/admin', { ...filter, sort, page: at }, t, 'results')}">${escaped(title)}</a>`;
  return [
    ...(page > 0 ? [to(says.previous, 'previous', page - 1)] : []),
    `<span>${escaped(says.at(t.number(page + 1), t.number(all)))}</span>`,
    ...(page < all - 1 ? [to(says.next, 'next', page + 1)] : []),
    `<a class="csv" href="${address('/admin/purchases.csv', { ...filter, sort }, { ...t, framed: false })}"${outward(t)}>${escaped(says.csv)}</a>`,
  ].join('\n');
}
