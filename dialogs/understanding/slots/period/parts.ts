import { months, week } from './calendar.ts';
import { ARTICLES, readYear, withYear } from './date-parts.ts';
import type { PeriodReader } from './period-reader.ts';
import { type DateSpan, fixedSpan } from './span.ts';
import { parseOrdinal, parseUnit } from './words.ts';

/** Reads a part of a year, or a year: `Q2 2025`, `second quarter of 2025`, `eerste helft`, `week 12`, `2025`. */
export const readYearPart = (reading: PeriodReader): DateSpan | undefined =>
  reading.first(
    (from) => {
      const [, kind, digit] = /^([qh])([1-4])$/.exec(from.word()) ?? [];
      if (!kind || (kind === 'h' && Number(digit) > 2)) return undefined;
      from.at++;
      return partOf(from, kind === 'q' ? 4 : 2, Number(digit));
    },
    (from) => {
      from.skip(ARTICLES);
      const number = parseOrdinal(from.word());
      const unit = parseUnit(from.word(1));
      const count = unit === 'quarter' ? 4 : unit === 'half' ? 2 : 0;
      if (!number || number > count) return undefined;
      from.at += 2;
      return partOf(from, count, number);
    },
    (from) => {
      const unit = parseUnit(from.word());
      const number = /^\d{1,2}$/.test(from.word(1)) ? Number(from.word(1)) : 0;
      if ((unit !== 'quarter' && unit !== 'week') || number < 1 || (unit === 'quarter' && number > 4)) return undefined;
      from.at += 2;
      if (unit === 'quarter') return partOf(from, 4, number);
      if (number > 53) from.isImpossible = true;
      return withYear({ inYear: (year) => week(year, number) }, readYear(from));
    },
    (from) => {
      if (parseUnit(from.word()) === 'year') from.at++;
      const word = from.word();
      if (!/^(?:19|20|21)\d\d$/.test(word)) return undefined;
      from.at++;
      const days = months(Number(word), 1, 12);
      return days && fixedSpan(days);
    },
  );

function partOf(reading: PeriodReader, count: number, number: number): DateSpan {
  const length = 12 / count;
  const span: DateSpan = { inYear: (year) => months(year, (number - 1) * length + 1, number * length) };
  return withYear(span, readYear(reading));
}
