import { day, months } from './calendar.ts';
import type { Reading } from './reading.ts';
import { dateSaid, monthSaid, THE, withYear, yearSaid } from './said.ts';
import type { Span } from './span.ts';
import { OF, unitNamed } from './words.ts';

/** A day, checked against the calendar: what cannot be is remembered as such. */
export function daySpan(reading: Reading, date: number, month: number): Span {
  const span: Span = {
    in: (year) => {
      const from = day(year, month, date);
      return from === undefined ? undefined : { from, to: from };
    },
  };
  const year = yearSaid(reading);
  // A leap year has every day there is.
  if (!span.in(year ?? 2024)) reading.impossible = true;
  return withYear(span, year);
}

/** `1 October`, `October 3rd`, `October`, each with or without a year. */
export const written = (reading: Reading): Span | undefined =>
  reading.first(
    (from) => {
      from.skip(THE);
      const date = dateSaid(from);
      from.skip(OF);
      const month = date && monthSaid(from);
      return date && month ? daySpan(from, date, month) : undefined;
    },
    (from) => {
      const month = monthSaid(from);
      const date = month && dateSaid(from);
      return date && month ? daySpan(from, date, month) : undefined;
    },
    (from) => {
      if (unitNamed(from.word()) === 'month') {
        from.at++;
        from.skip(OF);
      }
      const month = monthSaid(from);
      return month ? withYear({ in: (year) => months(year, month) }, yearSaid(from)) : undefined;
    },
  );

/** The day of a date that borrows its month from the other end: `1 to 15 October`, `October 1 to 15`. */
export const bareDate = (reading: Reading): number | undefined => {
  reading.skip(THE);
  return dateSaid(reading);
};
