/** Different values that are kept once each; a column with more of them has mostly values of its own. */
const MOST_SHARED = 1_024;

export type Value = string | number;

/** One column of many rows, as tightly as it goes: numbers beside one another, equal words once. */
export class Column {
  #numbers: Float64Array | undefined;
  #words: (string | undefined)[] | undefined;
  #shared: Map<string, string> | undefined = new Map();
  #last = '';

  get(slot: number): Value | undefined {
    const word = this.#words?.[slot];
    if (word !== undefined) return word;
    const number = this.#numbers?.[slot];
    return number === undefined || Number.isNaN(number) ? undefined : number;
  }

  set(slot: number, value: Value | undefined): void {
    if (typeof value === 'number') this.#numbersFor(slot)[slot] = value;
    else if (this.#numbers && slot < this.#numbers.length) this.#numbers[slot] = Number.NaN;
    if (typeof value === 'string') this.#wordsFor(slot)[slot] = this.#once(value);
    else if (this.#words && slot < this.#words.length) this.#words[slot] = undefined;
  }

  #numbersFor(slot: number): Float64Array {
    const before = this.#numbers;
    if (before && slot < before.length) return before;
    const numbers = new Float64Array(Math.max(64, slot + (slot >> 1) + 1)).fill(Number.NaN);
    if (before) numbers.set(before);
    this.#numbers = numbers;
    return numbers;
  }

  /** Without holes: those would be far larger. */
  #wordsFor(slot: number): (string | undefined)[] {
    this.#words ??= [];
    while (this.#words.length < slot) this.#words.push(undefined);
    return this.#words;
  }

  /** The rows of one document follow one another, and have much in common. */
  #once(word: string): string {
    if (word === this.#last) return this.#last;
    const kept = this.#shared?.get(word) ?? word;
    this.#last = kept;
    this.#shared?.set(kept, kept);
    if ((this.#shared?.size ?? 0) > MOST_SHARED) this.#shared = undefined;
    return kept;
  }
}
