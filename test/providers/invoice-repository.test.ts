import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvoiceService } from '../../src/application/invoices/invoice-service.ts';
import type { Commerce } from '../../src/application/ports/commerce.ts';
import { emptyAccount } from '../../src/domain/account/account.ts';
import { type Invoice, totalOf } from '../../src/domain/billing/invoice.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { InvoiceRepository } from '../../src/providers/sandbox/invoice-repository.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { anyLine, invoiceWith } from '../cards/sheet.ts';
import { termsWith } from '../domain/support/fixtures.ts';

const noor: Actor = { tenant: 't', person: 'noor', name: 'Noor', kind: 'member', roles: [] };
const NOW = Date.UTC(2026, 10, 22, 12);

type StoredAs = 'filed' | 'unfiled' | 'both';

/** A service over the invoices of an account, in a store that has another person's invoices too. */
async function serviceWith(all: readonly (readonly [Invoice, StoredAs])[]) {
  const documents = new MemoryDocuments();
  const writeInvoice = (person: string, invoice: Invoice) =>
    documents.write(`invoice/t/${person}/${invoice.id}`, invoice, {
      index: { kind: 'invoice', owner: `t/${person}`, at: invoice.at },
    });
  for (const [invoice, storedAs] of all) {
    await writeInvoice('somebody-else', invoice);
    if (storedAs !== 'unfiled') await writeInvoice('noor', invoice);
  }
  const invoices = all.flatMap(([invoice, storedAs]) => (storedAs === 'filed' ? [] : [invoice]));
  const account = { ...emptyAccount(noor, 'EUR'), unfiled: { orders: [], invoices } };
  const repository = new InvoiceRepository(documents);
  const commerce: Pick<Commerce, 'invoices' | 'lastInvoice' | 'invoice' | 'terms'> = {
    terms: async () => termsWith({ taxRate: 2100 }),
    invoices: (_owner, period) => repository.list(account, period),
    lastInvoice: () => repository.newest(account),
    invoice: (_owner, number) => repository.find(account, number),
  };
  const people = { person: async () => undefined, organisationName: async () => 'Fabrikaat Noord' };
  return new InvoiceService(commerce as Commerce, people, () => NOW);
}

const invoiceLists = fc
  .array(
    fc.tuple(
      fc.array(anyLine, { maxLength: 4 }),
      fc.integer({ min: 0, max: 700 }),
      fc.constantFrom<StoredAs>('filed', 'unfiled', 'both'),
    ),
    {
      maxLength: 25,
    },
  )
  .map((all) =>
    all.map(([lines, daysAgo, storedAs], index): readonly [Invoice, StoredAs] => [
      { ...invoiceWith(lines, NOW - daysAgo * DAY), id: `K7QM-${String(index + 1).padStart(4, '0')}` },
      storedAs,
    ]),
  );

test('a list has each invoice of its period once, newest first, and comes to the sum of their lines (RULES S10)', async () => {
  await fc.assert(
    fc.asyncProperty(
      invoiceLists,
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 0, max: 700 }),
      async (all, a, b) => {
        const [from, to] = [Math.max(a, b), Math.min(a, b)].map((days) => NOW - days * DAY) as [number, number];
        const invoices = await serviceWith(all);
        const day = (at: number) => new Date(at).toISOString().slice(0, 10);
        const list = await invoices.list(noor, { from: day(from), to: day(to) });
        if (!list.ok) throw new Error(list.refusal.kind);
        const expected = all.map(([invoice]) => invoice).filter(({ at }) => day(at) >= day(from) && day(at) <= day(to));
        expect(list.value.total).toBe(totalOf(expected.flatMap(({ lines }) => lines)).gross);
        expect(list.value.invoices.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
        const times = list.value.invoices.map(({ at }) => at);
        expect(times).toEqual([...times].sort((x, y) => y - x));
      },
    ),
    { seed: 20261122 },
  );
});

test('the last invoice is the newest, and of two at one moment the one with the higher number', async () => {
  await fc.assert(
    fc.asyncProperty(invoiceLists, async (all) => {
      const last = await (await serviceWith(all)).get(noor, 'last');
      if (all.length === 0) {
        expect(last).toEqual({ ok: false, refusal: { kind: 'no-invoices' } });
        return;
      }
      const newest = all
        .map(([invoice]) => invoice)
        .reduce((a, b) => (b.at > a.at || (b.at === a.at && b.id > a.id) ? b : a));
      expect(last.ok && last.value.invoice).toEqual(newest);
    }),
    { seed: 20261122 },
  );
});

test('without a period it is the last 3 months, and the last 6 when those are empty (RULES S10)', async () => {
  const invoiceFrom = (days: number, id: string) => [{ ...invoiceWith([], NOW - days * DAY), id }, 'filed'] as const;
  const [near, far, none] = [
    [invoiceFrom(91, 'K7QM-0002'), invoiceFrom(120, 'K7QM-0001')],
    [invoiceFrom(120, 'K7QM-0001')],
    [invoiceFrom(190, 'K7QM-0001')],
  ];
  const resultOf = async (all: readonly (readonly [Invoice, StoredAs])[]) => {
    const list = await (await serviceWith(all)).list(noor);
    return list.ok && [list.value.range, list.value.days.from, list.value.invoices.length];
  };
  expect(await resultOf(near)).toEqual(['usual', '2026-08-22', 1]);
  expect(await resultOf(far)).toEqual(['longer', '2026-05-22', 1]);
  expect(await resultOf(none)).toEqual(['longer', '2026-05-22', 0]);
});

test('a guest is refused before anything is looked up (RULES #1)', async () => {
  const invoices = new InvoiceService({} as Commerce, {} as never, () => NOW);
  const guest: Actor = { ...noor, kind: 'guest' };
  for (const call of [invoices.list(guest), invoices.get(guest, 'last'), invoices.spending(guest)]) {
    expect(await call).toEqual({ ok: false, refusal: { kind: 'guest' } });
  }
});
