import { describe, expect, test } from '@jest/globals';
import { billNextPeriod } from '../../src/domain/billing/billing-periods.ts';
import { nextDueEvent } from '../../src/domain/billing/due-event.ts';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import { licencesOf, removableNow, type Subscription } from '../../src/domain/subscription/subscription.ts';
import {
  DAY,
  expectPreview,
  newSubscription,
  people,
  previewTotal,
  rules,
  termsWith,
  utc,
  withTotal,
} from './support/fixtures.ts';

const renewal = utc('2026-12-01');
const now = utc('2026-11-22');
const ten = newSubscription();

const billed = (subscription: Subscription, at: Instant, terms: Terms = termsWith()) =>
  billNextPeriod(subscription, { terms, rules, at, invoice: 'A-2' });

/** Every payment from here on, each on its day, until the subscription ends or so many were made. */
function paymentsOf(subscription: Subscription, most: number, terms = termsWith()) {
  const kinds: string[] = [];
  let current = subscription;
  let due = nextDueEvent(current, rules);
  while (due?.what === 'bill' && kinds.length < most) {
    const { lines, next } = billed(current, due.at, terms);
    kinds.push(...lines.map(({ kind }) => kind));
    current = next;
    due = nextDueEvent(current, rules);
  }
  return { kinds, last: current, due };
}

describe('RULES #4: a renewal', () => {
  test('is a whole new term from the end of the last one', () => {
    const { lines, next } = billed(ten, renewal);
    expect(lines).toMatchObject([{ kind: 'renew', quantity: 10, days: 31, of: 31, net: 12_100, tax: 2541 }]);
    expect([next.term, next.billed]).toEqual([
      { start: renewal, end: utc('2027-01-01') },
      { start: renewal, end: utc('2027-01-01') },
    ]);
  });

  test('costs the list price of the day, and keeps it for the term', () => {
    const year = newSubscription({ plan: 'annual-monthly' });
    const dear = termsWith({ price: 1300 });
    const within = billed(year, renewal, dear);
    expect(within.lines.map(({ kind, unitPrice }) => [kind, unitPrice])).toEqual([['monthly-payment', 1210]]);
    const { last } = paymentsOf(year, 11, dear);
    const renewed = billed(last, utc('2027-11-01'), dear);
    expect(renewed.lines.map(({ kind, unitPrice }) => [kind, unitPrice])).toEqual([['renew', 1300]]);
    const later = billed(renewed.next, utc('2027-12-01'), termsWith({ price: 1400 }));
    expect(later.lines.map(({ kind, unitPrice }) => [kind, unitPrice])).toEqual([['monthly-payment', 1300]]);
  });

  test('keeps its price when the list no longer has one', () => {
    expect(billed(ten, renewal, { ...termsWith(), products: new Map() }).lines).toMatchObject([{ unitPrice: 1210 }]);
  });

  test('RULES #7: is for the number that was scheduled', () => {
    const { lines, next } = billed(withTotal(ten, 8, { now }), renewal);
    expect(lines.map(({ quantity, net }) => [quantity, net])).toEqual([[8, 9680]]);
    expect(licencesOf(next)).toBe(8);
    expect(next).not.toHaveProperty('scheduled');
  });

  test('RULES #6: makes all licences one lot with a window of its own', () => {
    const { next } = billed(withTotal(withTotal(ten, 12, { now }), 15, { now: now + DAY }), renewal);
    expect(next.lots.map(({ quantity, at, why }) => [quantity, at, why])).toEqual([[15, renewal, 'renewed']]);
    expect(removableNow(next, renewal + 7 * DAY - 1, rules)).toBe(15);
    expect(removableNow(next, renewal + 7 * DAY, rules)).toBe(0);
  });

  test('that could be charged only days later opens its window then, and is still for the whole term', () => {
    const paid = renewal + 7 * DAY;
    const { lines, next } = billed({ ...ten, pastDue: { since: renewal, tries: 3 } }, paid);
    expect(lines).toMatchObject([{ days: 31, of: 31, net: 12_100 }]);
    expect(next.billed).toEqual({ start: renewal, end: utc('2027-01-01') });
    expect(removableNow(next, paid + 7 * DAY - 1, rules)).toBe(10);
    expect(next).not.toHaveProperty('pastDue');
  });

  test('keeps the day of the month: 31 January, 28 February, 31 March', () => {
    const first = newSubscription({ at: utc('2027-01-31') });
    const february = billed(first, utc('2027-02-28')).next;
    expect(february.term).toEqual({ start: utc('2027-02-28'), end: utc('2027-03-31') });
    expect(billed(february, utc('2027-03-31')).next.term.end).toBe(utc('2027-04-30'));
  });

  test('RULES #14: with more people than licences counts from that day, and unassigns no licence', () => {
    const full = { ...ten, assignments: people(10) };
    const { next } = billed(withTotal(full, 8, { now, when: 'renewal' }), renewal);
    expect([next.overSince, next.assignments.length, licencesOf(next)]).toEqual([renewal, 10, 8]);
    expect(billed(next, utc('2027-01-01')).next.overSince).toBe(renewal);
  });

  test('RULES #14: with enough licences counts nothing', () => {
    expect(billed({ ...ten, assignments: people(10) }, renewal).next).not.toHaveProperty('overSince');
  });
});

describe('RULES #11: a year paid monthly', () => {
  const year = newSubscription({ plan: 'annual-monthly' });

  test('is a purchase, eleven monthly payments, and a renewal', () => {
    const { kinds } = paymentsOf(year, 12);
    expect(kinds).toEqual([...Array(11).fill('monthly-payment'), 'renew']);
  });

  test('goes on to the end of its term with recurring billing off, and ends there', () => {
    const { kinds, due } = paymentsOf({ ...year, renews: false }, 99);
    expect(kinds).toEqual(Array(11).fill('monthly-payment'));
    expect(due).toEqual({ what: 'expire', at: utc('2027-11-01'), subscription: 'S-1' });
  });

  test('RULES #7: a number scheduled for the renewal waits for the end of the term', () => {
    const scheduled = withTotal(year, 8, { now });
    const { kinds, last } = paymentsOf(scheduled, 11);
    expect([kinds.length, licencesOf(last), last.scheduled?.total]).toEqual([11, 10, 8]);
    expect(billed(last, utc('2027-11-01')).lines).toMatchObject([{ kind: 'renew', quantity: 8 }]);
  });

  test('charges lots apart only while their windows are open', () => {
    const fifteen = withTotal(withTotal(year, 12, { now }), 15, { now: utc('2026-11-28') });
    const { lines, next } = billed(fifteen, renewal);
    expect(lines.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['monthly-payment', 12],
      ['monthly-payment', 3],
    ]);
    expect(billed(next, utc('2027-01-01')).lines.map(({ quantity }) => quantity)).toEqual([15]);
  });
});

test('RULES #6, #11: a lot whose window closes at the very moment of a payment is charged with the others', () => {
  const year = newSubscription({ plan: 'annual-monthly' });
  const payment = (added: Instant) => billed(withTotal(year, 12, { now: added }), renewal).lines;
  expect(payment(renewal - 7 * DAY).map(({ quantity }) => quantity)).toEqual([12]);
  expect(payment(renewal - 7 * DAY + 1).map(({ quantity }) => quantity)).toEqual([10, 2]);
});

describe('RULES #4: a trial', () => {
  const start = utc('2026-11-10T09:00');
  const end = utc('2026-12-10T09:00');
  const trial = (card: boolean) => newSubscription({ plan: 'trial', quantity: 25, card, at: start });

  test('is 25 licences for 30 days, for nothing', () => {
    const { term, lots, price } = trial(true);
    expect([licencesOf({ lots }), term, price]).toEqual([25, { start, end }, 0]);
    expect(lots.every(({ charge }) => charge === undefined)).toBe(true);
  });

  test('with a card becomes a paid month when it ends', () => {
    expect(nextDueEvent(trial(true), rules)).toMatchObject({ what: 'bill', at: end });
    const { lines, next } = billed(trial(true), end);
    expect(lines).toMatchObject([{ kind: 'convert', quantity: 25, unitPrice: 1210, net: 30_250, tax: 6352 }]);
    expect([next.plan, next.anchor, next.term]).toEqual(['monthly', end, { start: end, end: utc('2027-01-10T09:00') }]);
    expect(removableNow(next, end + 7 * DAY - 1, rules)).toBe(25);
  });

  test('becomes monthly from the day it ended, also when the card worked only later', () => {
    const { next } = billed({ ...trial(true), pastDue: { since: end, tries: 2 } }, end + 3 * DAY);
    expect([next.anchor, next.term.start]).toEqual([end, end]);
    expect(nextDueEvent(next, rules)).toMatchObject({ what: 'bill', at: utc('2027-01-10T09:00') });
  });

  test('without a card expires', () => {
    expect(nextDueEvent(trial(false), rules)).toMatchObject({ what: 'expire', at: end });
    expect(nextDueEvent({ ...trial(false), renews: true }, rules)).toMatchObject({ what: 'expire', at: end });
  });

  test('with a card but recurring billing off expires', () => {
    expect(nextDueEvent({ ...trial(true), renews: false }, rules)).toMatchObject({ what: 'expire', at: end });
  });
});

describe('what the review says', () => {
  test('the renewal will cost is what it costs then', () => {
    for (const total of [8, 15]) {
      const { next, renewal: announced } = expectPreview(previewTotal(ten, total, { now }));
      expect(announced).toMatchObject({ at: renewal, licences: total, totals: totalOf(billed(next, renewal).lines) });
    }
  });

  test('the next month will cost is what it costs then, lot by lot', () => {
    const terms = termsWith({ price: 1105 });
    const year = newSubscription({ plan: 'annual-monthly', terms });
    const { next, nextPayment } = expectPreview(previewTotal(year, 13, { now: utc('2026-11-28'), terms }));
    const { lines } = billed(next, renewal, terms);
    expect(lines).toHaveLength(2);
    expect(nextPayment).toEqual({ at: renewal, licences: 13, totals: totalOf(lines) });
  });

  test('the renewal of a year paid monthly will cost is its first month', () => {
    const year = newSubscription({ plan: 'annual-monthly' });
    const { next, renewal: announced } = expectPreview(previewTotal(year, 8, { now }));
    const { last } = paymentsOf(next, 11);
    expect(announced).toMatchObject({ at: utc('2027-11-01'), licences: 8 });
    expect(announced?.totals).toEqual(totalOf(billed(last, utc('2027-11-01')).lines));
  });

  test('nothing of a renewal that will not be', () => {
    expect(expectPreview(previewTotal({ ...ten, renews: false }, 15, { now })).renewal).toBeUndefined();
  });
});
