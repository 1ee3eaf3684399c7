import { ordering } from '../../cards/help/clarify-card.ts';
import type { Intent, Verb } from './intent.ts';
import { type Way, ways, weights } from './patterns.ts';
import { intentsOf } from './resolve-intent.ts';
import { type Hearing, Sentence } from './sentence.ts';
import type { Unit } from './tokenise.ts';

export type { Hearing } from './sentence.ts';

/**
 * What a typed sentence means, in English or Dutch. Only what is sure may be acted upon; of what is not, the two
 * likeliest meanings can be offered. What means nothing may still answer a form that is open.
 */
export type Understood =
  | { readonly kind: 'sure'; readonly intent: Intent }
  | { readonly kind: 'unsure'; readonly nearest: readonly [Intent, Intent] }
  | { readonly kind: 'unknown' };

const unknown: Understood = { kind: 'unknown' };

/** Longer text is not a sentence. */
const LONGEST = 4_000;

/** How much of a sentence must be explained before it is acted upon: nearly all, where money or people move. */
const SURE = { acts: 0.85, shows: 0.75 };
/** With less than this nothing was understood at all. */
const GUESS = 0.55;
/** How much likelier than the next meaning a sure one is. */
const MARGIN = 0.02;

const acts: ReadonlySet<Verb> = new Set<Verb>(ordering);

/** The catalogue may be looked at: without a product or a trial nothing is bought. */
const acting = (intent: Intent): boolean =>
  acts.has(intent.verb) && !(intent.verb === 'buy' && intent.product === undefined && !intent.trial);

/** Questions about what was or might be done want nothing done. */
const ABOUT =
  /^(?:did|was|were|has|had|why|what if|are|is|does|do (?:my|our|the|i|we|you|trials|they)|explain|what happens|what does|tell me (?:about|how)|heeft|waarom|wat als|zijn|worden|wordt|werd|leg|vertel|wat betekent|wat gebeurt|hoe zit|stopt|verlengt)\s/i;

export function understand(text: string, hearing: Hearing): Understood {
  if (text.length > LONGEST) return unknown;
  const said = text.normalize('NFC').trim();
  if (said === '?') return { kind: 'sure', intent: { verb: 'help' } };
  if (QUESTIONS.test(said)) return { kind: 'sure', intent: { verb: 'questions' } };
  if (SIGNING_OUT.test(said)) return { kind: 'sure', intent: { verb: 'sign-out' } };
  const being = beingSomebody(said);
  if (being) return { kind: 'sure', intent: being };
  const meanings = meaningsOf(new Sentence(said, hearing));
  const [best, next] = meanings;
  if (!best || best.score < GUESS) return unknown;
  const sure =
    !(acting(best.intent) && (ABOUT.test(said) || PERHAPS.test(said))) &&
    best.score >= (acts.has(best.intent.verb) ? SURE.acts : SURE.shows);
  if (sure && (!next || best.rank - next.rank >= MARGIN)) return { kind: 'sure', intent: best.intent };
  return { kind: 'unsure', nearest: [best.intent, next?.intent ?? besides(best.intent)] };
}

/** The total in an answer to "how many?": a number, perhaps with a word or two round it. */
export function totalIn(text: string): string {
  return text
    .trim()
    .replace(/^(?:make it|set it to|to|naar|maak er|doe|op)\s+/i, '')
    .replace(/(?:van maken|licen[cs]es?|licenties?|stuks)$/i, '')
    .trimEnd();
}

/** The list of questions people ask, by its name. */
const QUESTIONS = /^(?:questions|faqs?|frequently asked questions|vragen|veelgestelde vragen)[.?!]?$/i;

/** Signing out, in the words that other programs have on their buttons. */
const SIGNING_OUT =
  /^(?:(?:please |kunt u )?(?:sign|log) ?(?:me )?(?:out|off)|log ?(?:out|off)|signout|(?:meld|log) (?:me|mij) (?:af|uit)|afmelden|uitloggen)(?:,? (?:please|graag|aub))?[.!?]?$/i;

/** “Be Noor”: whatever follows is a name. “I am Noor” is that only when it is written as one. */
function beingSomebody(said: string): Intent | undefined {
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

interface Meaning {
  readonly intent: Intent;
  /** The part of the sentence it explains. */
  readonly score: number;
  /** Its score, and a little for every cue it rests on. */
  readonly rank: number;
}

/** Who is not sure yet, or wants others to wait, wants nothing done. */
const PERHAPS = /\b(?:might|misschien|not yet|nog niet)\b|^(?:wait|wacht|hold off|forget|vergeet)\b/i;

/** What hardly any other sentence is about. */
const telling: ReadonlySet<string> = new Set(['leaving', 'refunds', 'sees', 'trials', 'renewal', 'pays']);

/** What a sentence may mean, the likeliest first, each meaning once. */
function meaningsOf(sentence: Sentence): readonly Meaning[] {
  const total = weigh(sentence.reading.units, () => true) + (sentence.period ? 1 : 0);
  const meanings: Meaning[] = [];
  for (const way of ways) {
    if ([...way.bars].some((cue) => sentence.has(cue))) continue;
    if (!way.needs.every((group) => group.some((cue) => sentence.has(cue)))) continue;
    meanings.push(...read(way, sentence, total));
  }
  const best = new Map<string, Meaning>();
  for (const meaning of meanings.sort((one, other) => other.rank - one.rank)) {
    const same = JSON.stringify(meaning.intent);
    if (!best.has(same)) best.set(same, meaning);
  }
  return [...best.values()];
}

function weigh(units: readonly Unit[], counts: (unit: Unit) => boolean): number {
  let sum = 0;
  for (const unit of units) if (counts(unit)) sum += weights[unit.is] ?? 1;
  return sum;
}

/** What a way makes of a sentence: nothing when its values are not right. */
function read(way: Way, sentence: Sentence, total: number): Meaning[] {
  const made = intentsOf(way, sentence);
  return made.map(({ intent, runs, less = 0 }) => {
    const inside = (at: number) => runs.some(({ from, to }) => at >= from && at < to);
    const explained =
      weigh(sentence.reading.units, ({ is, from }) =>
        is === 'stranger' || is === 'mail' ? inside(from) : way.may.has(is) || inside(from),
      ) + (sentence.period && 'period' in intent ? 1 : 0);
    const score = (total === 0 ? 1 : explained / total) * (1 - less);
    return { intent, score, rank: score + 0.01 * way.needs.length + (telling.has(way.how) ? 0.03 : 0) };
  });
}

/** Something else to offer beside the only likely meaning. */
function besides(intent: Intent): Intent {
  const product = 'product' in intent ? intent.product : undefined;
  if (product && intent.verb !== 'open') return { verb: 'open', product };
  return intent.verb === 'help' ? { verb: 'support' } : { verb: 'help' };
}
