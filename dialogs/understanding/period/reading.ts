import type { Day } from '../../../src/domain/common/days.ts';
import type { PeriodToken } from './tokens.ts';

/** A place in a sentence that is being read, word by word. */
export class PeriodReader {
  readonly today: Day;
  readonly #tokens: readonly PeriodToken[];
  at: number;
  /** Something was read that is a date by its form and none by the calendar. */
  isImpossible = false;

  constructor(tokens: readonly PeriodToken[], at: number, today: Day) {
    this.#tokens = tokens;
    this.at = at;
    this.today = today;
  }

  word(ahead = 0): string {
    return this.#tokens[this.at + ahead]?.text ?? '';
  }

  /** Goes past the next word if it is one of these. */
  skip(words: ReadonlySet<string>): boolean {
    if (!words.has(this.word())) return false;
    this.at++;
    return true;
  }

  /** Goes past these words if they are the next ones, in this order. */
  skipAll(...words: readonly string[]): boolean {
    if (!words.every((word, index) => this.word(index) === word)) return false;
    this.at += words.length;
    return true;
  }

  /** What one of these reads from here; where none does, nothing is gone past. */
  first<T>(...parsers: readonly ((reading: this) => T | undefined)[]): T | undefined {
    const from = this.at;
    for (const way of parsers) {
      const found = way(this);
      if (found !== undefined) return found;
      this.at = from;
    }
    return undefined;
  }
}
