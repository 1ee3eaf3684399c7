import { LRUCache } from 'lru-cache';

/** How many typos a word can have: one from five letters on, two from nine. In shorter words two letters can be swapped. */
const allowedTypos = (word: string): number => (word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0);

/** Longest typed word, in letters, that is corrected. */
const MAX_WORD_LENGTH = 24;
const MAX_CACHED = 2_000;

/** Finds the known word that a misspelt word stands for. Words with digits are never corrected. */
export class SpellingCorrector {
  /** The known words by each text that remains when one or two letters are deleted. Built at the first search. */
  #wordsByDeletion: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #cache = new LRUCache<string, { readonly nearest: string | undefined }>({ max: MAX_CACHED });
  readonly #words: ReadonlySet<string>;

  constructor(words: Iterable<string>) {
    this.#words = new Set(words);
  }

  /** The nearest known word, if it is within the allowed number of typos. */
  nearest(typed: string): string | undefined {
    if (typed.length < 3 || typed.length > MAX_WORD_LENGTH || /\d/.test(typed)) return undefined;
    const cached = this.#cache.get(typed);
    if (cached) return cached.nearest;
    if (typed.length < 5) {
      const swapped = [...typed]
        .slice(1)
        .map((letter, at) => typed.slice(0, at) + letter + typed[at] + typed.slice(at + 2));
      const near = swapped.filter((word) => this.#words.has(word));
      if (typed.length < 4 || near.length > 0) {
        const nearest = near.length === 1 ? near[0] : undefined;
        this.#cache.set(typed, { nearest });
        return nearest;
      }
    }
    this.#wordsByDeletion ??= indexByDeletion(this.#words);
    let best: string | undefined;
    let least = 3;
    for (const part of deletionsOf(typed, typed.length >= 7 ? 2 : 1)) {
      for (const word of this.#wordsByDeletion.get(part) ?? []) {
        const distance = editDistance(typed, word);
        if (distance > allowedTypos(word) || distance >= least || !startsAlike(typed, word)) continue;
        best = word;
        least = distance;
      }
    }
    this.#cache.set(typed, { nearest: best });
    return best;
  }
}

/** The words by each text that remains when as many letters are deleted as typos are allowed. */
function indexByDeletion(words: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const word of words) {
    if (allowedTypos(word) === 0 || /\d/.test(word)) continue;
    for (const part of deletionsOf(word, allowedTypos(word))) {
      const same = index.get(part);
      if (same) same.push(word);
      else index.set(part, [word]);
    }
  }
  return index;
}

/** Whether two words start with the same letter, or their first two letters are swapped: typos are rarely in the first. */
const startsAlike = (one: string, other: string): boolean =>
  one[0] === other[0] || (one[0] === other[1] && one[1] === other[0]) || SOUNDS_ALIKE.has(`${one[0]}${other[0]}`);
/** First letters that sound alike. */
const SOUNDS_ALIKE = new Set(['kc', 'ck', 'fv', 'vf', 'zs', 'sz', 'yi', 'iy', 'jy', 'yj']);

/** A word, and what remains of it when up to a number of letters are deleted. */
function deletionsOf(word: string, letters: number): Set<string> {
  const parts = new Set([word]);
  let last = [word];
  for (let left = letters; left > 0; left--) {
    last = last.flatMap((part) => [...part].map((_, at) => part.slice(0, at) + part.slice(at + 1)));
    for (const part of last) parts.add(part);
  }
  return parts;
}

/** The number of letters to delete, insert, replace or swap with their neighbour to turn one word into the other. */
function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    before = above;
    above = row;
  }
  return at(above, other.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
