import type { Day } from '../../../../src/domain/common/days.ts';
import type { PeriodToken } from './tokens.ts';

/** Reads a sentence word by word, from a position. */
export class PeriodReader {
  readonly today: Day;
  readonly #tokens: readonly PeriodToken[];
  at: number;
  /** Whether a date was read that does not exist, such as 31 February. */
  isImpossible = false;

  constructor(tokens: readonly PeriodToken[], at: number, today: Day) {
    this.#tokens = tokens;
    this.at = at;
    this.today = today;
  }

  word(ahead = 0): string {
    return this.#tokens[this.at + ahead]?.text ?? '';
  }

  /** Skips the next word if it is one of these. */
  skip(words: ReadonlySet<string>): boolean {
    if (!words.has(this.word())) return false;
    this.at++;
    return true;
  }

  /** Skips these words if they come next, in this order. */
  skipAll(...words: readonly string[]): boolean {
    if (!words.every((word, index) => this.word(index) === word)) return false;
    this.at += words.length;
    return true;
  }

  /** The result of the first parser that succeeds here. The position stays the same if none does. */
  first<T>(...parsers: readonly ((reading: this) => T | undefined)[]): T | undefined {
    const from = this.at;
    for (const parse of parsers) {
      const found = parse(this);
      if (found !== undefined) return found;
      this.at = from;
    }
    return undefined;
  }
}
