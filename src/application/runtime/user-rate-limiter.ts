import type { Clock } from '../ports/ports.ts';

/** What becomes of what somebody sends: it is done, or they are told once that it is too much, or told no more. */
export type RateLimitDecision = 'allow' | 'reject' | 'rejectSilently';

interface RateWindow {
  readonly startedAt: number;
  count: number;
}

const MINUTE = 60_000;
/** People who are remembered; of more, who began longest ago begins anew. */
const MAX_USERS = 10_000;

/** How much one person may send in a minute. Never an address: all of Teams has a few of them. */
export class UserRateLimiter {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #maxUsers: number;
  /** In the order in which they began. */
  readonly #windows = new Map<string, RateWindow>();

  /** @param limit messages and presses in a minute that begins with the first of them */
  constructor(clock: Clock, limit: number, maxUsers = MAX_USERS) {
    this.#clock = clock;
    this.#limit = limit;
    this.#maxUsers = maxUsers;
  }

  consume(person: string): RateLimitDecision {
    const window = this.#windowOf(person);
    window.count++;
    if (window.count <= this.#limit) return 'allow';
    return window.count === this.#limit + 1 ? 'reject' : 'rejectSilently';
  }

  #windowOf(person: string): RateWindow {
    const now = this.#clock();
    const current = this.#windows.get(person);
    if (current && now - current.startedAt < MINUTE) return current;
    this.#windows.delete(person);
    for (const [oldestPerson, { startedAt: from }] of this.#windows) {
      if (now - from < MINUTE && this.#windows.size < this.#maxUsers) break;
      this.#windows.delete(oldestPerson);
    }
    const started = { startedAt: now, count: 0 };
    this.#windows.set(person, started);
    return started;
  }
}
