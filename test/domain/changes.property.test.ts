import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { billNextPeriod } from '../../src/domain/billing/billing-periods.ts';
import { applyDueEvent, nextDueEvent } from '../../src/domain/billing/due-event.ts';
import type { InvoiceLine } from '../../src/domain/billing/invoice.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import { instant, price, settings, taxRate } from './support/arbitrary.ts';
import { expectPreview, expectRefusal, newSubscription, previewTotal, rules, termsWith } from './support/fixtures.ts';
import { worthOf } from './support/licence-days.ts';
import { type Scenario, type Simulation, scenario, simulate } from './support/simulation.ts';

const WINDOW = 7 * 24 * 3_600_000;

const always = (promise: (story: Simulation, run: Scenario) => void): void =>
  fc.assert(
    fc.property(scenario, (run) => promise(simulate(run), run)),
    settings,
  );

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);
const abs = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

test('any sequence of changes nets to the licence-days held, within half a minor unit a line', () => {
  always((story, { plan }) => {
    const worths = worthOf(story, plan === 'annual' ? 12 : 1);
    expect(worths.flatMap(({ lines }) => lines)).toHaveLength(story.lines.length);
    for (const { amount, of, lines } of worths) {
      const off = abs(BigInt(sum(lines.map(({ net }) => net))) * of - amount);
      expect(2n * off <= of * BigInt(lines.length)).toBe(true);
    }
  });
});

test('tax is that of the lines’ own nets, within half a minor unit a line', () => {
  always((story, { plan }) => {
    for (const { lines } of worthOf(story, plan === 'annual' ? 12 : 1)) {
      const off = sum(lines.map(({ tax, net, taxRate }) => tax * 10_000 - net * taxRate));
      expect(2 * Math.abs(off)).toBeLessThanOrEqual(10_000 * lines.length);
    }
  });
});

test('every line says how it came about: licences × price × days ÷ days of the period', () => {
  always(({ lines }) => {
    for (const { kind, quantity, unitPrice, days, of, net, tax, taxRate } of lines) {
      const sign = kind === 'remove-quantity' ? -1 : 1;
      const whole = BigInt(quantity) * BigInt(unitPrice) * BigInt(days);
      const off = 2n * (BigInt(sign * net) * BigInt(of) - whole);
      expect(days >= 0 && days <= of && quantity > 0 && sign * net >= 0 && sign * tax >= 0).toBe(true);
      // A refund may be cut off at what was charged: then it is less, never more.
      expect(off <= BigInt(of)).toBe(true);
      if (sign > 0) expect(-off <= BigInt(of)).toBe(true);
      const taxOff = 2 * (sign * tax * 10_000 - sign * net * taxRate);
      expect(taxOff).toBeLessThanOrEqual(10_000);
      if (sign > 0) expect(-taxOff).toBeLessThanOrEqual(10_000);
    }
  });
});

interface Charged {
  quantity: number;
  readonly at: Instant;
  net: number;
  tax: number;
}

/** The charges still standing, by books of their own: a refund comes off the newest. */
function refundsAgainst(
  bookings: Simulation['bookings'],
  accounts: (refund: InvoiceLine, from: Charged, now: Instant) => void,
) {
  let charges: Charged[] = [];
  for (const { at: now, what, renewal, lines } of bookings) {
    if (what === 'all') {
      // A monthly payment puts those together whose window has closed, and leaves the others their own.
      const open = renewal ? [] : charges.filter(({ at }) => now - at < WINDOW);
      const closed = renewal
        ? [now]
        : charges
            .filter(({ at }) => now - at >= WINDOW)
            .slice(0, 1)
            .map(({ at }) => at);
      const births = [...closed, ...open.map(({ at }) => at)];
      expect(lines.length === births.length || lines.length === 0).toBe(true);
      charges = lines.map(({ quantity, net, tax }, index) => ({ quantity, net, tax, at: births[index] ?? now }));
      continue;
    }
    for (const line of lines) {
      if (line.kind !== 'remove-quantity') {
        charges.push({ quantity: line.quantity, net: line.net, tax: line.tax, at: now });
        continue;
      }
      const newest = charges.at(-1);
      if (!newest) throw new Error('More was given back than was ever charged.');
      accounts(line, newest, now);
      newest.quantity -= line.quantity;
      newest.net += line.net;
      newest.tax += line.tax;
      if (newest.quantity === 0) charges.pop();
    }
  }
}

test('no refund exceeds the line it refunds, in net, tax or licences', () => {
  always(({ bookings }) => {
    refundsAgainst(bookings, (refund, charged) => {
      expect(refund.quantity).toBeLessThanOrEqual(charged.quantity);
      expect(-refund.net).toBeLessThanOrEqual(charged.net);
      expect(-refund.tax).toBeLessThanOrEqual(charged.tax);
    });
  });
});

test('RULES #6: money goes back only for what was bought, added or renewed less than seven times 24 hours ago', () => {
  always(({ bookings }) => {
    refundsAgainst(bookings, (_refund, { at }, now) => expect(now - at).toBeLessThan(WINDOW));
  });
});

test('RULES #8: an immediate change never leaves fewer licences than people', () => {
  always(({ changes }) => {
    for (const { plan } of changes) {
      if (plan.now !== plan.from) expect(licencesOf(plan.next)).toBeGreaterThanOrEqual(plan.next.assignments.length);
    }
  });
});

test('RULES #14: a change unassigns no licence', () => {
  always(({ changes }) => {
    for (const { before, plan } of changes) expect(plan.next.assignments).toEqual(before.assignments);
  });
});

test('RULES S3: what is done is what was asked, now or by the renewal', () => {
  always(({ changes }) => {
    for (const { request: asked, before, plan } of changes) {
      expect(plan.from).toBe(licencesOf(before));
      expect(plan.later ?? plan.now).toBe(asked.total);
      expect(licencesOf(plan.next)).toBe(plan.now);
      expect(plan.next.scheduled?.total).toBe(plan.later);
      expect(plan.next.lots.every(({ quantity }) => quantity > 0)).toBe(true);
      expect(plan.next.version).toBe(before.version + 1);
    }
  });
});

test('every amount of a plan is the sum of its lines', () => {
  always(({ changes }) => {
    for (const { plan } of changes) {
      const [net, tax] = [sum(plan.lines.map((line) => line.net)), sum(plan.lines.map((line) => line.tax))];
      expect(plan.today).toEqual({ net, tax, gross: net + tax });
      expect(Math.sign(plan.now - plan.from) * net).toBeGreaterThanOrEqual(0);
    }
  });
});

test('RULES #6: what goes now is all that can, unless the renewal was asked for', () => {
  always(({ changes }) => {
    for (const { at, before, request: asked, plan } of changes) {
      if (asked.total >= plan.from) continue;
      const removable = sum(before.lots.filter((lot) => at - lot.at < WINDOW).map(({ quantity }) => quantity));
      const goes = asked.atRenewal ? 0 : Math.min(removable, plan.from - asked.total);
      expect(plan.from - plan.now).toBe(goes);
    }
  });
});

/** As time goes by and every payment succeeds, up to the charge at some moment. */
function chargedAt(subscription: Subscription, at: Instant, terms: Terms): readonly InvoiceLine[] {
  let current = subscription;
  for (let due = nextDueEvent(current, rules); due && due.at <= at; due = nextDueEvent(current, rules)) {
    const billing = due.what === 'bill' && billNextPeriod(current, { terms, rules, at: due.at, invoice: 'A-1' });
    if (billing && due.at === at) return billing.lines;
    current = billing ? billing.next : applyDueEvent(current, due);
  }
  return [];
}

test('what a review says the next payment and the renewal will cost is what they cost then', () => {
  always(({ changes }) => {
    for (const { plan, terms } of changes) {
      for (const announced of [plan.nextPayment ?? [], plan.renewal ?? []].flat()) {
        const lines = chargedAt(plan.next, announced.at, terms);
        expect(announced.licences).toBe(sum(lines.map(({ quantity }) => quantity)));
        expect(announced.totals.net).toBe(sum(lines.map(({ net }) => net)));
        expect(announced.totals.gross).toBe(sum(lines.map(({ net, tax }) => net + tax)));
      }
      expect(plan.renewal === undefined).toBe(!plan.next.renews);
    }
  });
});

test('who would be over at the renewal is who is over then', () => {
  always(({ changes }) => {
    for (const { plan } of changes) {
      if (plan.later === undefined) continue;
      const last = plan.next.assignments.slice(plan.later).map(({ person }) => person);
      expect(plan.over).toEqual(last);
      expect(plan.over).toHaveLength(Math.max(0, plan.next.assignments.length - plan.later));
    }
  });
});

test('no licence is lost from sight: what is held is what the lots say, to the end', () => {
  always(({ licenceHistory: held, last }) => {
    if (last.state.kind === 'active') expect(licencesOf(last)).toBe(held.at(-1)?.licences);
    expect(last.lots.map(({ at }) => at)).toEqual(last.lots.map(({ at }) => at).sort((a, b) => a - b));
  });
});

test('adding and removing the same number at once comes to nothing', () => {
  const count = fc.integer({ min: 1, max: 500 });
  const later = fc.integer({ min: 0, max: 27 * 24 * 3_600_000 });
  fc.assert(
    fc.property(instant, later, price, taxRate, count, count, (at, passed, price, rate, quantity, more) => {
      const terms = termsWith({ price, taxRate: rate });
      const now = at + passed;
      const before = newSubscription({ at, quantity, terms });
      const added = expectPreview(previewTotal(before, quantity + more, { now, terms }));
      const removed = expectPreview(previewTotal(added.next, quantity, { now, terms }));
      expect(sum([added.today.net, removed.today.net])).toBe(0);
      expect(sum([added.today.gross, removed.today.gross])).toBe(0);
      expect(removed.next.lots).toEqual(before.lots);
    }),
    settings,
  );
});

test('RULES #6: what is said to be undoable can be undone to the last millisecond, while the subscription renews', () => {
  always(({ changes }) => {
    for (const { plan, terms } of changes) {
      if (plan.act !== 'add' || !plan.next.renews || plan.undoUntil === undefined) continue;
      if (plan.next.assignments.length > plan.from) continue;
      const now = plan.undoUntil - 1;
      const later = waited(plan.next, now, terms);
      expect(expectPreview(previewTotal(later, plan.from, { now, terms })).now).toBe(plan.from);
    }
  });
});

/** A subscription some time later, every payment made. */
function waited(subscription: Subscription, until: Instant, terms: Terms): Subscription {
  let current = subscription;
  for (let due = nextDueEvent(current, rules); due && due.at <= until; due = nextDueEvent(current, rules)) {
    current =
      due.what === 'bill'
        ? billNextPeriod(current, { terms, rules, at: due.at, invoice: 'A-1' }).next
        : applyDueEvent(current, due);
  }
  return current;
}

test('RULES S3: no total outside one to the most is ever planned', () => {
  const odd = fc.oneof(fc.integer({ max: 0 }), fc.integer({ min: rules.maxLicences + 1 }), fc.double());
  fc.assert(
    fc.property(instant, odd, (at, total) => {
      fc.pre(!(Number.isInteger(total) && total >= 1 && total <= rules.maxLicences));
      expect(expectRefusal(previewTotal(newSubscription({ at }), total, { now: at })).kind).toBe('out-of-range');
    }),
    settings,
  );
});

test('the stories are worth telling: they add, remove, split, schedule, keep, renew, fail and end', () => {
  const stories = fc.sample(scenario, { ...settings, numRuns: 400 }).map(simulate);
  const acts = new Set(stories.flatMap(({ changes }) => changes.map(({ plan }) => plan.act)));
  expect([...acts].sort()).toEqual(['add', 'keep', 'remove', 'schedule', 'split']);
  const kinds = new Set(stories.flatMap(({ lines }) => lines.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual([
    'add-quantity',
    'convert',
    'monthly-payment',
    'purchase',
    'remove-quantity',
    'renew',
  ]);
  const eventNames = new Set(stories.flatMap((story) => story.dueEvents));
  expect([...eventNames].sort()).toEqual(['bill', 'delete', 'disable', 'expire', 'resolve-over']);
});
