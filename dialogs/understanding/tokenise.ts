import type { BillingPlan, Product } from '../../src/domain/catalogue/product.ts';
import { english } from './lexicon.en.ts';
import { dutch } from './lexicon.nl.ts';
import { parseWholeNumber } from './number.ts';
import { productNamesFor } from './product-names.ts';
import { SpellingCorrector } from './spelling.ts';
import { splitWords, type Word } from './words.ts';

/** A word or a few that stand for one thing: a cue, a value, or `stranger` for what nobody here knows. */
export interface Token {
  readonly tokenClass: string;
  /** Its words, the last one not included. */
  readonly from: number;
  readonly to: number;
  readonly count?: number;
  readonly product?: string;
}

/** A sentence as this desk reads it. */
export interface TokenisedText {
  readonly text: string;
  readonly words: readonly Word[];
  readonly tokens: readonly Token[];
}

/** What phrases stand for, in both languages at once: people mix them. */
const lexicon = new Map<string, string>();
for (const [concept, phrases] of [...Object.entries(english), ...Object.entries(dutch)])
  for (const phrase of phrases.split(', ')) if (phrase && !lexicon.has(phrase)) lexicon.set(phrase, concept);

const LONGEST_PHRASE = 6;
const isKnownWord = (word: string): boolean => lexicon.has(word) || parseWholeNumber(word, 'en') !== undefined;
const knownWords = new Set([...lexicon.keys()].flatMap((phrase) => phrase.split(' ')));
const spelling = new SpellingCorrector(knownWords);
/** Names that are words as well: after “to”, “give” and the like they are names when they begin with a capital. */
const wordsThatAreNames = new Set(
  'will mark grant bill may art ben wil mei jan april june august max page rich sue pat chase guy dean nick rob faith joy hope door kan bo wee sam tot mercy drew hi dag lin an ann ken ties'.split(
    ' ',
  ),
);
const wordsBeforeNames = new Set('to aan give geef from van let laat for voor bij and en'.split(' '));

/** Reads a sentence: names of products, numbers and cues, each the longest that fits. */
export function tokenise(
  text: string,
  { locale, products }: { locale: string; products: readonly Product[] },
): TokenisedText {
  const words = splitWords(text, isKnownWord);
  const productNames = productNamesFor(products);
  const plainWords = words.map(({ plain }) => plain);
  const correctedWords = words.map(({ plain, kind, raw }, at) =>
    kind !== 'word' || knownWords.has(plain) || (at > 0 && /^\p{Lu}/u.test(raw))
      ? plain
      : (spelling.nearest(plain) ?? plain),
  );
  const units: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const unit = tokenAt(at);
    units.push(unit);
    at = unit.to;
  }
  return { text, words, tokens: units };

  function tokenAt(at: number): Token {
    const word = words[at] as Word;
    if (word.kind === 'mail' || word.kind === 'invoice-number') return { tokenClass: word.kind, from: at, to: at + 1 };
    const phrase = phraseAt(at);
    // “Geen … meer” says no longer, not more.
    if (word.plain === 'meer' && plainWords.lastIndexOf('geen', at) >= 0)
      return { tokenClass: 'nolonger', from: at, to: at + 1 };
    const product = productNames.at(plainWords, at);
    if (product && !(phrase && phrase.to - at > product.length))
      return { tokenClass: 'product', from: at, to: at + product.length, product: product.product };
    if (isName(at)) return { tokenClass: 'stranger', from: at, to: at + 1 };
    if (phrase && phrase.to - at > 1) return phrase;
    return numberAt(at) ?? phrase ?? { tokenClass: 'stranger', from: at, to: at + 1 };
  }

  function isName(at: number): boolean {
    const { raw, plain } = words[at] as Word;
    const before = plainWords[at - 1];
    return (
      /^\p{Lu}\p{Ll}/u.test(raw) &&
      before !== undefined &&
      wordsBeforeNames.has(before) &&
      (wordsThatAreNames.has(plain) || !knownWords.has(plain)) &&
      numberAt(at) === undefined &&
      !(
        before !== 'give' &&
        before !== 'geef' &&
        correctedWords[at] !== plain &&
        lexicon.get(correctedWords[at] ?? '') === 'language'
      )
    );
  }

  function phraseAt(at: number): Token | undefined {
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
      const is = lexicon.get(plainWords.slice(at, to).join(' ')) ?? lexicon.get(correctedWords.slice(at, to).join(' '));
      if (is)
        return to > at + 1
          ? { tokenClass: is, from: at, to }
          : (interruptedPhraseAt(at) ?? { tokenClass: is, from: at, to });
    }
    return interruptedPhraseAt(at);
  }

  /** A phrase with words between that say nothing: “what exactly can you do”. */
  function interruptedPhraseAt(at: number): Token | undefined {
    const positions = [at];
    for (let next = at + 1; next < words.length && next < at + LONGEST_PHRASE + 2; next++) {
      if (/[,;:.!?&\n]/.test(words[next]?.gap ?? '')) break;
      if (!insertedWords.has(plainWords[next] ?? '')) positions.push(next);
    }
    for (let length = Math.min(positions.length, LONGEST_PHRASE); length > 1; length--) {
      const end = (positions[length - 1] ?? at) + 1;
      if (end - at === length) return undefined;
      const is = lexicon.get(
        positions
          .slice(0, length)
          .map((one) => correctedWords[one])
          .join(' '),
      );
      if (is && is !== 'filler') return { tokenClass: is, from: at, to: end };
    }
    return undefined;
  }

  /** The number from here on: digits with their sign, or as many number words as belong together. */
  function numberAt(at: number): Token | undefined {
    const { raw, gap, plain, kind } = words[at] as Word;
    if (kind === 'number') {
      const sign = /(?:^|\s)([-−–+])$/.exec(at === 0 ? ` ${gap}` : gap)?.[1];
      const count = parseWholeNumber(raw.replace(/[.,]+$/, ''), locale);
      if (count === undefined) return { tokenClass: 'stranger', from: at, to: at + 1 };
      return {
        tokenClass: sign ? 'signed' : 'number',
        from: at,
        to: at + 1,
        count: sign && sign !== '+' ? -count : count,
      };
    }
    const half = plain === 'half' || ((plain === 'a' || plain === 'een') && plainWords[at + 1] === 'half');
    const first = half ? plainWords.indexOf('half', at) + 1 : at;
    if (half) {
      const dozen = /^do[sz][ie]+j?n$/;
      const to = dozen.test(plainWords[first] ?? '')
        ? first + 1
        : dozen.test(plainWords[first + 1] ?? '')
          ? first + 2
          : at;
      return to > at ? { tokenClass: 'number', from: at, to, count: 6 } : undefined;
    }
    if (!numberWords.has(plain) && parseWholeNumber(plain, locale) === undefined) return undefined;
    for (let to = Math.min(words.length, at + 5); to > at; to--) {
      if (words.slice(at + 1, to).some(({ gap: between }) => /[,;.&]/.test(between))) continue;
      const count = parseWholeNumber(plainWords.slice(at, to).join(' '), locale);
      if (count === undefined) continue;
      const after = to < words.length && plainWords[to] === 'hundred' ? undefined : count;
      if (after === undefined) continue;
      if (to === at + 1 && plain === 'een' && raw.toLowerCase() === 'een') return undefined;
      return { tokenClass: 'number', from: at, to, count };
    }
    return undefined;
  }
}

/** What may stand between the words of a phrase. */
const insertedWords = new Set(
  'exactly actually precisely really just even then also please maybe eigenlijk precies even eens eventjes nou dan ook maar gewoon nu toch wel graag effe ff misschien allemaal zo now here hier'.split(
    ' ',
  ),
);

const numberWords = new Set(['a', 'een', 'hundred', 'honderd']);

/** The plan that was named, by how long it binds and how often it is paid. */
export function billingPlanIn(units: readonly Token[]): BillingPlan | undefined {
  const yearly = units.some(({ tokenClass: is }) => is === 'yearly');
  const monthly = units.some(({ tokenClass: is }) => is === 'monthly');
  if (yearly) return monthly ? 'annual-monthly' : 'annual';
  return monthly ? 'monthly' : undefined;
}
