import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import { type InvoiceLine, totalOf } from '../../src/domain/billing/invoice.ts';
import { type Card, template } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import invoicePart from '../kit/parts/invoice.json' with { type: 'json' };
import rows from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { invoiceState } from './invoice-state.ts';

const render = template(invoicePart, rows);

/** Lines on one card; the rest are in the PDF. */
const SHOWN = 12;

/** One invoice: what it came to, what for, and who caused it (RULES #17). */
export function invoiceCard(sheet: InvoiceDetails, papers: { pdf: string; csv: string }, t: Translations): Card {
  const { invoice } = sheet;
  const { one, buttons } = t.invoices;
  const { id, at, currency, lines, paidWith } = invoice;
  const { gross } = totalOf(lines);
  const total = t.money(gross, currency);
  const state = invoiceState(gross, t);
  const left = lines.length - SHOWN;
  return render({
    lang: t.lang,
    summary: one.summary(id, total, state.text),
    number: one.number(id),
    state: state.text,
    stateColor: state.color,
    total,
    paid: [t.date(at), ...(paidWith ? [paidWith] : [])].join(' · '),
    lines: lines.slice(0, SHOWN).map((line, index) => ({
      ...lineOf(line, sheet, t),
      separator: index === 0,
      spacing: index === 0 ? 'Medium' : 'Default',
    })),
    more: left > 0 ? [{ text: one.more(t.number(left), left) }] : [],
    ...rowsView([totals(lines, currency, t)]),
    buttons: [
      { title: buttons.pdf, url: papers.pdf },
      { title: buttons.csv, url: papers.csv },
      { title: buttons.all, verb: 'invoices' },
      { title: buttons.question, verb: 'support', data: { about: id } },
    ],
  });
}

function lineOf(
  line: InvoiceLine,
  { productName: product, personName: person, invoice }: InvoiceDetails,
  t: Translations,
) {
  const { one, kinds } = t.invoices;
  const { number, licences } = t;
  const days = line.days === line.of ? [] : [one.days(number(line.days), number(line.of))];
  const what = [escapeMarkdown(product(line.product)), licences(number(line.quantity), line.quantity), ...days];
  const name = person(line.person);
  const who = [...(name ? [personName(name)] : []), ...(line.order ? [one.order(line.order)] : [])];
  return {
    kind: kinds[line.kind],
    details: [what, who].filter((words) => words.length > 0).map((words) => ({ text: words.join(' · ') })),
    amount: t.money(line.net, invoice.currency),
  };
}

/** Net, the tax of each rate, and what they come to. */
function totals(lines: readonly InvoiceLine[], currency: string, t: Translations): readonly Row[] {
  const { one } = t.invoices;
  const { net, gross } = totalOf(lines);
  const rates = [...new Set(lines.map(({ taxRate }) => taxRate))].sort((a, b) => b - a);
  return [
    { label: one.net, value: t.money(net, currency) },
    ...rates.map((rate) => ({
      label: one.tax(t.percent(rate)),
      value: t.money(totalOf(lines.filter(({ taxRate }) => taxRate === rate)).tax, currency),
    })),
    { label: one.total, value: t.money(gross, currency), bold: true },
  ];
}
