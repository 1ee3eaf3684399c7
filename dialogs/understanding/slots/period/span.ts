import type { DateRange, Day } from '../../../../src/domain/common/days.ts';
import type { PeriodReader } from './period-reader.ts';

/** Consecutive days, whose year can be missing. */
export interface DateSpan {
  /** The days in a year; nothing if that year does not have them. */
  readonly inYear: (year: number) => DateRange | undefined;
  readonly year?: number;
}

export const fixedSpan = (days: DateRange): DateSpan => ({ inYear: () => days, year: Number(days.from.slice(0, 4)) });

// Enough years to reach a 29 February.
const BACK = 8;

/** The days of a span in the latest year in which it starts on or before a day. */
function latestBy(span: DateSpan, by: Day): DateRange | undefined {
  const first = Number(by.slice(0, 4));
  for (let year = first; year >= first - BACK; year--) {
    const days = span.inYear(year);
    if (days && days.from <= by) return days;
  }
  return undefined;
}

/** The days of a span: in its year, or without one the latest that have started. */
export const resolveSpan = (span: DateSpan, { today }: Pick<PeriodReader, 'today'>): DateRange | undefined =>
  span.year === undefined ? latestBy(span, today) : span.inYear(span.year);

/** From the start of one span to the end of another. A missing year is taken from the other span. */
export function joinSpans(from: DateSpan, to: DateSpan, reading: PeriodReader): DateRange | undefined {
  const end = to.year === undefined && from.year !== undefined ? endAfterStart(from, to) : resolveSpan(to, reading);
  if (!end) return undefined;
  const start = from.year === undefined ? latestBy(from, end.to) : from.inYear(from.year);
  if (!start) return undefined;
  return start.from <= end.to ? { from: start.from, to: end.to } : { from: end.from, to: start.to };
}

/** The days of `to` in the first year in which they end after `from` starts. */
function endAfterStart(from: DateSpan, to: DateSpan): DateRange | undefined {
  const start = from.year === undefined ? undefined : from.inYear(from.year);
  if (!start || from.year === undefined) return undefined;
  for (let year = from.year; year <= from.year + BACK; year++) {
    const days = to.inYear(year);
    if (days && days.to >= start.from) return days;
  }
  return undefined;
}
