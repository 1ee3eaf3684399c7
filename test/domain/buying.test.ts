import { describe, expect, test } from '@jest/globals';
import { billNextPeriod } from '../../src/domain/billing/billing-periods.ts';
import { findOffer, listOffers } from '../../src/domain/catalogue/eligibility.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { BuyRequest } from '../../src/domain/subscription/order-request.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import {
  DAY,
  expectPreview,
  expectRefusal,
  newSubscription,
  PRODUCT,
  previewTotal,
  rules,
  termsWith,
  utc,
} from './support/fixtures.ts';
import { previewRequest } from './support/preview-request.ts';

const now = utc('2026-11-22T10:00');

const buying = (
  request: Partial<BuyRequest> = {},
  { terms = termsWith(), at = now, had = [] }: { terms?: Terms; at?: number; had?: readonly Subscription[] } = {},
) =>
  previewRequest(
    had,
    { act: 'buy', product: PRODUCT, term: 'monthly', quantity: 3, profile: 'P-1', ...request },
    { now: at, terms },
  );

/** A trial without a card, unless told otherwise. */
const trying = (request: Partial<BuyRequest> = {}, circumstances: Parameters<typeof buying>[1] = {}) => {
  const { profile, ...rest } = request;
  return previewRequest(
    circumstances?.had ?? [],
    { act: 'buy', product: PRODUCT, term: 'trial', quantity: 1, ...(profile && { profile }), ...rest },
    { now: circumstances?.at ?? now, terms: circumstances?.terms ?? termsWith({ trial: 'without-card' }) },
  );
};

const withPolicy = (policy: 'Enabled' | 'OnlyTrialsWithoutPaymentMethod' | 'Disabled', terms: Terms): Terms => ({
  ...terms,
  policy: new Map([[PRODUCT, policy]]),
});

describe('a purchase', () => {
  test('RULES S1: three licences of 12.10 a month cost 36.30 and 21 % tax, today and at each renewal', () => {
    const plan = expectPreview(buying());
    expect([plan.act, plan.from, plan.now]).toEqual(['buy', 0, 3]);
    expect(plan.lines.map(({ kind, days, of, net, tax }) => [kind, days, of, net, tax])).toEqual([
      ['purchase', 30, 30, 3630, 762],
    ]);
    expect(plan.today).toEqual({ net: 3630, tax: 762, gross: 4392 });
    expect(plan.nextPayment).toBeUndefined();
    expect(plan.renewal).toEqual({
      at: utc('2026-12-22T10:00'),
      licences: 3,
      totals: { net: 3630, tax: 762, gross: 4392 },
    });
  });

  test('of a year is charged at once, to the day a year on', () => {
    const plan = expectPreview(buying({ term: 'annual', quantity: 2 }, { terms: termsWith({ price: 12_050 }) }));
    expect(plan.today).toEqual({ net: 24_100, tax: 5061, gross: 29_161 });
    expect(plan.lines.map(({ days, of }) => [days, of])).toEqual([[365, 365]]);
    expect([plan.next.term.end, plan.renewal?.at]).toEqual([utc('2027-11-22T10:00'), utc('2027-11-22T10:00')]);
  });

  test('RULES #11: of a year paid monthly is charged a month, each month, and renews after the year', () => {
    const plan = expectPreview(buying({ term: 'annual-monthly', quantity: 2 }, { terms: termsWith({ price: 1105 }) }));
    const month = { net: 2210, tax: 464, gross: 2674 };
    expect(plan.today).toEqual(month);
    expect(plan.nextPayment).toEqual({ at: utc('2026-12-22T10:00'), licences: 2, totals: month });
    expect(plan.renewal).toEqual({ at: utc('2027-11-22T10:00'), licences: 2, totals: month });
  });

  test('on 31 January is paid to 28 February, at the whole price of a month', () => {
    const plan = expectPreview(buying({ quantity: 1 }, { at: utc('2026-01-31T08:00') }));
    expect(plan.today).toEqual({ net: 1210, tax: 254, gross: 1464 });
    expect(plan.renewal?.at).toBe(utc('2026-02-28T08:00'));
    expect(plan.lines.map(({ days, of }) => [days, of])).toEqual([[28, 28]]);
  });

  test('RULES #10: can be cancelled for seven times 24 hours, RULES #4: renews, and has no assignments yet', () => {
    const plan = expectPreview(buying());
    expect(plan.undoUntil).toBe(now + 7 * DAY);
    expect([plan.next.renews, plan.next.assignments, plan.next.version]).toEqual([true, [], 1]);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 10_001])('is not of %p licences', (quantity) => {
    expect(expectRefusal(buying({ quantity }))).toEqual({ kind: 'out-of-range', asked: quantity, max: 10_000 });
  });

  test('is of one licence at least and 10,000 at most', () => {
    expect(expectPreview(buying({ quantity: 1 })).now).toBe(1);
    expect(expectPreview(buying({ quantity: 10_000 })).today).toEqual({
      net: 12_100_000,
      tax: 2_541_000,
      gross: 14_641_000,
    });
  });

  test('RULES #2: needs a card, of the purchaser’s own', () => {
    const without = previewRequest([], { act: 'buy', product: PRODUCT, term: 'monthly', quantity: 3 }, { now });
    expect(expectRefusal(without)).toEqual({ kind: 'no-profile', product: 'Planner' });
    expect(expectRefusal(buying({ profile: 'P-9' }))).toMatchObject({ kind: 'no-profile' });
    expect(expectRefusal(buying({ profile: 'P-2' }))).toMatchObject({ kind: 'no-profile' });
  });

  test('is only of what is sold, the way it is sold', () => {
    expect(expectRefusal(buying({ product: 'paint' }))).toEqual({ kind: 'unknown-product', said: 'paint' });
    const terms = termsWith({ prices: { annual: 12_050 } });
    expect(expectRefusal(buying({}, { terms }))).toEqual({ kind: 'not-sold-so', product: 'Planner' });
    expect(expectPreview(buying({ term: 'annual' }, { terms })).act).toBe('buy');
  });
});

describe('RULES #3: where nothing is offered', () => {
  const market = (terms: Terms) => ({ terms, rules, now, subscriptions: [] });

  test.each([{ country: 'IN' }, { segment: 'education' as const }, { segment: 'government' as const }])(
    'neither a purchase nor a trial: %p',
    (where) => {
      const terms = { ...termsWith({ trial: 'without-card' }), ...where };
      expect(expectRefusal(buying({}, { terms }))).toEqual({ kind: 'not-sold-here', product: 'Planner' });
      expect(expectRefusal(trying({}, { terms }))).toEqual({ kind: 'not-sold-here', product: 'Planner' });
      expect(listOffers(market(terms))).toEqual([]);
    },
  );

  test.each([
    ['BR', 'project', false],
    ['CD', 'project', false],
    ['BR', 'visio', false],
    ['CD', 'visio', false],
    ['BR', 'planner', true],
    ['CG', 'project', true],
    ['NL', 'visio', true],
  ])('in %s, of the %s family: sold is %p', (country, family, sold) => {
    const terms = { ...termsWith({ families: [family] }), country };
    expect(buying({}, { terms }).ok).toBe(sold);
    expect(listOffers(market(terms))).toHaveLength(sold ? 1 : 0);
  });

  test('an existing subscription there can be changed', () => {
    const terms = { ...termsWith(), country: 'IN' };
    expect(expectPreview(previewTotal(newSubscription(), 12, { now, terms })).act).toBe('add');
  });
});

describe('RULES #9: the end of a product’s sale', () => {
  test('stops purchases and trials from that very millisecond on', () => {
    const terms = termsWith({ endOfSale: now, trial: 'without-card' });
    const refusal = { kind: 'no-longer-sold', product: 'Planner', since: now };
    expect(expectRefusal(buying({}, { terms }))).toEqual(refusal);
    expect(expectRefusal(trying({}, { terms }))).toEqual(refusal);
    expect(buying({}, { terms, at: now - 1 }).ok).toBe(true);
    expect(trying({}, { terms, at: now - 1 }).ok).toBe(true);
  });
});

describe('RULES #18: the organisation’s policy', () => {
  const [withCard, withoutCard] = [termsWith(), termsWith({ trial: 'without-card' })];

  test('counts a product it does not name as Enabled', () => {
    expect(buying({}, { terms: { ...withCard, policy: new Map([['other', 'Disabled']]) } }).ok).toBe(true);
  });

  test('Disabled stops purchases and every trial', () => {
    const refusal = { kind: 'policy', product: 'Planner', trial: false };
    for (const terms of [withPolicy('Disabled', withCard), withPolicy('Disabled', withoutCard)]) {
      expect(expectRefusal(buying({}, { terms }))).toEqual(refusal);
      expect(expectRefusal(trying({}, { terms }))).toEqual(refusal);
      expect(expectRefusal(trying({ profile: 'P-1' }, { terms }))).toEqual(refusal);
    }
  });

  test('OnlyTrialsWithoutPaymentMethod lets only a trial without a card through', () => {
    const terms = withPolicy('OnlyTrialsWithoutPaymentMethod', withoutCard);
    expect(expectRefusal(buying({}, { terms }))).toEqual({ kind: 'policy', product: 'Planner', trial: true });
    expect(expectRefusal(trying({ profile: 'P-1' }, { terms }))).toEqual({
      kind: 'policy',
      product: 'Planner',
      trial: true,
    });
    expect(expectPreview(trying({}, { terms })).next.renews).toBe(false);
    const needsCard = withPolicy('OnlyTrialsWithoutPaymentMethod', withCard);
    expect(expectRefusal(trying({}, { terms: needsCard }))).toEqual({
      kind: 'policy',
      product: 'Planner',
      trial: false,
    });
  });

  test('does not offer the trial once more to who had it', () => {
    const terms = withPolicy('OnlyTrialsWithoutPaymentMethod', withoutCard);
    const earlier = [expectPreview(trying()).next];
    expect(expectRefusal(buying({}, { terms, had: earlier }))).toEqual({
      kind: 'policy',
      product: 'Planner',
      trial: false,
    });
  });

  test('never stops a change of an existing subscription', () => {
    const terms = withPolicy('Disabled', withCard);
    expect(expectPreview(previewTotal(newSubscription(), 12, { now, terms })).act).toBe('add');
    expect(expectPreview(previewTotal(newSubscription(), 8, { now, terms })).act).toBe('schedule');
  });
});

describe('a trial', () => {
  test('is 25 licences for 30 days, and costs nothing today (RULES, trials)', () => {
    const plan = expectPreview(trying({ quantity: 3 }));
    expect([plan.act, plan.now, plan.lines, plan.today.gross]).toEqual(['trial', 25, [], 0]);
    expect(plan.next.term).toEqual({ start: now, end: now + 30 * DAY });
    expect(plan.undoUntil).toBeUndefined();
  });

  test('is one per product and person, also once it is long gone (RULES, trials)', () => {
    const first = expectPreview(trying()).next;
    expect(expectRefusal(trying({}, { had: [first] }))).toEqual({ kind: 'trial-used', product: 'Planner' });
    const deleted = { ...first, state: { kind: 'deleted' as const, since: now } };
    expect(expectRefusal(trying({}, { had: [deleted], at: now + 400 * DAY }))).toMatchObject({ kind: 'trial-used' });
    expect(trying({}, { had: [{ ...first, product: 'other' }] }).ok).toBe(true);
    expect(buying({}, { had: [first], terms: termsWith({ trial: 'without-card' }) }).ok).toBe(true);
  });

  test('RULES #4: without a card does not renew', () => {
    const plan = expectPreview(trying());
    expect([plan.next.renews, plan.next.card, plan.renewal]).toEqual([false, false, undefined]);
  });

  test('RULES #4: with a card becomes a paid month of as many, and says beforehand what that costs', () => {
    const plan = expectPreview(trying({ profile: 'P-1' }, { terms: termsWith() }));
    const totals = { net: 30_250, tax: 6352, gross: 36_602 };
    expect(plan.renewal).toEqual({ at: now + 30 * DAY, licences: 25, totals });
    const { lines, next } = billNextPeriod(plan.next, {
      terms: termsWith(),
      rules,
      at: now + 30 * DAY,
      invoice: 'A-2',
    });
    expect(lines.map(({ kind, net, tax }) => [kind, net, tax])).toEqual([['convert', 30_250, 6352]]);
    expect([next.plan, next.trial]).toEqual(['monthly', true]);
    expect(expectRefusal(trying({ profile: 'P-1' }, { terms: termsWith(), had: [next] }))).toMatchObject({
      kind: 'trial-used',
    });
  });

  test('RULES #4: has no card behind it where the billing profile has none', () => {
    expect(expectRefusal(trying({ profile: 'P-2' }, { terms: termsWith() }))).toMatchObject({
      kind: 'trial-needs-card',
    });
    expect(expectPreview(trying({ profile: 'P-2' })).next.card).toBe(false);
  });

  test('RULES #2: without a card exists for some products only', () => {
    expect(expectRefusal(trying({}, { terms: termsWith() }))).toEqual({ kind: 'trial-needs-card', product: 'Planner' });
    expect(expectRefusal(trying({}, { terms: termsWith({ trial: 'none' }) }))).toEqual({
      kind: 'no-trial',
      product: 'Planner',
    });
  });

  test('RULES #4: is not had with a card where nothing is known of the price that follows', () => {
    const terms = termsWith({ prices: { annual: 12_050 } });
    expect(expectRefusal(trying({ profile: 'P-1' }, { terms }))).toEqual({ kind: 'no-trial', product: 'Planner' });
    const goals = termsWith({ prices: {}, trial: 'without-card' });
    expect(expectRefusal(trying({ profile: 'P-1' }, { terms: goals }))).toEqual({
      kind: 'no-trial',
      product: 'Planner',
    });
    expect(expectPreview(trying({}, { terms: goals })).act).toBe('trial');
    expect(expectRefusal(buying({}, { terms: goals }))).toEqual({ kind: 'not-sold-so', product: 'Planner' });
  });
});

test('an offer says which terms and which trials there are', () => {
  const market = { terms: termsWith({ trial: 'without-card' }), rules, now, subscriptions: [] };
  const result = findOffer(PRODUCT, market);
  expect(result.ok && [result.value.plans, result.value.trial, result.value.stopped]).toEqual([
    ['monthly', 'annual', 'annual-monthly'],
    { withCard: true, withoutCard: true },
    false,
  ]);
});
