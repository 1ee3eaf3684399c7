import { PagedArray } from './paged-array.ts';

/** The most different texts that a column shares between rows; with more, most rows have a text of their own. */
const MAX_SHARED_WORDS = 1_024;

export type Value = string | number;

/** A column of many rows in compact form: numbers in typed arrays, equal texts stored once. */
export class Column {
  readonly #numbers = new PagedArray(Number.NaN, (length) => new Float64Array(length).fill(Number.NaN));
  #words: SharedWords | UniqueWords = new SharedWords();

  get(slot: number): Value | undefined {
    const word = this.#words.get(slot);
    if (word !== undefined) return word;
    const number = this.#numbers.get(slot);
    return Number.isNaN(number) ? undefined : number;
  }

  set(slot: number, value: Value | undefined): void {
    const word = typeof value === 'string' ? value : undefined;
    this.#numbers.set(slot, typeof value === 'number' ? value : Number.NaN);
    if (this.#words.set(slot, word)) return;
    this.#words = new UniqueWords(this.#words);
    this.#words.set(slot, word);
  }
}

/** The texts of a column with few different ones: each row has the number of its text. */
class SharedWords {
  readonly #numbers = new PagedArray(0, (length) => new Uint16Array(length));
  /** The texts by number; number 0 stands for no text. */
  readonly #words: (string | undefined)[] = [undefined];
  readonly #numberOf = new Map<string, number>();

  get(slot: number): string | undefined {
    return this.#words[this.#numbers.get(slot)];
  }

  /** Returns false when there is no room for another text. */
  set(slot: number, word: string | undefined): boolean {
    const number = word === undefined ? 0 : (this.#numberOf.get(word) ?? this.#words.length);
    if (number > MAX_SHARED_WORDS) return false;
    if (word !== undefined && number === this.#words.length) {
      this.#words.push(word);
      this.#numberOf.set(word, number);
    }
    this.#numbers.set(slot, number);
    return true;
  }

  get length(): number {
    return this.#numbers.length;
  }
}

/** A text for each row. */
class UniqueWords {
  readonly #words = new PagedArray<string | undefined>(undefined, (length) => new Array(length).fill(undefined));
  #last: string | undefined;

  constructor(previous: SharedWords | UniqueWords) {
    for (let slot = 0; slot < previous.length; slot++) this.set(slot, previous.get(slot));
  }

  get(slot: number): string | undefined {
    return this.#words.get(slot);
  }

  get length(): number {
    return this.#words.length;
  }

  set(slot: number, word: string | undefined): true {
    // Adjacent rows often belong to one document and have equal texts, which are then shared.
    if (word !== this.#last) this.#last = word;
    this.#words.set(slot, this.#last);
    return true;
  }
}
