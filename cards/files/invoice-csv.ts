import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import type { InvoiceLine } from '../../src/domain/billing/invoice.ts';
import { dayOf } from '../../src/domain/common/days.ts';
import { digitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Translations } from '../kit/locale.ts';
import { BYTE_ORDER_MARK, type Cell, csvRows, integerCell } from './csv.ts';
import { lastDay } from './last-day.ts';

/** An invoice as CSV, one row per invoice line. */
export const invoiceCsv = (details: InvoiceDetails, t: Translations): string =>
  BYTE_ORDER_MARK + csvRows([t.invoices.csv, ...details.invoice.lines.map((line) => cellsOf(line, details, t))], t);

function cellsOf(line: InvoiceLine, details: InvoiceDetails, t: Translations): readonly Cell[] {
  const { id, at, currency, paidWith } = details.invoice;
  const digits = digitsOf(currency);
  const money = (minor: number): Cell => ({ value: minor / 10 ** digits, digits });
  return [
    id,
    dayOf(at),
    currency,
    t.invoices.lineKinds[line.kind],
    details.productName(line.product),
    line.subscription,
    dayOf(line.period.start),
    dayOf(lastDay(line.period)),
    integerCell(line.quantity),
    money(line.unitPrice),
    integerCell(line.days),
    integerCell(line.of),
    money(line.net),
    { value: line.taxRate / 100, digits: 2 },
    money(line.tax),
    money(line.net + line.tax),
    details.personName(line.person) ?? '',
    line.order ?? '',
    paidWith.replaceAll('\u00a0', ' '),
  ];
}
