import { DateTime } from 'luxon';
import type { Instant } from '../../domain/common/time.ts';

const MINUTE = 60_000;
/** When digests come, in their reader's own day; the weekly one on Mondays. */
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
 * The end of the quiet hours that a moment lies in; nothing when it lies in none.
 * @param quiet times of the day in their zone; over midnight where the first is the later
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
  // In the hour that an autumn night has twice the end may be over and yet to come: it is looked at again soon.
  return until > at ? until : at + MINUTE;
}

/** The next time a digest is due after a moment. */
export function nextDigestAt(at: Instant, every: 'daily' | 'weekly', zone: string): Instant {
  const now = local(at, zone);
  const today = now.startOf('day').set({ hour: DIGEST_HOUR });
  if (every === 'daily') return (today > now ? today : today.plus({ days: 1 })).toMillis();
  const monday = today.plus({ days: (8 - today.weekday) % 7 });
  return (monday > now ? monday : monday.plus({ weeks: 1 })).toMillis();
}
