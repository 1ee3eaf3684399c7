import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import type { Translations } from '../kit/locale.ts';
import { INK, PAGE, type PdfWriter, SOFT } from './pdf-writer.ts';

const WIDTH = 250;
const ROW = 16;

/** Writes the totals: net and tax, by rate if there are several, the total, and how it was paid. */
export function totalsBlock(pdf: PdfWriter, top: number, details: InvoiceDetails, t: Translations): void {
  const { lines, currency, paidWith } = details.invoice;
  const { document: strings } = t.invoices;
  const { money, percent } = t;
  const all = totalOf(lines);
  const rates = [...new Set(lines.map(({ taxRate }) => taxRate))].sort((a, b) => b - a);
  const byRate = rates.map((rate) => ({ rate, ...totalOf(lines.filter(({ taxRate }) => taxRate === rate)) }));
  const hasSeveralRates = byRate.length > 1;
  const rows: readonly (readonly [label: string, amount: number])[] = [
    ...(hasSeveralRates ? byRate.map(({ rate, net }) => [strings.netAt(percent(rate)), net] as const) : []),
    [strings.totalNet, all.net],
    ...byRate.map(({ rate, tax }) => [strings.taxAt(percent(rate)), tax] as const),
    ...(hasSeveralRates ? ([[strings.totalTax, all.tax]] as const) : []),
  ];

  let y = top + 10;
  if (y + (rows.length + 3) * ROW + 20 > PAGE.bottom) {
    pdf.nextPage();
    y = PAGE.top;
  }
  const x = PAGE.right - WIDTH;
  const row = (label: string, value: string, style: { size?: number; bold?: boolean; color?: string } = {}) => {
    pdf.write(label, x, y, WIDTH * 0.58, { color: SOFT, ...style });
    pdf.write(value, x + WIDTH * 0.5, y, WIDTH * 0.5, { ...style, color: INK, align: 'right' });
  };
  for (const [label, amount] of rows) {
    row(label, money(amount, currency));
    y += ROW;
  }
  pdf.rule(y + 2, x, INK, 0.9);
  y += 9;
  row(all.gross < 0 ? strings.totalRefunded : strings.total, money(all.gross, currency), {
    size: 12,
    bold: true,
    color: INK,
  });
  y += 22;
  const paid =
    all.gross === 0 ? strings.nothing : all.gross > 0 ? strings.charged(paidWith) : strings.refunded(paidWith);
  pdf.write(paid, x, y, WIDTH, { size: 8, color: SOFT, align: 'right' });
}
