import type { DateRange } from '../../../src/domain/common/days.ts';
import { numeric } from './numeric.ts';
import { parts } from './parts.ts';
import type { Reading } from './reading.ts';
import { relative } from './relative.ts';
import { resolved, type Span } from './span.ts';
import { LAST, monthNamed, THIS } from './words.ts';
import { written } from './written.ts';

/** Stand in front of a period's name without changing it. */
export const BEFORE_NAME = new Set(['the', 'de', 'het', 'from', 'van']);

/** Some days with one name: `October 2025`, `last month`, `1/10/2025`. */
export const span = (reading: Reading): Span | undefined =>
  reading.first(
    (from) => {
      while (from.skip(BEFORE_NAME));
      return from.first(relative, numeric, written, parts);
    },
    // “Last March” is the March that was.
    (from) => {
      if (!(LAST.has(from.word()) || THIS.has(from.word())) || !monthNamed(from.word(1))) return undefined;
      from.at++;
      return written(from);
    },
  );

/** Some days by their name, or from there on up to today. */
export const single = (reading: Reading): DateRange | undefined => {
  const said = span(reading);
  if (!said) return undefined;
  const days = resolved(said, reading);
  if (!days || !onwards(reading)) return days;
  return { from: days.from, to: reading.today };
};

const ON = new Set(['onwards', 'onward', 'on', 'af']);
/** `from March on`, `van maart af`. */
const onwards = (reading: Reading): boolean => ON.has(reading.word()) && reading.skip(ON);
