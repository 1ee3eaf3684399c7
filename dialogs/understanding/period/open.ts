import { type DateRange, type Day, dayOf, MAX_PERIOD_YEARS, startOf } from '../../../src/domain/common/days.ts';
import { anniversary } from '../../../src/domain/common/time.ts';
import { plusDays } from './calendar.ts';
import { readSpan } from './named.ts';
import { readRange } from './range.ts';
import type { PeriodReader } from './reading.ts';
import { resolveSpan } from './span.ts';
import { AFTER, BEFORE, SINCE, UNTIL } from './words.ts';

/** `since`, `after`, `until`, `before`: one end is said. */
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
  const stretch = since ? readRange(reading) : undefined;
  if (stretch) return stretch;
  reading.at = from;
  const said = readSpan(reading);
  const days = said && resolveSpan(said, reading);
  if (!days) return undefined;
  if (since) return { from: days.from, to: today };
  if (after) return { from: plusDays(days.to, 1), to: today };
  const to = before ? plusDays(days.from, -1) : days.to > today ? today : days.to;
  return { from: earliest(to), to };
}
