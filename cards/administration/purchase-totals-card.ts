import type { PurchaseTotals } from '../../src/application/administration/purchase-overview.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, type PlainText } from '../kit/markdown.ts';
import barsPart from '../kit/parts/bars.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { definedValues } from './purchase-labels.ts';

const render = template(headPart, barsPart, rowsPart);

/** The most products with a row and a bar of their own; the others share one. */
const PRODUCTS = 8;

/** The monthly cost of a product, or of all products without a bar of their own. */
export interface ProductBar {
  readonly name: PlainText;
  readonly licences: number;
  readonly monthly: number;
}

/** The most expensive products, and the others together. */
export function productBars({ products }: PurchaseTotals, { administration }: Translations): readonly ProductBar[] {
  const own = products.length > PRODUCTS + 1 ? products.slice(0, PRODUCTS) : products;
  const rest = products.slice(own.length);
  const sum = (column: 'licences' | 'monthly') => rest.reduce((total, one) => total + one[column], 0);
  const other = { name: administration.totals.other, licences: sum('licences'), monthly: sum('monthly') };
  return rest.length > 0 ? [...own, other] : own;
}

/**
 * What the organisation spends on self-service purchases, by product (RULES S12).
 * @param picture where the chart is as a picture, for channels without charts
 * @param page the web page with the same list
 */
export function purchaseTotalsCard(
  totals: PurchaseTotals,
  { picture, page }: { picture: string; page: string },
  t: Translations,
): Card {
  const { administration: strings, number, money, buttons } = t;
  const { totals: labels } = strings;
  const total = money(totals.monthly, totals.currency);
  const bars = productBars(totals, t);
  const row = (label: Markdown, value: number): Row => ({ label, value: number(value) });
  const all: readonly Button[] = [
    { title: strings.buttons.purchases, verb: 'purchases', data: definedValues(totals.filter) },
    { title: strings.buttons.policy, verb: 'policy' },
    { title: strings.buttons.page, url: page },
    { title: buttons.home, verb: 'home' },
  ];
  return render({
    lang: t.lang,
    summary: labels.summary(total),
    ...headerView({
      eyebrow: { text: labels.eyebrow },
      title: labels.title,
      number: { text: total },
      caption: labels.caption(
        labels.purchases(number(totals.count), totals.count),
        labels.people(number(totals.purchasers), totals.purchasers),
      ),
    }),
    chart: totals.monthly > 0 ? [chartView(bars, totals.currency, picture, t)] : [],
    ...rowsView([
      bars.map(({ name, licences, monthly }) => ({
        label: labels.product(escapeMarkdown(name), t.licences(number(licences), licences)),
        value: money(monthly, totals.currency),
      })),
      [row(labels.licences, totals.licences), row(labels.assigned, totals.assigned)],
    ]),
    buttons: all,
    link: { title: t.adminCentre.products, url: t.links.products },
  });
}

/** The chart as an element that each channel's renderer replaces with what the channel can draw. */
function chartView(bars: readonly ProductBar[], currency: string, url: string, t: Translations) {
  const { totals: labels } = t.administration;
  const paid = bars.filter(({ monthly }) => monthly > 0);
  const unit = minorUnitsOf(currency);
  return {
    title: labels.chart,
    altText: labels.alt(paid.map(({ name, monthly }) => `${name} ${t.money(monthly, currency)}`).join(', ')),
    unit: currency,
    series: [{ legend: labels.series, values: paid.map(({ name, monthly }) => ({ x: name, y: monthly / unit })) }],
    url,
  };
}
