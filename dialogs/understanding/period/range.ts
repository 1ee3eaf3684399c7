import { type DateRange, dayOf, startOf } from '../../../src/domain/common/days.ts';
import { BEFORE_NAME, span } from './named.ts';
import type { Reading } from './reading.ts';
import { joined, resolved, type Span } from './span.ts';
import { AND, BETWEEN } from './words.ts';
import { bareDate, written } from './written.ts';

const TO = new Set(['to', 'until', 'till', 'til', 'through', 'thru', 'tot', 't/m', '-', '–', '—', 'naar']);

/** Goes past what stands between the two ends of a range. */
function towards(reading: Reading, between: boolean): boolean {
  if (between && reading.skip(AND)) return true;
  if (reading.skipAll('up', 'to') || reading.skipAll('tot', 'en', 'met') || reading.skipAll('tot', 'aan')) return true;
  return reading.skip(TO);
}

/** `March to May`, `between 1 and 15 October`, `1 Oct 2025 - 15 Nov 2025`, `October 1 to 15`. */
export function range(reading: Reading): DateRange | undefined {
  while (reading.skip(BEFORE_NAME));
  const between = reading.skip(BETWEEN);
  return reading.first(
    (from) => {
      const start = span(from);
      if (!start || !towards(from, between)) return undefined;
      const end = span(from);
      return end && joined(start, end, from);
    },
    (from) => {
      const date = bareDate(from);
      if (!date || !towards(from, between)) return undefined;
      const end = written(from);
      const start = end && onDate(end, date, from);
      return end && start && joined(start, end, from);
    },
    (from) => {
      const start = span(from);
      if (!start || !towards(from, between)) return undefined;
      const date = bareDate(from);
      const end = date && onDate(start, date, from);
      return end ? joined(start, end, from) : undefined;
    },
  );
}

/** Another date in the month of a day. */
function onDate(other: Span, date: number, reading: Reading): Span | undefined {
  const day = resolved(other, reading);
  if (!day || day.from !== day.to) return undefined;
  const span: Span = {
    in: (year) => {
      const there = other.in(year);
      const from = there && `${there.from.slice(0, 8)}${String(date).padStart(2, '0')}`;
      if (!from || Number.isNaN(startOf(from)) || dayOf(startOf(from)) !== from) return undefined;
      return { from, to: from };
    },
    ...(other.year !== undefined && { year: other.year }),
  };
  if (!resolved(span, reading)) reading.impossible = true;
  return span;
}
