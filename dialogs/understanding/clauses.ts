import type { Intent } from './intent.ts';

type ClauseResult = { readonly kind: 'sure'; readonly intent: Intent } | { readonly kind: 'unsure' | 'unknown' };

const SPLIT =
  /\s*(?:[,;]\s*)?\b(?:and then|and also|and|then|after that|also|en dan|en ook|en daarna|en|daarna|verder|vervolgens|plus|but|maar|whereas)\b\s+|\s*[;&+]\s+|,\s+|\.\s+/gi;
/** Longest sentence that is cut, in letters, and most places where it is tried. */
const MAX_LENGTH = 300;
const MAX_CUTS = 6;
/** Shortest clause, in letters. */
const MIN_CLAUSE = 6;

/**
 * The two wishes of a sentence: it is cut where both parts are sure by themselves and differ. Nothing if it has one wish.
 */
export function splitClauses(
  text: string,
  understandClause: (clause: string, before?: Intent) => ClauseResult,
): readonly [Intent, Intent] | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  for (const cut of [...text.matchAll(SPLIT)].slice(0, MAX_CUTS)) {
    const before = text.slice(0, cut.index).trim();
    const after = text.slice(cut.index + cut[0].length).trim();
    if (before.length < MIN_CLAUSE || after.length < MIN_CLAUSE) continue;
    const first = understandClause(before);
    if (first.kind !== 'sure' || isSmallTalk(first.intent) || lacksPeople(first.intent)) continue;
    const second = understandClause(after, first.intent);
    if (second.kind !== 'sure' || isSmallTalk(second.intent)) continue;
    if (JSON.stringify(first.intent) === JSON.stringify(second.intent) || !isWhole(second.intent)) continue;
    return [first.intent, second.intent];
  }
  return undefined;
}

/** "Assign Visio and Planner to Noor" is one wish. */
const lacksPeople = (intent: Intent): boolean =>
  (intent.verb === 'assign' || intent.verb === 'unassign') && intent.people === undefined;

const isSmallTalk = ({ verb }: Intent): boolean =>
  ['home', 'stop', 'back', 'help', 'support', 'language', 'settings', 'cannot'].includes(verb);

/** Whether an intent names what it is about: a fragment such as "and Planner" is no second wish. */
const isWhole = (intent: Intent): boolean =>
  !('product' in intent) ? !['open', 'change', 'assign', 'unassign', 'cancel', 'buy'].includes(intent.verb) : true;
