import { expiryDays, sortChoices } from '../../../cards/administration/purchase-filter-card.ts';
import { purchaseConditions } from '../../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../../src/application/administration/purchase-overview.ts';
import { type Html, html } from '../pages/html.ts';
import { IN_TEAMS } from '../pages/page-opening.ts';
import { addressOf } from './admin-address.ts';
import type { PageContext } from './page-context.ts';

const [HOST, TEAMS] = IN_TEAMS.split('=');

interface Choice {
  readonly value: string;
  readonly title: string;
}

/** What can be searched and chosen; it asks with an address, so that it can be kept and gone back from. */
export function filterForm({ filter, sort, products }: PurchaseList, t: PageContext): Html {
  const { filter: says, buttons, conditions, page } = t.administration;
  const any = { value: '', title: says.any };
  const sorts = sortChoices(t);
  const known = sorts.some(({ value }) => value === sort);
  return html`<form action="/admin#results" method="get" role="search" aria-label="${page.search}">
<input type="hidden" name="in" value="${t.locale}">
${t.framed && html`<input type="hidden" name="${HOST}" value="${TEAMS}">`}
${filter.person && html`<input type="hidden" name="person" value="${filter.person}">`}
<div class="field wide"><label for="search">${says.search}</label>
<input id="search" name="search" type="search" maxlength="60" autocomplete="off" value="${filter.search ?? ''}"></div>
${select('product', says.product, filter.product, [any, ...products.map(({ id, name }) => ({ value: id, title: name }))])}
${select('state', says.state, filter.state, [any, ...purchaseConditions.map((value) => ({ value, title: conditions[value] }))])}
${select('within', says.within, String(filter.within ?? ''), [any, ...within(filter.within, t)])}
${select('sort', says.sort, sort, known ? sorts : [{ value: sort, title: sortTitle(sort, t) }, ...sorts])}
<div class="go"><button type="submit">${buttons.find}</button>
<a href="${addressOf('/admin', {}, t, 'results')}">${page.reset}</a></div>
</form>`;
}

const select = (name: string, label: string, value: string | undefined, choices: readonly Choice[]): Html =>
  html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">
${choices.map((one) => html`<option value="${one.value}"${one.value === (value ?? '') && ' selected'}>${one.title}</option>`)}
</select></div>`;

/** Also a number of days that somebody typed in the chat. */
function within(asked: number | undefined, { administration: { filter } }: PageContext): readonly Choice[] {
  const all = asked === undefined ? expiryDays : [...new Set([...expiryDays, asked])].sort((one, other) => one - other);
  return all.map((count) => ({ value: String(count), title: filter.days(count) }));
}

function sortTitle(sort: PurchaseList['sort'], { administration: { columns, descending } }: PageContext): string {
  const column = columns[sort.replace('-', '') as keyof typeof columns];
  return sort.startsWith('-') ? descending(column) : column;
}
