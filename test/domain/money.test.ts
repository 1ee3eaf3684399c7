import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import { share, taxOn } from '../../src/domain/common/money.ts';
import { settings, taxRate } from './support/arbitrary.ts';

const amount = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.maxSafeInteger());
const elements = fc
  .tuple(fc.integer({ min: 0, max: 366 }), fc.integer({ min: 1, max: 366 }))
  .map(([part, whole]) => [Math.min(part, whole), whole] as const);

test('a half goes to the even neighbour, on either side of zero', () => {
  const halves = [1, 3, 5, 7, -1, -3, -5, -7].map((amount) => share(amount, 1, 2));
  expect(halves).toEqual([0, 2, 2, 4, 0, -2, -2, -4]);
});

test('what is not a half goes to the nearest', () => {
  expect([share(10, 1, 3), share(20, 1, 3), share(-10, 1, 3), share(-20, 1, 3)]).toEqual([3, 7, -3, -7]);
});

test('nothing is never minus nothing', () => {
  for (const nothing of [share(0, 9, 30), share(-1, 1, 3), share(-5, 0, 30), taxOn(-2, 1000), totalOf([]).net]) {
    expect(Object.is(nothing, 0)).toBe(true);
  }
});

test('the largest amounts are exact too', () => {
  expect(share(Number.MAX_SAFE_INTEGER, 365, 366)).toBe(Number((9_007_199_254_740_991n * 365n + 183n) / 366n));
});

test('a share of a period without days is a fault', () => {
  expect(() => share(100, 1, 0)).toThrow(RangeError);
});

test('half a cent is no amount', () => {
  expect(() => share(12.5, 1, 2)).toThrow(RangeError);
});

test('tax is in hundredths of a percent: 21 % of 18.15 is 3.81', () => {
  expect([taxOn(1815, 2100), taxOn(1815, 0), taxOn(50, 900)]).toEqual([381, 0, 4]);
});

test('a share is never more than half a minor unit off, and a half is even', () => {
  fc.assert(
    fc.property(amount, elements, (amount, [part, whole]) => {
      const rounded = share(amount, part, whole);
      const off = 2n * (BigInt(rounded) * BigInt(whole) - BigInt(amount) * BigInt(part));
      const size = off < 0n ? -off : off;
      expect(size <= BigInt(whole)).toBe(true);
      if (size === BigInt(whole)) expect(Math.abs(rounded % 2)).toBe(0);
    }),
    settings,
  );
});

test('giving back is charging the other way round', () => {
  fc.assert(
    fc.property(amount, elements, (amount, [part, whole]) => {
      expect(share(-amount, part, whole) + share(amount, part, whole)).toBe(0);
    }),
    settings,
  );
});

test('more is never cheaper, and a share of something never less than nothing', () => {
  const some = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(some, some, elements, taxRate, (one, more, [part, whole], rate) => {
      expect(share(one + more, part, whole)).toBeGreaterThanOrEqual(share(one, part, whole));
      expect(share(one, part, whole)).toBeGreaterThanOrEqual(0);
      expect(share(one, part, whole)).toBeLessThanOrEqual(one);
      expect(taxOn(one + more, rate)).toBeGreaterThanOrEqual(taxOn(one, rate));
    }),
    settings,
  );
});

test('a total rounds nothing: it is its lines', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ net: fc.integer(), tax: fc.integer() })), (lines) => {
      const { net, tax, gross } = totalOf(lines);
      expect(net).toBe(lines.map((line) => line.net).reduce((sum, one) => sum + one, 0));
      expect(tax).toBe(lines.map((line) => line.tax).reduce((sum, one) => sum + one, 0));
      expect(gross).toBe(net + tax);
    }),
    settings,
  );
});
