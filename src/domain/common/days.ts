import { ok, type Result, refuse } from './result.ts';
import { anniversary, DAY, type Instant, type Period } from './time.ts';

/** A UTC day in ISO format: `2026-11-22`. */
export type Day = string;

/** A range of whole days, both included. */
export interface DateRange {
  readonly from: Day;
  readonly to: Day;
}

/** The longest period of a query, in years. */
export const MAX_PERIOD_YEARS = 7;

export const dayOf = (at: Instant): Day => new Date(at).toISOString().slice(0, 10);

/** Returns the start of a day, UTC. */
export const startOf = (day: Day): Instant => Date.parse(`${day}T00:00:00Z`);

export const periodOf = ({ from, to }: DateRange): Period => ({ start: startOf(from), end: startOf(to) + DAY });

/** From the same day so many months ago up to and including today: `2026-08-22` to `2026-11-22` (RULES S10). */
export const lastMonths = (months: number, today: Day): DateRange => ({
  from: dayOf(anniversary(startOf(today), -months)),
  to: today,
});

/** From the first day of the month so many months ago: six calendar months, this one included, are 5 back. */
export const calendarMonths = (back: number, today: Day): DateRange => ({
  from: dayOf(anniversary(startOf(`${today.slice(0, 7)}-01`), -back)),
  to: today,
});

/** Validates a range of past days: real dates, in order, not in the future, not longer than the maximum. */
export function parsePastRange(from: string, to: string, today: Day): Result<DateRange> {
  for (const text of [from, to]) if (!isDay(text)) return refuse({ kind: 'not-a-date', said: text });
  for (const day of [from, to]) if (day > today) return refuse({ kind: 'future-date', at: startOf(day) });
  if (from > to) return refuse({ kind: 'reversed-dates', from: startOf(from), to: startOf(to) });
  if (startOf(from) < anniversary(startOf(to), -12 * MAX_PERIOD_YEARS)) {
    return refuse({ kind: 'long-period', years: MAX_PERIOD_YEARS });
  }
  return ok({ from, to });
}

function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = startOf(text);
  return !Number.isNaN(at) && dayOf(at) === text;
}
