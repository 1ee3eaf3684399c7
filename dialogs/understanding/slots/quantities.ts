import type { Reading } from './reading.ts';
import type { Token } from './token.ts';

/** The number of licences that a sentence names, and what it counts. */
export interface Count {
  /** Absent where the sentence has no number of licences. */
  readonly value?: number;
  /** A number after "to" is a total, one after "by" or with a sign a difference; else the verb decides. */
  readonly role?: 'total' | 'difference';
  readonly doubt?: string;
}

/** The words of a sentence in lower case without accents, with spelling corrected. */
export const wordsOf = ({ tokens, words }: Reading): readonly string[] =>
  tokens.flatMap((token) =>
    token.kind === 'word' ? [token.plain] : words.slice(token.from, token.to).map(({ plain }) => plain),
  );

/** Whether one of the words of a sentence matches. */
export const hasWord = (reading: Reading, pattern: RegExp): boolean =>
  wordsOf(reading).some((word) => pattern.test(word));

const UNITS =
  /^(?:days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?|dagen?|dag|dgn|weken|week|maand|maanden|jaar|jaren|uur|uren|u|minuten|pm|am|h|th|st|nd|rd|e|de)$/;
const SHARE =
  /^(?:half|helft|halve|third|quarter|derde|kwart|double|dubbele|verdubbel|verdubbelen|halveer|halveren|everyone|everybody)$/;
const TO = /^(?:to|too|naar|op|at|at least|->|until|tot|into|becomes?|wordt|worden|total|totaal)$/;
const BY = /^(?:by|met|with)$/;
const FROM = /^(?:from|van|vanaf)$/;
const HAVE = /^(?:have|has|got|heb|hebben|hebt|heeft|had|nu|now|currently|there|zijn|are)$/;

type NumberToken = Extract<Token, { kind: 'number' }>;

/** @param withUnits whether a number of days counts, too */
export function countIn(reading: Reading, withUnits = false): Count {
  const { tokens, words } = reading;
  const plainAt = (index: number): string => {
    const token = tokens[index];
    return token === undefined ? '' : token.kind === 'word' ? token.plain : (words[token.from]?.plain ?? '');
  };
  /** Whether a number is the one that does not hold: "12, not 14", "six instead of four". */
  const isReplaced = (index: number): boolean => {
    const before = [plainAt(index - 3), plainAt(index - 2), plainAt(index - 1)].join(' ');
    return /(?:^| )(?:not|niet|instead of|in plaats van|ipv|rather than)$/.test(before.trim());
  };
  const share = tokens.some((token) => token.kind === 'percent' || (token.kind === 'word' && SHARE.test(token.plain)));
  const all = tokens.flatMap((token, index) =>
    token.kind === 'number' && (withUnits || !UNITS.test(plainAt(index + 1))) && !isReplaced(index)
      ? [{ token, index }]
      : [],
  );
  const counts = all.filter(({ token }, at) => all.findIndex((other) => other.token.count === token.count) === at);
  if (counts.length === 0) return share ? { doubt: 'a share' } : {};
  if (share) return { doubt: 'a share' };
  const roleOf = ({
    token,
    index,
  }: {
    token: NumberToken;
    index: number;
  }): 'total' | 'difference' | 'from' | undefined => {
    if (/[-–—=]+>|→/.test(words[token.from]?.gap ?? '')) return 'total';
    if (token.isSigned) return 'difference';
    for (let at = index - 1; at >= Math.max(0, index - 3); at--) {
      const before = plainAt(at);
      if (TO.test(before)) return 'total';
      if (BY.test(before)) return 'difference';
      if (FROM.test(before)) return 'from';
      const isPassed =
        tokens[at]?.kind === 'word' &&
        /^(?:a|the|een|de|het|total|totaal|of|van|exactly|precies|just|maar|in)$/.test(before);
      if (!isPassed) return undefined;
    }
    return undefined;
  };
  const roles = counts.map(roleOf);
  const valueAt = (at: number): Count => {
    const role = roles[at];
    const value = counts[at]?.token.count;
    return { ...(value !== undefined && { value }), ...(role !== undefined && role !== 'from' && { role }) };
  };
  if (counts.length === 1) return plusOneself(valueAt(0), reading, counts[0]?.index ?? 0);
  const total = roles.indexOf('total');
  if (counts.length === 2 && (total === 1 || roles[0] === 'from')) return { ...valueAt(1), role: 'total' };
  const [first] = counts;
  const before = tokens.slice(0, first?.index).map((_, at) => plainAt(at));
  if (counts.length === 2 && before.some((word) => HAVE.test(word))) return { ...valueAt(1), role: 'total' };
  return { doubt: 'several numbers' };
}

/** "Me and two colleagues" are three. */
function plusOneself(count: Count, reading: Reading, index: number): Count {
  const before = reading.tokens
    .slice(Math.max(0, index - 2), index)
    .map((token) => (token.kind === 'word' ? token.plain : ''));
  const isMe =
    before.length === 2 &&
    /^(?:me|myself|i|ik|mij|mezelf|mijzelf)$/.test(before[0] ?? '') &&
    /^(?:and|en|plus)$/.test(before[1] ?? '');
  return isMe && count.value !== undefined ? { ...count, value: count.value + 1 } : count;
}
