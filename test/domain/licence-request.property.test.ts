import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  abandonedClaims,
  advanceRequest,
  claimRequest,
  createRequest,
  expiryOf,
  isPastRetention,
  type LicenceRequest,
  nextRequestDueAt,
  openPeople,
  settleClaim,
  withdrawRequest,
} from '../../src/domain/account/licence-request.ts';
import { DAY, type Instant } from '../../src/domain/common/time.ts';
import { rules, utc } from './support/fixtures.ts';

const START = utc('2026-11-01');
const PEOPLE = ['a', 'b', 'c'];
const DECIDERS = ['x', 'y'];

const fresh = (): LicenceRequest =>
  createRequest(
    {
      id: 'r',
      asker: { tenant: 't', person: 'asker' },
      product: 'planner',
      people: PEOPLE,
      why: 'because',
      at: START,
      deciders: DECIDERS,
    },
    rules,
  );

type Step =
  | {
      readonly do: 'claim';
      readonly by: string;
      readonly approve: readonly string[];
      readonly reject: readonly string[];
    }
  | { readonly do: 'settle'; readonly which: number; readonly granted: readonly string[] }
  | { readonly do: 'withdraw' }
  | { readonly do: 'pass'; readonly days: number };

const some = fc.subarray(PEOPLE);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('claim' as const), by: fc.constantFrom(...DECIDERS), approve: some, reject: some }),
  fc.record({ do: fc.constant('settle' as const), which: fc.nat(5), granted: some }),
  fc.record({ do: fc.constant('withdraw' as const) }),
  fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 12 }) }),
);

/** The request after each step, with the keys that were claimed. */
function simulate(steps: readonly Step[]): readonly LicenceRequest[] {
  const all = [fresh()];
  const keys: string[] = [];
  let now: Instant = START;
  for (const one of steps) {
    const last = all.at(-1) as LicenceRequest;
    switch (one.do) {
      case 'claim': {
        const key = `k${keys.length}`;
        const reject = one.reject.filter((person) => !one.approve.includes(person));
        const next = claimRequest(last, { by: one.by, at: now, key, approve: one.approve, reject, note: '' });
        keys.push(key);
        all.push(next ?? last);
        break;
      }
      case 'settle':
        all.push(settleClaim(last, keys[one.which] ?? '', one.granted, now));
        break;
      case 'withdraw':
        all.push(withdrawRequest(last, now));
        break;
      case 'pass':
        now += one.days * DAY;
        all.push(advanceRequest(last, now, rules));
    }
  }
  return all;
}

const answerOf = (request: LicenceRequest, person: string) =>
  request.people.find((one) => one.person === person)?.answer;

test('whatever happens, what was approved or rejected stays so, and what is over stays over', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const all = simulate(steps);
      for (const [index, later] of all.entries()) {
        const earlier = all[index - 1];
        if (!earlier) continue;
        for (const person of PEOPLE) {
          const before = answerOf(earlier, person);
          if (before?.is === 'approved' || before?.is === 'rejected') expect(answerOf(later, person)).toEqual(before);
        }
        if (earlier.closed) expect(later.closed).toEqual(earlier.closed);
        expect(later.people.map(({ person }) => person)).toEqual(PEOPLE);
      }
    }),
  );
});

test('no request is claimed for two orders, and only an open one can be claimed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.subarray(PEOPLE, { minLength: 1 }), (steps, approve) => {
      const last = simulate(steps).at(-1) as LicenceRequest;
      const next = claimRequest(last, { by: 'x', at: START, key: 'another', approve, reject: [], note: '' });
      const possible = approve.every((person) => openPeople(last).includes(person));
      expect(next !== undefined).toBe(possible);
      if (last.closed) expect(next).toBeUndefined();
    }),
  );
});

test('it is answered exactly when no person in it waits any more', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      for (const { people, closed } of simulate(steps)) {
        const rest = people.some(({ answer }) => answer.is === 'open' || answer.is === 'claimed');
        if (closed?.how === 'answered') expect(rest).toBe(false);
        if (!closed) expect(rest).toBe(true);
      }
    }),
  );
});

test('every notification has its own id: no recipient gets the same twice', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const { notices: notifications = [] } = simulate(steps).at(-1) as LicenceRequest;
      expect(new Set(notifications.map(({ id }) => id)).size).toBe(notifications.length);
    }),
  );
});

test('deciders are notified at once and after 2 and 5 days; it expires after 30', () => {
  let request = fresh();
  const sent: [day: number, what: string][] = [];
  for (let day = 0; day <= 40; day++) {
    const before = request.notices?.length ?? 0;
    request = advanceRequest(request, START + day * DAY, rules);
    for (const { id } of (request.notices ?? []).slice(day === 0 ? 0 : before)) sent.push([day, id]);
  }
  expect(sent).toEqual([
    [0, 'request/r/asked/x'],
    [0, 'request/r/asked/y'],
    [2, 'request/r/reminder-1/x'],
    [2, 'request/r/reminder-1/y'],
    [5, 'request/r/reminder-2/x'],
    [5, 'request/r/reminder-2/y'],
    [30, 'request/r/expired'],
    [30, 'request/r/closed/x'],
    [30, 'request/r/closed/y'],
  ]);
  expect(request.closed).toEqual({ how: 'expired', at: expiryOf({ at: START }, rules) });
});

test('of reminders that were missed only the last is sent', () => {
  const { reminded, notices: notifications = [] } = advanceRequest({ ...fresh(), notices: [] }, START + 9 * DAY, rules);
  expect(reminded).toBe(2);
  expect(notifications.map(({ id }) => id)).toEqual(['request/r/reminder-2/x', 'request/r/reminder-2/y']);
});

test('it is looked at when the next thing is due, and kept 12 months once it is over', () => {
  const request = fresh();
  expect(nextRequestDueAt(request, rules)).toBe(START + 2 * DAY);
  expect(nextRequestDueAt({ ...request, reminded: 2 }, rules)).toBe(START + 30 * DAY);
  const over = { ...withdrawRequest(request, START + DAY), notices: [] };
  expect(nextRequestDueAt(over, rules)).toBe(utc('2027-11-02'));
  expect(isPastRetention(over, utc('2027-11-01'), rules)).toBe(false);
  expect(isPastRetention(over, utc('2027-11-02'), rules)).toBe(true);
  expect(isPastRetention({ ...over, notices: request.notices ?? [] }, utc('2027-11-02'), rules)).toBe(false);
});

test('an order that never came to be frees those it was for, after two minutes', () => {
  const claimed = claimRequest(fresh(), {
    by: 'x',
    at: START,
    key: 'k',
    approve: ['a', 'b'],
    reject: ['c'],
    note: 'no',
  });
  if (!claimed) throw new Error('It was not held.');
  expect(openPeople(claimed)).toEqual([]);
  expect(abandonedClaims(claimed, START + 119_000)).toEqual([]);
  expect(abandonedClaims(claimed, START + 120_000).map(({ key }) => key)).toEqual(['k']);
  const free = settleClaim(claimed, 'k', [], START + 120_000);
  expect(openPeople(free)).toEqual(['a', 'b']);
  expect(answerOf(free, 'c')).toMatchObject({ is: 'rejected', note: 'no' });
});

test('who decided does not hear of it; the others and the asker do', () => {
  const claimed = claimRequest(
    { ...fresh(), notices: [] },
    { by: 'x', at: START, key: '', approve: [], reject: PEOPLE, note: '' },
  );
  expect(claimed?.notices?.map(({ id }) => id)).toEqual(['request/r/answer-1', 'request/r/decided-1/y']);
  expect(claimed?.closed).toEqual({ how: 'answered', at: START });
});
