import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import type { Translations } from '../kit/locale.ts';
import { lineTable } from './line-table.ts';
import { INK, PAGE, PdfWriter, SOFT } from './pdf-writer.ts';
import { totalsBlock } from './totals-block.ts';

/**
 * An invoice as a PDF in the user's language (RULES S10, #17). The same invoice gives the same bytes.
 * @param options.compress `false` for tests that read the text
 */
export async function invoicePdf(
  details: InvoiceDetails,
  t: Translations,
  options: { compress?: boolean } = {},
): Promise<Buffer> {
  const { invoice, organisation } = details;
  const { document: strings } = t.invoices;
  const title = `${titleOf(details, t)} ${invoice.id}`;
  const info = { title, author: strings.sandboxSeller, lang: t.lang, at: invoice.at };
  const pdf = new PdfWriter({ ...info, compress: options.compress ?? true });
  const y = lineTable(pdf, writeHeading(pdf, details, t), details, t);
  totalsBlock(pdf, y, details, t);
  return pdf.finish((page, of) => {
    const foot = PAGE.height - 48;
    const side = 130;
    pdf.rule(foot - 8);
    const small = { size: 7.5, color: SOFT } as const;
    pdf.write(strings.small, PAGE.left, foot, PAGE.right - PAGE.left - side, small);
    pdf.write(`${invoice.id} · ${organisation}`, PAGE.left, foot + 12, PAGE.right - PAGE.left - side, small);
    const number = strings.page(t.number(page), t.number(of));
    pdf.write(number, PAGE.right - side, foot, side, { ...small, align: 'right' });
  });
}

const titleOf = ({ invoice }: InvoiceDetails, { invoices: { document: strings } }: Translations): string =>
  totalOf(invoice.lines).gross < 0 ? strings.credit : strings.title;

/** Writes the seller, the buyer and the reference data; returns where the table can start. */
function writeHeading(pdf: PdfWriter, details: InvoiceDetails, t: Translations): number {
  const { invoice, organisation, purchaser } = details;
  const { document: strings } = t.invoices;
  const halfWidth = 230;
  pdf.write(titleOf(details, t), PAGE.left, PAGE.top - 8, 320, { size: 24, bold: true });
  const seller = { color: SOFT, align: 'right' } as const;
  pdf.write(strings.seller, PAGE.right - halfWidth, PAGE.top - 2, halfWidth, { ...seller, size: 8 });
  pdf.write(strings.sandboxSeller, PAGE.right - halfWidth, PAGE.top + 10, halfWidth, {
    size: 10,
    bold: true,
    align: 'right',
  });
  pdf.rule(PAGE.top + 40, PAGE.left, INK, 1.2);

  const top = PAGE.top + 56;
  let left = top;
  const fact = (label: string, value: string, bold = false) => {
    left += pdf.write(label, PAGE.left, left, halfWidth, { size: 8, color: SOFT }) + 1;
    left += pdf.write(value || '–', PAGE.left, left, halfWidth, { size: 10, bold }) + 9;
  };
  fact(strings.buyer, organisation, true);
  fact(strings.purchaser, purchaser);

  let right = top;
  const [labels, values] = [PAGE.right - 250, PAGE.right - 150];
  const detail = (label: string, value: string, bold = false) => {
    const height = pdf.write(value, values, right, 150, { size: 9.5, bold, align: 'right' });
    pdf.write(label, labels, right, 100, { size: 9, color: SOFT });
    right += height + 5;
  };
  detail(strings.number, invoice.id, true);
  detail(strings.date, t.date(invoice.at));
  if (invoice.paidWith) detail(strings.card, invoice.paidWith);
  detail(strings.currency, invoice.currency);
  return Math.max(left, right) + 14;
}
