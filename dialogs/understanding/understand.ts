import { orderVerbs } from '../../src/domain/subscription/acts.ts';
import type { Intent, Verb } from './intent.ts';
import { type ScoredCandidate, scoreCandidates } from './score-candidates.ts';
import { Sentence, type UnderstandingContext } from './sentence.ts';

export type { UnderstandingContext } from './sentence.ts';

/**
 * What a typed sentence means, in English or Dutch. Only a sure intent is carried out. If it is unsure, the user chooses
 * between the two likeliest intents. An unknown sentence can still answer an open form.
 */
export type UnderstandingResult =
  | { readonly kind: 'sure'; readonly intent: Intent }
  | { readonly kind: 'unsure'; readonly candidates: readonly [Intent, Intent] }
  | { readonly kind: 'unknown' };

/** A result with how it came about. */
export interface Interpretation {
  readonly result: UnderstandingResult;
  /** Why the result is sure, unsure or unknown. */
  readonly reason: string;
  /** Absent where a fixed phrase decided. */
  readonly sentence?: Sentence;
  readonly candidates: readonly ScoredCandidate[];
}

/** Longest text, in characters, that is interpreted. */
const MAX_SENTENCE_LENGTH = 4_000;

/** Least score of a sure intent: higher where money or people are affected. */
const MIN_SURE_SCORE = { orders: 0.85, others: 0.75 };
/** Least score of any intent. */
const MIN_SCORE = 0.55;
/** Least difference in rank between a sure intent and the next. */
const MIN_MARGIN = 0.02;

const ordering: ReadonlySet<Verb> = new Set<Verb>(orderVerbs);

/** Whether an intent starts an order. Buying without a product or a trial only shows the catalogue. */
const isOrder = (intent: Intent): boolean =>
  ordering.has(intent.verb) && !(intent.verb === 'buy' && intent.product === undefined && !intent.trial);

/** The beginnings of questions about an order, which must not start one. */
const QUESTION_ABOUT =
  /^(?:did|was|were|has|had|why|what if|are|is|does|do (?:my|our|the|i|we|you|trials|they)|explain|what happens|what does|tell me (?:about|how)|heeft|waarom|wat als|zijn|worden|wordt|werd|leg|vertel|wat betekent|wat gebeurt|hoe zit|stopt|verlengt)\s/i;

/** Words of users who hesitate or want to wait, which must not start an order. */
const HESITATION = /\b(?:might|misschien|not yet|nog niet)\b|^(?:wait|wacht|hold off|forget|vergeet)\b/i;

/** The name of the list of questions and answers. */
const QUESTIONS_PHRASE = /^(?:questions|faqs?|frequently asked questions|vragen|veelgestelde vragen)[.?!]?$/i;

/** Signing out, in the words that other programs use. */
const SIGN_OUT_PHRASE =
  /^(?:(?:please |kunt u )?(?:sign|log) ?(?:me )?(?:out|off)|log ?(?:out|off)|signout|(?:meld|log) (?:me|mij) (?:af|uit)|afmelden|uitloggen)(?:,? (?:please|graag|aub))?[.!?]?$/i;

export const understand = (text: string, context: UnderstandingContext): UnderstandingResult =>
  interpret(text, context).result;

/** Understands a sentence, and says why it came to that result. */
export function interpret(text: string, context: UnderstandingContext): Interpretation {
  if (text.length > MAX_SENTENCE_LENGTH) {
    return { result: { kind: 'unknown' }, reason: `longer than ${MAX_SENTENCE_LENGTH} characters`, candidates: [] };
  }
  const normalised = text.normalize('NFC').trim();
  const intent = fixedPhraseIntent(normalised);
  if (intent) return { result: { kind: 'sure', intent }, reason: 'fixed phrase', candidates: [] };
  const sentence = new Sentence(normalised, context);
  const candidates = scoreCandidates(sentence);
  return { ...decide(normalised, candidates), sentence, candidates };
}

function fixedPhraseIntent(text: string): Intent | undefined {
  if (text === '?') return { verb: 'help' };
  if (QUESTIONS_PHRASE.test(text)) return { verb: 'questions' };
  if (SIGN_OUT_PHRASE.test(text)) return { verb: 'sign-out' };
  return impersonationIntent(text);
}

/** “Be Noor”: anything that follows is a name. “I am Noor” only if it is written like a name. */
function impersonationIntent(text: string): Intent | undefined {
  const sentence = text.replace(/[\s.!?]{1,9}$/, '').replace(/[ ,](?:please|graag|alstublieft|aub)$/i, '');
  const match =
    /^(?:be|wees)(?:\s+(?<who>\S.{0,199}))?$/is.exec(sentence) ??
    /^(?:[iI](?: a|['’])m|[iI]k ben|[aA]ct as|[lL]og in a(?:l)?s|[wW]ord)\s(?<who>\p{Lu}[\p{L}'’-]*(?: [\p{L}'’-]+){0,4})$/u.exec(
      sentence,
    );
  if (!match) return undefined;
  const who = match.groups?.who?.trim();
  return { verb: 'be', ...(who && { who }) };
}

/** Whether the best candidate is sure, unsure or too poor. */
function decide(text: string, [best, next]: readonly ScoredCandidate[]): Pick<Interpretation, 'result' | 'reason'> {
  if (!best) return { result: { kind: 'unknown' }, reason: 'no pattern matches' };
  if (best.score < MIN_SCORE) return { result: { kind: 'unknown' }, reason: `the best score is below ${MIN_SCORE}` };
  const doubt = doubtAbout(text, best, next);
  if (!doubt) return { result: { kind: 'sure', intent: best.intent }, reason: 'the best candidate is good enough' };
  const candidates = [best.intent, next?.intent ?? alternativeTo(best.intent)] as const;
  return { result: { kind: 'unsure', candidates }, reason: doubt };
}

/** Why the best candidate is not carried out without asking; nothing if it is sure. */
function doubtAbout(
  text: string,
  { intent, score, rank }: ScoredCandidate,
  next: ScoredCandidate | undefined,
): string | undefined {
  if (isOrder(intent) && QUESTION_ABOUT.test(text)) return 'an order in a question';
  if (isOrder(intent) && HESITATION.test(text)) return 'an order in a hesitation';
  const needed = ordering.has(intent.verb) ? MIN_SURE_SCORE.orders : MIN_SURE_SCORE.others;
  if (score < needed) return `the best score is below ${needed}`;
  if (next && !(rank - next.rank >= MIN_MARGIN)) return `the next candidate is within ${MIN_MARGIN}`;
  return undefined;
}

/** The intent to offer beside the only candidate. */
function alternativeTo(intent: Intent): Intent {
  const product = 'product' in intent ? intent.product : undefined;
  if (product && intent.verb !== 'open') return { verb: 'open', product };
  return intent.verb === 'help' ? { verb: 'support' } : { verb: 'help' };
}

/** The number in an answer to "how many?", without the words around it. */
export function stripTotalPhrase(text: string): string {
  return text
    .trim()
    .replace(/^(?:make it|set it to|to|naar|maak er|doe|op)\s+/i, '')
    .replace(/(?:van maken|licen[cs]es?|licenties?|stuks)$/i, '')
    .trimEnd();
}
