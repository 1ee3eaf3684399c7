import { DAY, type Instant, type Period } from '../../src/domain/common/time.ts';

/** The last day that is paid for: a period ends where the next begins. */
export const lastDay = ({ start, end }: Period): Instant => Math.max(start, end - DAY);
