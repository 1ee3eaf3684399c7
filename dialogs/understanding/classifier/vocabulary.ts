import { SpellingCorrector } from '../slots/spelling.ts';

/** The words of the example sentences, in lower case without accents. A word outside it can be a name. */
export class Vocabulary {
  readonly #words: ReadonlySet<string>;
  readonly #spelling: SpellingCorrector;

  readonly #common: ReadonlySet<string>;

  readonly #other: ReadonlySet<string>;

  /**
   * @param common the words of at least two examples
   * @param rare the words of one
   * @param other words of sentences that are about something else: they can still be names
   */
  constructor(common: Iterable<string>, rare: Iterable<string>, other: Iterable<string>) {
    this.#other = new Set(other);
    this.#common = new Set(common);
    this.#words = new Set([...this.#common, ...rare]);
    this.#spelling = new SpellingCorrector(this.#words);
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  isOther(word: string): boolean {
    return this.#other.has(word);
  }

  isCommon(word: string): boolean {
    return this.#common.has(word);
  }

  /** The word itself or the known word that it misspells; nothing if it is unknown. Capitalised words are not corrected. */
  correct(word: string, isCapitalised: boolean): string | undefined {
    if (this.#words.has(word)) return word;
    return isCapitalised ? undefined : this.#spelling.nearest(word);
  }
}
