import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimitDecision } from '../../application/runtime/user-rate-limiter.ts';

/** Seconds of a rate limit's window. */
export const WINDOW_SECONDS = 60;

/** Consumes one of `limit` points. */
export async function decide(
  limiter: Pick<RateLimiterAbstract, 'consume'>,
  limit: number,
  key: string,
): Promise<RateLimitDecision> {
  try {
    await limiter.consume(key);
    return 'allow';
  } catch (result) {
    // The library rejects with the count, and with an error if it could not count.
    if (!(result instanceof RateLimiterRes)) throw result;
    return result.consumedPoints === limit + 1 ? 'reject' : 'rejectSilently';
  }
}
