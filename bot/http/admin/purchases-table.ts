import { costLabel, purchaseStatus } from '../../../cards/administration/purchase-labels.ts';
import { periodOf } from '../../../cards/subscriptions/subscription-status.ts';
import { type PurchaseColumn, purchaseColumns } from '../../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../../src/application/administration/purchase-overview.ts';
import type { PurchaseRow } from '../../../src/application/administration/purchase-row.ts';
import { type Html, html } from '../pages/html.ts';
import { adminUrl } from './admin-url.ts';
import { newTab, type PageContext } from './page-context.ts';

const numericColumns: readonly PurchaseColumn[] = ['licences', 'assigned', 'price', 'monthly'];
const visibleColumns = purchaseColumns.filter((column) => column !== 'since');

/** One page of purchases as a sortable table, with pagination. */
export function purchasesTable(list: PurchaseList, t: PageContext): Html {
  const { purchases: strings, page: pageStrings } = t.administration;
  const { number } = t;
  const countText = strings.caption(number(list.count), list.count);
  const costText = strings.month(t.money(list.monthly, list.currency));
  const estimateNote = list.estimated ? ` · ${t.estimate.label}` : '';
  const caption = list.count > 0 ? `${countText} · ${costText}${estimateNote}` : strings.none;
  const table = html`<div class="scroll" role="region" aria-labelledby="results" tabindex="0"><table>
<caption class="hidden">${pageStrings.results}</caption>
<thead><tr>${visibleColumns.map((column) => headerCell(column, list, t))}</tr></thead>
<tbody>${list.rows.map((row) => tableRow(row, list, t))}</tbody>
</table></div>
<nav aria-label="${pageStrings.pages}">${pagination(list, t)}</nav>`;
  return html`<h2 id="results" tabindex="-1">${caption}</h2>
${list.count > 0 ? table : html`<p>${strings.noneText}</p>`}`;
}

/** A column header that sorts by its column, and in the other direction when used again. */
function headerCell(column: PurchaseColumn, { filter, sort }: PurchaseList, t: PageContext): Html {
  const { columns } = t.administration;
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;
  const nextSort = direction === 'ascending' ? (`-${column}` as const) : column;
  const arrow = direction && html`<span aria-hidden="true">${direction === 'ascending' ? '▲' : '▼'}</span>`;
  return html`<th scope="col"${direction && html` aria-sort="${direction}"`}${numericColumns.includes(column) && html` class="number"`}>
<a id="by-${column}" href="${adminUrl('/admin', { ...filter, sort: nextSort }, t, `by-${column}`)}">${columns[column]}${arrow}</a></th>`;
}

function tableRow(row: PurchaseRow, { currency }: PurchaseList, t: PageContext): Html {
  const { number, date, administration: strings } = t;
  const { state, next } = purchaseStatus(row, t);
  const url = adminUrl('/admin/purchase', { person: row.person, subscription: row.subscription }, t);
  const perPeriod = t.period[periodOf(row)];
  const leaverNote = row.left > 0 && html` <span class="note">${strings.purchases.purchaserLeft}</span>`;
  return html`<tr><th scope="row">${row.purchaser}${leaverNote}</th>
<td><a href="${url}">${row.productName}</a></td>
<td class="number">${number(row.licences)}</td><td class="number">${number(row.assigned)}</td>
<td>${date(row.ends)}</td>
<td class="number">${costLabel(row, row.price, currency, t)} <span class="note">${perPeriod}</span></td><td class="number">${costLabel(row, row.monthly, currency, t)}</td>
<td><strong class="${row.state}">${state}</strong> <span class="note">${next}</span></td></tr>`;
}

function pagination({ filter, sort, page, pages: pageCount }: PurchaseList, t: PageContext): Html {
  const { page: strings } = t.administration;
  const link = (title: string, id: string, targetPage: number) =>
    html`<a id="${id}" href="${adminUrl('/admin', { ...filter, sort, page: targetPage }, t, 'results')}">${title}</a>`;
  return html`${page > 0 && link(strings.previous, 'previous', page - 1)}
<span>${strings.at(t.number(page + 1), t.number(pageCount))}</span>
${page < pageCount - 1 && link(strings.next, 'next', page + 1)}
<a class="csv" href="${adminUrl('/admin/purchases.csv', { ...filter, sort }, { ...t, framed: false })}"${newTab(t)}>${strings.csv}</a>`;
}
