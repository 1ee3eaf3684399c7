import type { SpendingDetails } from '../../src/application/invoices/invoice-service.ts';
import { startOf } from '../../src/domain/common/days.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import chart from '../kit/parts/chart.json' with { type: 'json' };
import head from '../kit/parts/head.json' with { type: 'json' };
import rows from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { MONTHS, monthNames, spendingBars } from './spending-bars.ts';

const render = template(head, chart, rows);

/** Products that have a row of their own; the others are one row. */
const PRODUCTS = 8;

/** What was spent in a period, as one number, a chart, and rows by product and month. */
export function spendingCard(sheet: SpendingDetails, url: string, t: Translations): Card {
  const { gross, days, currency } = sheet;
  const { spending, list, buttons } = t.invoices;
  const total = t.money(gross, currency);
  const span = list.span(t.date(startOf(days.from)), t.date(startOf(days.to)));
  const some = sheet.products.length > 0;
  return render({
    lang: t.lang,
    summary: some ? spending.summary(total, span) : `${spending.none}. ${span}.`,
    ...headerView({
      eyebrow: { text: spending.eyebrow },
      title: some ? span : spending.none,
      ...(some && { number: { text: total } }),
      caption: some ? spending.caption : span,
      sentences: some && sheet.months.length > MONTHS ? [spending.newest(t.number(MONTHS))] : [],
    }),
    chart: some ? [chartOf(sheet, url, t)] : [],
    ...rowsView(some ? [productRows(sheet, t), monthRows(sheet, t)] : []),
    buttons: [
      { title: buttons.invoices, verb: 'invoices', ...(some && { data: { period: days } }) },
      ...(days.from === sheet.year.from ? [] : [{ title: buttons.year, verb: 'spend', data: { period: sheet.year } }]),
      { title: t.buttons.home, verb: 'home' },
    ],
  });
}

/** One element for all channels: each draws it the way it can. */
function chartOf(sheet: SpendingDetails, url: string, t: Translations) {
  const { months, series } = spendingBars(sheet, t);
  const unit = minorUnitsOf(sheet.currency);
  return {
    title: t.invoices.spending.chart,
    altText: t.invoices.spending.alt(
      months.map(({ full, gross }) => `${full} ${t.money(gross, sheet.currency)}`).join(', '),
    ),
    unit: sheet.currency,
    series: series.map(({ name, values }) => ({
      legend: name,
      values: values.map((value, index) => ({ x: months[index]?.full ?? '', y: value / unit })),
    })),
    url,
  };
}

function productRows({ products, product, currency }: SpendingDetails, t: Translations): readonly Row[] {
  const rest = products.slice(PRODUCTS).reduce((sum, { gross }) => sum + gross, 0);
  const row = (label: string, gross: number) => ({ label, value: t.money(gross, currency) });
  return [
    ...products.slice(0, PRODUCTS).map((one) => row(escapeMarkdown(product(one.product)), one.gross)),
    ...(products.length > PRODUCTS ? [row(t.invoices.spending.other, rest)] : []),
  ];
}

/** Newest first: that is what one looks for. */
function monthRows({ months, currency }: SpendingDetails, t: Translations): readonly Row[] {
  const newest = [...months].reverse();
  const rest = newest.slice(MONTHS).reduce((sum, { gross }) => sum + gross, 0);
  const row = (label: string, gross: number) => ({ label, value: t.money(gross, currency) });
  return [
    ...newest.slice(0, MONTHS).map(({ month, gross }) => row(monthNames(month, t).full, gross)),
    ...(newest.length > MONTHS ? [row(t.invoices.spending.earlier, rest)] : []),
  ];
}
