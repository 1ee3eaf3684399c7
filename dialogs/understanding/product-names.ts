import { normaliseText } from '../../src/application/subscriptions/match-product.ts';
import type { Product } from '../../src/domain/catalogue/product.ts';
import { Spelling } from './spelling.ts';

/** What people call the products of a price list. */
export interface Naming {
  /** The product named by the words from here on, and how many words that took. */
  at(words: readonly string[], from: number): { readonly product: string; readonly length: number } | undefined;
}

const held = new WeakMap<readonly Product[], Naming>();

/** No product has a longer name. */
const LONGEST = 6;

export function namingOf(products: readonly Product[]): Naming {
  const known = held.get(products) ?? made(products);
  held.set(products, known);
  return known;
}

const digits: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', een: '1', twee: '2', drie: '3' };
const maker = /^(?:microsoft(?: 365)?|office(?: 365)?|ms|m365|365) /;

function made(products: readonly Product[]): Naming {
  const exact = new Map<string, Set<string>>();
  const family = new Map<string, Set<string>>();
  const add = (to: typeof exact, phrase: string, name: string) => {
    const names = to.get(phrase) ?? new Set();
    to.set(phrase, names.add(name));
  };
  for (const { name, aliases } of products) {
    for (const called of [name, ...aliases].map(normaliseText)) {
      const short = called.replace(maker, '');
      for (const phrase of new Set([called, short])) {
        add(exact, phrase, name);
        add(exact, phrase.replace(/ (?:plan|abonnement) /, ' p'), name);
        add(exact, phrase.replace(/ plan /, ' abonnement '), name);
        if (/^[a-z]+ ?(?:plan )?\d$/.test(phrase)) add(exact, phrase.replace(/ (?:plan )?/, ''), name);
        const parts = phrase.split(' ');
        for (let length = 1; length < parts.length; length++)
          if (!/^(?:microsoft|office|ms|m365|365)\b/.test(phrase) && !/^(?:per|in)$/.test(parts[length - 1] ?? ''))
            add(family, parts.slice(0, length).join(' '), name);
      }
      for (const firm of ['microsoft', 'ms', 'microsoft 365', 'm365', 'office']) add(exact, `${firm} ${short}`, name);
    }
  }
  const vocabulary = new Set([...exact.keys(), ...family.keys()].flatMap((phrase) => phrase.split(' ')));
  const spelling = new Spelling([...vocabulary].filter((word) => !COMMON.has(word)));
  const spelt = (word: string) => (vocabulary.has(word) ? word : (spelling.nearest(word) ?? word));

  function named(phrase: string): string | undefined {
    const names = [...(exact.get(phrase) ?? family.get(phrase) ?? [])];
    if (names.length < 2) return names[0];
    const like = names.map((name) => name.split(' ').slice(0, phrase.split(' ').length).join(' '));
    return like.find((start) => normaliseText(start) === phrase) ?? phrase;
  }

  return {
    at(words, from) {
      const found: string[] = [];
      let best: { product: string; length: number } | undefined;
      for (let length = 1; length <= LONGEST && from + length <= words.length; length++) {
        const typed = words[from + length - 1] ?? '';
        const before = found.at(-1);
        const word = before === 'plan' || before === 'abonnement' ? (digits[typed] ?? typed) : spelt(typed);
        if (!vocabulary.has(word)) break;
        found.push(word);
        const phrase = found.join(' ');
        if (phrase === 'plan' || GENERIC.has(phrase)) continue;
        const product = named(phrase);
        if (product !== undefined) best = { product, length };
      }
      return best;
    },
  };
}

/** Words in names that people do not misspell into, because they are words of their own. */
const COMMON = new Set([
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
/** The beginnings of names that name nothing by themselves. */
const GENERIC = new Set([
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
