import { orderVerbs } from '../../src/domain/subscription/acts.ts';
import type { Intent, Verb } from './intent.ts';
import { cueWeights, type Pattern, ways } from './patterns.ts';
import { candidatesFor } from './resolve-intent.ts';
import { Sentence, type UnderstandingContext } from './sentence.ts';
import type { Token } from './tokenise.ts';

export type { UnderstandingContext } from './sentence.ts';

/**
 * What a typed sentence means, in English or Dutch. Only what is sure may be acted upon; of what is not, the two
 * likeliest meanings can be offered. What means nothing may still answer a form that is open.
 */
export type UnderstandingResult =
  | { readonly kind: 'sure'; readonly intent: Intent }
  | { readonly kind: 'unsure'; readonly candidates: readonly [Intent, Intent] }
  | { readonly kind: 'unknown' };

const unknown: UnderstandingResult = { kind: 'unknown' };

/** Longer text is not a sentence. */
const MAX_SENTENCE_LENGTH = 4_000;

/** How much of a sentence must be explained before it is acted upon: nearly all, where money or people move. */
const MIN_SURE_SCORE = { acts: 0.85, shows: 0.75 };
/** With less than this nothing was understood at all. */
const MIN_SCORE = 0.55;
/** How much likelier than the next meaning a sure one is. */
const MIN_MARGIN = 0.02;

const acts: ReadonlySet<Verb> = new Set<Verb>(orderVerbs);

/** The catalogue may be looked at: without a product or a trial nothing is bought. */
const isOrder = (intent: Intent): boolean =>
  acts.has(intent.verb) && !(intent.verb === 'buy' && intent.product === undefined && !intent.trial);

/** Questions about what was or might be done want nothing done. */
const QUESTION_ABOUT =
  /^(?:did|was|were|has|had|why|what if|are|is|does|do (?:my|our|the|i|we|you|trials|they)|explain|what happens|what does|tell me (?:about|how)|heeft|waarom|wat als|zijn|worden|wordt|werd|leg|vertel|wat betekent|wat gebeurt|hoe zit|stopt|verlengt)\s/i;

export function understand(text: string, hearing: UnderstandingContext): UnderstandingResult {
  if (text.length > MAX_SENTENCE_LENGTH) return unknown;
  const said = text.normalize('NFC').trim();
  if (said === '?') return { kind: 'sure', intent: { verb: 'help' } };
  if (QUESTIONS_PHRASE.test(said)) return { kind: 'sure', intent: { verb: 'questions' } };
  if (SIGN_OUT_PHRASE.test(said)) return { kind: 'sure', intent: { verb: 'sign-out' } };
  const being = impersonationIntent(said);
  if (being) return { kind: 'sure', intent: being };
  const meanings = scoreCandidates(new Sentence(said, hearing));
  const [best, next] = meanings;
  if (!best || best.score < MIN_SCORE) return unknown;
  const sure =
    !(isOrder(best.intent) && (QUESTION_ABOUT.test(said) || HESITATION.test(said))) &&
    best.score >= (acts.has(best.intent.verb) ? MIN_SURE_SCORE.acts : MIN_SURE_SCORE.shows);
  if (sure && (!next || best.rank - next.rank >= MIN_MARGIN)) return { kind: 'sure', intent: best.intent };
  return { kind: 'unsure', candidates: [best.intent, next?.intent ?? alternativeTo(best.intent)] };
}

/** The total in an answer to "how many?": a number, perhaps with a word or two round it. */
export function stripTotalPhrase(text: string): string {
  return text
    .trim()
    .replace(/^(?:make it|set it to|to|naar|maak er|doe|op)\s+/i, '')
    .replace(/(?:van maken|licen[cs]es?|licenties?|stuks)$/i, '')
    .trimEnd();
}

/** The list of questions people ask, by its name. */
const QUESTIONS_PHRASE = /^(?:questions|faqs?|frequently asked questions|vragen|veelgestelde vragen)[.?!]?$/i;

/** Signing out, in the words that other programs have on their buttons. */
const SIGN_OUT_PHRASE =
  /^(?:(?:please |kunt u )?(?:sign|log) ?(?:me )?(?:out|off)|log ?(?:out|off)|signout|(?:meld|log) (?:me|mij) (?:af|uit)|afmelden|uitloggen)(?:,? (?:please|graag|aub))?[.!?]?$/i;

/** “Be Noor”: whatever follows is a name. “I am Noor” is that only when it is written as one. */
function impersonationIntent(said: string): Intent | undefined {
  const bare = said.replace(/[\s.!?]{1,9}$/, '').replace(/[ ,](?:please|graag|alstublieft|aub)$/i, '');
  const found =
    /^(?:be|wees)(?:\s+(?<who>\S.{0,199}))?$/is.exec(bare) ??
    /^(?:[iI](?: a|['’])m|[iI]k ben|[aA]ct as|[lL]og in a(?:l)?s|[wW]ord)\s(?<who>\p{Lu}[\p{L}'’-]*(?: [\p{L}'’-]+){0,4})$/u.exec(
      bare,
    );
  if (!found) return undefined;
  const who = found.groups?.who?.trim();
  return { verb: 'be', ...(who && { who }) };
}

interface ScoredCandidate {
  readonly intent: Intent;
  /** The part of the sentence it explains. */
  readonly score: number;
  /** Its score, and a little for every cue it rests on. */
  readonly rank: number;
}

/** Who is not sure yet, or wants others to wait, wants nothing done. */
const HESITATION = /\b(?:might|misschien|not yet|nog niet)\b|^(?:wait|wacht|hold off|forget|vergeet)\b/i;

/** What hardly any other sentence is about. */
const distinctiveVariants: ReadonlySet<string> = new Set(['leaving', 'refunds', 'sees', 'trials', 'renewal', 'pays']);

/** What a sentence may mean, the likeliest first, each meaning once. */
function scoreCandidates(sentence: Sentence): readonly ScoredCandidate[] {
  const total = sumWeights(sentence.tokenised.tokens, () => true) + (sentence.period ? 1 : 0);
  const meanings: ScoredCandidate[] = [];
  for (const way of ways) {
    if ([...way.excludes].some((cue) => sentence.hasCue(cue))) continue;
    if (!way.required.every((group) => group.some((cue) => sentence.hasCue(cue)))) continue;
    meanings.push(...scorePattern(way, sentence, total));
  }
  const best = new Map<string, ScoredCandidate>();
  for (const meaning of meanings.sort((one, other) => other.rank - one.rank)) {
    const same = JSON.stringify(meaning.intent);
    if (!best.has(same)) best.set(same, meaning);
  }
  return [...best.values()];
}

function sumWeights(units: readonly Token[], counts: (unit: Token) => boolean): number {
  let sum = 0;
  for (const unit of units) if (counts(unit)) sum += cueWeights[unit.tokenClass] ?? 1;
  return sum;
}

/** What a way makes of a sentence: nothing when its values are not right. */
function scorePattern(way: Pattern, sentence: Sentence, total: number): ScoredCandidate[] {
  const made = candidatesFor(way, sentence);
  return made.map(({ intent, spans: runs, penalty: less = 0 }) => {
    const inside = (at: number) => runs.some(({ from, to }) => at >= from && at < to);
    const explained =
      sumWeights(sentence.tokenised.tokens, ({ tokenClass: is, from }) =>
        is === 'stranger' || is === 'mail' ? inside(from) : way.optional.has(is) || inside(from),
      ) + (sentence.period && 'period' in intent ? 1 : 0);
    const score = (total === 0 ? 1 : explained / total) * (1 - less);
    return {
      intent,
      score,
      rank: score + 0.01 * way.required.length + (distinctiveVariants.has(way.variant) ? 0.03 : 0),
    };
  });
}

/** Something else to offer beside the only likely meaning. */
function alternativeTo(intent: Intent): Intent {
  const product = 'product' in intent ? intent.product : undefined;
  if (product && intent.verb !== 'open') return { verb: 'open', product };
  return intent.verb === 'help' ? { verb: 'support' } : { verb: 'help' };
}
