import type { DateRange } from '../../../src/domain/common/days.ts';
import { readNumericDate } from './numeric.ts';
import { readYearPart } from './parts.ts';
import type { PeriodReader } from './reading.ts';
import { readRelative } from './relative.ts';
import { type DateSpan, resolveSpan } from './span.ts';
import { LAST, parseMonth, THIS } from './words.ts';
import { readWrittenDate } from './written.ts';

/** Stand in front of a period's name without changing it. */
export const PERIOD_PREFIXES = new Set(['the', 'de', 'het', 'from', 'van']);

/** Some days with one name: `October 2025`, `last month`, `1/10/2025`. */
export const readSpan = (reading: PeriodReader): DateSpan | undefined =>
  reading.first(
    (from) => {
      while (from.skip(PERIOD_PREFIXES));
      return from.first(readRelative, readNumericDate, readWrittenDate, readYearPart);
    },
    // “Last March” is the March that was.
    (from) => {
      if (!(LAST.has(from.word()) || THIS.has(from.word())) || !parseMonth(from.word(1))) return undefined;
      from.at++;
      return readWrittenDate(from);
    },
  );

/** Some days by their name, or from there on up to today. */
export const readSingle = (reading: PeriodReader): DateRange | undefined => {
  const said = readSpan(reading);
  if (!said) return undefined;
  const days = resolveSpan(said, reading);
  if (!days || !readOnwards(reading)) return days;
  return { from: days.from, to: reading.today };
};

const ONWARDS = new Set(['onwards', 'onward', 'on', 'af']);
/** `from March on`, `van maart af`. */
const readOnwards = (reading: PeriodReader): boolean => ONWARDS.has(reading.word()) && reading.skip(ONWARDS);
