import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import type { InvoiceLine } from '../../src/domain/billing/invoice.ts';
import type { Translations } from '../kit/locale.ts';
import { lastDay } from './last-day.ts';
import { INK, PAGE, type PdfWriter, SOFT } from './pdf-writer.ts';

interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly head: string;
}

/** Writes the lines of an invoice, over as many pages as needed; returns where the last one ends. */
export function lineTable(pdf: PdfWriter, top: number, details: InvoiceDetails, t: Translations): number {
  const columns = columnsOf(t);
  let y = headRow(pdf, top, columns);
  for (const line of details.invoice.lines) {
    const row = rowOf(line, details, t);
    const height = heightOf(pdf, row, columns);
    if (y + height > PAGE.bottom) {
      pdf.nextPage();
      y = headRow(pdf, PAGE.top, columns);
    }
    writeRow(pdf, y, row, columns);
    y += height;
    pdf.rule(y - 4);
  }
  return y;
}

function columnsOf({ invoices: { document: strings } }: Translations): readonly Column[] {
  const widths = [203, 46, 76, 54, 42, 74];
  const heads = [strings.description, strings.quantity, strings.unitPrice, strings.days, strings.taxRate, strings.net];
  let x: number = PAGE.left;
  return heads.map((head, index) => {
    const column = {
      x,
      width: (widths[index] ?? 0) - (index === 0 ? 8 : 0),
      head,
      align: index ? 'right' : 'left',
    } as const;
    x += widths[index] ?? 0;
    return column;
  });
}

function headRow(pdf: PdfWriter, y: number, columns: readonly Column[]): number {
  for (const { x, width, align, head } of columns) {
    pdf.write(head, x, y, width, { size: 8, bold: true, color: SOFT, align });
  }
  pdf.rule(y + 15, PAGE.left, INK, 0.9);
  return y + 22;
}

interface TableRow {
  readonly kind: string;
  readonly details: readonly string[];
  readonly values: readonly string[];
}

function rowOf(line: InvoiceLine, { productName, personName, invoice }: InvoiceDetails, t: Translations): TableRow {
  const { lineKinds, document: strings, invoice: invoiceStrings } = t.invoices;
  const { number, money, date, percent } = t;
  const name = personName(line.person);
  const reference = [...(name ? [name] : []), ...(line.order ? [`${strings.order} ${line.order}`] : [])];
  return {
    kind: lineKinds[line.kind],
    details: [
      productName(line.product),
      strings.period(date(line.period.start), date(lastDay(line.period))),
      ...(reference.length > 0 ? [reference.join(' · ')] : []),
    ],
    values: [
      number(line.quantity),
      money(line.unitPrice, invoice.currency),
      line.days === line.of ? number(line.days) : invoiceStrings.part(number(line.days), number(line.of)),
      percent(line.taxRate),
      money(line.net, invoice.currency),
    ],
  };
}

const DETAIL = { size: 8, color: SOFT } as const;

function heightOf(pdf: PdfWriter, { kind, details }: TableRow, [first]: readonly Column[]): number {
  const width = first?.width ?? 0;
  const detailsHeight = details.reduce((sum, detail) => sum + pdf.heightOf(detail, width, DETAIL), 0);
  return pdf.heightOf(kind, width, { bold: true }) + detailsHeight + 10;
}

function writeRow(pdf: PdfWriter, top: number, { kind, details, values }: TableRow, columns: readonly Column[]): void {
  const [first, ...rest] = columns;
  if (!first) return;
  let y = top + pdf.write(kind, first.x, top, first.width, { bold: true });
  for (const detail of details) y += pdf.write(detail, first.x, y, first.width, DETAIL);
  rest.forEach(({ x, width, align }, index) => {
    pdf.write(values[index] ?? '', x, top, width, { align });
  });
}
