import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import type { Translations } from '../kit/locale.ts';
import { lineTable } from './line-table.ts';
import { INK, PAGE, PdfWriter, SOFT } from './pdf-page.ts';
import { totalsBlock } from './totals-block.ts';

/**
 * An invoice on A4, in the person's language (RULES S10, #17). The same invoice gives the same bytes.
 * @param options.compress for a test that reads what is written
 */
export async function invoicePdf(
  sheet: InvoiceDetails,
  t: Translations,
  options: { compress?: boolean } = {},
): Promise<Buffer> {
  const { invoice, organisation } = sheet;
  const { document: says } = t.invoices;
  const title = `${titleOf(sheet, t)} ${invoice.id}`;
  const about = { title, author: says.sandboxSeller, lang: t.lang, at: invoice.at };
  const paper = new PdfWriter({ ...about, compress: options.compress ?? true });
  const y = lineTable(paper, heading(paper, sheet, t), sheet, t);
  totalsBlock(paper, y, sheet, t);
  return paper.finish((page, of) => {
    const foot = PAGE.height - 48;
    const side = 130;
    paper.rule(foot - 8);
    const small = { size: 7.5, color: SOFT } as const;
    paper.write(says.small, PAGE.left, foot, PAGE.right - PAGE.left - side, small);
    paper.write(`${invoice.id} · ${organisation}`, PAGE.left, foot + 12, PAGE.right - PAGE.left - side, small);
    const number = says.page(t.number(page), t.number(of));
    paper.write(number, PAGE.right - side, foot, side, { ...small, align: 'right' });
  });
}

const titleOf = ({ invoice }: InvoiceDetails, { invoices: { document } }: Translations): string =>
  totalOf(invoice.lines).gross < 0 ? document.credit : document.title;

/** Who sells, who buys, and what the invoice is known by; gives where the table may begin. */
function heading(paper: PdfWriter, sheet: InvoiceDetails, t: Translations): number {
  const { invoice, organisation, purchaser } = sheet;
  const { document: says } = t.invoices;
  const half = 230;
  paper.write(titleOf(sheet, t), PAGE.left, PAGE.top - 8, 320, { size: 24, bold: true });
  const seller = { color: SOFT, align: 'right' } as const;
  paper.write(says.seller, PAGE.right - half, PAGE.top - 2, half, { ...seller, size: 8 });
  paper.write(says.sandboxSeller, PAGE.right - half, PAGE.top + 10, half, { size: 10, bold: true, align: 'right' });
  paper.rule(PAGE.top + 40, PAGE.left, INK, 1.2);

  const top = PAGE.top + 56;
  let left = top;
  const fact = (label: string, value: string, bold = false) => {
    left += paper.write(label, PAGE.left, left, half, { size: 8, color: SOFT }) + 1;
    left += paper.write(value || '–', PAGE.left, left, half, { size: 10, bold }) + 9;
  };
  fact(says.buyer, organisation, true);
  fact(says.purchaser, purchaser);

  let right = top;
  const [labels, values] = [PAGE.right - 250, PAGE.right - 150];
  const detail = (label: string, value: string, bold = false) => {
    const tall = paper.write(value, values, right, 150, { size: 9.5, bold, align: 'right' });
    paper.write(label, labels, right, 100, { size: 9, color: SOFT });
    right += tall + 5;
  };
  detail(says.number, invoice.id, true);
  detail(says.date, t.date(invoice.at));
  if (invoice.paidWith) detail(says.card, invoice.paidWith);
  detail(says.currency, invoice.currency);
  return Math.max(left, right) + 14;
}
