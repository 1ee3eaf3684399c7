import { type DateRange, type Day, dayOf, startOf } from '../../../../src/domain/common/days.ts';
import { DAY } from '../../../../src/domain/common/time.ts';

const EARLIEST = 1900;
const LATEST = 2199;

/** A day of the calendar; nothing if it does not exist, such as 31 February. */
export function day(year: number, month: number, date: number): Day | undefined {
  if (year < EARLIEST || year > LATEST) return undefined;
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.toISOString().slice(0, 10) : undefined;
}

/** Whole months of a year, including the first and the last. */
export function months(year: number, first: number, last = first): DateRange | undefined {
  const from = day(year, first, 1);
  if (!from) return undefined;
  return { from, to: dayOf(Date.UTC(year, last, 0)) };
}

export const plusDays = (from: Day, count: number): Day => dayOf(startOf(from) + count * DAY);

/** The Monday of a day's week. */
export const mondayOf = (from: Day): Day => plusDays(from, -((new Date(startOf(from)).getUTCDay() + 6) % 7));

/** An ISO week. Week 1 has the year's first Thursday. */
export function week(year: number, number: number): DateRange | undefined {
  const fourth = day(year, 1, 4);
  if (!fourth || number < 1 || number > 53) return undefined;
  const from = plusDays(mondayOf(fourth), (number - 1) * 7);
  return yearOf(plusDays(from, 3)) === year ? { from, to: plusDays(from, 6) } : undefined;
}

export const yearOf = (from: Day): number => Number(from.slice(0, 4));
export const monthOf = (from: Day): number => Number(from.slice(5, 7));
export const quarterOf = (from: Day): number => Math.ceil(monthOf(from) / 3);
