import { describe, expect, test } from '@jest/globals';
import { type Account, emptyAccount } from '../../src/domain/account/account.ts';
import type { Notification } from '../../src/domain/account/notification.ts';
import { nextReminderAt, nextReminders } from '../../src/domain/account/reminders.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import { DAY, newSubscription, rules, utc } from './support/fixtures.ts';

const account = (subscription: Subscription, more: Partial<Account> = {}): Account => ({
  ...emptyAccount({ tenant: 't', person: 'p' }, 'EUR'),
  subscriptions: [subscription],
  ...more,
});

/** Every reminder an account gives as time goes by, each with its day. */
function remindersUntil(before: Account, until: number): string[] {
  const all: Notification[] = [];
  let current = before;
  for (let next = nextReminders(current, until, rules); next[0]; next = nextReminders(current, until, rules)) {
    all.push(...next);
    current = { ...current, remindedTo: next[0].at };
  }
  return all.map(({ at, matter: topic }) => `${new Date(at).toISOString().slice(0, 10)} ${topic.kind}`);
}

const year = { ...newSubscription(), term: { start: utc('2026-06-01'), end: utc('2027-06-01') } };

describe('a purchaser is reminded', () => {
  test('of a renewal 30, 7 and 1 days before it (RULES #4)', () => {
    expect(remindersUntil(account(year), utc('2028-01-01'))).toEqual([
      '2027-05-02 renews',
      '2027-05-25 renews',
      '2027-05-31 renews',
    ]);
  });

  test('not 30 days before, where the term is no longer than that', () => {
    const month = { ...year, term: { start: utc('2026-11-01'), end: utc('2026-12-01') } };
    expect(remindersUntil(account(month), utc('2027-01-01'))).toEqual(['2026-11-24 renews', '2026-11-30 renews']);
  });

  test('of nothing that does not renew, is unpaid or has ended', () => {
    const since = utc('2027-01-01');
    for (const other of [
      { renews: false },
      { pastDue: { since, tries: 1 } },
      { state: { kind: 'expired', since } as const },
    ]) {
      expect(remindersUntil(account({ ...year, ...other }), utc('2028-01-01'))).toEqual([]);
    }
  });

  test('of the end of a trial, whether it goes on or not (RULES #4)', () => {
    const trial = { ...year, plan: 'trial' as const, term: { start: utc('2026-11-01'), end: utc('2026-12-01') } };
    for (const renews of [true, false]) {
      expect(remindersUntil(account({ ...trial, renews }), utc('2027-01-01'))).toEqual([
        '2026-11-24 trial-ends',
        '2026-11-30 trial-ends',
      ]);
    }
  });

  test('30, 7 and 1 days before those assigned too many lose their licence (RULES #14)', () => {
    const over = { ...year, renews: false, overSince: utc('2026-06-01') };
    expect(remindersUntil(account(over), utc('2028-01-01'))).toEqual([
      '2026-07-31 over',
      '2026-08-23 over',
      '2026-08-29 over',
    ]);
  });

  test('of a card that something is paid with, 30 and 7 days before it expires (RULES #16)', () => {
    const card = { id: 'c', brand: 'Visa', lastFour: '4242', expires: utc('2027-02-01'), holder: 'N', token: 't' };
    const paid = { ...year, renews: false, profile: 'one' };
    const paymentMethods = { methods: [card], profiles: [{ id: 'one', name: 'One', method: 'c' }] };
    expect(remindersUntil(account(paid, paymentMethods), utc('2028-01-01'))).toEqual([
      '2027-01-02 card-expires',
      '2027-01-25 card-expires',
    ]);
    expect(remindersUntil(account({ ...paid, profile: 'two' }, paymentMethods), utc('2028-01-01'))).toEqual([]);
  });

  test('each of them once, and of none that lies before what was told already', () => {
    const first = nextReminderAt(account(year), rules) ?? 0;
    expect(nextReminders(account(year, { remindedTo: first }), first + DAY, rules)).toEqual([]);
    expect(nextReminderAt(account(year, { remindedTo: first }), rules)).toBe(utc('2027-05-25'));
  });

  test('an earlier reminder is no news any more once the next is due', () => {
    const [one] = nextReminders(account(year), utc('2028-01-01'), rules);
    expect(one?.until).toBe(utc('2027-05-25'));
  });
});
