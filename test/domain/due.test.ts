import { describe, expect, test } from '@jest/globals';
import { billNextPeriod } from '../../src/domain/billing/billing-periods.ts';
import { applyDueEvent, type DueEvent, nextDueEvent, recordFailedCharge } from '../../src/domain/billing/due-event.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import {
  DAY,
  expectPreview,
  expectRefusal,
  newSubscription,
  people,
  previewTotal,
  rules,
  termsWith,
  utc,
  withTotal,
} from './support/fixtures.ts';

const renewal = utc('2026-12-01');
const ten = newSubscription();

/** What happens, and on which day, while the card works or not. */
function events(subscription: Subscription, most: number, pays: (due: DueEvent) => boolean = () => true) {
  const eventNames: string[] = [];
  let current = subscription;
  for (let due = nextDueEvent(current, rules); due && eventNames.length < most; due = nextDueEvent(current, rules)) {
    const paid = due.what === 'bill' && pays(due);
    eventNames.push(
      `${new Date(due.at).toISOString().slice(0, 10)} ${due.what}${due.what === 'bill' && !paid ? '?' : ''}`,
    );
    current = after(current, due, paid);
  }
  return { happened: eventNames, last: current };
}

function after(subscription: Subscription, due: DueEvent, paid: boolean): Subscription {
  if (due.what !== 'bill') return applyDueEvent(subscription, due);
  if (!paid) return recordFailedCharge(subscription, due.at, rules);
  return billNextPeriod(subscription, { terms: termsWith(), rules, at: due.at, invoice: '' }).next;
}

describe('RULES #13: life after the end', () => {
  const off = { ...ten, renews: false };

  test('expired for 30 days, disabled for 90, then deleted and done', () => {
    const { happened: dueEvents, last } = events(off, 9);
    expect(dueEvents).toEqual(['2026-12-01 expire', '2026-12-31 disable', '2027-03-31 delete']);
    expect(last.state).toEqual({ kind: 'deleted', since: utc('2027-03-31') });
    expect(nextDueEvent(last, rules)).toBeUndefined();
  });

  test('people keep their licences until it is deleted', () => {
    const assigned = { ...off, assignments: people(4) };
    expect(events(assigned, 1).last.assignments).toHaveLength(4);
    expect(events(assigned, 2).last.assignments).toHaveLength(4);
    expect(events(assigned, 3).last.assignments).toEqual([]);
  });

  test('nothing scheduled outlives the end', () => {
    const scheduled = { ...withTotal(ten, 8, { now: utc('2026-11-22') }), renews: false };
    expect(events(scheduled, 1).last).not.toHaveProperty('scheduled');
  });

  test('each step makes cards shown before it stale', () => {
    expect(events(off, 3).last.version).toBe(off.version + 3);
  });
});

describe('a payment that fails', () => {
  test('is tried again after 1, 3, 7 and 14 days, then the subscription expires', () => {
    const { happened: dueEvents, last } = events(ten, 6, () => false);
    expect(dueEvents).toEqual([
      '2026-12-01 bill?',
      '2026-12-02 bill?',
      '2026-12-04 bill?',
      '2026-12-08 bill?',
      '2026-12-15 bill?',
      '2027-01-14 disable',
    ]);
    expect(events(ten, 5, () => false).last.state).toEqual({ kind: 'expired', since: utc('2026-12-15') });
    expect(last).not.toHaveProperty('pastDue');
  });

  test.each([1, 3, 7, 14])('goes on as if nothing had happened when it succeeds on day %i', (day) => {
    const { happened: dueEvents, last } = events(ten, 6, ({ at }) => at >= renewal + day * DAY);
    expect(dueEvents.filter((one) => one.endsWith('bill'))[1]).toBe('2027-01-01 bill');
    expect(last).not.toHaveProperty('pastDue');
  });

  test('leaves what was paid for as it was, and counts from the day it was due', () => {
    const { last } = events(ten, 3, () => false);
    expect(last).toEqual({ ...ten, pastDue: { since: renewal, tries: 3 }, version: ten.version + 3 });
  });

  test('RULES #9: bars changes until it succeeds', () => {
    const late = events(ten, 2, () => false).last;
    const now = renewal + 2 * DAY;
    expect(expectRefusal(previewTotal(late, 15, { now }))).toMatchObject({ kind: 'past-due', since: renewal });
    const paid = events(ten, 3, ({ at }) => at > renewal + DAY).last;
    expect(expectPreview(previewTotal(paid, 15, { now: renewal + 3 * DAY })).act).toBe('add');
  });

  test('RULES #11: in a year paid monthly is the same', () => {
    const { happened: dueEvents } = events(
      newSubscription({ plan: 'annual-monthly' }),
      9,
      ({ at }) => at < utc('2027-01-01'),
    );
    expect(dueEvents).toEqual([
      '2026-12-01 bill',
      '2027-01-01 bill?',
      '2027-01-02 bill?',
      '2027-01-04 bill?',
      '2027-01-08 bill?',
      '2027-01-15 bill?',
      '2027-02-14 disable',
      '2027-05-15 delete',
    ]);
  });

  test('RULES #4: at the end of a trial with a card is the same', () => {
    const { happened: dueEvents } = events(newSubscription({ plan: 'trial', quantity: 25 }), 6, () => false);
    expect(dueEvents.at(-2)).toBe('2026-12-15 bill?');
    expect(dueEvents.at(-1)).toBe('2027-01-14 disable');
  });

  test('is tried as often as the rules say, and not at all when they say so', () => {
    const once = { ...rules, retryDays: [2] };
    const late = recordFailedCharge(ten, renewal, once);
    expect(nextDueEvent(late, once)).toMatchObject({ what: 'bill', at: renewal + 2 * DAY });
    expect(recordFailedCharge(late, renewal + 2 * DAY, once).state.kind).toBe('expired');
    expect(recordFailedCharge(ten, renewal, { ...rules, retryDays: [] }).state.kind).toBe('expired');
  });
});

describe('RULES #14: more people than licences', () => {
  const full = { ...newSubscription({ plan: 'annual' }), assignments: people(10) };
  const scheduled = withTotal(full, 8, { now: utc('2026-11-22'), when: 'renewal' });
  const over = events(scheduled, 1).last;

  test('is resolved after 90 days, and no licence is unassigned before', () => {
    expect(nextDueEvent(over, rules)).toEqual({
      what: 'resolve-over',
      at: utc('2027-11-01') + 90 * DAY,
      subscription: 'S-1',
    });
    expect(over.assignments).toHaveLength(10);
  });

  test('on that day the people assigned last lose the licence', () => {
    const { last } = events(over, 1);
    expect(last.assignments.map(({ person }) => person)).toEqual(people(8).map(({ person }) => person));
    expect(last).not.toHaveProperty('overSince');
  });

  test('is over when enough are bought in time', () => {
    const enough = withTotal(over, 10, { now: utc('2027-11-20') });
    expect(nextDueEvent(enough, rules)).toMatchObject({ what: 'bill', at: utc('2028-11-01') });
    expect(enough.assignments).toHaveLength(10);
  });

  test('goes on over the monthly renewals in between', () => {
    const monthly = withTotal({ ...ten, assignments: people(10) }, 8, { now: utc('2026-11-22'), when: 'renewal' });
    expect(events(monthly, 5).happened).toEqual([
      '2026-12-01 bill',
      '2027-01-01 bill',
      '2027-02-01 bill',
      '2027-03-01 resolve-over',
      '2027-03-01 bill',
    ]);
  });
});

describe('what comes first', () => {
  test('a credit check that passes lets changes through (RULES #9)', () => {
    const until = utc('2026-11-03');
    const checked = newSubscription({ creditCheckUntil: until });
    expect(events(checked, 2).happened).toEqual(['2026-11-03 credit-check-passed', '2026-12-01 bill']);
    expect(expectPreview(previewTotal(events(checked, 1).last, 15, { now: until })).act).toBe('add');
  });

  test('of two at the same moment, the one that moves no money', () => {
    const checked = newSubscription({ creditCheckUntil: renewal });
    expect(events(checked, 2).happened).toEqual(['2026-12-01 credit-check-passed', '2026-12-01 bill']);
  });

  test('looking ahead changes nothing', () => {
    const before = structuredClone(ten);
    nextDueEvent(ten, rules);
    recordFailedCharge(ten, renewal, rules);
    expect(ten).toEqual(before);
  });

  test('a payment is never carried out as if it cost nothing', () => {
    expect(() => applyDueEvent(ten, { what: 'bill', at: renewal, subscription: 'S-1' })).toThrow('charge');
  });
});
