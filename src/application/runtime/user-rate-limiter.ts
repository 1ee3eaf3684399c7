/** Allow, reject with a message (once per window), or reject silently. */
export type RateLimitDecision = 'allow' | 'reject' | 'rejectSilently';

/**
 * Limits what one user sends or asks for in a minute that begins with the first of it. It counts users, never IP
 * addresses: all of Teams uses a few of them.
 */
export interface UserRateLimiter {
  /** Counts one more for `key`, which identifies the user. */
  consume(key: string): Promise<RateLimitDecision>;
}
