import { type DateRange, dayOf, startOf } from '../../../../src/domain/common/days.ts';
import { PERIOD_PREFIXES, readSpan } from './named.ts';
import type { PeriodReader } from './period-reader.ts';
import { type DateSpan, joinSpans, resolveSpan } from './span.ts';
import { AND, BETWEEN } from './words.ts';
import { readBareDate, readWrittenDate } from './written.ts';

const RANGE_SEPARATORS = new Set([
  'to',
  'until',
  'till',
  'til',
  'through',
  'thru',
  'tot',
  't/m',
  '-',
  '–',
  '—',
  'naar',
]);

/** Skips the words between the two ends of a range. */
function skipRangeSeparator(reading: PeriodReader, between: boolean): boolean {
  if (between && reading.skip(AND)) return true;
  if (reading.skipAll('up', 'to') || reading.skipAll('tot', 'en', 'met') || reading.skipAll('tot', 'aan')) return true;
  return reading.skip(RANGE_SEPARATORS);
}

/** Reads a range: `March to May`, `between 1 and 15 October`, `1 Oct 2025 - 15 Nov 2025`, `October 1 to 15`. */
export function readRange(reading: PeriodReader): DateRange | undefined {
  while (reading.skip(PERIOD_PREFIXES));
  const between = reading.skip(BETWEEN);
  return reading.first(
    (from) => {
      const start = readSpan(from);
      if (!start || !skipRangeSeparator(from, between)) return undefined;
      const end = readSpan(from);
      return end && joinSpans(start, end, from);
    },
    (from) => {
      const date = readBareDate(from);
      if (!date || !skipRangeSeparator(from, between)) return undefined;
      const end = readWrittenDate(from);
      const start = end && sameMonthOn(end, date, from);
      return end && start && joinSpans(start, end, from);
    },
    (from) => {
      const start = readSpan(from);
      if (!start || !skipRangeSeparator(from, between)) return undefined;
      const date = readBareDate(from);
      const end = date && sameMonthOn(start, date, from);
      return end ? joinSpans(start, end, from) : undefined;
    },
  );
}

/** Another date in the same month as a day. */
function sameMonthOn(other: DateSpan, date: number, reading: PeriodReader): DateSpan | undefined {
  const day = resolveSpan(other, reading);
  if (!day || day.from !== day.to) return undefined;
  const span: DateSpan = {
    inYear: (year) => {
      const there = other.inYear(year);
      const from = there && `${there.from.slice(0, 8)}${String(date).padStart(2, '0')}`;
      if (!from || Number.isNaN(startOf(from)) || dayOf(startOf(from)) !== from) return undefined;
      return { from, to: from };
    },
    ...(other.year !== undefined && { year: other.year }),
  };
  if (!resolveSpan(span, reading)) reading.isImpossible = true;
  return span;
}
