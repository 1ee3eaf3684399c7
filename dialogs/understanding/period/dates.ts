import { day, months, week } from './calendar.ts';
import type { Reading } from './reading.ts';
import { known, type Span } from './span.ts';
import { monthNamed, OF, ordinalNamed, THIS, unitNamed } from './words.ts';

const THE = new Set(['the', 'de', 'het']);

/** `2025`, `of 2025`, `last year`: the year something is in, where it is said. */
function yearSaid(reading: Reading): number | undefined {
  return reading.first((from) => {
    from.skip(OF);
    from.skip(THE);
    const word = from.word();
    const year = /^\d{4}$/.test(word) ? Number(word) : undefined;
    if (year !== undefined && year >= 1900 && year < 2200) {
      from.at++;
      return year;
    }
    if (unitNamed(from.word(1)) !== 'year') return undefined;
    const now = Number(from.today.slice(0, 4));
    const said = THIS.has(word) ? now : /^(?:last|previous|vorige?|afgelopen)$/.test(word) ? now - 1 : undefined;
    if (said !== undefined) from.at += 2;
    return said;
  });
}

const withYear = (span: Span, year: number | undefined): Span => (year === undefined ? span : { ...span, year });

/** `1`, `1st`, `1e`: a day of a month. */
function dateSaid(reading: Reading): number | undefined {
  const date = /^\d{1,2}(?:st|nd|rd|th|ste|de|e)?$/.test(reading.word()) ? Number.parseInt(reading.word(), 10) : 0;
  if (date < 1 || date > 39) return undefined;
  reading.at++;
  return date;
}

function monthSaid(reading: Reading): number | undefined {
  const month = monthNamed(reading.word());
  // “May I see …” asks for leave, not for a month.
  if (!month || (reading.word() === 'may' && /^(?:i|we|you)$/.test(reading.word(1)))) return undefined;
  reading.at++;
  return month;
}

/** A day, checked against the calendar: what cannot be is remembered as such. */
function daySpan(reading: Reading, date: number, month: number): Span {
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

/** `2025-10-01`, `1-10-2025`, `1/10/25`, `1/10`, `10-2025`, `2025-10`: the day before the month. */
export function numeric(reading: Reading): Span | undefined {
  const numbers = reading.word().split(/[-/.]/);
  if (!/^\d+(?:[-/.]\d+){1,2}$/.test(reading.word())) return undefined;
  const [first = 0, second = 0, third] = numbers.map(Number);
  reading.at++;
  const year = (number: number) => (number < 100 ? 2000 + number : number);
  const possible = (span: Span | undefined) => {
    if (!span) reading.impossible = true;
    return span;
  };
  const isYearFirst = numbers[0]?.length === 4;
  if (third === undefined && (isYearFirst || numbers[1]?.length === 4)) {
    const [in4, month] = isYearFirst ? [first, second] : [second, first];
    const days = month >= 1 && month <= 12 ? months(in4, month) : undefined;
    return possible(days && known(days));
  }
  if (third === undefined) return daySpan(reading, first, second);
  const from = isYearFirst ? day(first, second, third) : day(year(third), second, first);
  return possible(from === undefined ? undefined : known({ from, to: from }));
}

/** `Q2 2025`, `second quarter of 2025`, `eerste helft`, `week 12`, `2025`. */
export const parts = (reading: Reading): Span | undefined =>
  reading.first(
    (from) => {
      const [, kind, digit] = /^([qh])([1-4])$/.exec(from.word()) ?? [];
      if (!kind || (kind === 'h' && Number(digit) > 2)) return undefined;
      from.at++;
      return partOf(from, kind === 'q' ? 4 : 2, Number(digit));
    },
    (from) => {
      from.skip(THE);
      const number = ordinalNamed(from.word());
      const unit = unitNamed(from.word(1));
      const count = unit === 'quarter' ? 4 : unit === 'half' ? 2 : 0;
      if (!number || number > count) return undefined;
      from.at += 2;
      return partOf(from, count, number);
    },
    (from) => {
      const unit = unitNamed(from.word());
      const number = /^\d{1,2}$/.test(from.word(1)) ? Number(from.word(1)) : 0;
      if ((unit !== 'quarter' && unit !== 'week') || number < 1 || (unit === 'quarter' && number > 4)) return undefined;
      from.at += 2;
      if (unit === 'quarter') return partOf(from, 4, number);
      if (number > 53) from.impossible = true;
      return withYear({ in: (year) => week(year, number) }, yearSaid(from));
    },
    (from) => {
      if (unitNamed(from.word()) === 'year') from.at++;
      const word = from.word();
      if (!/^(?:19|20|21)\d\d$/.test(word)) return undefined;
      from.at++;
      const days = months(Number(word), 1, 12);
      return days && known(days);
    },
  );

function partOf(reading: Reading, count: number, number: number): Span {
  const length = 12 / count;
  const span: Span = { in: (year) => months(year, (number - 1) * length + 1, number * length) };
  return withYear(span, yearSaid(reading));
}
