import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { RateLimitDecision, UserRateLimiter } from '../../application/runtime/user-rate-limiter.ts';
import { decide, WINDOW_SECONDS } from '../memory/rate-limit-decision.ts';

/** Milliseconds that the database may take to count: the channel waits for the turn's answer. */
const TIMEOUT = 1_000;

/**
 * Limits users across all processes on a database. While the database does not answer, this process counts in memory.
 * The library deletes expired rows every five minutes.
 */
export class PostgresRateLimiter implements UserRateLimiter {
  readonly #limiter: RLWrapperTimeouts;
  readonly #limit: number;

  /** @param limit how often a user may consume in a minute, over all processes */
  constructor(pool: Pool, limit: number, timeoutMs = TIMEOUT) {
    this.#limit = limit;
    const limits = { points: limit, duration: WINDOW_SECONDS };
    const limiter = new RateLimiterPostgres({
      ...limits,
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: '',
      // A user whom this process rejected silently is rejected without the database until the window is over.
      inMemoryBlockOnConsumed: limit + 2,
    });
    // `insuranceLimiter` is missing from the library's type for these options.
    const options = { limiter, timeoutMs, insuranceLimiter: new RateLimiterMemory(limits) };
    this.#limiter = new RLWrapperTimeouts(options);
  }

  /** Keys are stored as hashes: channels' ids may be long, and none is personal data in the table then. */
  consume(key: string): Promise<RateLimitDecision> {
    return decide(this.#limiter, this.#limit, createHash('sha256').update(key).digest('base64url'));
  }
}
