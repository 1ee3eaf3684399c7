import fc from 'fast-check';
import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import type { Invoice, InvoiceLine, LineKind } from '../../src/domain/billing/invoice.ts';
import { taxOn } from '../../src/domain/common/money.ts';
import { DAY } from '../../src/domain/common/time.ts';

export const kinds: readonly LineKind[] = [
  'purchase',
  'monthly-payment',
  'renew',
  're-enable',
  'add-quantity',
  'remove-quantity',
  'usage',
  'cancel',
  'convert',
  'credit',
];

const START = Date.UTC(2026, 10, 1, 9);

export const lineWith = (line: Partial<InvoiceLine> = {}): InvoiceLine => {
  const { net = 18_150, taxRate = 2100 } = line;
  return {
    kind: 'purchase',
    product: 'Power BI Pro',
    subscription: 'S-1',
    quantity: 5,
    period: { start: START, end: START + 30 * DAY },
    days: 30,
    of: 30,
    unitPrice: 1210,
    net,
    taxRate,
    tax: taxOn(net, taxRate),
    ...line,
  };
};

export const invoiceWith = (lines: readonly InvoiceLine[], at = Date.UTC(2026, 10, 22, 12, 4)): Invoice => ({
  id: 'K7QM-0003',
  at,
  currency: 'EUR',
  lines,
  paidWith: 'Visa\u00a0••••\u00a04242',
});

/** An invoice on which products and people go by the names they are given. */
export const sheetWith = (lines: readonly InvoiceLine[], names: Partial<InvoiceDetails> = {}): InvoiceDetails => ({
  invoice: invoiceWith(lines),
  owner: { tenant: 't', person: 'p' },
  purchaser: 'Noor de Vries',
  organisation: 'Fabrikaat Noord',
  productName: (id) => id,
  personName: (id) => id,
  ...names,
});

export const anyLine: fc.Arbitrary<InvoiceLine> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    product: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G'),
    quantity: fc.integer({ min: 1, max: 10_000 }),
    net: fc.integer({ min: -10_000_000, max: 10_000_000 }),
    taxRate: fc.constantFrom(0, 900, 2100, 2550),
  })
  .map(lineWith);
