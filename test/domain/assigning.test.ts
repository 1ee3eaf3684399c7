import { describe, expect, test } from '@jest/globals';
import type { KnownPeople } from '../../src/domain/subscription/order-preview.ts';
import { freeLicencesOf, leastRecentlyUsed } from '../../src/domain/subscription/preview-assignment.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import {
  expectPreview,
  expectRefusal,
  newSubscription,
  PRODUCT,
  people,
  termsWith,
  utc,
  withTotal,
} from './support/fixtures.ts';
import { previewRequest } from './support/preview-request.ts';

const now = utc('2026-11-22T10:00');
const ends = utc('2026-12-01');
/** Ten licences of 12.10 a month from 1 November, of which four are assigned. */
const ten: Subscription = { ...newSubscription(), assignments: people(4) };

const ids = (count: number, from = 1): readonly string[] =>
  Array.from({ length: count }, (_, index) => `new-${from + index}`);

/** Who is who by the name they have here. */
const kindOf = (id: string) =>
  id.startsWith('guest') ? ('guest' as const) : id.startsWith('silent') ? ('unanswered' as const) : ('member' as const);
const knowing = (who: readonly string[]): KnownPeople => new Map(who.map((id) => [id, kindOf(id)]));

const assigning = (
  one: Subscription,
  who: readonly string[],
  {
    buy,
    knownPerson = knowing(who),
    at = now,
    terms = termsWith(),
  }: {
    buy?: number;
    knownPerson?: KnownPeople;
    at?: number;
    terms?: ReturnType<typeof termsWith>;
  } = {},
) =>
  previewRequest(
    [one],
    { act: 'assign', subscription: one.id, people: who, ...(buy !== undefined && { buy }) },
    { now: at, knownPeople: knownPerson, terms },
  );

const unassigning = (one: Subscription, who: readonly string[]) =>
  previewRequest([one], { act: 'unassign', subscription: one.id, people: who }, { now });

describe('assigning', () => {
  test('RULES S4: gives each a licence from now on, and moves no money', () => {
    const plan = expectPreview(assigning(ten, ['new-1', 'new-2']));
    expect([plan.act, plan.from, plan.now, plan.lines, plan.today.gross]).toEqual(['assign', 10, 10, [], 0]);
    expect(plan.next.assignments).toEqual([...people(4), { person: 'new-1', at: now }, { person: 'new-2', at: now }]);
    expect(plan.next.version).toBe(ten.version + 1);
  });

  test('RULES #1: gives a result for each person: guests and strangers are refused', () => {
    const knownPeople: KnownPeople = new Map([
      ['anna', 'member'],
      ['olivier', 'guest'],
      ['stranger', 'unknown'],
      ['silent', 'unanswered'],
    ]);
    const who = ['anna', 'olivier', 'stranger', 'silent', 'nobody-asked', 'person-2'];
    const plan = expectPreview(assigning(ten, who, { knownPerson: knownPeople }));
    expect(plan.people).toEqual([
      { person: 'anna', result: 'done' },
      { person: 'olivier', result: 'refused', why: 'guest' },
      { person: 'stranger', result: 'refused', why: 'unknown' },
      { person: 'silent', result: 'failed' },
      { person: 'nobody-asked', result: 'refused', why: 'unknown' },
      { person: 'person-2', result: 'had', since: utc('2026-11-01') },
    ]);
    expect(plan.next.assignments).toHaveLength(5);
  });

  test('RULES S4: twenty at a time, counted after removing doubles', () => {
    const many = { ...newSubscription({ quantity: 40 }), assignments: [] };
    expect(expectPreview(assigning(many, [...ids(20), ...ids(20)])).next.assignments).toHaveLength(20);
    expect(expectRefusal(assigning(many, ids(21)))).toEqual({ kind: 'too-many-people', count: 21, max: 20 });
    expect(expectRefusal(assigning(many, []))).toEqual({ kind: 'nobody' });
  });

  test('is refused where there are too few licences, saying how many are missing', () => {
    const refusal = { kind: 'too-few-licences', product: PRODUCT, missing: 2, free: 6, wanted: 8 };
    expect(expectRefusal(assigning(ten, ids(8)))).toEqual(refusal);
    expect(expectPreview(assigning(ten, ids(6))).next.assignments).toHaveLength(10);
  });

  test('needs no licence for who has one, nor for who is refused', () => {
    const full = { ...newSubscription({ quantity: 5 }), assignments: people(4) };
    const plan = expectPreview(assigning(full, ['new-1', 'guest-1', 'silent-1', 'person-1', 'person-2']));
    expect(plan.people.map(({ result }) => result)).toEqual(['done', 'refused', 'failed', 'had', 'had']);
  });

  test('RULES #5: the missing ones are bought with it, and no more: two of 12.10 for nine of 30 days', () => {
    const plan = expectPreview(assigning(ten, ids(8), { buy: 99 }));
    expect([plan.act, plan.from, plan.now]).toEqual(['assign', 10, 12]);
    expect(plan.today).toEqual({ net: 726, tax: 152, gross: 878 });
    expect(plan.next.assignments).toHaveLength(12);
    expect(plan.next.version).toBe(ten.version + 1);
    expect(plan.next.lots.map(({ quantity, why }) => [quantity, why])).toEqual([
      [10, 'bought'],
      [2, 'added'],
    ]);
    expect(plan.renewal).toMatchObject({ at: ends, licences: 12 });
  });

  test('buys nothing where there are enough', () => {
    expect(expectPreview(assigning(ten, ids(2), { buy: 5 })).today.gross).toBe(0);
  });

  test('RULES #14: people without a licence get one first, and then the overage ends', () => {
    const over = { ...ten, assignments: people(12), overSince: utc('2026-11-01') };
    expect(expectRefusal(assigning(over, ['new-1']))).toMatchObject({
      kind: 'too-few-licences',
      missing: 3,
      free: 0,
      wanted: 1,
    });
    const plan = expectPreview(assigning(over, ['new-1'], { buy: 3 }));
    expect([plan.now, plan.next.assignments.length, plan.next.overSince]).toEqual([13, 13, undefined]);
  });

  test('RULES #7: buying the missing ones withdraws what is scheduled, and says so', () => {
    const scheduled = { ...withTotal(ten, 8, { now }), assignments: people(10) };
    const plan = expectPreview(assigning(scheduled, ['new-1'], { buy: 1 }));
    expect([plan.withdraws, plan.next.scheduled]).toEqual([8, undefined]);
  });

  test('RULES #9: a trial has its 25 licences, and no more can be bought', () => {
    const trial = { ...newSubscription({ plan: 'trial', quantity: 25 }), assignments: people(24) };
    expect(expectPreview(assigning(trial, ['new-1'])).next.assignments).toHaveLength(25);
    expect(expectRefusal(assigning(trial, ids(2), { buy: 1 }))).toMatchObject({ kind: 'trial' });
  });

  test('RULES #9: after the end of sale what there is can be assigned, and no more can be bought', () => {
    const terms = termsWith({ endOfSale: now });
    expect(assigning(ten, ids(6), { terms }).ok).toBe(true);
    expect(expectRefusal(assigning(ten, ids(7), { terms, buy: 1 }))).toMatchObject({ kind: 'end-of-sale', since: now });
  });

  test('RULES #9: during a credit check too: what there is can be assigned, and no more can be bought', () => {
    const checked = { ...ten, creditCheckUntil: utc('2026-11-24') };
    expect(assigning(checked, ids(6)).ok).toBe(true);
    expect(expectRefusal(assigning(checked, ids(7), { buy: 1 }))).toMatchObject({ kind: 'credit-check' });
  });

  test.each(['expired', 'disabled'] as const)('is not possible once it is %s', (kind) => {
    const over = { ...ten, state: { kind, since: now } };
    expect(expectRefusal(assigning(over, ['new-1']))).toMatchObject({ kind: 'not-active' });
  });
});

describe('unassigning', () => {
  test('RULES S5: takes the licence from those picked, and says who had none', () => {
    const plan = expectPreview(unassigning(ten, ['person-2', 'person-2', 'stranger']));
    expect(plan.people).toEqual([
      { person: 'person-2', result: 'done' },
      { person: 'stranger', result: 'had' },
    ]);
    expect(plan.next.assignments.map(({ person }) => person)).toEqual(['person-1', 'person-3', 'person-4']);
    expect([plan.now, plan.today.gross, plan.next.version]).toEqual([10, 0, ten.version + 1]);
  });

  test('and assigning again gives the same people a licence', () => {
    const unassigned = expectPreview(unassigning(ten, ['person-4']));
    const back = expectPreview(assigning(unassigned.next, ['person-4']));
    expect(back.next.assignments.map(({ person }) => person)).toEqual(ten.assignments.map(({ person }) => person));
  });

  test('of no person is refused', () => {
    expect(expectRefusal(unassigning(ten, []))).toEqual({ kind: 'nobody' });
  });

  test('RULES #14: settles too many once there are no more people than licences, and not before', () => {
    const over = { ...ten, assignments: people(12), overSince: utc('2026-11-01') };
    expect(expectPreview(unassigning(over, ['person-1'])).next.overSince).toBe(utc('2026-11-01'));
    expect(expectPreview(unassigning(over, ['person-1', 'person-2'])).next.overSince).toBeUndefined();
  });

  test('RULES #13: is possible while there is access after the end, and not once it is disabled', () => {
    expect(unassigning({ ...ten, state: { kind: 'expired', since: now } }, ['person-1']).ok).toBe(true);
    const disabled = { ...ten, state: { kind: 'disabled' as const, since: now } };
    expect(expectRefusal(unassigning(disabled, ['person-1']))).toMatchObject({ kind: 'not-active' });
  });
});

describe('RULES #8: a total below the number assigned, with people unassigned first', () => {
  const fifteen = { ...withTotal(ten, 15, { now: utc('2026-11-20') }), assignments: people(14) };
  const reducing = (total: number, unassign: readonly string[]) =>
    previewRequest([fifteen], { act: 'change', subscription: 'S-1', total, unassign }, { now });

  test('is shown as one: who loses a licence, and five of 12.10 back for nine of 30 days', () => {
    const plan = expectPreview(reducing(10, ['person-1', 'person-2', 'person-3', 'person-4']));
    expect([plan.act, plan.from, plan.now, plan.today.gross]).toEqual(['remove', 15, 10, -2196]);
    expect(plan.people.map(({ person, result }) => `${person} ${result}`)).toEqual([
      'person-1 done',
      'person-2 done',
      'person-3 done',
      'person-4 done',
    ]);
    expect(plan.next.assignments).toHaveLength(10);
    expect(plan.subscription).toBe(fifteen);
  });

  test('is refused where too few give theirs up, or the same one is named twice', () => {
    expect(expectRefusal(reducing(10, ['person-1']))).toMatchObject({
      kind: 'below-assigned',
      total: 10,
      assigned: 13,
    });
    expect(expectRefusal(reducing(12, ['person-1', 'person-1']))).toMatchObject({
      kind: 'below-assigned',
      assigned: 13,
    });
  });
});

test('people who used it longest ago, or never, are proposed first', () => {
  const used = (person: string, lastUsed?: number, at = 1) => ({ person, at, ...(lastUsed && { lastUsed }) });
  const assignments = [
    used('daily', 90),
    used('once', 20),
    used('never', undefined, 7),
    used('never-either', undefined, 3),
  ];
  expect(leastRecentlyUsed({ ...ten, assignments }).map(({ person }) => person)).toEqual([
    'never-either',
    'never',
    'once',
    'daily',
  ]);
});

test('free licences are never fewer than none', () => {
  expect([freeLicencesOf(ten), freeLicencesOf({ ...ten, assignments: people(12) })]).toEqual([6, 0]);
});
