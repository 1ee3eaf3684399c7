import type { DateRange } from '../../../../src/domain/common/days.ts';
import { readNumericDate } from './numeric.ts';
import { readYearPart } from './parts.ts';
import type { PeriodReader } from './period-reader.ts';
import { readRelative } from './relative.ts';
import { type DateSpan, resolveSpan } from './span.ts';
import { LAST, parseMonth, THIS } from './words.ts';
import { readWrittenDate } from './written.ts';

/** Words before a period that do not change its meaning. */
export const PERIOD_PREFIXES = new Set(['the', 'de', 'het', 'from', 'van']);

/** Reads days with one name: `October 2025`, `last month`, `1/10/2025`. */
export const readSpan = (reading: PeriodReader): DateSpan | undefined =>
  reading.first(
    (from) => {
      while (from.skip(PERIOD_PREFIXES));
      return from.first(readRelative, readNumericDate, readWrittenDate, readYearPart);
    },
    // “Last March” is the most recent March.
    (from) => {
      if (!(LAST.has(from.word()) || THIS.has(from.word())) || !parseMonth(from.word(1))) return undefined;
      from.at++;
      return readWrittenDate(from);
    },
  );

/** Reads days with one name, or from there up to today: `March`, `from March on`. */
export const readSingle = (reading: PeriodReader): DateRange | undefined => {
  const span = readSpan(reading);
  if (!span) return undefined;
  const days = resolveSpan(span, reading);
  if (!days || !readOnwards(reading)) return days;
  return { from: days.from, to: reading.today };
};

const ONWARDS = new Set(['onwards', 'onward', 'on', 'af']);
/** Skips the end of `from March on`, `van maart af`. */
const readOnwards = (reading: PeriodReader): boolean => ONWARDS.has(reading.word()) && reading.skip(ONWARDS);
