import { describe, expect, test } from '@jest/globals';
import { billNextPeriod } from '../../src/domain/billing/billing-periods.ts';
import { applyDueEvent, nextDueEvent, recordFailedCharge } from '../../src/domain/billing/due-event.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { Result } from '../../src/domain/common/result.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import type { OrderPreview as Planned } from '../../src/domain/subscription/order-preview.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import {
  DAY,
  expectPreview,
  expectRefusal,
  newSubscription,
  PRODUCT,
  people,
  rules,
  termsWith,
  utc,
  withTotal,
} from './support/fixtures.ts';
import { previewRequest } from './support/preview-request.ts';

interface When {
  readonly now: Instant;
  readonly terms?: Terms;
}

const cancelling = (one: Subscription, when: When & { feedback?: string }): Result<Planned> => {
  const { feedback } = when;
  return previewRequest(
    [one],
    { act: 'cancel', subscription: one.id, reason: 'mistake', ...(feedback && { feedback }) },
    when,
  );
};
const recurring = (one: Subscription, on: boolean, when: When) =>
  previewRequest([one], { act: 'recurring', subscription: one.id, on }, when);
const reinstating = (one: Subscription, when: When) =>
  previewRequest([one], { act: 'reinstate', subscription: one.id }, when);
const reactivating = (one: Subscription, when: When) =>
  previewRequest([one], { act: 'reactivate', subscription: one.id }, when);

const started = utc('2026-11-01');
const ends = utc('2026-12-01');
const edge = started + 7 * DAY;
/** Ten licences of 12.10 a month from 1 November, four of them assigned. */
const ten = { ...newSubscription(), assignments: people(4) };

const amounts = ({ lines }: Planned) => lines.map(({ kind, quantity, net, tax }) => [kind, quantity, net, tax]);

describe('RULES #10: cancelling inside the window', () => {
  test('on the day of buying gives back all of it', () => {
    expect(expectPreview(cancelling(ten, { now: started + 1 })).today).toEqual({
      net: -12_100,
      tax: -2541,
      gross: -14_641,
    });
  });

  test('gives back the unused days: 28 of 30 on 3 November', () => {
    const plan = expectPreview(cancelling(ten, { now: utc('2026-11-03T10:00') }));
    expect(plan.act).toBe('cancel');
    expect(amounts(plan)).toEqual([['cancel', 10, -11_293, -2372]]);
    expect(plan.lines.map(({ days, of }) => [days, of])).toEqual([[28, 30]]);
    expect(plan.today.gross).toBe(-13_665);
    expect([plan.from, plan.now, plan.renewal, plan.nextPayment]).toEqual([10, 0, undefined, undefined]);
  });

  test('gives back each lot by its own charge, the newest first', () => {
    const fifteen = withTotal(ten, 15, { now: utc('2026-11-03') });
    const plan = expectPreview(cancelling(fifteen, { now: utc('2026-11-05') }));
    expect(amounts(plan)).toEqual([
      ['cancel', 5, -5243, -1101],
      ['cancel', 10, -10_487, -2202],
    ]);
    expect(plan.today).toEqual({ net: -15_730, tax: -3303, gross: -19_033 });
  });

  test('of a year gives back its unused days: 360 of 365', () => {
    const year = newSubscription({ plan: 'annual', quantity: 1, terms: termsWith({ price: 12_050 }) });
    const plan = expectPreview(cancelling(year, { now: utc('2026-11-06') }));
    expect(plan.today).toEqual({ net: -11_885, tax: -2496, gross: -14_381 });
  });

  test('RULES #11: of a year paid monthly gives back of the month, and nothing more is charged', () => {
    const year = newSubscription({ plan: 'annual-monthly', quantity: 2, terms: termsWith({ price: 1105 }) });
    const plan = expectPreview(cancelling(year, { now: utc('2026-11-03') }));
    expect(plan.today).toEqual({ net: -2063, tax: -433, gross: -2496 });
    expect(plan.nextPayment).toBeUndefined();
    expect(nextDueEvent(plan.next, rules)?.what).toBe('delete');
  });

  test('gives back the tax that was charged, not today’s', () => {
    const plan = expectPreview(cancelling(ten, { now: started, terms: termsWith({ taxRate: 900 }) }));
    expect(plan.today.tax).toBe(-2541);
  });

  test('ends access at once, and skips Expired (RULES #13)', () => {
    const now = utc('2026-11-03T10:00');
    const { next, people: who } = expectPreview(cancelling(ten, { now }));
    expect(next.state).toEqual({ kind: 'disabled', since: now });
    expect(nextDueEvent(next, rules)).toEqual({ what: 'delete', at: now + 90 * DAY, subscription: 'S-1' });
    expect(who).toEqual(ten.assignments.map(({ person }) => ({ person, result: 'done' })));
  });

  test('is possible to the last millisecond of seven times 24 hours, and not after', () => {
    expect(expectPreview(cancelling(ten, { now: edge - 1 })).act).toBe('cancel');
    const after = expectPreview(cancelling(ten, { now: edge }));
    expect([after.act, after.today.gross, after.next.state.kind]).toEqual(['end', 0, 'active']);
  });

  test('is possible with recurring billing off, which stays off', () => {
    const plan = expectPreview(cancelling({ ...ten, renews: false }, { now: started + DAY }));
    expect([plan.act, plan.next.renews]).toEqual(['cancel', false]);
  });

  test('is possible again in the window of a renewal, to its edge', () => {
    const { next } = billNextPeriod(ten, { terms: termsWith(), rules, at: ends, invoice: 'A-2' });
    const plan = expectPreview(cancelling(next, { now: utc('2026-12-04') }));
    // 28 of 31 days of 121.00.
    expect(plan.today).toEqual({ net: -10_929, tax: -2295, gross: -13_224 });
    expect(expectPreview(cancelling(next, { now: ends + 7 * DAY - 1 })).act).toBe('cancel');
    expect(expectPreview(cancelling(next, { now: ends + 7 * DAY })).act).toBe('end');
  });

  test('counts from the start: licences added later do not open it again', () => {
    const fifteen = withTotal(ten, 15, { now: utc('2026-11-20') });
    expect(expectPreview(cancelling(fifteen, { now: utc('2026-11-21') })).act).toBe('end');
  });

  test('RULES #9: waits for a pending credit check', () => {
    const until = utc('2026-11-04');
    expect(expectRefusal(cancelling({ ...ten, creditCheckUntil: until }, { now: started + DAY }))).toEqual({
      kind: 'credit-check',
      product: PRODUCT,
      until,
    });
  });
});

describe('RULES #10: cancelling outside the window', () => {
  const now = utc('2026-11-22');

  test('turns recurring billing off: nothing goes back, and it runs to its end', () => {
    const plan = expectPreview(cancelling(ten, { now }));
    expect([plan.act, plan.lines, plan.today.gross, plan.renewal]).toEqual(['end', [], 0, undefined]);
    expect(plan.next).toEqual({ ...ten, renews: false, reason: 'mistake', version: ten.version + 1 });
  });

  test('RULES #13: then 30 days Expired with access, 90 days Disabled, and Deleted', () => {
    const { next } = expectPreview(cancelling(ten, { now }));
    const days: [string, Instant][] = [];
    let one: Subscription = next;
    for (let due = nextDueEvent(one, rules); due; due = nextDueEvent(one, rules)) {
      days.push([due.what, due.at]);
      one = applyDueEvent(one, due);
    }
    expect(days).toEqual([
      ['expire', ends],
      ['disable', ends + 30 * DAY],
      ['delete', ends + 120 * DAY],
    ]);
  });

  test('RULES #11: a year paid monthly is charged to its end', () => {
    const year = newSubscription({ plan: 'annual-monthly', quantity: 2, terms: termsWith({ price: 1105 }) });
    const plan = expectPreview(cancelling(year, { now }));
    expect(plan.nextPayment).toEqual({ at: ends, licences: 2, totals: { net: 2210, tax: 464, gross: 2674 } });
    expect(plan.renewal).toBeUndefined();
    expect(nextDueEvent(plan.next, rules)).toMatchObject({ what: 'bill', at: ends });
  });

  test('of a trial is not being charged after it', () => {
    const trial = newSubscription({ plan: 'trial', quantity: 25 });
    const plan = expectPreview(cancelling(trial, { now: started + DAY }));
    expect([plan.act, plan.today.gross, plan.next.state.kind]).toEqual(['end', 0, 'active']);
    expect(nextDueEvent(plan.next, rules)).toMatchObject({ what: 'expire', at: started + 30 * DAY });
  });

  test('of what ends already says so', () => {
    expect(expectRefusal(cancelling({ ...ten, renews: false }, { now }))).toEqual({
      kind: 'already-so',
      product: PRODUCT,
      on: false,
      ends,
    });
  });
});

test('RULES S6: feedback of 1,000 characters is taken, of 1,001 it is not', () => {
  const now = started + DAY;
  expect(cancelling(ten, { now, feedback: '🙂'.repeat(1_000) }).ok).toBe(true);
  expect(expectRefusal(cancelling(ten, { now, feedback: 'x'.repeat(1_001) }))).toEqual({
    kind: 'feedback-too-long',
    letters: 1_001,
    max: 1_000,
  });
});

describe('RULES #12: recurring billing', () => {
  const now = utc('2026-11-22');

  test('off withdraws what is scheduled, and on does not bring it back', () => {
    const scheduled = withTotal(ten, 8, { now });
    const off = expectPreview(recurring(scheduled, false, { now }));
    expect([off.withdraws, off.next.scheduled]).toEqual([8, undefined]);
    const on = expectPreview(recurring(off.next, true, { now }));
    expect([on.act, on.next.renews, on.next.scheduled, on.renewal?.licences]).toEqual(['renew', true, undefined, 10]);
  });

  test.each(['expired', 'disabled'] as const)('cannot be turned on once it is %s', (kind) => {
    const over = { ...ten, renews: false, state: { kind, since: ends } };
    expect(expectRefusal(recurring(over, true, { now: ends + DAY }))).toMatchObject({
      kind: 'not-active',
      since: ends,
    });
  });

  test('is as it is already', () => {
    expect(expectRefusal(recurring(ten, true, { now }))).toMatchObject({ kind: 'already-so', on: true, ends });
  });

  test('RULES #4: cannot be turned on for a trial without a card', () => {
    const trial = newSubscription({ plan: 'trial', card: false });
    expect(expectRefusal(recurring(trial, true, { now: started }))).toMatchObject({ kind: 'trial-ends' });
  });

  test('off ends at once what is past due, and it is not tried again', () => {
    const late = recordFailedCharge(ten, ends, rules);
    const at = ends + 2 * DAY;
    const plan = expectPreview(recurring(late, false, { now: at }));
    expect([plan.act, plan.next.state, plan.undoUntil]).toEqual(['end', { kind: 'expired', since: at }, undefined]);
    expect(plan.next).not.toHaveProperty('pastDue');
    expect(nextDueEvent(plan.next, rules)).toMatchObject({ what: 'disable', at: at + 30 * DAY });
  });

  test('off ends at once what is due and was not answered', () => {
    const plan = expectPreview(recurring(ten, false, { now: ends }));
    expect(plan.next.state).toEqual({ kind: 'expired', since: ends });
    expect(expectPreview(recurring(ten, false, { now: ends - 1 })).next.state.kind).toBe('active');
  });

  test('RULES #11: off does not end a year whose month is past due: that month is owed', () => {
    const late = recordFailedCharge(newSubscription({ plan: 'annual-monthly' }), ends, rules);
    const plan = expectPreview(recurring(late, false, { now: ends + DAY / 2 }));
    expect(plan.next.state.kind).toBe('active');
    expect(nextDueEvent(plan.next, rules)).toMatchObject({ what: 'bill', at: ends + DAY });
  });

  test('off can be taken back to the end of the term', () => {
    expect(expectPreview(recurring(ten, false, { now })).undoUntil).toBe(ends);
  });
});

describe('taking a cancellation back', () => {
  const now = utc('2026-11-03T10:00');
  const cancelled = expectPreview(cancelling(ten, { now })).next;

  test('at once costs what went back, and restores licences, people and renewal', () => {
    const plan = expectPreview(reinstating(cancelled, { now: now + 1 }));
    expect(amounts(plan)).toEqual([['re-enable', 10, 11_293, 2372]]);
    const { lots, version, ...rest } = plan.next;
    const { lots: _lots, version: _version, ...before } = ten;
    expect(rest).toEqual(before);
    expect([lots.map(({ quantity, at }) => [quantity, at]), version]).toEqual([[[10, started]], ten.version + 2]);
  });

  test('two days later costs two days less', () => {
    // 26 of 30 days of 121.00.
    const plan = expectPreview(reinstating(cancelled, { now: utc('2026-11-05T10:00') }));
    expect(plan.today).toEqual({ net: 10_487, tax: 2202, gross: 12_689 });
  });

  test('never costs more than went back, whatever the tax is by now', () => {
    const dearer = expectPreview(reinstating(cancelled, { now, terms: termsWith({ taxRate: 2500 }) }));
    expect(dearer.today).toEqual({ net: 11_293, tax: 2372, gross: 13_665 });
  });

  test('never costs more than went back, where rounding left less to give back', () => {
    const terms = termsWith({ price: 3, taxRate: 0 });
    const [lot] = newSubscription({ quantity: 1, terms }).lots;
    if (!lot?.charge) throw new Error('Nothing was charged.');
    const rounded = {
      ...newSubscription({ quantity: 1, terms }),
      lots: [{ ...lot, charge: { ...lot.charge, net: 4, refundedNet: 4 } }],
    };
    const cancelled = expectPreview(cancelling(rounded, { now: started + DAY, terms }));
    expect(cancelled.today.gross).toBe(0);
    expect(expectPreview(reinstating(cancelled.next, { now: started + DAY, terms })).today.gross).toBe(0);
  });

  test('RULES #14: too many people stay too many, since when they were', () => {
    const over = { ...ten, assignments: people(12), overSince: started };
    const cancelled = expectPreview(cancelling(over, { now })).next;
    expect(expectPreview(reinstating(cancelled, { now })).next.overSince).toBe(started);
  });

  test('is possible to the last millisecond of the window', () => {
    expect(reinstating(cancelled, { now: edge - 1 }).ok).toBe(true);
    expect(expectRefusal(reinstating(cancelled, { now: edge }))).toEqual({
      kind: 'undo-too-late',
      product: PRODUCT,
      until: edge,
    });
  });

  test('and cancelling once more comes to nothing all in all', () => {
    const back = expectPreview(reinstating(cancelled, { now }));
    const again = expectPreview(cancelling(back.next, { now }));
    expect(back.today.gross + again.today.gross).toBe(0);
  });

  test('needs a cancellation', () => {
    expect(expectRefusal(reinstating(ten, { now }))).toEqual({ kind: 'unknown-order' });
  });
});

describe('RULES #15: reactivating', () => {
  const expired = applyDueEvent({ ...ten, renews: false }, { what: 'expire', at: ends, subscription: 'S-1' });
  const now = ends + 5 * DAY;

  test('makes a new subscription of the same term and people, at today’s price, and the old one is gone', () => {
    const plan = expectPreview(reactivating(expired, { now, terms: termsWith({ price: 1300 }) }));
    expect(amounts(plan)).toEqual([['re-enable', 10, 13_000, 2730]]);
    expect(plan.today.gross).toBe(15_730);
    const { next, replaces } = plan;
    expect([next.id, next.plan, next.anchor, next.state.kind, next.renews]).toEqual([
      'S-2',
      'monthly',
      now,
      'active',
      true,
    ]);
    expect(next.assignments).toEqual(ten.assignments);
    expect(replaces).toMatchObject({ id: 'S-1', state: { kind: 'deleted', since: now }, assignments: [] });
    expect(plan.undoUntil).toBe(now + 7 * DAY);
    expect(plan.people.map(({ person }) => person)).toEqual(ten.assignments.map(({ person }) => person));
  });

  test.each(['annual', 'annual-monthly'] as const)('keeps the term: %s', (plan) => {
    const over = { ...newSubscription({ plan }), state: { kind: 'disabled' as const, since: ends } };
    expect(expectPreview(reactivating(over, { now })).next.plan).toBe(plan);
  });

  test('has no more people than licences: the people assigned last are without', () => {
    const over = { ...expired, assignments: people(12), overSince: started };
    const { next } = expectPreview(reactivating(over, { now }));
    expect(next.assignments).toEqual(people(10));
    expect(next.overSince).toBeUndefined();
  });

  test('is not possible for what is active, a trial, or without a billing profile', () => {
    expect(expectRefusal(reactivating(ten, { now }))).toEqual({ kind: 'not-ended', product: PRODUCT });
    const trial = { ...newSubscription({ plan: 'trial' }), state: { kind: 'expired' as const, since: ends } };
    expect(expectRefusal(reactivating(trial, { now }))).toEqual({ kind: 'trial-over', product: PRODUCT });
    const { profile: _none, ...bare } = expired;
    expect(expectRefusal(reactivating(bare, { now }))).toEqual({ kind: 'no-card', product: PRODUCT });
  });

  test('RULES #9: is not possible from the millisecond on at which the product’s sale ends', () => {
    const terms = termsWith({ endOfSale: now });
    expect(expectRefusal(reactivating(expired, { now, terms }))).toEqual({
      kind: 'end-of-sale',
      product: PRODUCT,
      since: now,
    });
    expect(reactivating(expired, { now: now - 1, terms }).ok).toBe(true);
  });

  test('is not possible for what is deleted', () => {
    const deleted = { ...expired, state: { kind: 'deleted' as const, since: now } };
    expect(expectRefusal(reactivating(deleted, { now }))).toMatchObject({ kind: 'unknown-subscription' });
  });
});
