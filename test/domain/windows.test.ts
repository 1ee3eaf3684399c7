import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { billNextPeriod } from '../../src/domain/billing/billing-periods.ts';
import { refundWindowEnd } from '../../src/domain/subscription/refund-window.ts';
import { licencesOf, removableNow } from '../../src/domain/subscription/subscription.ts';
import { instant, settings } from './support/arbitrary.ts';
import { expectPreview, newSubscription, previewTotal, rules, termsWith, utc, withTotal } from './support/fixtures.ts';

const SEVEN_DAYS = 7 * 24 * 3_600_000;
const at = utc('2026-11-10T14:30');
const tenYearly = newSubscription({ at, plan: 'annual' });

describe('RULES #6: a window is seven times 24 hours', () => {
  test('a millisecond before its end a licence can still go back', () => {
    expect(expectPreview(previewTotal(tenYearly, 9, { now: at + SEVEN_DAYS - 1 })).act).toBe('remove');
  });

  test('at its end it cannot', () => {
    expect(expectPreview(previewTotal(tenYearly, 9, { now: at + SEVEN_DAYS })).act).toBe('schedule');
  });

  test('it is open from the first moment', () => {
    expect(expectPreview(previewTotal(tenYearly, 9, { now: at })).act).toBe('remove');
  });

  test('what is added says until when it can be undone, and that is so to the millisecond', () => {
    const plan = expectPreview(previewTotal(tenYearly, 12, { now: at + SEVEN_DAYS }));
    expect(plan.undoUntil).toBe(at + 2 * SEVEN_DAYS);
    expect(expectPreview(previewTotal(plan.next, 10, { now: at + 2 * SEVEN_DAYS - 1 })).act).toBe('remove');
    expect(expectPreview(previewTotal(plan.next, 10, { now: at + 2 * SEVEN_DAYS })).act).toBe('schedule');
  });
});

describe('RULES #6: licences added in mid-term have seven days of their own', () => {
  const added = at + SEVEN_DAYS - 1;
  const fifteen = withTotal(tenYearly, 15, { now: added });

  test('a millisecond before the first window ends all can go', () => {
    expect(removableNow(fifteen, at + SEVEN_DAYS - 1, rules)).toBe(15);
    expect(expectPreview(previewTotal(fifteen, 1, { now: at + SEVEN_DAYS - 1 })).act).toBe('remove');
  });

  test('at its end only those added can', () => {
    expect(removableNow(fifteen, at + SEVEN_DAYS, rules)).toBe(5);
    const { act, now, later } = expectPreview(previewTotal(fifteen, 1, { now: at + SEVEN_DAYS }));
    expect([act, now, later]).toEqual(['split', 10, 1]);
  });

  test('a removal does not open or lengthen a window', () => {
    const thirteen = withTotal(fifteen, 13, { now: at + SEVEN_DAYS + 1 });
    expect(thirteen.lots.map((lot) => [lot.quantity, refundWindowEnd(lot.at, rules)])).toEqual([
      [10, at + SEVEN_DAYS],
      [3, added + SEVEN_DAYS],
    ]);
  });
});

test('RULES #6: a renewal opens a window for all licences', () => {
  const monthly = withTotal(newSubscription(), 15, { now: utc('2026-11-20') });
  const renewal = utc('2026-12-01');
  const { next } = billNextPeriod(monthly, { terms: termsWith(), rules, at: renewal, invoice: 'A-2' });
  expect(removableNow(next, renewal + SEVEN_DAYS - 1, rules)).toBe(15);
  expect(removableNow(next, renewal + SEVEN_DAYS, rules)).toBe(0);
});

test('RULES #6, #11: a monthly payment within a term opens none', () => {
  const year = newSubscription({ plan: 'annual-monthly' });
  const second = utc('2026-12-01');
  const { next } = billNextPeriod(year, { terms: termsWith(), rules, at: second, invoice: 'A-2' });
  expect(removableNow(next, second, rules)).toBe(0);
  expect(expectPreview(previewTotal(next, 9, { now: second })).act).toBe('schedule');
});

test('RULES #6, #11: a window over the end of a month goes on after its payment', () => {
  const year = newSubscription({ plan: 'annual-monthly' });
  const twelve = withTotal(year, 12, { now: utc('2026-11-28') });
  const { next } = billNextPeriod(twelve, { terms: termsWith(), rules, at: utc('2026-12-01'), invoice: 'A-2' });
  const plan = expectPreview(previewTotal(next, 10, { now: utc('2026-12-03') }));
  expect(plan.lines.map(({ quantity, days, of, net }) => [quantity, days, of, net])).toEqual([[2, 29, 31, -2264]]);
  expect(expectPreview(previewTotal(next, 10, { now: utc('2026-12-05') })).act).toBe('schedule');
});

test('RULES #6: no more goes at once than came within seven days', () => {
  const ages = fc.array(fc.oneof(fc.integer({ min: 0, max: 2 * SEVEN_DAYS }), fc.constantFrom(-1, 0, 1)), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(instant, ages, fc.integer({ min: 1, max: 70 }), (now, ages, total) => {
      // An age close to nothing is one close to the window's edge.
      const bornAt = ages.map((age) => now - (age <= 1 ? SEVEN_DAYS + age : age)).sort((a, b) => a - b);
      const lots = bornAt.map((at, index) => ({ quantity: 10, at, why: index > 0 ? 'added' : 'bought' }) as const);
      const subscription = { ...newSubscription({ at: bornAt[0] ?? now, plan: 'annual' as const }), lots };
      const removable = 10 * bornAt.filter((at) => now - at < SEVEN_DAYS).length;
      const outcome = previewTotal(subscription, total, { now });
      if (total >= licencesOf(subscription)) return;
      const plan = expectPreview(outcome);
      expect(plan.now).toBe(Math.max(total, licencesOf(subscription) - removable));
      expect(plan.later).toBe(plan.now === total ? undefined : total);
    }),
    settings,
  );
});
