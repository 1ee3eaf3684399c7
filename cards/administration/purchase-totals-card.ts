import type { PurchaseTotals } from '../../src/application/administration/purchase-overview.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import barsPart from '../kit/parts/bars.json' with { type: 'json' };
import head from '../kit/parts/head.json' with { type: 'json' };
import rows from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { definedValues } from './purchase-labels.ts';

const render = template(head, barsPart, rows);

/** Products that have a row and a bar of their own; the others are one. */
const PRODUCTS = 8;

/** What is spent on a product a month, or on all that have no bar of their own. */
export interface ProductBar {
  readonly name: string;
  readonly licences: number;
  readonly monthly: number;
}

/** The dearest products, and the others together. */
export function productBars({ products }: PurchaseTotals, { administration }: Translations): readonly ProductBar[] {
  const own = products.length > PRODUCTS + 1 ? products.slice(0, PRODUCTS) : products;
  const rest = products.slice(own.length);
  const sum = (column: 'licences' | 'monthly') => rest.reduce((total, one) => total + one[column], 0);
  const other = { name: administration.totals.other, licences: sum('licences'), monthly: sum('monthly') };
  return rest.length > 0 ? [...own, other] : own;
}

/**
 * What the organisation spends on what people bought themselves, by product (RULES S12).
 * @param picture where the chart is drawn for channels that draw none
 * @param page where the same can be looked through on a page
 */
export function purchaseTotalsCard(
  totals: PurchaseTotals,
  { picture, page }: { picture: string; page: string },
  t: Translations,
): Card {
  const { administration: says, number, money, buttons } = t;
  const { totals: said } = says;
  const total = money(totals.monthly, totals.currency);
  const bars = productBars(totals, t);
  const row = (label: string, value: number): Row => ({ label, value: number(value) });
  const all: readonly Button[] = [
    { title: says.all, verb: 'purchases', data: definedValues(totals.filter) },
    { title: says.buttons.policy, verb: 'policy' },
    { title: says.buttons.page, url: page },
    { title: buttons.home, verb: 'home' },
  ];
  return render({
    lang: t.lang,
    summary: said.summary(total),
    ...headerView({
      eyebrow: { text: said.eyebrow },
      title: said.title,
      number: { text: total },
      caption: said.caption(
        said.purchases(number(totals.count), totals.count),
        said.people(number(totals.purchasers), totals.purchasers),
      ),
    }),
    chart: totals.monthly > 0 ? [chartOf(bars, totals.currency, picture, t)] : [],
    ...rowsView([
      bars.map(({ name, licences, monthly }) => ({
        label: escapeMarkdown(said.product(name, t.licences(number(licences), licences))),
        value: money(monthly, totals.currency),
      })),
      [row(said.licences, totals.licences), row(said.assigned, totals.assigned)],
    ]),
    buttons: all,
    link: { title: t.adminCentre.products, url: t.links.products },
  });
}

/** One element for all channels: each draws it the way it can. */
function chartOf(bars: readonly ProductBar[], currency: string, url: string, t: Translations) {
  const { totals: said } = t.administration;
  const paid = bars.filter(({ monthly }) => monthly > 0);
  const unit = minorUnitsOf(currency);
  return {
    title: said.chart,
    altText: said.alt(paid.map(({ name, monthly }) => `${name} ${t.money(monthly, currency)}`).join(', ')),
    unit: currency,
    series: [{ legend: said.series, values: paid.map(({ name, monthly }) => ({ x: name, y: monthly / unit })) }],
    url,
  };
}
