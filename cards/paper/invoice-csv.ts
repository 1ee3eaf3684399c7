import type { InvoiceSheet } from '../../src/application/invoices.ts';
import { dayOf } from '../../src/domain/days.ts';
import type { InvoiceLine } from '../../src/domain/invoice.ts';
import type { Words } from '../words.ts';
import { lastDay } from './last-day.ts';
import { digitsOf } from './minor-unit.ts';

/** Text as it is, or a number with its decimals. */
type Cell = string | { readonly value: number; readonly digits: number };

/**
 * An invoice for a spreadsheet, a row a line: UTF-8 with a byte order mark, RFC 4180. Excel in Dutch takes semicolons
 * and decimal commas. Text that a spreadsheet would run as a formula is made plain.
 */
export function invoiceCsv(sheet: InvoiceSheet, words: Words): string {
  const dutch = words.lang === 'nl';
  const [separator, point] = dutch ? [';', ','] : [',', '.'];
  const row = (cells: readonly Cell[]) => cells.map((cell) => written(cell, separator, point)).join(separator);
  const rows = [words.invoices.csv, ...sheet.invoice.lines.map((line) => cellsOf(line, sheet, words))];
  return `\ufeff${rows.map((cells) => `${row(cells)}\r\n`).join('')}`;
}

function cellsOf(line: InvoiceLine, sheet: InvoiceSheet, words: Words): readonly Cell[] {
  const { id, at, currency, paidWith } = sheet.invoice;
  const digits = digitsOf(currency);
  const money = (minor: number): Cell => ({ value: minor / 10 ** digits, digits });
  const whole = (value: number): Cell => ({ value, digits: 0 });
  return [
    id,
    dayOf(at),
    currency,
    words.invoices.kinds[line.kind],
    sheet.product(line.product),
    line.subscription,
    dayOf(line.period.start),
    dayOf(lastDay(line.period)),
    whole(line.quantity),
    money(line.unitPrice),
    whole(line.days),
    whole(line.of),
    money(line.net),
    { value: line.taxRate / 100, digits: 2 },
    money(line.tax),
    money(line.net + line.tax),
    sheet.person(line.person) ?? '',
    line.order ?? '',
    paidWith.replaceAll('\u00a0', ' '),
  ];
}

function written(cell: Cell, separator: string, point: string): string {
  if (typeof cell !== 'string') return cell.value.toFixed(cell.digits).replace('.', point);
  const plain = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  const quoted = plain.includes(separator) || /["\r\n]/.test(plain);
  return quoted ? `"${plain.replaceAll('"', '""')}"` : plain;
}
