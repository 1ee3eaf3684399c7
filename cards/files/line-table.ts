import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import type { InvoiceLine } from '../../src/domain/billing/invoice.ts';
import type { Translations } from '../kit/locale.ts';
import { lastDay } from './last-day.ts';
import { INK, PAGE, type PdfWriter, SOFT } from './pdf-page.ts';

interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly head: string;
}

/** The lines of an invoice, over as many pages as they need; gives where the last one ends. */
export function lineTable(paper: PdfWriter, from: number, sheet: InvoiceDetails, t: Translations): number {
  const columns = columnsOf(t);
  let y = headRow(paper, from, columns);
  for (const line of sheet.invoice.lines) {
    const row = rowOf(line, sheet, t);
    const tall = heightOf(paper, row, columns);
    if (y + tall > PAGE.bottom) {
      paper.nextPage();
      y = headRow(paper, PAGE.top, columns);
    }
    writeRow(paper, y, row, columns);
    y += tall;
    paper.rule(y - 4);
  }
  return y;
}

function columnsOf({ invoices: { document } }: Translations): readonly Column[] {
  const widths = [203, 46, 76, 54, 42, 74];
  const heads = [
    document.description,
    document.quantity,
    document.unitPrice,
    document.days,
    document.taxRate,
    document.net,
  ];
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

function headRow(paper: PdfWriter, y: number, columns: readonly Column[]): number {
  for (const { x, width, align, head } of columns) {
    paper.write(head, x, y, width, { size: 8, bold: true, color: SOFT, align });
  }
  paper.rule(y + 15, PAGE.left, INK, 0.9);
  return y + 22;
}

interface TableRow {
  readonly kind: string;
  readonly details: readonly string[];
  readonly values: readonly string[];
}

function rowOf(
  line: InvoiceLine,
  { productName: product, personName: person, invoice }: InvoiceDetails,
  t: Translations,
): TableRow {
  const { lineKinds, document, invoice: invoiceStrings } = t.invoices;
  const { number, money, date, percent } = t;
  const name = person(line.person);
  const who = [...(name ? [name] : []), ...(line.order ? [`${document.order} ${line.order}`] : [])];
  return {
    kind: lineKinds[line.kind],
    details: [
      product(line.product),
      document.period(date(line.period.start), date(lastDay(line.period))),
      ...(who.length > 0 ? [who.join(' · ')] : []),
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

function heightOf(paper: PdfWriter, { kind, details }: TableRow, [first]: readonly Column[]): number {
  const width = first?.width ?? 0;
  const words = details.reduce((sum, detail) => sum + paper.heightOf(detail, width, DETAIL), 0);
  return paper.heightOf(kind, width, { bold: true }) + words + 10;
}

function writeRow(
  paper: PdfWriter,
  from: number,
  { kind, details, values }: TableRow,
  columns: readonly Column[],
): void {
  const [first, ...rest] = columns;
  if (!first) return;
  let y = from + paper.write(kind, first.x, from, first.width, { bold: true });
  for (const detail of details) y += paper.write(detail, first.x, y, first.width, DETAIL);
  rest.forEach(({ x, width, align }, index) => {
    paper.write(values[index] ?? '', x, from, width, { align });
  });
}
