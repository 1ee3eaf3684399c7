import { describe, expect, test } from '@jest/globals';
import { billNextPeriod } from '../../src/domain/billing/billing-periods.ts';
import { changedFields, snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import {
  DAY,
  expectPreview,
  expectRefusal,
  newSubscription,
  PRODUCT,
  people,
  previewTotal,
  rules,
  termsWith,
  utc,
  withTotal,
} from './support/fixtures.ts';

const now = utc('2026-11-22T10:00');
const ends = utc('2026-12-01');
/** Ten licences of 12.10 a month from 1 November; their window has closed. */
const ten = newSubscription();
/** And five more from 20 November, whose window is open. */
const fifteen = withTotal(ten, 15, { now: utc('2026-11-20') });

describe('adding', () => {
  test('RULES #5: five licences of 12.10 on 22 November are charged for the nine days left', () => {
    const plan = expectPreview(previewTotal(ten, 15, { now }));
    expect(plan.act).toBe('add');
    expect([plan.from, plan.now, plan.later]).toEqual([10, 15, undefined]);
    expect(plan.today).toEqual({ net: 1815, tax: 381, gross: 2196 });
    expect(plan.lines).toEqual([
      {
        kind: 'add-quantity',
        product: PRODUCT,
        subscription: 'S-1',
        quantity: 5,
        period: { start: now, end: ends },
        days: 9,
        of: 30,
        unitPrice: 1210,
        net: 1815,
        taxRate: 2100,
        tax: 381,
      },
    ]);
  });

  test('RULES #5: they can be assigned at once, and are a lot of their own', () => {
    const { next } = expectPreview(previewTotal(ten, 15, { now }));
    expect(licencesOf(next)).toBe(15);
    expect(next.lots.map(({ quantity, at, why }) => [quantity, at, why])).toEqual([
      [10, utc('2026-11-01'), 'bought'],
      [5, now, 'added'],
    ]);
  });

  test('RULES #5: a year is by the day over its real days', () => {
    const year = newSubscription({ plan: 'annual', at: utc('2027-03-01'), terms: termsWith({ price: 12_050 }) });
    const plan = expectPreview(previewTotal(year, 11, { now: utc('2028-02-29') }));
    expect(plan.lines.map(({ days, of, net, tax }) => [days, of, net, tax])).toEqual([[1, 366, 33, 7]]);
  });

  test('RULES #5, #11: a year paid monthly is charged to the end of the month now paid for', () => {
    const year = newSubscription({ plan: 'annual-monthly', terms: termsWith({ price: 1105 }) });
    const plan = expectPreview(previewTotal(year, 12, { now, terms: termsWith({ price: 1105 }) }));
    expect(plan.today).toEqual({ net: 663, tax: 139, gross: 802 });
    expect(plan.nextPayment).toEqual({ at: ends, licences: 12, totals: { net: 13_260, tax: 2785, gross: 16_045 } });
    expect(plan.renewal?.at).toBe(utc('2027-11-01'));
  });

  test('on the last day nothing is left to charge for', () => {
    const late = newSubscription({ at: utc('2026-11-01T18:00') });
    const plan = expectPreview(previewTotal(late, 15, { now: utc('2026-12-01T17:59') }));
    expect([plan.act, plan.today]).toEqual(['add', { net: 0, tax: 0, gross: 0 }]);
  });

  test('the price of the term holds, whatever the list says; tax is today’s', () => {
    const plan = expectPreview(previewTotal(ten, 15, { now, terms: termsWith({ price: 9999, taxRate: 900 }) }));
    expect([plan.today.net, plan.today.tax]).toEqual([1815, 163]);
  });

  test('RULES #5: it is possible with recurring billing off', () => {
    const plan = expectPreview(previewTotal({ ...ten, renews: false }, 15, { now }));
    expect([plan.act, plan.today.gross, plan.renewal]).toEqual(['add', 2196, undefined]);
  });

  test('RULES #6: with recurring billing off it is not said to be undoable', () => {
    const off = { ...ten, renews: false };
    const plan = expectPreview(previewTotal(off, 15, { now }));
    expect(expectRefusal(previewTotal(plan.next, 10, { now }))).toMatchObject({ kind: 'recurring-off' });
    expect(plan.undoUntil).toBeUndefined();
  });

  test('RULES #7: a change at the renewal leaves today alone', () => {
    const outcome = previewTotal(ten, 15, { now, when: 'renewal' });
    expect(outcome.ok ? outcome.value.today.gross : 0).toBe(0);
  });

  test('after the period that is paid for, more licences never give money back', () => {
    const outcome = previewTotal(ten, 15, { now: utc('2026-12-03') });
    expect(outcome.ok ? outcome.value.today.gross : 0).toBeGreaterThanOrEqual(0);
  });
});

describe('removing', () => {
  test('RULES #6: what was added two days ago goes back for its unused days', () => {
    const plan = expectPreview(previewTotal(fifteen, 10, { now }));
    expect([plan.act, plan.now, plan.later]).toEqual(['remove', 10, undefined]);
    expect(plan.lines.map(({ kind, quantity, days, of, net, tax }) => [kind, quantity, days, of, net, tax])).toEqual([
      ['remove-quantity', 5, 9, 30, -1815, -381],
    ]);
    expect(plan.today).toEqual({ net: -1815, tax: -381, gross: -2196 });
    expect(plan.next.lots).toEqual(ten.lots);
  });

  test('RULES #6: what is removed on the day it was added gives all of it back', () => {
    const added = expectPreview(previewTotal(ten, 15, { now }));
    const removed = expectPreview(previewTotal(added.next, 10, { now: now + 1 }));
    expect(removed.today.gross).toBe(-added.today.gross);
  });

  test('the newest licences go first, one line a lot', () => {
    const five = withTotal(ten, 15, { now: utc('2026-11-18') });
    const three = withTotal(five, 18, { now: utc('2026-11-20') });
    const plan = expectPreview(previewTotal(three, 12, { now }));
    expect(plan.lines.map(({ quantity, net, tax }) => [quantity, net, tax])).toEqual([
      [3, -1089, -229],
      [3, -1089, -229],
    ]);
    expect(plan.next.lots.map(({ quantity, at }) => [quantity, at])).toEqual([
      [10, utc('2026-11-01')],
      [2, utc('2026-11-18')],
    ]);
  });

  test('the tax that was charged goes back, not today’s', () => {
    const plan = expectPreview(previewTotal(fifteen, 10, { now, terms: termsWith({ taxRate: 900 }) }));
    expect(plan.lines.map(({ taxRate, tax }) => [taxRate, tax])).toEqual([[2100, -381]]);
  });

  test('halves that add up to more than was charged stop at the charge', () => {
    const terms = termsWith({ price: 3, taxRate: 0 });
    const one = newSubscription({ quantity: 1, terms });
    const half = utc('2026-11-16');
    const charged = expectPreview(previewTotal(one, 4, { now: half, terms }));
    expect(charged.today.net).toBe(4);
    const back = [3, 2, 1].reduce(
      ({ nets, subscription }, total) => {
        const { today, next } = expectPreview(previewTotal(subscription, total, { now: half, terms }));
        return { nets: [...nets, today.net], subscription: next };
      },
      { nets: [] as number[], subscription: charged.next },
    );
    expect(back.nets).toEqual([-2, -2, 0]);
  });

  test('taxes that add up to more than was charged stop at the tax charged', () => {
    const terms = termsWith({ price: 1, taxRate: 2500 });
    const first = utc('2026-11-01');
    const charged = expectPreview(previewTotal(newSubscription({ quantity: 1, terms }), 11, { now: first, terms }));
    expect(charged.today).toEqual({ net: 10, tax: 2, gross: 12 });
    const three = expectPreview(previewTotal(charged.next, 8, { now: first, terms }));
    const another = expectPreview(previewTotal(three.next, 5, { now: first, terms }));
    const four = expectPreview(previewTotal(another.next, 1, { now: first, terms }));
    expect([three, another, four].map(({ today }) => [today.net, today.tax])).toEqual([
      [-3, -1],
      [-3, -1],
      [-4, 0],
    ]);
  });

  test('RULES #6: a removal partly outside the window is split', () => {
    const plan = expectPreview(previewTotal(fifteen, 8, { now }));
    expect([plan.act, plan.from, plan.now, plan.later]).toEqual(['split', 15, 10, 8]);
    expect(plan.today).toEqual({ net: -1815, tax: -381, gross: -2196 });
    expect(plan.next.scheduled?.total).toBe(8);
    expect(plan.renewal).toEqual({ at: ends, licences: 8, totals: { net: 9680, tax: 2033, gross: 11_713 } });
  });

  test('RULES #7: a removal wholly outside the window is scheduled for the renewal, and costs nothing today', () => {
    const plan = expectPreview(previewTotal(ten, 8, { now }));
    expect([plan.act, plan.now, plan.later]).toEqual(['schedule', 10, 8]);
    expect([plan.lines, plan.today.gross]).toEqual([[], 0]);
    expect(plan.next.scheduled).toEqual({ total: 8, order: `PD-${now}` });
    expect(plan.undoUntil).toBe(ends);
  });

  test('RULES #7: it can be left to the renewal although it could go now', () => {
    const plan = expectPreview(previewTotal(fifteen, 12, { now, when: 'renewal' }));
    expect([plan.act, plan.now, plan.later, plan.today.gross]).toEqual(['schedule', 15, 12, 0]);
  });

  test('RULES #6, #7: no removal with recurring billing off, now or later', () => {
    const off = { ...fifteen, renews: false };
    const refusal = { kind: 'recurring-off', product: PRODUCT, ends };
    expect(expectRefusal(previewTotal(off, 12, { now }))).toEqual(refusal);
    expect(expectRefusal(previewTotal(off, 8, { now }))).toEqual(refusal);
    expect(expectRefusal(previewTotal(off, 12, { now, when: 'renewal' }))).toEqual(refusal);
  });
});

describe('more people than licences', () => {
  const twelve = { ...fifteen, assignments: people(12) };

  test('RULES #8: fewer than are assigned is refused at once', () => {
    const refusal = { kind: 'below-assigned', total: 11, assigned: 12, renewal: ends };
    expect(expectRefusal(previewTotal(twelve, 11, { now }))).toEqual(refusal);
    expect(expectPreview(previewTotal(twelve, 12, { now })).act).toBe('remove');
  });

  test('RULES #8: also where nothing could go now', () => {
    const full = { ...ten, assignments: people(10) };
    expect(expectRefusal(previewTotal(full, 9, { now }))).toMatchObject({ kind: 'below-assigned', assigned: 10 });
  });

  test('RULES #14: at the renewal it is allowed, and the people assigned last are named', () => {
    const plan = expectPreview(previewTotal(twelve, 9, { now, when: 'renewal' }));
    expect([plan.act, plan.now, plan.later]).toEqual(['schedule', 15, 9]);
    expect(plan.over).toEqual(['person-10', 'person-11', 'person-12']);
  });

  test('no person is named when all keep their licence', () => {
    expect(expectPreview(previewTotal(twelve, 12, { now, when: 'renewal' })).over).toEqual([]);
    expect(expectPreview(previewTotal(twelve, 20, { now })).over).toEqual([]);
  });

  test('RULES #8: who has too few already must buy enough', () => {
    const over = { ...ten, assignments: people(13), overSince: utc('2026-11-01') };
    expect(expectRefusal(previewTotal(over, 12, { now }))).toMatchObject({
      kind: 'below-assigned',
      total: 12,
      assigned: 13,
    });
    const plan = expectPreview(previewTotal(over, 13, { now }));
    expect([plan.act, plan.next.overSince]).toEqual(['add', undefined]);
  });
});

describe('a number that is scheduled', () => {
  const scheduled = withTotal(ten, 8, { now: utc('2026-11-20') });

  test('the number as it is keeps it, and withdraws what was scheduled', () => {
    const plan = expectPreview(previewTotal(scheduled, 10, { now }));
    expect([plan.act, plan.withdraws, plan.today.gross]).toEqual(['keep', 8, 0]);
    expect(plan.next).not.toHaveProperty('scheduled');
    expect(plan.renewal?.licences).toBe(10);
  });

  test('the same number again is refused', () => {
    expect(expectRefusal(previewTotal(scheduled, 8, { now }))).toEqual({
      kind: 'already-scheduled',
      total: 8,
      at: ends,
      product: PRODUCT,
    });
  });

  test('another number replaces it', () => {
    const plan = expectPreview(previewTotal(scheduled, 7, { now }));
    expect([plan.act, plan.withdraws, plan.next.scheduled?.total]).toEqual(['schedule', 8, 7]);
  });

  test('buying more withdraws it', () => {
    const plan = expectPreview(previewTotal(scheduled, 12, { now }));
    expect([plan.act, plan.withdraws, plan.next.scheduled]).toEqual(['add', 8, undefined]);
  });

  test('it is known by the order that made it', () => {
    expect(scheduled.scheduled?.order).toBe(`PD-${utc('2026-11-20')}`);
  });
});

describe('RULES #9: no change', () => {
  const kindOf = (...options: Parameters<typeof previewTotal>) => expectRefusal(previewTotal(...options));

  test('on a trial', () => {
    const trial = newSubscription({ plan: 'trial', quantity: 25 });
    expect(kindOf(trial, 30, { now })).toEqual({ kind: 'trial', product: PRODUCT, ends: utc('2026-12-01') });
  });

  test('while a credit check is pending', () => {
    const until = utc('2026-11-24');
    expect(kindOf(newSubscription({ creditCheckUntil: until }), 15, { now })).toEqual({
      kind: 'credit-check',
      product: PRODUCT,
      until,
    });
  });

  test('from the very moment the product’s sale ends', () => {
    const terms = termsWith({ endOfSale: now });
    expect(kindOf(ten, 15, { now, terms })).toEqual({ kind: 'end-of-sale', product: PRODUCT, since: now });
    expect(kindOf(fifteen, 12, { now, terms })).toMatchObject({ kind: 'end-of-sale' });
    expect(expectPreview(previewTotal(ten, 15, { now: now - 1, terms })).act).toBe('add');
  });

  test('while a payment is overdue', () => {
    const since = utc('2026-11-21');
    const late = { ...ten, pastDue: { since, tries: 1 } };
    expect(kindOf(late, 15, { now })).toMatchObject({ kind: 'past-due', product: PRODUCT, since });
    expect(kindOf(late, 8, { now, when: 'renewal' })).toMatchObject({ kind: 'past-due' });
  });

  test.each(['expired', 'disabled', 'deleted'] as const)('once it is %s', (kind) => {
    const since = utc('2026-11-10');
    const ended = { ...ten, state: { kind, since } };
    expect(kindOf(ended, 15, { now })).toEqual({ kind: 'not-active', product: PRODUCT, since: ended.term.end });
  });
});

describe('RULES S3: the new total', () => {
  test.each([0, -1, -10, 2.5, Number.NaN, Number.POSITIVE_INFINITY, rules.maxLicences + 1])('is not %p', (total) => {
    const refusal = { kind: 'out-of-range', asked: total, max: rules.maxLicences };
    expect(expectRefusal(previewTotal(ten, total, { now }))).toEqual(refusal);
    expect(expectRefusal(previewTotal(ten, total, { now, when: 'renewal' }))).toEqual(refusal);
  });

  test('is one at least and the most at most', () => {
    expect(expectPreview(previewTotal(ten, 1, { now })).later).toBe(1);
    expect(expectPreview(previewTotal(ten, rules.maxLicences, { now })).now).toBe(rules.maxLicences);
  });

  test('is another than there is', () => {
    expect(expectRefusal(previewTotal(ten, 10, { now }))).toEqual({ kind: 'same-number', total: 10, product: PRODUCT });
  });
});

describe('what is shown is what is carried out', () => {
  const plan = expectPreview(previewTotal(ten, 15, { now }));

  test('looking changes nothing', () => {
    const before = structuredClone(fifteen);
    expect(previewTotal(fifteen, 8, { now })).toEqual(previewTotal(fifteen, 8, { now }));
    expect(fifteen).toEqual(before);
  });

  test('the facts hold a few milliseconds later', () => {
    expect(changedFields(snapshotOf(plan), snapshotOf(expectPreview(previewTotal(ten, 15, { now: now + 5 }))))).toEqual(
      [],
    );
  });

  test('a day later it is cheaper, and noticed', () => {
    expect(
      changedFields(snapshotOf(plan), snapshotOf(expectPreview(previewTotal(ten, 15, { now: now + DAY })))),
    ).toEqual(['net', 'gross']);
  });

  test('a new price on the list is noticed: the renewal costs more', () => {
    const dearer = expectPreview(previewTotal(ten, 15, { now, terms: termsWith({ price: 1300 }) }));
    expect(changedFields(snapshotOf(plan), snapshotOf(dearer))).toEqual(['renewal']);
  });

  test('another change of the same subscription is noticed', () => {
    const meanwhile = withTotal(ten, 12, { now });
    expect(changedFields(snapshotOf(plan), snapshotOf(expectPreview(previewTotal(meanwhile, 15, { now }))))).toEqual([
      'version',
      'from',
      'net',
      'gross',
    ]);
  });

  test('the facts travel with a card', () => {
    expect(JSON.parse(JSON.stringify(snapshotOf(plan)))).toEqual(snapshotOf(plan));
  });

  test('what the review says the renewal will cost is the line made then', () => {
    const { lines } = billNextPeriod(plan.next, { terms: termsWith(), rules, at: ends, invoice: 'A-2' });
    expect(lines.map(({ kind, quantity, net, tax }) => [kind, quantity, net, tax])).toEqual([
      ['renew', 15, 18_150, 3812],
    ]);
    expect(plan.renewal).toEqual({ at: ends, licences: 15, totals: { net: 18_150, tax: 3812, gross: 21_962 } });
  });
});
