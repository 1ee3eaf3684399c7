import { normaliseText } from '../../../src/application/subscriptions/match-product.ts';
import type { Product } from '../../../src/domain/catalogue/product.ts';
import { SpellingCorrector } from './spelling.ts';

/** The names that users have for the products of a price list. */
export interface ProductNames {
  /** The product whose name starts at a word, and the number of words in that name. Known words are not corrected. */
  at(
    words: readonly string[],
    from: number,
    isKnown?: (word: string) => boolean,
  ): { readonly product: string; readonly length: number } | undefined;
  /** Whether a word is part of a product's name as it is written. */
  isExact(word: string): boolean;
}

const cachedNames = new WeakMap<readonly Product[], ProductNames>();

/** Longest product name, in words. */
const MAX_NAME_WORDS = 6;

/** The names of a price list's products, cached per price list. */
export function productNamesFor(products: readonly Product[]): ProductNames {
  const names = cachedNames.get(products) ?? buildProductNames(products);
  cachedNames.set(products, names);
  return names;
}

const digits: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', een: '1', twee: '2', drie: '3' };
const manufacturerPrefix = /^(?:microsoft(?: 365)?|office(?: 365)?|ms|m365|365) /;

function buildProductNames(products: readonly Product[]): ProductNames {
  const exact = new Map<string, Set<string>>();
  const family = new Map<string, Set<string>>();
  const add = (to: typeof exact, phrase: string, name: string) => {
    const names = to.get(phrase) ?? new Set();
    to.set(phrase, names.add(name));
  };
  for (const { name, aliases } of products) {
    for (const fullName of [name, ...aliases].map(normaliseText)) {
      const short = fullName.replace(manufacturerPrefix, '');
      for (const phrase of new Set([fullName, short])) {
        add(exact, phrase, name);
        add(exact, phrase.replace(/ (?:plan|abonnement) /, ' p'), name);
        add(exact, phrase.replace(/ plan /, ' abonnement '), name);
        if (/^[a-z]+ ?(?:plan )?\d$/.test(phrase)) add(exact, phrase.replace(/ (?:plan )?/, ''), name);
        const parts = phrase.split(' ');
        for (let length = 1; length < parts.length; length++)
          if (!/^(?:microsoft|office|ms|m365|365)\b/.test(phrase) && !/^(?:per|in)$/.test(parts[length - 1] ?? ''))
            add(family, parts.slice(0, length).join(' '), name);
      }
      for (const prefix of ['microsoft', 'ms', 'microsoft 365', 'm365', 'office'])
        add(exact, `${prefix} ${short}`, name);
    }
  }
  const vocabulary = new Set([...exact.keys(), ...family.keys()].flatMap((phrase) => phrase.split(' ')));
  const spelling = new SpellingCorrector([...vocabulary].filter((word) => !NOT_CORRECTED.has(word)));
  const correct = (word: string) =>
    vocabulary.has(word) ? word : (singular(word) ?? spelling.nearest(word) ?? abbreviated(word) ?? word);
  /** "Copilots" is "copilot". */
  const singular = (word: string): string | undefined =>
    word.length > 4 && word.endsWith('s') && vocabulary.has(word.slice(0, -1)) ? word.slice(0, -1) : undefined;
  /** The only word that starts like this: "prem" is "premium". */
  const abbreviated = (word: string): string | undefined => {
    const longer =
      word.length < 4 ? [] : [...vocabulary].filter((one) => one.startsWith(word) && !NOT_CORRECTED.has(one));
    return longer.length === 1 ? longer[0] : undefined;
  };

  function productNamed(phrase: string): string | undefined {
    const names = [...(exact.get(phrase) ?? family.get(phrase) ?? [])];
    if (names.length < 2) return names[0];
    const starts = names.map((name) => name.split(' ').slice(0, phrase.split(' ').length).join(' '));
    return starts.find((start) => normaliseText(start) === phrase) ?? phrase;
  }

  return {
    isExact: (word) => vocabulary.has(word),
    at(words, from, isKnown = () => false) {
      const matchedWords: string[] = [];
      let best: { product: string; length: number } | undefined;
      for (let length = 1; length <= MAX_NAME_WORDS && from + length <= words.length; length++) {
        const typed = words[from + length - 1] ?? '';
        const before = matchedWords.at(-1);
        const digit = digits[typed];
        const isPlan = before === 'plan' || before === 'abonnement';
        const isNumbered = digit !== undefined && typed !== 'een' && exact.has([...matchedWords, digit].join(' '));
        const word =
          isPlan || isNumbered ? (digit ?? typed) : isKnown(typed) && !singular(typed) ? typed : correct(typed);
        if (!vocabulary.has(word)) break;
        matchedWords.push(word);
        const phrase = matchedWords.join(' ');
        if (phrase === 'plan' || GENERIC_PREFIXES.has(phrase)) continue;
        const product = productNamed(phrase);
        if (product !== undefined) best = { product, length };
      }
      return best;
    },
  };
}

/** Words of product names that typed words are not corrected to, because similar words have another meaning. */
const NOT_CORRECTED = new Set([
  'goals',
  'teams',
  'video',
  'trial',
  'proef',
  'users',
  'abonnement',
  'gebruiker',
  'introductory',
]);
/** First words of product names that are not a name by themselves. */
const GENERIC_PREFIXES = new Set([
  'video',
  'clip',
  'co',
  'e',
  'premium',
  'teams',
  'excel',
  'attended',
  'premium per',
  'python in',
]);
