import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import type { Translations } from '../kit/locale.ts';
import { INK, PAGE, type PdfWriter, SOFT } from './pdf-page.ts';

const WIDTH = 250;
const ROW = 16;

/** What the lines come to: by tax rate where there are several, net, tax and all of it, and how it was paid. */
export function totalsBlock(paper: PdfWriter, from: number, sheet: InvoiceDetails, t: Translations): void {
  const { lines, currency, paidWith } = sheet.invoice;
  const { document: says } = t.invoices;
  const { money, percent } = t;
  const all = totalOf(lines);
  const rates = [...new Set(lines.map(({ taxRate }) => taxRate))].sort((a, b) => b - a);
  const byRate = rates.map((rate) => ({ rate, ...totalOf(lines.filter(({ taxRate }) => taxRate === rate)) }));
  const several = byRate.length > 1;
  const rows: readonly (readonly [label: string, amount: number])[] = [
    ...(several ? byRate.map(({ rate, net }) => [says.netAt(percent(rate)), net] as const) : []),
    [says.totalNet, all.net],
    ...byRate.map(({ rate, tax }) => [says.taxAt(percent(rate)), tax] as const),
    ...(several ? ([[says.totalTax, all.tax]] as const) : []),
  ];

  let y = from + 10;
  if (y + (rows.length + 3) * ROW + 20 > PAGE.bottom) {
    paper.nextPage();
    y = PAGE.top;
  }
  const x = PAGE.right - WIDTH;
  const row = (label: string, value: string, style: { size?: number; bold?: boolean; color?: string } = {}) => {
    paper.write(label, x, y, WIDTH * 0.58, { color: SOFT, ...style });
    paper.write(value, x + WIDTH * 0.5, y, WIDTH * 0.5, { ...style, color: INK, align: 'right' });
  };
  for (const [label, amount] of rows) {
    row(label, money(amount, currency));
    y += ROW;
  }
  paper.rule(y + 2, x, INK, 0.9);
  y += 9;
  row(all.gross < 0 ? says.totalRefunded : says.total, money(all.gross, currency), {
    size: 12,
    bold: true,
    color: INK,
  });
  y += 22;
  const paid = all.gross === 0 ? says.nothing : all.gross > 0 ? says.charged(paidWith) : says.refunded(paidWith);
  paper.write(paid, x, y, WIDTH, { size: 8, color: SOFT, align: 'right' });
}
