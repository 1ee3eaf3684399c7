/** Milliseconds since 1970, UTC. All dates are computed and shown in UTC. */
export type Instant = number;

/** From `start` up to, but excluding, `end`. */
export interface Period {
  readonly start: Instant;
  readonly end: Instant;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const dayNumber = (at: Instant): number => Math.floor(at / DAY);

/** Returns the UTC days between two instants by date: 1 Nov 23:59 to 2 Nov 00:01 is one. */
export const daysBetween = (from: Instant, to: Instant): number => dayNumber(to) - dayNumber(from);

/** Returns the actual days in a period: 28 to 31 for a month, 365 or 366 for a year. */
export const daysIn = ({ start, end }: Period): number => daysBetween(start, end);

/**
 * Returns the anniversary a number of months after an anchor, at the same time of day. It keeps the anchor's day where
 * the month has it: 31 January, then 28 February, then 31 March.
 */
export function anniversary(anchor: Instant, months: number): Instant {
  const anchorDate = new Date(anchor);
  const monthStart = Date.UTC(anchorDate.getUTCFullYear(), anchorDate.getUTCMonth() + months, 1);
  const lastDay = new Date(
    Date.UTC(anchorDate.getUTCFullYear(), anchorDate.getUTCMonth() + months + 1, 0),
  ).getUTCDate();
  const day = Math.min(anchorDate.getUTCDate(), lastDay);
  return monthStart + (day - 1) * DAY + (anchor - dayNumber(anchor) * DAY);
}
