import type { Prediction } from './classifier/classifier.ts';
import { loadModel } from './classifier/model.ts';
import { splitClauses } from './clauses.ts';
import { type Conversation, followUp, isAboutProduct, pointsBack, productOf } from './conversation.ts';
import { fixedPhraseIntent } from './fixed-phrases.ts';
import { type Intent, intentSchema, type Verb } from './intent.ts';
import { type Bar, barOf } from './mood.ts';
import { type Resolution, resolveIntent } from './resolve-intent.ts';
import { wordsOf } from './slots/quantities.ts';
import { type Reading, type ReadingContext, readSentence } from './slots/reading.ts';

/** What the understanding of a sentence depends on. */
export interface UnderstandingContext extends ReadingContext {
  readonly conversation?: Conversation;
}

/**
 * What a typed sentence means, in English or Dutch. Only a sure intent is carried out. If it is unsure, the user chooses
 * between the likeliest intents. An unknown sentence can still answer an open form.
 */
export type UnderstandingResult =
  | {
      readonly kind: 'sure';
      readonly intent: Intent;
      /** From 0 to 1. In an open form, an unclear sentence is the form's answer. */
      readonly certainty: number;
      /** A second wish in the same sentence, to offer once the first is done. */
      readonly next?: Intent;
    }
  | { readonly kind: 'unsure'; readonly candidates: readonly [Intent, ...Intent[]]; readonly certainty: number }
  | { readonly kind: 'unknown' };

/** A result with how it came about. */
export interface Interpretation {
  readonly result: UnderstandingResult;
  /** Why the result is sure, unsure or unknown. */
  readonly reason: string;
  /** Absent where a fixed phrase decided. */
  readonly reading?: Reading;
  readonly predictions: readonly Prediction[];
  readonly bar?: Bar;
}

/** Longest text, in characters, that is interpreted. */
const MAX_SENTENCE_LENGTH = 4_000;

/** Least probability of a sure intent: higher where money or people are affected. */
const SURE = { orders: 0.42, others: 0.25 };
/** Most probability that a sentence must not act, with which an act is still sure. */
const MAX_NO_ACT = 0.15;
/** How many times as likely as the next act an act must be. */
const RIVAL = 2;
/** Least probability of each wish where a sentence has two. */
const SURE_CLAUSE = 0.5;
/** Most intents that are offered. */
const OFFERED_INTENTS = 2;
/** Least probability of an intent that is offered. */
const OFFERED = 0.08;
/** Least probability of "out of domain" with which nothing is offered. */
const OUT_OF_DOMAIN = 0.6;

/** The verbs that open a form or a review which changes something. */
const ACTS: ReadonlySet<Verb> = new Set<Verb>([
  'change',
  'buy',
  'assign',
  'unassign',
  'cancel',
  'recurring',
  'reactivate',
  'undo',
  'ask',
  'answer',
  'withdraw',
]);

/** Whether an intent starts an order. Buying without a product or a trial only shows the catalogue. */
export const isAct = (intent: Intent): boolean =>
  ACTS.has(intent.verb) && !(intent.verb === 'buy' && intent.product === undefined && !intent.trial);

export const understand = (text: string, context: UnderstandingContext): UnderstandingResult =>
  interpret(text, context).result;

/** Understands a sentence, and says why it came to that result. */
export function interpret(text: string, context: UnderstandingContext): Interpretation {
  if (text.length > MAX_SENTENCE_LENGTH) {
    return { result: { kind: 'unknown' }, reason: `longer than ${MAX_SENTENCE_LENGTH} characters`, predictions: [] };
  }
  const normalised = text.normalize('NFC').trim();
  const fixed = fixedPhraseIntent(normalised);
  if (fixed) return { result: { kind: 'sure', intent: fixed, certainty: 1 }, reason: 'fixed phrase', predictions: [] };
  const whole = interpretClause(normalised, context);
  if (whole.reading) {
    const [first, second] =
      splitClauses(normalised, (clause, before) => {
        const about = productOf(before) ?? context.conversation?.about;
        return interpretClause(clause, { ...context, conversation: about === undefined ? {} : { about } }, SURE_CLAUSE)
          .result;
      }) ?? [];
    // A report or a condition can stand behind both wishes: then neither is sure.
    if (first && second && !(whole.bar && isAct(first))) {
      return { ...whole, result: { kind: 'sure', intent: first, certainty: 1, next: second }, reason: 'two wishes' };
    }
  }
  return whole;
}

function interpretClause(text: string, context: UnderstandingContext, least = 0): Interpretation {
  const model = loadModel();
  const { conversation = {} } = context;
  const { about } = conversation;
  const reading = readSentence(text, { ...context, ...(about !== undefined && { about }) }, model.vocabulary);
  const predictions = model.classify(reading);
  const bar = barOf(text);
  const base = { reading, predictions, ...(bar && { bar }) };
  const sure = (intent: Intent, reason: string, certainty = 1): Interpretation => ({
    ...base,
    result: { kind: 'sure', intent, certainty },
    reason,
  });
  const fragment = followUp(reading, conversation);
  if (
    fragment &&
    intentSchema.safeParse(fragment).success &&
    (!isAct(fragment) || bar === undefined || bar === 'negated')
  )
    return sure(fragment, 'a follow-up');
  const change = planChange(reading, predictions[0]?.label);
  if (change) return sure(change, 'from one plan to another');
  if (!saysSomething(reading)) return { ...base, result: { kind: 'unknown' }, reason: 'no word with a meaning' };
  const candidates = resolutions(predictions, reading, conversation);
  const [best, next] = candidates;
  const [top] = predictions;
  const nothing = (reason: string): Interpretation => ({ ...base, result: { kind: 'unknown' }, reason });
  if (!best || !top) return nothing('no class is likely');
  if (top.label === 'unknown' && (top.probability > OUT_OF_DOMAIN || best.probability < OFFERED))
    return nothing('out of domain');
  const doubt =
    best.probability < least ? 'an unclear clause' : doubtAbout(best, next, predictions, bar, reading, conversation);
  if (!doubt)
    return sure(best.intent, `${best.label} with probability ${best.probability.toFixed(2)}`, best.probability);
  const offered = [best, ...(next && next.probability >= OFFERED ? [next] : [])].map(({ intent }) => intent);
  return {
    ...base,
    result: { kind: 'unsure', candidates: offered as [Intent, ...Intent[]], certainty: best.probability },
    reason: doubt,
  };
}

/** Words that say nothing by themselves: they may answer what was asked. */
const EMPTY_WORD =
  /^(?:and|en|the|de|het|een|a|an|of|or|van|der|den|yes|yep|no|nope|ok|okay|ja|nee|neen|please|pls|graag|aub|sure|prima|goed|thanks|bedankt)$/;

/** Whether a sentence has more than products, numbers, names and unknown words. */
const saysSomething = ({ tokens, people, products }: Reading): boolean =>
  tokens.some((token) => {
    if (people.some(({ from, to }) => token.from >= from && token.from < to)) return false;
    if (token.kind === 'word') return !EMPTY_WORD.test(token.plain);
    return token.kind === 'number' ? products.length > 0 : token.kind === 'money' || token.kind === 'invoice-number';
  });

type Candidate = Resolution & Prediction;

/** The intents of the likeliest classes, without those that are no intent, each once. */
function resolutions(
  predictions: readonly Prediction[],
  reading: Reading,
  conversation: Conversation,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const prediction of predictions.slice(0, 6)) {
    const resolved = resolveIntent(takenBack(prediction.label, reading, conversation), reading);
    if (!resolved) continue;
    const intent = withProduct(resolved.intent, reading, conversation);
    if (!intentSchema.safeParse(intent).success) continue;
    const key = JSON.stringify(intent);
    if (candidates.some((other) => JSON.stringify(other.intent) === key)) continue;
    candidates.push({ ...resolved, ...prediction, intent });
    if (candidates.length === OFFERED_INTENTS) break;
  }
  return candidates;
}

const CANCELS = /\b(?:cancel|end|terminate|annuleer|opzeggen|zeg|stop)\b/i;

/** Cancelling a cancellation reactivates, cancelling a request withdraws it. */
function takenBack(label: string, reading: Reading, { previous, about }: Conversation): string {
  const isBack = pointsBack(reading);
  if (previous?.verb === 'ask' && isBack && /^(?:cancel|undo|reactivate|withdraw)$/.test(label)) return 'withdraw';
  if (label === 'stop' && about !== undefined && isBack && CANCELS.test(reading.text)) return 'cancel';
  if (label !== 'cancel' && label !== 'undo') return label;
  if (barOf(reading.text) === 'takes back a cancellation') return 'reactivate';
  const isRequest = wordsOf(reading).some((word) => /^(?:requests?|aanvraag|aanvragen|licentieaanvraag)$/.test(word));
  return isRequest ? 'withdraw' : label;
}

/** Takes the product of the conversation where the sentence has none and points back, or always did. */
function withProduct(intent: Intent, reading: Reading, { about }: Conversation): Intent {
  if (about === undefined || !isAboutProduct(intent) || productOf(intent) !== undefined) return intent;
  const isShort = reading.tokens.length <= 7;
  const takes = [
    'change',
    'assign',
    'unassign',
    'recurring',
    'renewal',
    'refund',
    'free',
    'holders',
    'paid-with',
  ].includes(intent.verb);
  if (!pointsBack(reading) && !(takes && isShort)) return intent;
  return { ...intent, product: about } as Intent;
}

/** "Visio plan 1 to plan 2": two plans of one family, from one to the other. */
function planChange({ products, words, tokens }: Reading, label = ''): Intent | undefined {
  if (products.length !== 2 || /^(?:assign|unassign|ask|price|holders)/.test(label)) return undefined;
  const [one, other] = tokens.filter((token) => token.kind === 'product');
  const between = words.slice(one?.to, other?.from).map(({ plain }) => plain);
  const family = (name = '') => name.replace(/ (?:plan \d|pro|premium.*)$/i, '');
  const isChange =
    (family(products[0]) === family(products[1]) || label.startsWith('cannot')) &&
    between.some((word) => /^(?:to|naar|into|tot|for|in)$/.test(word)) &&
    between.length <= 4;
  const product = products[0];
  return isChange && product !== undefined ? { verb: 'cannot', what: 'change-plan', product } : undefined;
}

/** Why the best candidate is not carried out without asking; nothing if it is sure. */
function doubtAbout(
  best: Candidate,
  next: Candidate | undefined,
  predictions: readonly Prediction[],
  bar: Bar | undefined,
  reading: Reading,
  conversation: Conversation,
): string | undefined {
  const noAct = predictions.find(({ label }) => label === 'no-act')?.probability ?? 0;
  if (isAct(best.intent)) {
    if (
      bar &&
      !(bar === 'takes back a cancellation' && best.intent.verb === 'reactivate') &&
      !isBarredOtherwise(bar, best, reading)
    )
      return `an act in a sentence that is ${bar}`;
    if (noAct > MAX_NO_ACT) return 'a sentence that may not want an act';
    if (best.doubt) return best.doubt;
    const missing = missingRole(best.intent, reading, conversation);
    if (missing) return missing;
    if (best.probability < SURE.orders) return `the probability is below ${SURE.orders}`;
    if (next && isAct(next.intent) && best.probability < RIVAL * next.probability)
      return 'another act is nearly as likely';
    return undefined;
  }
  if (predictions[0]?.label === 'no-act' && best.probability < noAct) return 'a sentence that may not want an act';
  if (best.doubt && best.probability < 0.9) return best.doubt;
  return best.probability < SURE.others ? `the probability is below ${SURE.others}` : undefined;
}

const LICENCE =
  /^(?:licen[cs]\w*|seats?|licentie\w*|lics?|plaats|plaatsen|plek|plekken|access|toegang|subscription\w*|abonnement\w*|abo|plan|trial|proef\w*)$/;
const REQUEST =
  /^(?:requests?|requested|aanvraag|aanvragen|licentieaanvraag|verzoek|verzoeken|vraag|asks?|asked|application|petition|all|alle|alles|everything)$/;

/** What an act lacks to be sure: the product, licence or request that it is about, or a role for each word. */
function missingRole(intent: Intent, reading: Reading, { about, previous }: Conversation): string | undefined {
  const words = wordsOf(reading);
  const hasProduct = productOf(intent) !== undefined || about !== undefined;
  if (intent.verb === 'answer') {
    const isRequest =
      words.some((word) => REQUEST.test(word)) || ['requests', 'answer', 'request'].includes(previous?.verb ?? '');
    return isRequest || productOf(intent) !== undefined ? undefined : 'no request is named';
  }
  if (hasProduct || intent.verb === 'undo' || intent.verb === 'withdraw') return undefined;
  const isLicence = words.some((word) => LICENCE.test(word)) || pointsBack(reading);
  if (['assign', 'unassign', 'ask', 'buy'].includes(intent.verb) && !isLicence) return 'no product or licence is named';
  const unknown = reading.tokens.some(({ kind }) => kind === 'unknown') && !('people' in intent);
  return unknown && !isLicence ? 'a word without a role' : undefined;
}

/** Turning renewal off is a negation by itself: "do not renew Visio", but not "do not stop renewing it". */
const isBarredOtherwise = (bar: Bar, { intent }: Candidate, { text }: Reading): boolean =>
  bar === 'negated' &&
  intent.verb === 'recurring' &&
  !intent.on &&
  !/\b(?:stop\w*|off|cancel\w*|uit\w*|end)\b/i.test(text);

/** The number in an answer to "how many?", without the words around it. */
export function stripTotalPhrase(text: string): string {
  return text
    .trim()
    .replace(/^(?:make it|set it to|to|naar|maak er|doe|op)\s+/i, '')
    .replace(/(?:van maken|licen[cs]es?|licenties?|stuks)$/i, '')
    .trimEnd();
}
