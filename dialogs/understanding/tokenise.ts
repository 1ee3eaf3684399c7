import type { BillingPlan, Product } from '../../src/domain/catalogue/product.ts';
import { english } from './lexicon.en.ts';
import { dutch } from './lexicon.nl.ts';
import { parseWholeNumber } from './number.ts';
import { productNamesFor } from './product-names.ts';
import { SpellingCorrector } from './spelling.ts';
import { splitWords, type Word } from './words.ts';

/** The class of words that are not in the lexicon, such as names. */
export const UNKNOWN_TOKEN = 'unknown';

/** One or several words with one meaning: a cue of the lexicon, a number, a product, an address or an unknown word. */
export interface Token {
  readonly tokenClass: string;
  /** Index of its first word, and of the word after its last. */
  readonly from: number;
  readonly to: number;
  readonly count?: number;
  readonly product?: string;
}

/** A sentence split into words, and the tokens that its words form. */
export interface TokenisedText {
  readonly text: string;
  readonly words: readonly Word[];
  readonly tokens: readonly Token[];
}

/** The cue of each phrase, in both languages: users mix them. If both have a phrase, English wins. */
const lexicon = new Map<string, string>();
for (const [cue, phrases] of [...Object.entries(english), ...Object.entries(dutch)])
  for (const phrase of phrases.split(', ')) if (phrase && !lexicon.has(phrase)) lexicon.set(phrase, cue);

/** Longest phrase, in words. */
const MAX_PHRASE_WORDS = 6;
const isKnownWord = (word: string): boolean => lexicon.has(word) || parseWholeNumber(word, 'en') !== undefined;
const knownWords = new Set([...lexicon.keys()].flatMap((phrase) => phrase.split(' ')));
const spelling = new SpellingCorrector(knownWords);
/** Words that are also names: after one of {@link wordsBeforeNames}, with a capital, they are names. */
const wordsThatAreNames = new Set(
  'will mark grant bill may art ben wil mei jan april june august max page rich sue pat chase guy dean nick rob faith joy hope door kan bo wee sam tot mercy drew hi dag lin an ann ken ties'.split(
    ' ',
  ),
);
const wordsBeforeNames = new Set('to aan give geef from van let laat for voor bij and en'.split(' '));

/** Splits a sentence into tokens: at each word the longest product name, number or phrase that fits. */
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
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const token = tokenAt(at);
    tokens.push(token);
    at = token.to;
  }
  return { text, words, tokens };

  function tokenAt(at: number): Token {
    const word = words[at] as Word;
    if (word.kind === 'mail' || word.kind === 'invoice-number') return { tokenClass: word.kind, from: at, to: at + 1 };
    const phrase = phraseAt(at);
    // “Geen … meer” means no longer, not more.
    if (word.plain === 'meer' && plainWords.lastIndexOf('geen', at) >= 0)
      return { tokenClass: 'nolonger', from: at, to: at + 1 };
    const product = productNames.at(plainWords, at);
    if (product && !(phrase && phrase.to - at > product.length))
      return { tokenClass: 'product', from: at, to: at + product.length, product: product.product };
    if (isName(at)) return { tokenClass: UNKNOWN_TOKEN, from: at, to: at + 1 };
    if (phrase && phrase.to - at > 1) return phrase;
    return numberAt(at) ?? phrase ?? { tokenClass: UNKNOWN_TOKEN, from: at, to: at + 1 };
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
    const last = Math.min(words.length, at + MAX_PHRASE_WORDS);
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
      const cue =
        lexicon.get(plainWords.slice(at, to).join(' ')) ?? lexicon.get(correctedWords.slice(at, to).join(' '));
      if (cue)
        return to > at + 1
          ? { tokenClass: cue, from: at, to }
          : (interruptedPhraseAt(at) ?? { tokenClass: cue, from: at, to });
    }
    return interruptedPhraseAt(at);
  }

  /** A phrase that neutral words interrupt: “what exactly can you do”. */
  function interruptedPhraseAt(at: number): Token | undefined {
    const positions = [at];
    for (let next = at + 1; next < words.length && next < at + MAX_PHRASE_WORDS + 2; next++) {
      if (/[,;:.!?&\n]/.test(words[next]?.gap ?? '')) break;
      if (!insertedWords.has(plainWords[next] ?? '')) positions.push(next);
    }
    for (let length = Math.min(positions.length, MAX_PHRASE_WORDS); length > 1; length--) {
      const end = (positions[length - 1] ?? at) + 1;
      if (end - at === length) return undefined;
      const cue = lexicon.get(
        positions
          .slice(0, length)
          .map((position) => correctedWords[position])
          .join(' '),
      );
      if (cue && cue !== 'filler') return { tokenClass: cue, from: at, to: end };
    }
    return undefined;
  }

  /** The number that starts at a word: digits with their sign, or as many number words as belong together. */
  function numberAt(at: number): Token | undefined {
    const { raw, gap, plain, kind } = words[at] as Word;
    if (kind === 'number') {
      const sign = /(?:^|\s)([-−–+])$/.exec(at === 0 ? ` ${gap}` : gap)?.[1];
      const count = parseWholeNumber(raw.replace(/[.,]+$/, ''), locale);
      if (count === undefined) return { tokenClass: UNKNOWN_TOKEN, from: at, to: at + 1 };
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

/** Neutral words that can interrupt a phrase. */
const insertedWords = new Set(
  'exactly actually precisely really just even then also please maybe eigenlijk precies even eens eventjes nou dan ook maar gewoon nu toch wel graag effe ff misschien allemaal zo now here hier'.split(
    ' ',
  ),
);

const numberWords = new Set(['a', 'een', 'hundred', 'honderd']);

/** The billing plan that a sentence names, by its commitment and payment frequency. */
export function billingPlanIn(tokens: readonly Token[]): BillingPlan | undefined {
  const yearly = tokens.some(({ tokenClass }) => tokenClass === 'yearly');
  const monthly = tokens.some(({ tokenClass }) => tokenClass === 'monthly');
  if (yearly) return monthly ? 'annual-monthly' : 'annual';
  return monthly ? 'monthly' : undefined;
}
