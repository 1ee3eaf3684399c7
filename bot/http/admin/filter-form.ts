import { expiryDays, sortChoices } from '../../../cards/administration/purchase-filter-card.ts';
import { purchaseConditions } from '../../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../../src/application/administration/purchase-overview.ts';
import { IN_TEAMS } from '../pages/card-page-launcher.ts';
import { type Html, html } from '../pages/html.ts';
import { adminUrl } from './admin-url.ts';
import type { PageContext } from './page-context.ts';

const [HOST, TEAMS] = IN_TEAMS.split('=');

interface SelectOption {
  readonly value: string;
  readonly title: string;
}

/** The search and filter form. It submits with GET, so that results have a URL and the back button works. */
export function filterForm({ filter, sort, products }: PurchaseList, t: PageContext): Html {
  const { filter: labels, buttons, status, page } = t.administration;
  const anyOption = { value: '', title: labels.any };
  const sortOptions = sortChoices(t);
  const isListed = sortOptions.some(({ value }) => value === sort);
  return html`<form action="/admin#results" method="get" role="search" aria-label="${page.search}">
<input type="hidden" name="in" value="${t.locale}">
${t.framed && html`<input type="hidden" name="${HOST}" value="${TEAMS}">`}
${filter.person && html`<input type="hidden" name="person" value="${filter.person}">`}
<div class="field wide"><label for="search">${labels.search}</label>
<input id="search" name="search" type="search" maxlength="60" autocomplete="off" value="${filter.search ?? ''}"></div>
${select('product', labels.product, filter.product, [anyOption, ...products.map(({ id, name }) => ({ value: id, title: name }))])}
${select('state', labels.state, filter.state, [anyOption, ...purchaseConditions.map((value) => ({ value, title: status[value] }))])}
${select('within', labels.within, String(filter.within ?? ''), [anyOption, ...withinOptions(filter.within, t)])}
${select('sort', labels.sort, sort, isListed ? sortOptions : [{ value: sort, title: sortLabel(sort, t) }, ...sortOptions])}
<div class="go"><button type="submit">${buttons.find}</button>
<a href="${adminUrl('/admin', {}, t, 'results')}">${page.reset}</a></div>
</form>`;
}

const select = (name: string, label: string, value: string | undefined, options: readonly SelectOption[]): Html =>
  html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">
${options.map((one) => html`<option value="${one.value}"${one.value === (value ?? '') && ' selected'}>${one.title}</option>`)}
</select></div>`;

/** Adds the selected number of days if it is not a standard option: it may come from the chat. */
function withinOptions(
  selected: number | undefined,
  { administration: { filter } }: PageContext,
): readonly SelectOption[] {
  const all =
    selected === undefined ? expiryDays : [...new Set([...expiryDays, selected])].sort((left, right) => left - right);
  return all.map((count) => ({ value: String(count), title: filter.days(count) }));
}

function sortLabel(sort: PurchaseList['sort'], { administration: { columns, descending } }: PageContext): string {
  const column = columns[sort.replace('-', '') as keyof typeof columns];
  return sort.startsWith('-') ? descending(column) : column;
}
