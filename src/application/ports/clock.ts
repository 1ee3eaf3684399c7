import type { Instant } from '../../domain/common/time.ts';

/** Returns the current time; tests and the sandbox's clock page can move it. */
export type Clock = () => Instant;
