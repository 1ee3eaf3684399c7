import { parseWholeNumber } from '../number.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The English and Dutch names of each month, in full and abbreviated. */
const MONTHS: readonly string[] = [
  'january januari jan',
  'february februari feb febr',
  'march maart mar mrt',
  'april apr',
  'may mei',
  'june juni jun',
  'july juli jul',
  'august augustus aug',
  'september sep sept',
  'october oktober oct okt',
  'november nov',
  'december dec',
];

const monthsByName: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

// Words that are one letter away from a month's name.
const NOT_MONTHS = words('maar match junk jury maat maakt');
const MIN_CORRECTED_LENGTH = 4;

/** The number of the month that a word names, also with one typo where that is unambiguous. */
export function parseMonth(word: string): number | undefined {
  const exact = monthsByName.get(word);
  if (exact || word.length < MIN_CORRECTED_LENGTH || NOT_MONTHS.has(word)) return exact;
  const near = [...monthsByName].filter(
    ([name]) => name.length >= MIN_CORRECTED_LENGTH && name[0] === word[0] && isOneTypoApart(name, word),
  );
  const months = new Set(near.map(([, month]) => month));
  return months.size === 1 ? near[0]?.[1] : undefined;
}

/** Whether two words differ by one letter inserted, deleted or replaced, or by two letters swapped. */
function isOneTypoApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (text: string, from: number) => text.slice(from);
  if (a.length > b.length) return rest(a, at + 1) === rest(b, at);
  if (a.length < b.length) return rest(a, at) === rest(b, at + 1);
  const swapped = a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, at + 2) === rest(b, at + 2);
  return swapped || rest(a, at + 1) === rest(b, at + 1);
}

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';

const UNITS: Readonly<Record<CalendarUnit, ReadonlySet<string>>> = {
  day: words('day days dag dagen dgn'),
  week: words('week weeks weken wk wks'),
  month: words('month months maand maanden mnd mnds mth mths mnth mont'),
  quarter: words('quarter quarters kwartaal kwartalen qtr'),
  half: words('half helft halfjaar'),
  year: words('year years jaar jaren yr yrs jr'),
};

export const parseUnit = (word: string): CalendarUnit | undefined =>
  (Object.keys(UNITS) as CalendarUnit[]).find((unit) => UNITS[unit].has(word));

const ORDINALS = ['first eerste', 'second tweede', 'third derde', 'fourth vierde'].map(words);

/** `second`, `2nd`, `2e`: 2. */
export function parseOrdinal(word: string): number | undefined {
  const written = ORDINALS.findIndex((names) => names.has(word)) + 1;
  return written || (/^\d{1,2}(?:st|nd|rd|th|ste|de|e)$/.test(word) ? Number.parseInt(word, 10) : undefined);
}

/** `3`, `three`, `drie`: 3. */
export const parseCount = (word: string): number | undefined =>
  parseWholeNumber(word, 'en-GB') ?? parseWholeNumber(word, 'nl-NL');

export const THIS = words('this current dit deze dees dezen huidig huidige');
export const LAST = words('last past previous prev vorig vorige vorigen verleden afgelopen laatste voorbije');
/** Words that mean up to today even without a count: the past year is twelve months, last year a calendar year. */
export const PAST = words('past afgelopen laatste voorbije');
export const TODAY = words('today now vandaag nu heden');
export const YESTERDAY = words('yesterday gisteren');
export const SINCE = words('since sinds vanaf');
export const AFTER = words('after na');
export const BEFORE = words('before vóór');
export const UNTIL = words('until till til tot through');
export const BETWEEN = words('between tussen');
export const AND = words('and en');
export const OF = words('of van in');
/** Words before a period that do not change its meaning. */
export const FILLERS = words(
  'from of in for over during the dated on within at van voor uit op tijdens gedurende de het door per binnen',
);
