import type { PeriodReader } from './period-reader.ts';
import type { DateSpan } from './span.ts';
import { OF, parseMonth, parseUnit, THIS } from './words.ts';

/** Articles in front of a date. */
export const ARTICLES = new Set(['the', 'de', 'het']);

/** Reads a year: `2025`, `of 2025`, `last year`. */
export function readYear(reading: PeriodReader): number | undefined {
  return reading.first((from) => {
    from.skip(OF);
    from.skip(ARTICLES);
    const word = from.word();
    const year = /^\d{4}$/.test(word) ? Number(word) : undefined;
    if (year !== undefined && year >= 1900 && year < 2200) {
      from.at++;
      return year;
    }
    if (parseUnit(from.word(1)) !== 'year') return undefined;
    const now = Number(from.today.slice(0, 4));
    const relativeYear = THIS.has(word)
      ? now
      : /^(?:last|previous|vorige?|afgelopen)$/.test(word)
        ? now - 1
        : undefined;
    if (relativeYear !== undefined) from.at += 2;
    return relativeYear;
  });
}

/** The span with a year, if there is one. */
export const withYear = (span: DateSpan, year: number | undefined): DateSpan =>
  year === undefined ? span : { ...span, year };

/** Reads a day of a month: `1`, `1st`, `1e`. */
export function readDate(reading: PeriodReader): number | undefined {
  const date = /^\d{1,2}(?:st|nd|rd|th|ste|de|e)?$/.test(reading.word()) ? Number.parseInt(reading.word(), 10) : 0;
  if (date < 1 || date > 39) return undefined;
  reading.at++;
  return date;
}

/** Reads a month's name. */
export function readMonth(reading: PeriodReader): number | undefined {
  const month = parseMonth(reading.word());
  // “May I see …” asks for permission, it is not a month.
  if (!month || (reading.word() === 'may' && /^(?:i|we|you)$/.test(reading.word(1)))) return undefined;
  reading.at++;
  return month;
}
