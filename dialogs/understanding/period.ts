import type { DateRange, Day } from '../../src/domain/common/days.ts';
import { readSingle } from './period/named.ts';
import { readOpenRange } from './period/open.ts';
import { readRange } from './period/range.ts';
import { PeriodReader } from './period/reading.ts';
import { tokenisePeriod } from './period/tokens.ts';
import { FILLERS } from './period/words.ts';

/** A period in a sentence, and the sentence without it. */
export interface PeriodMatch {
  readonly days: DateRange;
  readonly rest: string;
}

/**
 * The first period in a sentence, in English or Dutch whatever is spoken, as whole days up to today: the past is meant
 * where that is open. Nothing when there is none, when it is still to come, or when it names a day that does not exist.
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
      days: { from: days.from, to: days.to > today ? today : days.to },
      rest: rest
        .replace(/\s+/g, ' ')
        .replace(/ ([?!.,])/g, '$1')
        .trim(),
    };
  }
  return undefined;
}

/** The period a sentence names, as {@link findPeriod} finds it. */
export const parsePeriod = (text: string, today: Day): DateRange | undefined => findPeriod(text, today)?.days;

/** Words that name days there are not, or not yet, and the sentence without them. */
export function findImpossiblePeriod(
  text: string,
  today: Day,
): { readonly said: string; readonly rest: string } | undefined {
  const whole = text.normalize('NFC');
  const tokens = tokenisePeriod(whole);
  for (let at = 0; at < tokens.length; at++) {
    const reading = new PeriodReader(tokens, at, today);
    const days = reading.first(readOpenRange, readRange, readSingle);
    if (!reading.isImpossible && !days) continue;
    if (!reading.isImpossible && days && days.from <= today) return undefined;
    const start = tokens[at]?.start ?? 0;
    const found =
      /^(?:(?:from|since|in|of|for|van|vanaf|voor|uit|sinds|over)\s+)?(?<said>.{1,30}?)(?:\s+(?:please|pls|graag|aub|zien|tonen|bekijken))*[\s?.!]*$/i.exec(
        whole.slice(start),
      );
    const said = found?.groups?.said;
    return said === undefined ? undefined : { said, rest: whole.slice(0, start).trim() };
  }
  return undefined;
}
