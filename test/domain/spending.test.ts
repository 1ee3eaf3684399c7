import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import { spendingOf } from '../../src/domain/billing/spending.ts';
import { dayOf, lastMonths, parsePastRange, periodOf } from '../../src/domain/common/days.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { anyLine, invoiceWith } from '../cards/sheet.ts';

const FIRST = Date.UTC(2024, 0, 1);
const invoice = fc
  .tuple(fc.array(anyLine, { maxLength: 5 }), fc.integer({ min: 0, max: 1_000 * DAY }))
  .map(([lines, after]) => invoiceWith(lines, FIRST + after));

test('spending by month and by product comes to the sum of the lines, in minor units (RULES #17)', () => {
  fc.assert(
    fc.property(fc.array(invoice, { maxLength: 30 }), (invoices) => {
      const spending = spendingOf(invoices, { from: '2024-01-01', to: '2026-12-31' });
      const { gross } = totalOf(invoices.flatMap(({ lines }) => lines));
      const sum = (elements: readonly { readonly gross: number }[]) =>
        elements.reduce((all, one) => all + one.gross, 0);
      expect(spending.gross).toBe(gross);
      expect(sum(spending.products)).toBe(gross);
      expect(sum(spending.months)).toBe(gross);
      expect(spending.months).toHaveLength(36);
      for (const month of spending.months) expect(sum(month.products)).toBe(month.gross);
    }),
    { seed: 20261122 },
  );
});

test('months without invoices are there too, and only those of the period', () => {
  const { months } = spendingOf([], { from: '2025-11-30', to: '2026-02-01' });
  expect(months.map(({ month }) => month)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('a day is in the period from its first to its last moment', () => {
  const { start, end } = periodOf({ from: '2026-03-01', to: '2026-03-31' });
  expect([dayOf(start), dayOf(end - 1), dayOf(end)]).toEqual(['2026-03-01', '2026-03-31', '2026-04-01']);
  expect(lastMonths(3, '2026-05-31')).toEqual({ from: '2026-02-28', to: '2026-05-31' });
});

test('whatever days are asked for, they are taken or refused, never more than 7 years of them', () => {
  const anyText = fc.oneof(
    fc.string(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  );
  fc.assert(
    fc.property(anyText, anyText, (from, to) => {
      const days = parsePastRange(from, to, '2026-11-22');
      if (days.ok) expect(from <= to && to <= '2026-11-22').toBe(true);
      else expect(['not-a-date', 'future-date', 'reversed-dates', 'long-period']).toContain(days.refusal.kind);
    }),
    { seed: 20261122 },
  );
  expect(parsePastRange('2019-11-22', '2026-11-22', '2026-11-22').ok).toBe(true);
  expect(parsePastRange('2019-11-21', '2026-11-22', '2026-11-22').ok).toBe(false);
});
