import fc from 'fast-check';
import type { Instant } from '../../../src/domain/common/time.ts';
import { DAY } from './fixtures.ts';

export const deep = (globalThis as { DEEP?: boolean }).DEEP === true;

/** The same stories each time; `npm run test:deep` tells eighty times as many. */
export const settings = { seed: 20261122, numRuns: deep ? 5_000 : 60 };

/** Of every price, and often one so small that rounding weighs. */
export const price = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 40 }));

/** Of every rate, and often of those a tax law could have. */
export const taxRate = fc.oneof(fc.integer({ min: 0, max: 2700 }), fc.constantFrom(0, 900, 1900, 2100, 2550, 2700));

const timeOfDay = fc.oneof(fc.integer({ min: 0, max: DAY - 1 }), fc.constantFrom(0, 1, DAY / 2, DAY - 1));
const anyDay = fc.integer({ min: Date.UTC(2020, 0, 1) / DAY, max: Date.UTC(2032, 0, 1) / DAY }).map((day) => day * DAY);
const monthEnd = fc
  .tuple(fc.integer({ min: 2020, max: 2031 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: -1, max: 1 }))
  .map(([year, month, shift]) => Date.UTC(year, month, shift));
const leapDay = fc.constantFrom(2020, 2024, 2028).map((year) => Date.UTC(year, 1, 29));

/** Any moment, and often one at the end of a month or on a leap day. */
export const instant: fc.Arbitrary<Instant> = fc
  .tuple(fc.oneof(anyDay, monthEnd, leapDay), timeOfDay)
  .map(([day, time]) => day + time);
