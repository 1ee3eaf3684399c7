import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RateLimitDecision, UserRateLimiter } from '../../application/runtime/user-rate-limiter.ts';
import { decide, WINDOW_SECONDS } from './rate-limit-decision.ts';

/** Limits users within this process. A user is forgotten when their window is over. */
export class MemoryRateLimiter implements UserRateLimiter {
  readonly #limiter: RateLimiterMemory;
  readonly #limit: number;

  /** @param limit how often a user may consume in a minute */
  constructor(limit: number) {
    this.#limit = limit;
    this.#limiter = new RateLimiterMemory({ points: limit, duration: WINDOW_SECONDS });
  }

  consume(key: string): Promise<RateLimitDecision> {
    return decide(this.#limiter, this.#limit, key);
  }
}
