import { DateTime } from 'luxon';
import type { Instant } from '../../domain/common/time.ts';

const MINUTE = 60_000;
/** Local hour at which digests are sent; the weekly one on Mondays. */
const DIGEST_HOUR = 8;

const local = (at: Instant, zone: string): DateTime => {
  const time = DateTime.fromMillis(at, { zone });
  return time.isValid ? time : DateTime.fromMillis(at, { zone: 'utc' });
};

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * Returns the end of the quiet hours that a time falls into, or nothing outside of them.
 * @param quiet local times of day; they span midnight if `from` is later than `to`
 */
export function endOfQuietHours(
  at: Instant,
  { from, to }: { readonly from: string; readonly to: string },
  zone: string,
): Instant | undefined {
  const now = local(at, zone);
  const [start, end, minute] = [minutesOf(from), minutesOf(to), now.hour * 60 + now.minute];
  const isQuiet = start <= end ? minute >= start && minute < end : minute >= start || minute < end;
  if (!isQuiet) return undefined;
  const day = now.startOf('day').plus({ days: minute < end ? 0 : 1 });
  const until = day.set({ hour: Math.floor(end / 60), minute: end % 60 }).toMillis();
  // In the hour that repeats when clocks go back, the end may be both past and future: check again soon.
  return until > at ? until : at + MINUTE;
}

/** Returns the next digest time after a time. */
export function nextDigestAt(at: Instant, every: 'daily' | 'weekly', zone: string): Instant {
  const now = local(at, zone);
  const today = now.startOf('day').set({ hour: DIGEST_HOUR });
  if (every === 'daily') return (today > now ? today : today.plus({ days: 1 })).toMillis();
  const monday = today.plus({ days: (8 - today.weekday) % 7 });
  return (monday > now ? monday : monday.plus({ weeks: 1 })).toMillis();
}
