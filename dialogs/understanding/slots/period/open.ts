import { type DateRange, type Day, dayOf, MAX_PERIOD_YEARS, startOf } from '../../../../src/domain/common/days.ts';
import { anniversary } from '../../../../src/domain/common/time.ts';
import { plusDays } from './calendar.ts';
import { readSpan } from './named.ts';
import type { PeriodReader } from './period-reader.ts';
import { readRange } from './range.ts';
import { resolveSpan } from './span.ts';
import { AFTER, BEFORE, SINCE, UNTIL } from './words.ts';

/** Reads a period with one end: `since`, `after`, `until`, `before`. */
export function readOpenRange(reading: PeriodReader): DateRange | undefined {
  const { today } = reading;
  const earliest = (to: Day) => dayOf(anniversary(startOf(to), -12 * MAX_PERIOD_YEARS));
  const [since, after, until, before] = [SINCE, AFTER, UNTIL, BEFORE].map((words) => reading.skip(words));
  if (!since && !after && !until && !before) return undefined;
  if (until) {
    reading.skipAll('en', 'met');
    reading.skipAll('and', 'including');
  }
  const from = reading.at;
  const wholeRange = since ? readRange(reading) : undefined;
  if (wholeRange) return wholeRange;
  reading.at = from;
  const span = readSpan(reading);
  const days = span && resolveSpan(span, reading);
  if (!days) return undefined;
  if (since) return { from: days.from, to: today };
  if (after) return { from: plusDays(days.to, 1), to: today };
  const to = before ? plusDays(days.from, -1) : days.to > today ? today : days.to;
  return { from: earliest(to), to };
}
