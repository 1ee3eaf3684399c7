import { type Day, type Days, dayOf, LONGEST_YEARS, startOf } from '../../src/domain/days.ts';
import { anniversary } from '../../src/domain/time.ts';
import { plusDays } from './period/calendar.ts';
import { bareDate, numeric, parts, written } from './period/dates.ts';
import { Reading } from './period/reading.ts';
import { relative } from './period/relative.ts';
import { joined, resolved, type Span } from './period/span.ts';
import { tokensOf } from './period/tokens.ts';
import { AFTER, AND, BEFORE, BETWEEN, FILLERS, LAST, monthNamed, SINCE, THIS, UNTIL } from './period/words.ts';

/** A period in a sentence, and the sentence without it. */
export interface PeriodFound {
  readonly days: Days;
  readonly rest: string;
}

/**
 * The first period in a sentence, in English or Dutch whatever is spoken, as whole days up to today: the past is meant
 * where that is open. Nothing when there is none, when it is still to come, or when it names a day that does not exist.
 */
export function findPeriod(text: string, today: Day): PeriodFound | undefined {
  const whole = text.normalize('NFC');
  const tokens = tokensOf(whole);
  for (let at = 0; at < tokens.length; at++) {
    const reading = new Reading(tokens, at, today);
    const days = reading.first(open, range, single);
    if (reading.impossible) return undefined;
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
export const periodIn = (text: string, today: Day): Days | undefined => findPeriod(text, today)?.days;

const THE = new Set(['the', 'de', 'het', 'from', 'van']);

/** Some days with one name: `October 2025`, `last month`, `1/10/2025`. */
const span = (reading: Reading): Span | undefined =>
  reading.first(
    (from) => {
      while (from.skip(THE));
      return from.first(relative, numeric, written, parts);
    },
    // “Last March” is the March that was.
    (from) => {
      if (!(LAST.has(from.word()) || THIS.has(from.word())) || !monthNamed(from.word(1))) return undefined;
      from.at++;
      return written(from);
    },
  );

const single = (reading: Reading): Days | undefined => {
  const said = span(reading);
  if (!said) return undefined;
  const days = resolved(said, reading);
  if (!days || !onwards(reading)) return days;
  return { from: days.from, to: reading.today };
};

const ON = new Set(['onwards', 'onward', 'on', 'af']);
/** `from March on`, `van maart af`. */
const onwards = (reading: Reading): boolean => ON.has(reading.word()) && reading.skip(ON);

/** `since`, `after`, `until`, `before`: one end is said. */
function open(reading: Reading): Days | undefined {
  const { today } = reading;
  const earliest = (to: Day) => dayOf(anniversary(startOf(to), -12 * LONGEST_YEARS));
  const [since, after, until, before] = [SINCE, AFTER, UNTIL, BEFORE].map((words) => reading.skip(words));
  if (!since && !after && !until && !before) return undefined;
  if (until) {
    reading.skipAll('en', 'met');
    reading.skipAll('and', 'including');
  }
  const from = reading.at;
  const stretch = since ? range(reading) : undefined;
  if (stretch) return stretch;
  reading.at = from;
  const said = span(reading);
  const days = said && resolved(said, reading);
  if (!days) return undefined;
  if (since) return { from: days.from, to: today };
  if (after) return { from: plusDays(days.to, 1), to: today };
  const to = before ? plusDays(days.from, -1) : days.to > today ? today : days.to;
  return { from: earliest(to), to };
}

const TO = new Set(['to', 'until', 'till', 'til', 'through', 'thru', 'tot', 't/m', '-', '–', '—', 'naar']);

/** Goes past what stands between the two ends of a range. */
function towards(reading: Reading, between: boolean): boolean {
  if (between && reading.skip(AND)) return true;
  if (reading.skipAll('up', 'to') || reading.skipAll('tot', 'en', 'met') || reading.skipAll('tot', 'aan')) return true;
  return reading.skip(TO);
}

/** `March to May`, `between 1 and 15 October`, `1 Oct 2025 - 15 Nov 2025`, `October 1 to 15`. */
function range(reading: Reading): Days | undefined {
  while (reading.skip(THE));
  const between = reading.skip(BETWEEN);
  return reading.first(
    (from) => {
      const start = span(from);
      if (!start || !towards(from, between)) return undefined;
      const end = span(from);
      return end && joined(start, end, from);
    },
    (from) => {
      const date = bareDate(from);
      if (!date || !towards(from, between)) return undefined;
      const end = written(from);
      const start = end && onDate(end, date, from);
      return end && start && joined(start, end, from);
    },
    (from) => {
      const start = span(from);
      if (!start || !towards(from, between)) return undefined;
      const date = bareDate(from);
      const end = date && onDate(start, date, from);
      return end ? joined(start, end, from) : undefined;
    },
  );
}

/** Another date in the month of a day. */
function onDate(other: Span, date: number, reading: Reading): Span | undefined {
  const day = resolved(other, reading);
  if (!day || day.from !== day.to) return undefined;
  const span: Span = {
    in: (year) => {
      const there = other.in(year);
      const from = there && `${there.from.slice(0, 8)}${String(date).padStart(2, '0')}`;
      if (!from || Number.isNaN(startOf(from)) || dayOf(startOf(from)) !== from) return undefined;
      return { from, to: from };
    },
    ...(other.year !== undefined && { year: other.year }),
  };
  if (!resolved(span, reading)) reading.impossible = true;
  return span;
}
