import type { DateRange, Day } from '../../../src/domain/common/days.ts';
import type { PeriodReader } from './reading.ts';

/** Some days, perhaps of a year that was not said. */
export interface DateSpan {
  /** The days in a year; nothing when that year has none such. */
  readonly inYear: (year: number) => DateRange | undefined;
  readonly year?: number;
}

export const fixedSpan = (days: DateRange): DateSpan => ({ inYear: () => days, year: Number(days.from.slice(0, 4)) });

// Far enough for 29 February.
const BACK = 8;

/** The latest of the years up to one in which a span begins by a day. */
function latestBy(span: DateSpan, by: Day): DateRange | undefined {
  const first = Number(by.slice(0, 4));
  for (let year = first; year >= first - BACK; year--) {
    const days = span.inYear(year);
    if (days && days.from <= by) return days;
  }
  return undefined;
}

/** The days a span stands for: those of the year that was said, or the latest that have begun. */
export const resolveSpan = (span: DateSpan, { today }: Pick<PeriodReader, 'today'>): DateRange | undefined =>
  span.year === undefined ? latestBy(span, today) : span.inYear(span.year);

/** From the one to the other, both included; a year that one of them lacks comes from the other. */
export function joinSpans(from: DateSpan, to: DateSpan, reading: PeriodReader): DateRange | undefined {
  const end = to.year === undefined && from.year !== undefined ? endAfterStart(from, to) : resolveSpan(to, reading);
  if (!end) return undefined;
  const start = from.year === undefined ? latestBy(from, end.to) : from.inYear(from.year);
  if (!start) return undefined;
  return start.from <= end.to ? { from: start.from, to: end.to } : { from: end.from, to: start.to };
}

function endAfterStart(from: DateSpan, to: DateSpan): DateRange | undefined {
  const start = from.year === undefined ? undefined : from.inYear(from.year);
  if (!start || from.year === undefined) return undefined;
  for (let year = from.year; year <= from.year + BACK; year++) {
    const days = to.inYear(year);
    if (days && days.to >= start.from) return days;
  }
  return undefined;
}
