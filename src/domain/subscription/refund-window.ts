import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';

/**
 * Returns when the refund window ends that opens at a time: 7 × 24 hours later. Until then, what was bought, added or renewed
 * at that time can be removed or cancelled for a refund (RULES #6, #10).
 */
export const refundWindowEnd = (start: Instant, { windowDays }: Rules): Instant => start + windowDays * DAY;

/** Returns when the refund window opened that ends at a time. */
export const refundWindowStart = (end: Instant, { windowDays }: Rules): Instant => end - windowDays * DAY;
