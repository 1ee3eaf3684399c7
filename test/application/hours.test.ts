import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { endOfQuietHours, nextDigestAt } from '../../src/application/notifications/quiet-hours.ts';
import { deep } from '../domain/support/arbitrary.ts';

const zones = [
  'Europe/Amsterdam',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'no/where',
];
const HALF = 30 * 60_000;

test('quiet hours and digests always end: what waits for them is never due before it waits', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
  // Half hours of a year and a half, the nights among them in which clocks are put back.
  const at = fc.integer({ min: 0, max: 27_000 }).map((half) => Date.UTC(2026, 8, 1) + half * HALF + 7 * 60_000);
  fc.assert(
    fc.property(at, fc.record({ from: time, to: time }), fc.constantFrom(...zones), (now, quiet, zone) => {
      expect(endOfQuietHours(now, quiet, zone) ?? now + 1).toBeGreaterThan(now);
      for (const every of ['daily', 'weekly'] as const) expect(nextDigestAt(now, every, zone)).toBeGreaterThan(now);
    }),
    { seed: 7, numRuns: deep ? 100_000 : 1_000 },
  );
});

test('the hour that an autumn night has twice is waited through, and quiet in both', () => {
  const quiet = { from: '22:00', to: '02:30' };
  const ends: (number | undefined)[] = [];
  for (let now = Date.UTC(2026, 9, 25, 0, 40); now < Date.UTC(2026, 9, 25, 1, 40); now += 10 * 60_000) {
    ends.push(endOfQuietHours(now, quiet, 'Europe/Amsterdam'));
    expect(ends.at(-1) ?? now + 1).toBeGreaterThan(now);
  }
  // 02:40 for the first time, 02:50; then 02:00 once more until half past.
  expect(ends.map((end) => end !== undefined)).toEqual([false, false, true, true, true, false]);
});
