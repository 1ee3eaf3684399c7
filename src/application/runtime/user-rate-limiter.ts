import type { Clock } from '../ports/ports.ts';

/** What becomes of what somebody sends: it is done, or they are told once that it is too much, or told no more. */
export type Paced = 'go' | 'tell' | 'quiet';

interface Window {
  readonly from: number;
  sent: number;
}

const MINUTE = 60_000;
/** People who are remembered; of more, who began longest ago begins anew. */
const MOST_PEOPLE = 10_000;

/** How much one person may send in a minute. Never an address: all of Teams has a few of them. */
export class UserRateLimiter {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #people: number;
  /** In the order in which they began. */
  readonly #windows = new Map<string, Window>();

  /** @param most messages and presses in a minute that begins with the first of them */
  constructor(clock: Clock, most: number, people = MOST_PEOPLE) {
    this.#clock = clock;
    this.#most = most;
    this.#people = people;
  }

  take(person: string): Paced {
    const window = this.#windowOf(person);
    window.sent++;
    if (window.sent <= this.#most) return 'go';
    return window.sent === this.#most + 1 ? 'tell' : 'quiet';
  }

  #windowOf(person: string): Window {
    const now = this.#clock();
    const known = this.#windows.get(person);
    if (known && now - known.from < MINUTE) return known;
    this.#windows.delete(person);
    for (const [oldest, { from }] of this.#windows) {
      if (now - from < MINUTE && this.#windows.size < this.#people) break;
      this.#windows.delete(oldest);
    }
    const begun = { from: now, sent: 0 };
    this.#windows.set(person, begun);
    return begun;
  }
}
