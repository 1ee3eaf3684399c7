import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstPeriods } from '../../src/domain/billing/billing-periods.ts';
import { anniversary, daysBetween, daysIn } from '../../src/domain/common/time.ts';
import { instant, settings } from './support/arbitrary.ts';
import { daysInMonth, daysOf, monthsOn } from './support/calendar.ts';
import { DAY, utc } from './support/fixtures.ts';

const written = (at: number): string => new Date(at).toISOString().slice(0, 16);
const months = fc.integer({ min: 0, max: 240 });

test('an anniversary keeps its day: 31 January, 28 February, 31 March', () => {
  const anchor = utc('2027-01-31T10:30');
  expect([0, 1, 2, 3, 12, 13].map((count) => written(anniversary(anchor, count)))).toEqual([
    '2027-01-31T10:30',
    '2027-02-28T10:30',
    '2027-03-31T10:30',
    '2027-04-30T10:30',
    '2028-01-31T10:30',
    '2028-02-29T10:30',
  ]);
});

test('a leap day comes round on 28 February, and on 29 February in the next leap year', () => {
  const anchor = utc('2024-02-29');
  expect([1, 12, 24, 36, 48].map((count) => written(anniversary(anchor, count)).slice(0, 10))).toEqual([
    '2024-03-29',
    '2025-02-28',
    '2026-02-28',
    '2027-02-28',
    '2028-02-29',
  ]);
});

test('a century that is no leap year has no 29 February', () => {
  expect(written(anniversary(utc('2096-02-29'), 48))).toBe('2100-02-28T00:00');
});

test('days are UTC days: a minute around midnight is one day, a long day is none', () => {
  expect(daysBetween(utc('2026-11-01T23:59'), utc('2026-11-02T00:01'))).toBe(1);
  expect(daysBetween(utc('2026-11-01T00:00'), utc('2026-11-01T23:59'))).toBe(0);
});

test('a month and a year have the days they really have', () => {
  const month = (start: string) => daysIn(firstPeriods('monthly', utc(start)).term);
  const year = (start: string) => daysIn(firstPeriods('annual', utc(start)).term);
  expect(['2027-01-01', '2027-02-01', '2028-02-01', '2026-11-01', '2027-01-31'].map(month)).toEqual([
    31, 28, 29, 30, 28,
  ]);
  expect(['2026-11-22', '2027-03-01', '2024-02-29', '2023-02-28'].map(year)).toEqual([365, 366, 365, 365]);
});

test('RULES #11: a year paid monthly is a term of twelve months and a first payment of one', () => {
  const { term, billed } = firstPeriods('annual-monthly', utc('2026-08-31T08:00'));
  expect([term, billed].map(({ start, end }) => [written(start), written(end)])).toEqual([
    ['2026-08-31T08:00', '2027-08-31T08:00'],
    ['2026-08-31T08:00', '2026-09-30T08:00'],
  ]);
});

test('an anniversary has the anchor’s day or the last of its month, and the anchor’s time', () => {
  fc.assert(
    fc.property(instant, months, (anchor, count) => {
      const [from, to] = [new Date(anchor), new Date(anniversary(anchor, count))];
      const last = daysInMonth(to.getUTCFullYear(), to.getUTCMonth());
      expect(to.getUTCDate()).toBe(Math.min(from.getUTCDate(), last));
      expect(to.getTime() - from.getTime()).toBe(daysBetween(anchor, to.getTime()) * DAY);
      expect(to.getTime()).toBe(monthsOn(anchor, count));
    }),
    settings,
  );
});

test('anniversaries come one after another, each 28 to 31 days after the last', () => {
  fc.assert(
    fc.property(instant, months, (anchor, count) => {
      const days = daysBetween(anniversary(anchor, count), anniversary(anchor, count + 1));
      expect([28, 29, 30, 31]).toContain(days);
    }),
    settings,
  );
});

test('the days of a term are those between its ends, whatever the time of day', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom('monthly', 'annual', 'annual-monthly'), (start, plan) => {
      const { term, billed } = firstPeriods(plan, start);
      expect([daysIn(term), daysIn(billed)]).toEqual([daysOf(term).length, daysOf(billed).length]);
    }),
    settings,
  );
});
