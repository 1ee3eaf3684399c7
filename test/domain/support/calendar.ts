import type { Instant, Period } from '../../../src/domain/common/time.ts';
import { DAY } from './fixtures.ts';

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days in a month (0 is January), from the almanac rather than from `Date`. */
export const daysInMonth = (year: number, month: number): number =>
  month === 1 && isLeap(year) ? 29 : (LENGTHS[month] ?? 0);

/** The anniversary so many months on, counted month by month. */
export function monthsOn(anchor: Instant, months: number): Instant {
  const from = new Date(anchor);
  let [year, month] = [from.getUTCFullYear(), from.getUTCMonth()];
  for (let passed = 0; passed < months; passed++) [year, month] = month === 11 ? [year + 1, 0] : [year, month + 1];
  const day = Math.min(from.getUTCDate(), daysInMonth(year, month));
  return Date.UTC(year, month, day) + (((anchor % DAY) + DAY) % DAY);
}

/** The day an instant is on, counted from 1970. */
export const dayOf = (at: Instant): number => Math.floor(at / DAY);

/** The days of a period: the day it starts on, not the day it ends on. */
export function daysOf({ start, end }: Period): readonly number[] {
  const days: number[] = [];
  for (let day = dayOf(start); day < dayOf(end); day++) days.push(day);
  return days;
}
