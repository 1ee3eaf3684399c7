import type { SpendingDetails } from '../../src/application/invoices/invoice-service.ts';
import { startOf } from '../../src/domain/common/days.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown } from '../kit/markdown.ts';
import chartPart from '../kit/parts/chart.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { MONTHS, monthNames, spendingBars } from './spending-bars.ts';

const render = template(headPart, chartPart, rowsPart);

/** The most products that have a row of their own; the others share one. */
const PRODUCTS = 8;

/**
 * The spending of a period: the total, a chart, and rows by product and month.
 * @param chartUrl where the chart is as a picture, for channels without charts
 */
export function spendingCard(spendingDetails: SpendingDetails, chartUrl: string, t: Translations): Card {
  const { gross, days, currency, products, months, year } = spendingDetails;
  const { spending, list, buttons } = t.invoices;
  const total = t.money(gross, currency);
  const span = list.span(t.date(startOf(days.from)), t.date(startOf(days.to)));
  const hasSpending = products.length > 0;
  return render({
    lang: t.lang,
    summary: hasSpending ? spending.summary(total, span) : `${spending.none}. ${span}.`,
    ...headerView({
      eyebrow: { text: spending.eyebrow },
      title: hasSpending ? span : spending.none,
      ...(hasSpending && { number: { text: total } }),
      caption: hasSpending ? spending.caption : span,
      sentences: hasSpending && months.length > MONTHS ? [spending.newest(t.number(MONTHS))] : [],
    }),
    chart: hasSpending ? [chartView(spendingDetails, chartUrl, t)] : [],
    ...rowsView(hasSpending ? [productRows(spendingDetails, t), monthRows(spendingDetails, t)] : []),
    buttons: [
      { title: buttons.invoices, verb: 'invoices', ...(hasSpending && { data: { period: days } }) },
      ...(days.from === year.from ? [] : [{ title: buttons.year, verb: 'spend', data: { period: year } }]),
      { title: t.buttons.home, verb: 'home' },
    ],
  });
}

/** The chart as an element that each channel's renderer replaces with what the channel can draw. */
function chartView(spendingDetails: SpendingDetails, url: string, t: Translations) {
  const { currency } = spendingDetails;
  const { months, series } = spendingBars(spendingDetails, t);
  const unit = minorUnitsOf(currency);
  return {
    title: t.invoices.spending.chart,
    altText: t.invoices.spending.alt(months.map(({ full, gross }) => `${full} ${t.money(gross, currency)}`).join(', ')),
    unit: currency,
    series: series.map(({ name, values }) => ({
      legend: name,
      values: values.map((value, index) => ({ x: months[index]?.full ?? '', y: value / unit })),
    })),
    url,
  };
}

function productRows({ products, product, currency }: SpendingDetails, t: Translations): readonly Row[] {
  const rest = products.slice(PRODUCTS).reduce((sum, { gross }) => sum + gross, 0);
  const row = (label: Markdown, gross: number): Row => ({ label, value: t.money(gross, currency) });
  return [
    ...products.slice(0, PRODUCTS).map((one) => row(escapeMarkdown(product(one.product)), one.gross)),
    ...(products.length > PRODUCTS ? [row(t.invoices.spending.other, rest)] : []),
  ];
}

/** The newest month first. */
function monthRows({ months, currency }: SpendingDetails, t: Translations): readonly Row[] {
  const newest = [...months].reverse();
  const rest = newest.slice(MONTHS).reduce((sum, { gross }) => sum + gross, 0);
  const row = (label: Markdown, gross: number): Row => ({ label, value: t.money(gross, currency) });
  return [
    ...newest.slice(0, MONTHS).map(({ month, gross }) => row(monthNames(month, t).full, gross)),
    ...(newest.length > MONTHS ? [row(t.invoices.spending.earlier, rest)] : []),
  ];
}
