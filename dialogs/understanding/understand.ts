import type { Product } from '../../src/domain/product.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Intent, Topic, Verb } from './intent.ts';
import { type Run, runsIn } from './people.ts';
import { planOf, type Reading, readingOf, type Unit } from './reading.ts';
import { type Way, ways, weights } from './ways.ts';
import { whenIn } from './when.ts';

/** What is known where something is said. */
export interface Hearing {
  readonly locale: string;
  /** The price list: what can be named. */
  readonly products: readonly Product[];
  readonly today: Instant;
}

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

const acts: ReadonlySet<Verb> = new Set<Verb>([
  'change',
  'buy',
  'assign',
  'unassign',
  'cancel',
  'recurring',
  'reactivate',
  'undo',
]);

export function understand(text: string, hearing: Hearing): Understood {
  if (text.length > LONGEST) return unknown;
  const said = text.normalize('NFC').trim();
  if (said === '?') return { kind: 'sure', intent: { verb: 'help' } };
  const being = beingSomebody(said);
  if (being) return { kind: 'sure', intent: being };
  const meanings = meaningsOf(new Sentence(said, hearing));
  const [best, next] = meanings;
  if (!best || best.score < GUESS) return unknown;
  const sure = best.score >= (acts.has(best.intent.verb) ? SURE.acts : SURE.shows);
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

/** “Be Noor”: whatever follows is a name. “I am Noor” is that only when it is written as one. */
function beingSomebody(said: string): Intent | undefined {
  const bare = said.replace(/[\s.!?]{1,9}$/, '').replace(/[ ,](?:please|graag|alstublieft|aub)$/i, '');
  const found =
    /^(?:be|wees)(?:\s+(?<who>\S.{0,199}))?$/is.exec(bare) ??
    /^(?:[iI](?: a|['’])m|[iI]k ben|[aA]ct as|[lL]og in as|[wW]ord)\s(?<who>\p{Lu}[\p{L}'’-]*(?: [\p{L}'’-]+){0,4})$/u.exec(
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

/** A sentence with what can be said about it: which cues it has, which names, which period. */
class Sentence {
  readonly reading: Reading;
  readonly cues: ReadonlySet<string>;
  readonly runs: readonly Run[];
  readonly period: { readonly from: string; readonly to: string } | undefined;
  readonly products: readonly string[];
  readonly #single: boolean;

  constructor(text: string, hearing: Hearing) {
    let reading = readingOf(text, hearing);
    if (reading.units.some(({ is }) => timely.has(is))) {
      const when = whenIn(text, hearing.today);
      this.period = when?.period;
      if (when) reading = readingOf(when.rest, hearing);
    }
    this.reading = reading;
    this.runs = runsIn(reading);
    const cues = new Set(reading.units.map(({ is }) => is));
    for (const [index, { is, from }] of reading.units.entries()) {
      if (is === 'number' || is === 'signed') cues.add(this.#placed(index));
      if (is === 'set' || is === 'change' || is === 'op' || is === 'to') cues.add(is);
      if (
        from === 0 &&
        /^(?:is|are|will|does|did|heeft|has|wordt|gaat|loopt|blijft|had)$/.test(reading.words[0]?.plain ?? '')
      )
        cues.add('does');
    }
    this.#single = ['more', 'add', 'fewer', 'remove'].some((cue) => cues.has(cue)) && oneOf(reading);
    if (this.#single && !cues.has('number')) cues.add('number').add('n#');
    if (reading.words.some(({ plain }) => ought.has(plain))) cues.add('ought');
    if (reading.words.some(({ plain }) => permitted.has(plain))) cues.add('permitted');
    if (this.period) cues.add('period');
    if (this.runs.length > 0) cues.add('people').add('typed');
    this.cues = cues;
    this.products = [...new Set(reading.units.flatMap(({ product }) => product ?? []))];
  }

  /** Where a number stands: after “to” it is a total, after “by” a difference. */
  #placed(index: number): string {
    const { units, words } = this.reading;
    for (let at = index - 1; at >= 0; at--) {
      const unit = units[at] as Unit;
      if (/^(?:to|op|at|on)$/.test(unit.is)) return 'to#';
      const plain = words[unit.from]?.plain;
      if (plain === 'in' && this.reading.units.some(({ is }) => is === 'change')) return 'to#';
      if (plain === 'by' || plain === 'met' || plain === 'with') return 'by#';
      if (plain === 'from' || plain === 'van') return 'from#';
      if (unit.is !== 'filler' && unit.is !== 'total') return 'n#';
    }
    return 'n#';
  }

  /** The one number that counts; of “from 5 to 12” the last. */
  number(): number | undefined {
    const { units } = this.reading;
    const numbers = units.filter(({ is }) => is === 'number' || is === 'signed');
    if (numbers.length === 0 && this.#single) return 1;
    if (numbers.length === 1) return numbers[0]?.count;
    if (numbers.length === 2 && this.has('instead')) {
      const instead = units.findIndex(({ is }) => is === 'instead');
      return numbers.find((one) => units[instead + 1] !== one)?.count;
    }
    const placed = units.flatMap((unit, index) =>
      this.#placed(index) === 'to#' && unit.count !== undefined ? [unit.count] : [],
    );
    return numbers.length === 2 && placed.length === 1 && this.cues.has('from#') ? placed[0] : undefined;
  }

  has(is: string): boolean {
    return this.cues.has(is);
  }
}

/** “Another licence”, “a licence more”, “nog een”: one, without its number. */
const oneOf = ({ words }: Reading): boolean => {
  const said = words.map(({ plain }) => plain);
  const licence = said.findIndex((word) => /^(?:licen[cs]e|seat|licentie|plaats|plek|exemplaar)$/.test(word));
  const article = said.findIndex((word) => /^(?:an?|een)$/.test(word));
  return said.includes('another') || said.join(' ').includes('nog een') || (article >= 0 && article < licence);
};
const permitted = new Set('may should must mag moet'.split(' '));
const ought = new Set('can could may should must mag moet kan'.split(' '));

/** What may have happened at some time. */
const timely = new Set('invoice invoices spend pay much money price'.split(' '));

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
    return { intent, score, rank: score + 0.01 * way.needs.length };
  });
}

interface Made {
  readonly intent: Intent;
  /** The unknown words it explains. */
  readonly runs: readonly Run[];
  /** How doubtful it is by itself, from 0 to 1. */
  readonly less?: number;
}

function intentsOf(way: Way, sentence: Sentence): readonly Made[] {
  const { products, runs } = sentence;
  switch (way.verb) {
    case 'assign':
    case 'unassign':
      return peopled(way.verb, way, sentence);
    case 'change':
      return changes(way, sentence);
    case 'buy':
    case 'open':
    case 'holders':
    case 'cancel':
    case 'reactivate':
    case 'recurring': {
      if (way.verb === 'recurring' && denied(sentence)) return [];
      if (way.verb === 'cancel' && way.needs.length === 1 && bareCancel(sentence)) return [];
      const named = productOf(way, sentence);
      return named.map(({ product, runs: explained, less }) => ({
        intent: acting(way, sentence, product),
        runs: explained,
        ...(less && { less }),
      }));
    }
    case 'list':
      return [{ intent: { verb: 'list' }, runs: [] }];
    case 'invoices':
    case 'spend':
      return [{ intent: { verb: way.verb, ...(sentence.period && { period: sentence.period }) }, runs: [] }];
    case 'invoice': {
      const numbered = sentence.reading.words.find(({ kind }) => kind === 'invoice-number');
      return numbered
        ? [{ intent: { verb: 'invoice', number: numbered.raw.toUpperCase() }, runs: [] }]
        : [{ intent: { verb: 'invoice', which: 'last' }, runs: [] }];
    }
    case 'help':
      return [{ intent: { verb: 'help', ...(way.how && { topic: way.how as Topic }) }, runs: [] }];
    case 'language': {
      const to =
        sentence.has('english') || sentence.reading.words.at(-1)?.plain === 'en'
          ? 'en'
          : sentence.has('dutch')
            ? 'nl'
            : undefined;
      if (sentence.has('english') && sentence.has('dutch')) return [];
      return [{ intent: { verb: 'language', ...(to && { to }) }, runs: [] }];
    }
    case 'stop':
      return bareCancel(sentence) ? [{ intent: { verb: 'stop' }, runs: [] }] : [];
    case 'home':
    case 'undo':
    case 'payment':
    case 'add-card':
    case 'support':
    case 'back':
      return products.length > 1 || runs.length > 3 ? [] : [{ intent: { verb: way.verb }, runs: [] }];
    default:
      return [];
  }
}

/** “Cancel” by itself leaves what one was doing; “opzeggen” by itself is about a subscription. */
const bareCancel = ({ reading }: Sentence): boolean =>
  reading.units.every(
    ({ is, from }) => is !== 'cancel' || /^(?:cancel|canc|annul)/.test(reading.words[from]?.plain ?? ''),
  );

/** “Do not turn it off”: one no takes the other back, and nobody should guess which was meant. */
const denied = (sentence: Sentence): boolean =>
  ['not', 'nolonger'].some((cue) => sentence.has(cue)) &&
  ['off', 'stop', 'cancel', 'end', 'remove'].some((cue) => sentence.has(cue));

/** The intent of a verb that is about a product. */
function acting(way: Way, sentence: Sentence, product: string | undefined): Intent {
  const about = product === undefined ? {} : { product };
  switch (way.verb) {
    case 'buy': {
      const plan = planOf(sentence.reading.units);
      const quantity = sentence.number();
      const trial = sentence.has('trial');
      return {
        verb: 'buy',
        ...about,
        ...(quantity !== undefined && { quantity }),
        ...(plan && { plan }),
        ...(trial && { trial }),
      };
    }
    case 'recurring':
      return { verb: 'recurring', ...about, on: way.how === 'on' };
    default:
      return { verb: way.verb as 'open' | 'holders' | 'cancel' | 'reactivate', ...about };
  }
}

/** What is doubtful about a product that is not in the price list, unless it is written as a name. */
const DOUBT = 0.3;

/** “A pizza” is a thing of another shop. */
const NONSENSE = 0.65;

/** The products a sentence may be about: named, unknown but typed as one, or none. */
function productOf(way: Way, sentence: Sentence): readonly { product?: string; runs: readonly Run[]; less?: number }[] {
  const { products, runs, reading } = sentence;
  if (products.length > 1) return products.map((product) => ({ product, runs: [], less: DOUBT }));
  if (products[0]) return [{ product: products[0], runs: [] }];
  const [run] = runs;
  if (!run || runs.length > 1 || run.to - run.from > 4 || run.text.includes('@')) return [{ runs: [] }];
  const beside = /^(?:up|down)$/.test(way.how) && /^(?:to|aan|from|van|bij|for|voor)$/.test(run.after);
  const certain =
    !beside &&
    (reading.words.slice(run.from, run.to).every(({ raw }) => /^[\p{Lu}\p{N}]/u.test(raw)) ||
      sentence.number() !== undefined);
  return [{ product: run.text, runs: [run], less: certain ? 0 : /^(?:an?|een)$/.test(run.after) ? NONSENSE : DOUBT }];
}

function changes(way: Way, sentence: Sentence): readonly Made[] {
  const count = sentence.number();
  const numbered = sentence.has('number') || sentence.has('signed');
  if (way.how === 'typed') {
    const typed = sentence.runs.at(-1);
    if (!typed || numbered || !/^(?:to|op|at|naar)$/.test(typed.after) || sentence.products.length !== 1) return [];
    const [product] = sentence.products;
    return [{ intent: { verb: 'change', product, typed: typed.text }, runs: [typed] }];
  }
  if (numbered !== (way.how !== 'open')) return [];
  return productOf(way, sentence).flatMap(({ product, runs, less }): Made[] => {
    const about = { verb: 'change', ...(product !== undefined && { product }) } as const;
    const rest = { runs, ...(less && { less }) };
    if (way.how === 'open') return [{ intent: about, ...rest }];
    if (count === undefined) return [];
    if (way.how === 'total') return [{ intent: { ...about, total: count }, ...rest }];
    if (way.how === 'down') return [{ intent: { ...about, delta: -Math.abs(count) }, ...rest }];
    return [{ intent: { ...about, delta: count }, ...rest }];
  });
}

/** Giving people licences, or taking them away. */
function peopled(verb: 'assign' | 'unassign', way: Way, sentence: Sentence): readonly Made[] {
  const { products, runs } = sentence;
  const make = (product: string | undefined, people: readonly Run[], less = 0): Made => ({
    intent: {
      verb,
      ...(product !== undefined && { product }),
      ...(people.length > 0 && { people: people.map(({ text }) => text) }),
    },
    runs,
    less,
  });
  const count = sentence.number();
  const doubt = count !== undefined && count !== runs.length ? DOUBT : 0;
  if (products.length > 1) return products.map((product) => make(product, runs, DOUBT));
  if (products[0] || sentence.has('licence')) return [make(products[0], runs, doubt)];
  const towards = /^(?:to|aan|from|van|bij|for|voor|op|on)$/;
  const [first] = runs;
  const second = runs.findIndex(({ after }, index) => index > 0 && towards.test(after));
  if (first && second === 1 && way.needs.length < 3)
    return [make(first.text, runs.slice(1), verb === 'unassign' ? DOUBT : 0)];
  return [make(undefined, runs, doubt)];
}

/** Something else to offer beside the only likely meaning. */
function besides(intent: Intent): Intent {
  const product = 'product' in intent ? intent.product : undefined;
  if (product && intent.verb !== 'open') return { verb: 'open', product };
  return intent.verb === 'help' ? { verb: 'support' } : { verb: 'help' };
}
