import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import { type InvoiceLine, totalOf } from '../../src/domain/billing/invoice.ts';
import { type Card, template } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, joinMarkdown, type Markdown, personName } from '../kit/markdown.ts';
import invoicePart from '../kit/parts/invoice.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { invoiceState } from './invoice-state.ts';

const render = template(invoicePart, rowsPart);

/** The most lines on a card; the PDF has all of them. */
const MAX_LINES = 12;

/**
 * One invoice: its total, its lines, and who ordered each (RULES #17).
 * @param downloads the addresses of the invoice as a file
 */
export function invoiceCard(details: InvoiceDetails, downloads: { pdf: string; csv: string }, t: Translations): Card {
  const { invoice } = details;
  const { invoice: invoiceStrings, buttons } = t.invoices;
  const { id, at, currency, lines, paidWith } = invoice;
  const { gross } = totalOf(lines);
  const total = t.money(gross, currency);
  const state = invoiceState(gross, t);
  const hidden = lines.length - MAX_LINES;
  return render({
    lang: t.lang,
    summary: invoiceStrings.summary(id, total, state.text),
    number: invoiceStrings.number(escapeMarkdown(id)),
    state: state.text,
    stateColor: state.color,
    total,
    paid: joinMarkdown([t.date(at), ...(paidWith ? [escapeMarkdown(paidWith)] : [])], ' · '),
    lines: lines.slice(0, MAX_LINES).map((line, index) => ({
      ...lineView(line, details, t),
      separator: index === 0,
      spacing: index === 0 ? 'Medium' : 'Default',
    })),
    more: hidden > 0 ? [{ text: invoiceStrings.more(t.number(hidden), hidden) }] : [],
    ...rowsView([totalRows(lines, currency, t)]),
    buttons: [
      { title: buttons.pdf, url: downloads.pdf },
      { title: buttons.csv, url: downloads.csv },
      { title: buttons.all, verb: 'invoices' },
      { title: buttons.question, verb: 'support', data: { about: id } },
    ],
  });
}

interface LineView {
  readonly kind: Markdown;
  readonly details: readonly { readonly text: Markdown }[];
  readonly amount: Markdown;
}

function lineView(line: InvoiceLine, details: InvoiceDetails, t: Translations): LineView {
  const { invoice: invoiceStrings, lineKinds } = t.invoices;
  const { number, licences } = t;
  const days = line.days === line.of ? [] : [invoiceStrings.days(number(line.days), number(line.of))];
  const product = escapeMarkdown(details.productName(line.product));
  const name = details.personName(line.person);
  const texts: readonly (readonly Markdown[])[] = [
    [product, licences(number(line.quantity), line.quantity), ...days],
    [...(name ? [personName(name)] : []), ...(line.order ? [invoiceStrings.order(escapeMarkdown(line.order))] : [])],
  ];
  return {
    kind: lineKinds[line.kind],
    details: texts.filter(({ length }) => length > 0).map((one) => ({ text: joinMarkdown(one, ' · ') })),
    amount: t.money(line.net, details.invoice.currency),
  };
}

/** The net amount, the tax by rate, and the total. */
function totalRows(lines: readonly InvoiceLine[], currency: string, t: Translations): readonly Row[] {
  const { invoice: invoiceStrings } = t.invoices;
  const { net, gross } = totalOf(lines);
  const rates = [...new Set(lines.map(({ taxRate }) => taxRate))].sort((a, b) => b - a);
  return [
    { label: invoiceStrings.net, value: t.money(net, currency) },
    ...rates.map((rate) => ({
      label: invoiceStrings.tax(t.percent(rate)),
      value: t.money(totalOf(lines.filter(({ taxRate }) => taxRate === rate)).tax, currency),
    })),
    { label: invoiceStrings.total, value: t.money(gross, currency), bold: true },
  ];
}
