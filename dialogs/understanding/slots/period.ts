import type { DateRange, Day } from '../../../src/domain/common/days.ts';
import { readSingle } from './period/named.ts';
import { readOpenRange } from './period/open.ts';
import { PeriodReader } from './period/period-reader.ts';
import { readRange } from './period/range.ts';
import { tokenisePeriod } from './period/tokens.ts';
import { FILLERS } from './period/words.ts';

/** A period in a sentence, and the rest of the sentence. */
export interface PeriodMatch {
  readonly days: DateRange;
  readonly rest: string;
  /** Where its words start and end in the sentence. */
  readonly start: number;
  readonly end: number;
}

/**
 * The first period in a sentence, in English or Dutch in any locale, as whole days up to today. A period without a year is
 * in the past. Nothing if there is none, if it is in the future, or if it names a day that does not exist.
 */
export function findPeriod(text: string, today: Day): PeriodMatch | undefined {
  const whole = text.normalize('NFC');
  const tokens = tokenisePeriod(whole);
  for (let at = 0; at < tokens.length; at++) {
    const reading = new PeriodReader(tokens, at, today);
    const days = reading.first(readOpenRange, readRange, readSingle);
    if (reading.isImpossible) return undefined;
    if (!days) continue;
    if (days.from > today) return undefined;
    let first = at;
    while (first > 0 && FILLERS.has(tokens[first - 1]?.text ?? '')) first--;
    const rest = whole.slice(0, tokens[first]?.start) + whole.slice(tokens[reading.at - 1]?.end);
    return {
      start: tokens[first]?.start ?? 0,
      end: tokens[reading.at - 1]?.end ?? 0,
      days: { from: days.from, to: days.to > today ? today : days.to },
      rest: rest
        .replace(/\s+/g, ' ')
        .replace(/ ([?!.,])/g, '$1')
        .trim(),
    };
  }
  return undefined;
}

/** The period of a sentence, as {@link findPeriod} finds it. */
export const parsePeriod = (text: string, today: Day): DateRange | undefined => findPeriod(text, today)?.days;

/** The words that name days which do not exist or are in the future, and the sentence without them. */
export function findImpossiblePeriod(
  text: string,
  today: Day,
): { readonly text: string; readonly rest: string } | undefined {
  const whole = text.normalize('NFC');
  const tokens = tokenisePeriod(whole);
  for (let at = 0; at < tokens.length; at++) {
    const reading = new PeriodReader(tokens, at, today);
    const days = reading.first(readOpenRange, readRange, readSingle);
    if (!reading.isImpossible && !days) continue;
    if (!reading.isImpossible && days && days.from <= today) return undefined;
    const start = tokens[at]?.start ?? 0;
    const match =
      /^(?:(?:from|since|in|of|for|van|vanaf|voor|uit|sinds|over)\s+)?(?<words>.{1,30}?)(?:\s+(?:please|pls|graag|aub|zien|tonen|bekijken))*[\s?.!]*$/i.exec(
        whole.slice(start),
      );
    const words = match?.groups?.words;
    return words === undefined ? undefined : { text: words, rest: whole.slice(0, start).trim() };
  }
  return undefined;
}
