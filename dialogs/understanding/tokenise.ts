import type { BillingPlan, Product } from '../../src/domain/catalogue/product.ts';
import { english } from './lexicon.en.ts';
import { dutch } from './lexicon.nl.ts';
import { countIn } from './number.ts';
import { namingOf } from './product-names.ts';
import { Spelling } from './spelling.ts';
import { type Word, wordsIn } from './words.ts';

/** A word or a few that stand for one thing: a cue, a value, or `stranger` for what nobody here knows. */
export interface Unit {
  readonly is: string;
  /** Its words, the last one not included. */
  readonly from: number;
  readonly to: number;
  readonly count?: number;
  readonly product?: string;
}

/** A sentence as this desk reads it. */
export interface Reading {
  readonly text: string;
  readonly words: readonly Word[];
  readonly units: readonly Unit[];
}

/** What phrases stand for, in both languages at once: people mix them. */
const lexicon = new Map<string, string>();
for (const [concept, phrases] of [...Object.entries(english), ...Object.entries(dutch)])
  for (const phrase of phrases.split(', ')) if (phrase && !lexicon.has(phrase)) lexicon.set(phrase, concept);

const LONGEST_PHRASE = 6;
const known = (word: string): boolean => lexicon.has(word) || countIn(word, 'en') !== undefined;
const cues = new Set([...lexicon.keys()].flatMap((phrase) => phrase.split(' ')));
const spelling = new Spelling(cues);
/** Names that are words as well: after “to”, “give” and the like they are names when they begin with a capital. */
const alsoNames = new Set(
  'will mark grant bill may art ben wil mei jan april june august max page rich sue pat chase guy dean nick rob faith joy hope door kan bo wee sam tot mercy drew hi dag lin an ann ken ties'.split(
    ' ',
  ),
);
const beforeNames = new Set('to aan give geef from van let laat for voor bij and en'.split(' '));

/** Reads a sentence: names of products, numbers and cues, each the longest that fits. */
export function readingOf(
  text: string,
  { locale, products }: { locale: string; products: readonly Product[] },
): Reading {
  const words = wordsIn(text, known);
  const naming = namingOf(products);
  const plains = words.map(({ plain }) => plain);
  const spelt = words.map(({ plain, kind, raw }, at) =>
    kind !== 'word' || cues.has(plain) || (at > 0 && /^\p{Lu}/u.test(raw)) ? plain : (spelling.nearest(plain) ?? plain),
  );
  const units: Unit[] = [];
  for (let at = 0; at < words.length; ) {
    const unit = unitAt(at);
    units.push(unit);
    at = unit.to;
  }
  return { text, words, units };

  function unitAt(at: number): Unit {
    const word = words[at] as Word;
    if (word.kind === 'mail' || word.kind === 'invoice-number') return { is: word.kind, from: at, to: at + 1 };
    const phrase = phraseAt(at);
    // “Geen … meer” says no longer, not more.
    if (word.plain === 'meer' && plains.lastIndexOf('geen', at) >= 0) return { is: 'nolonger', from: at, to: at + 1 };
    const product = naming.at(plains, at);
    if (product && !(phrase && phrase.to - at > product.length))
      return { is: 'product', from: at, to: at + product.length, product: product.product };
    if (isName(at)) return { is: 'stranger', from: at, to: at + 1 };
    if (phrase && phrase.to - at > 1) return phrase;
    return numberAt(at) ?? phrase ?? { is: 'stranger', from: at, to: at + 1 };
  }

  function isName(at: number): boolean {
    const { raw, plain } = words[at] as Word;
    const before = plains[at - 1];
    return (
      /^\p{Lu}\p{Ll}/u.test(raw) &&
      before !== undefined &&
      beforeNames.has(before) &&
      (alsoNames.has(plain) || !cues.has(plain)) &&
      numberAt(at) === undefined &&
      !(before !== 'give' && before !== 'geef' && spelt[at] !== plain && lexicon.get(spelt[at] ?? '') === 'language')
    );
  }

  function phraseAt(at: number): Unit | undefined {
    const last = Math.min(words.length, at + LONGEST_PHRASE);
    for (let to = last; to > at; to--) {
      if (
        to - at > 1 &&
        /[,;:.!?&\n]/.test(
          words
            .slice(at + 1, to)
            .map(({ gap }) => gap)
            .join(''),
        )
      )
        continue;
      const is = lexicon.get(plains.slice(at, to).join(' ')) ?? lexicon.get(spelt.slice(at, to).join(' '));
      if (is) return to > at + 1 ? { is, from: at, to } : (looseAt(at) ?? { is, from: at, to });
    }
    return looseAt(at);
  }

  /** A phrase with words between that say nothing: “what exactly can you do”. */
  function looseAt(at: number): Unit | undefined {
    const kept = [at];
    for (let next = at + 1; next < words.length && next < at + LONGEST_PHRASE + 2; next++) {
      if (/[,;:.!?&\n]/.test(words[next]?.gap ?? '')) break;
      if (!betweens.has(plains[next] ?? '')) kept.push(next);
    }
    for (let length = Math.min(kept.length, LONGEST_PHRASE); length > 1; length--) {
      const end = (kept[length - 1] ?? at) + 1;
      if (end - at === length) return undefined;
      const is = lexicon.get(
        kept
          .slice(0, length)
          .map((one) => spelt[one])
          .join(' '),
      );
      if (is && is !== 'filler') return { is, from: at, to: end };
    }
    return undefined;
  }

  /** The number from here on: digits with their sign, or as many number words as belong together. */
  function numberAt(at: number): Unit | undefined {
    const { raw, gap, plain, kind } = words[at] as Word;
    if (kind === 'number') {
      const sign = /(?:^|\s)([-−–+])$/.exec(at === 0 ? ` ${gap}` : gap)?.[1];
      const count = countIn(raw.replace(/[.,]+$/, ''), locale);
      if (count === undefined) return { is: 'stranger', from: at, to: at + 1 };
      return { is: sign ? 'signed' : 'number', from: at, to: at + 1, count: sign && sign !== '+' ? -count : count };
    }
    const half = plain === 'half' || ((plain === 'a' || plain === 'een') && plains[at + 1] === 'half');
    const first = half ? plains.indexOf('half', at) + 1 : at;
    if (half) {
      const dozen = /^do[sz][ie]+j?n$/;
      const to = dozen.test(plains[first] ?? '') ? first + 1 : dozen.test(plains[first + 1] ?? '') ? first + 2 : at;
      return to > at ? { is: 'number', from: at, to, count: 6 } : undefined;
    }
    if (!numberWords.has(plain) && countIn(plain, locale) === undefined) return undefined;
    for (let to = Math.min(words.length, at + 5); to > at; to--) {
      if (words.slice(at + 1, to).some(({ gap: between }) => /[,;.&]/.test(between))) continue;
      const count = countIn(plains.slice(at, to).join(' '), locale);
      if (count === undefined) continue;
      const after = to < words.length && plains[to] === 'hundred' ? undefined : count;
      if (after === undefined) continue;
      if (to === at + 1 && plain === 'een' && raw.toLowerCase() === 'een') return undefined;
      return { is: 'number', from: at, to, count };
    }
    return undefined;
  }
}

/** What may stand between the words of a phrase. */
const betweens = new Set(
  'exactly actually precisely really just even then also please maybe eigenlijk precies even eens eventjes nou dan ook maar gewoon nu toch wel graag effe ff misschien allemaal zo now here hier'.split(
    ' ',
  ),
);

const numberWords = new Set(['a', 'een', 'hundred', 'honderd']);

/** The plan that was named, by how long it binds and how often it is paid. */
export function planOf(units: readonly Unit[]): BillingPlan | undefined {
  const yearly = units.some(({ is }) => is === 'yearly');
  const monthly = units.some(({ is }) => is === 'monthly');
  if (yearly) return monthly ? 'annual-monthly' : 'annual';
  return monthly ? 'monthly' : undefined;
}
