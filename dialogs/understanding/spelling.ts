/** Words told apart by more letters than a slip of the finger: from five letters on one slip, from nine two. */
const slips = (word: string): number => (word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0);

/** Longer words are not misspelt: they are something else. */
const LONGEST = 24;

/** Finds the word that was meant by a misspelt one. Words with digits in them are never taken for one another. */
export class Spelling {
  /** The words by what is left of them with a letter or two left out; made when a word is first looked for. */
  #left: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #found = new Map<string, string | undefined>();
  readonly #words: ReadonlySet<string>;

  constructor(words: Iterable<string>) {
    this.#words = new Set(words);
  }

  /** The nearest word, unless it is further away than a slip. */
  nearest(typed: string): string | undefined {
    if (typed.length < 4 || typed.length > LONGEST || /\d/.test(typed)) return undefined;
    if (this.#found.has(typed)) return this.#found.get(typed);
    this.#left ??= shortened(this.#words);
    let best: string | undefined;
    let least = 3;
    for (const part of without(typed, typed.length >= 7 ? 2 : 1)) {
      for (const word of this.#left.get(part) ?? []) {
        const distance = apart(typed, word);
        if (distance > slips(word) || distance >= least || !startsAlike(typed, word)) continue;
        best = word;
        least = distance;
      }
    }
    if (this.#found.size > 2_000) this.#found.clear();
    this.#found.set(typed, best);
    return best;
  }
}

function shortened(words: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const left = new Map<string, string[]>();
  for (const word of words) {
    if (slips(word) === 0 || /\d/.test(word)) continue;
    for (const part of without(word, slips(word))) {
      const same = left.get(part);
      if (same) same.push(word);
      else left.set(part, [word]);
    }
  }
  return left;
}

/** A slip is hardly ever in the first letter; a name that differs there is another name. */
const startsAlike = (one: string, other: string): boolean =>
  one[0] === other[0] || (one[0] === other[1] && one[1] === other[0]);

function without(word: string, letters: number): Set<string> {
  const parts = new Set([word]);
  let last = [word];
  for (let left = letters; left > 0; left--) {
    last = last.flatMap((part) => [...part].map((_, at) => part.slice(0, at) + part.slice(at + 1)));
    for (const part of last) parts.add(part);
  }
  return parts;
}

/** Letters to leave out, add, replace or swap with their neighbour to make one word the other. */
function apart(one: string, other: string): number {
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
