import { DAY, type Instant } from '../../src/domain/time.ts';
import { countIn } from './count.ts';

interface Span {
  readonly from: Instant;
  /** The last day, included. */
  readonly to: Instant;
}

const months: readonly string[] = [
  'january|januari|jan',
  'february|februari|feb',
  'march|maart|mar|mrt',
  'april|apr',
  'may|mei',
  'june|juni|jun',
  'july|juli|jul',
  'august|augustus|aug',
  'september|sept|sep',
  'october|oktober|oct|okt',
  'november|nov',
  'december|dec',
];
const MONTH = months.join('|');
const ORDINAL = 'first|second|third|fourth|eerste|tweede|derde|vierde';
const POINT = String.raw`(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}(?:st|nd|rd|th|e)? (?:${MONTH})(?: \d{4})?|(?:${MONTH}) \d{1,2}(?:st|nd|rd|th)?,? \d{4}|(?:${MONTH})(?: \d{4})?|(?:q|k)[1-4](?: \d{4})?|(?:the |het )?(?:${ORDINAL}) (?:quarter|kwartaal)(?: (?:of |van )?\d{4})?|(?:19|20)\d\d)`;
const edged = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}-])(?:${pattern})(?![\\p{L}\\p{N}-])`, 'iu');

const named = months.map(edged);

const RANGE = edged(
  `(?:from |between |van |tussen |vanaf )?(?<a>${POINT}) ?(?:to|until|till|through|up to|and|t/m|tot en met|tot|en|-|–) ?(?<b>${POINT})`,
);
const SINCE = edged(`(?:since|from|after|sinds|vanaf|na) (?<a>${POINT})`);
const AT = edged(`(?:(?:in|of|for|during|over|van|uit|voor) )?(?<a>${POINT})`);
const THIS = edged(
  '(?:(?:of|in|for|from|van|in|over|voor) )?(?:this|the current|deze|dit|de huidige|het huidige) (?<unit>week|month|maand|quarter|kwartaal|year|jaar)',
);
const LAST = edged(
  '(?:(?:of|in|for|from|over|during|van|voor|uit) )?(?:the |de |het )?(?:last|previous|past|vorige?|afgelopen|laatste) (?<unit>week|month|maand|quarter|kwartaal|year|jaar)(?:s)?',
);
const PAST = edged(
  String.raw`(?:(?:of|in|for|from|over|during|van|voor|uit) )?(?:the |de |het )?(?:last|past|previous|afgelopen|laatste|vorige) (?<n>\d{1,3}|\p{L}{2,12}) (?<unit>days?|dagen|weeks?|weken|months?|maanden|quarters?|kwartalen|years?|jaar|jaren)`,
);
const DAYS = edged('(?<day>today|vandaag|yesterday|gisteren)');

/** The period a sentence speaks of, in whole days up to today at the latest, and the sentence without it. */
export function whenIn(
  text: string,
  today: Instant,
): { period: { from: string; to: string }; rest: string } | undefined {
  const now = Math.floor(today / DAY) * DAY;
  for (const [pattern, read] of readings) {
    const found = pattern.exec(text);
    const span = found && read(found.groups ?? {}, now);
    if (!found || !span || span.from > now || span.to < span.from) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return { period: { from: day(span.from), to: day(Math.min(span.to, now)) }, rest };
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

const readings: readonly (readonly [RegExp, (groups: Groups, now: Instant) => Span | undefined])[] = [
  [
    RANGE,
    ({ a = '', b = '' }, now) => {
      const end = point(b, now);
      const start = end && point(a, end.to, yearOf(b));
      return start && end && { from: start.from, to: end.to };
    },
  ],
  [
    SINCE,
    ({ a = '' }, now) => {
      const start = point(a, now);
      return start && { from: start.from, to: now };
    },
  ],
  [PAST, ({ n = '', unit = '' }, now) => back(countIn(n, 'en') ?? 0, unit, now)],
  [THIS, ({ unit = '' }, now) => ({ from: startOf(unit, now), to: now })],
  [
    LAST,
    ({ unit = '' }, now) => {
      const to = startOf(unit, now) - DAY;
      return { from: startOf(unit, to), to };
    },
  ],
  [
    DAYS,
    ({ day: said = '' }, now) => {
      const at = /^(?:to|van)/i.test(said) ? now : now - DAY;
      return { from: at, to: at };
    },
  ],
  [AT, ({ a = '' }, now) => point(a, now)],
];

const day = (at: Instant): string => new Date(at).toISOString().slice(0, 10);
const yearOf = (text: string): number | undefined => {
  const year = /(?:19|20)\d\d/.exec(text)?.[0];
  return year ? Number(year) : undefined;
};
const utc = (year: number, month: number, date = 1): Instant => Date.UTC(year, month, date);

function startOf(unit: string, at: Instant): Instant {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (/^w/i.test(unit)) return at - ((date.getUTCDay() + 6) % 7) * DAY;
  if (/^m/i.test(unit)) return utc(year, month);
  if (/^(?:q|k)/i.test(unit)) return utc(year, month - (month % 3));
  return utc(year, 0);
}

function back(count: number, unit: string, now: Instant): Span | undefined {
  if (count < 1 || count > 400) return undefined;
  if (/^d/i.test(unit)) return { from: now - count * DAY, to: now };
  if (/^w/i.test(unit)) return { from: now - count * 7 * DAY, to: now };
  const date = new Date(now);
  const size = /^m/i.test(unit) ? 1 : /^(?:q|k)/i.test(unit) ? 3 : 12;
  const first = utc(date.getUTCFullYear(), date.getUTCMonth() - count * size);
  const last = new Date(utc(date.getUTCFullYear(), date.getUTCMonth() - count * size + 1, 0)).getUTCDate();
  return { from: first + (Math.min(date.getUTCDate(), last) - 1) * DAY, to: now };
}

/** A day, a month, a quarter or a year; without a year the last one that began before a moment. */
function point(text: string, before: Instant, year = yearOf(text)): Span | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return one(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const written = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (written) return one(Number(written[3]), Number(written[2]) - 1, Number(written[1]));
  const latest = (from: (year: number) => Instant, to: (year: number) => Instant): Span => {
    const current = new Date(before).getUTCFullYear();
    const chosen = yearOf(text) ?? (year !== undefined && from(year) <= before ? year : undefined);
    const own = chosen ?? (from(current) <= before ? current : current - 1);
    return { from: from(own), to: to(own) };
  };
  const quarter = quarterIn(text);
  if (quarter !== undefined)
    return latest(
      (own) => utc(own, quarter * 3),
      (own) => utc(own, quarter * 3 + 3, 0),
    );
  const month = named.findIndex((names) => names.test(text));
  if (month < 0) return year === undefined ? undefined : { from: utc(year, 0), to: utc(year, 12, 0) };
  const date = /(?<!\d)\d{1,2}(?!\d)/.exec(text)?.[0];
  return latest(
    (own) => utc(own, month, date ? Number(date) : 1),
    (own) => (date ? utc(own, month, Number(date)) : utc(own, month + 1, 0)),
  );
}

function quarterIn(text: string): number | undefined {
  const short = /^[qk]([1-4])/i.exec(text)?.[1];
  if (short) return Number(short) - 1;
  const named = new RegExp(`(?:${ORDINAL}) (?:quarter|kwartaal)`, 'i').exec(text)?.[0];
  return named ? ORDINAL.split('|').indexOf(named.split(' ')[0]?.toLowerCase() ?? '') % 4 : undefined;
}

function one(year: number, month: number, date: number): Span | undefined {
  const at = utc(year, month, date);
  const real = new Date(at);
  return real.getUTCMonth() === month && real.getUTCDate() === date ? { from: at, to: at } : undefined;
}
