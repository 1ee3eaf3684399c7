import { day, months } from './calendar.ts';
import { ARTICLES, readDate, readMonth, readYear, withYear } from './date-parts.ts';
import type { PeriodReader } from './period-reader.ts';
import type { DateSpan } from './span.ts';
import { OF, parseUnit } from './words.ts';

/** A day with its year, if the text has one. Marks the reading as impossible if the calendar does not have the day. */
export function readDaySpan(reading: PeriodReader, date: number, month: number): DateSpan {
  const span: DateSpan = {
    inYear: (year) => {
      const from = day(year, month, date);
      return from === undefined ? undefined : { from, to: from };
    },
  };
  const year = readYear(reading);
  // A leap year has every possible day.
  if (!span.inYear(year ?? 2024)) reading.isImpossible = true;
  return withYear(span, year);
}

/** Reads a date in words: `1 October`, `October 3rd`, `October`, each with or without a year. */
export const readWrittenDate = (reading: PeriodReader): DateSpan | undefined =>
  reading.first(
    (from) => {
      from.skip(ARTICLES);
      const date = readDate(from);
      from.skip(OF);
      const month = date && readMonth(from);
      return date && month ? readDaySpan(from, date, month) : undefined;
    },
    (from) => {
      const month = readMonth(from);
      const date = month && readDate(from);
      return date && month ? readDaySpan(from, date, month) : undefined;
    },
    (from) => {
      if (parseUnit(from.word()) === 'month') {
        from.at++;
        from.skip(OF);
      }
      const month = readMonth(from);
      return month ? withYear({ inYear: (year) => months(year, month) }, readYear(from)) : undefined;
    },
  );

/** Reads the day of a date whose month is at the other end: `1 to 15 October`, `October 1 to 15`. */
export const readBareDate = (reading: PeriodReader): number | undefined => {
  reading.skip(ARTICLES);
  return readDate(reading);
};
