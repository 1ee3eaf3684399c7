import { DAY, type Instant, type Period } from '../../src/domain/common/time.ts';

/** The last day of a period; its end is the start of the next one. */
export const lastDay = ({ start, end }: Period): Instant => Math.max(start, end - DAY);
