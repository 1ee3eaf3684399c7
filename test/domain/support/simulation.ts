import fc from 'fast-check';
import { billNextPeriod } from '../../../src/domain/billing/billing-periods.ts';
import {
  applyDueEvent,
  type DueEvent,
  nextDueEvent,
  recordFailedCharge,
} from '../../../src/domain/billing/due-event.ts';
import type { InvoiceLine } from '../../../src/domain/billing/invoice.ts';
import type { Terms } from '../../../src/domain/catalogue/product.ts';
import type { Instant } from '../../../src/domain/common/time.ts';
import type { OrderPreview as ChangePlan } from '../../../src/domain/subscription/order-preview.ts';
import { previewChange } from '../../../src/domain/subscription/preview-change.ts';
import { startSubscription } from '../../../src/domain/subscription/preview-purchase.ts';
import { licencesOf, type Subscription } from '../../../src/domain/subscription/subscription.ts';
import { instant, price, taxRate } from './arbitrary.ts';
import { DAY, PRODUCT, people, rules, termsWith } from './fixtures.ts';

const WINDOW = 7 * 24 * 3_600_000;

/** How long until the next step: some time, or to within a millisecond of a moment at which something changes. */
type Wait =
  | { readonly until: 'later'; readonly by: number }
  | { readonly until: 'midnight' | 'window' | 'period' | 'week-before'; readonly by: -1 | 0 | 1 };

type Action =
  | { readonly do: 'change'; readonly delta: number; readonly atRenewal: boolean }
  | { readonly do: 'assign'; readonly part: number }
  | { readonly do: 'list'; readonly price: number; readonly taxRate: number }
  | { readonly do: 'recur'; readonly on: boolean }
  | { readonly do: 'decline'; readonly times: number };

export interface Scenario {
  readonly plan: Subscription['plan'];
  readonly at: Instant;
  readonly quantity: number;
  readonly price: number;
  readonly taxRate: number;
  readonly steps: readonly { readonly wait: Wait; readonly action: Action }[];
}

const wait: fc.Arbitrary<Wait> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ until: 'later' as const, by: 0 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: DAY }).map((by) => ({ until: 'later' as const, by })) },
  { weight: 3, arbitrary: fc.integer({ min: DAY, max: 12 * DAY }).map((by) => ({ until: 'later' as const, by })) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 12 * DAY, max: 120 * DAY }).map((by) => ({ until: 'later' as const, by })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      until: fc.constantFrom('midnight' as const, 'window' as const, 'period' as const, 'week-before' as const),
      by: fc.constantFrom(-1 as const, 0 as const, 1 as const),
    }),
  },
);

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      delta: fc.oneof(fc.constantFrom(-1, 1), fc.integer({ min: -8, max: 8 }), fc.integer({ min: -60, max: 60 })),
      atRenewal: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('assign' as const),
      part: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), price, taxRate }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recur' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline' as const), times: fc.integer({ min: 1, max: 5 }) }) },
);

/** What might happen to a subscription. */
export const scenario: fc.Arbitrary<Scenario> = fc.record({
  plan: fc.constantFrom('monthly', 'annual', 'annual-monthly', 'trial'),
  at: instant,
  quantity: fc.integer({ min: 1, max: 40 }),
  price,
  taxRate,
  steps: fc.array(fc.record({ wait, action }), { minLength: 1, maxLength: 25, size: 'max' }),
});

/** A change that was carried out, and the subscription and terms it was planned with. */
interface Change {
  readonly at: Instant;
  readonly before: Subscription;
  readonly request: { readonly total: number; readonly atRenewal: boolean };
  readonly plan: ChangePlan;
  readonly terms: Terms;
}

/** What did happen: everything charged, and who could use what from when. */
export interface Simulation {
  readonly lines: readonly InvoiceLine[];
  /** Licences held from a moment on, oldest first. */
  readonly licenceHistory: readonly { readonly from: Instant; readonly licences: number }[];
  /** What a licence costs a billing period, from a moment on, by the list of the day of the renewal. */
  readonly prices: readonly { readonly from: Instant; readonly price: number }[];
  readonly changes: readonly Change[];
  /** Bookings in the order they were made: what was charged for licences, or given back. */
  readonly bookings: readonly Booking[];
  /** When billing began: the purchase, or the end of a trial. */
  readonly anchor: Instant;
  readonly last: Subscription;
  readonly dueEvents: readonly DueEvent['what'][];
}

interface Booking {
  readonly at: Instant;
  /** `all`: these lines replace what was charged before; `some`: they come on top, or go off it. */
  readonly what: 'all' | 'some';
  readonly renewal: boolean;
  readonly lines: readonly InvoiceLine[];
}

/** Lives through a plot with the rules, and keeps books of its own on the way. */
export function simulate({ plan, at, quantity, steps, ...list }: Scenario): Simulation {
  let terms = termsWith(list);
  let now = at;
  let declining = 0;
  const purchase = { id: 'S-1', product: PRODUCT, plan, quantity, card: true, profile: 'P-1' };
  const start = startSubscription(purchase, { terms, rules, at, invoice: 'A-0' });
  let current = start.subscription;
  let anchor = at;
  const lines = [...start.lines];
  const bookings: Booking[] = [{ at, what: 'all', renewal: true, lines: start.lines }];
  const licenceHistory = [{ from: at, licences: quantity }];
  const prices = [{ from: at, price: plan === 'trial' ? 0 : list.price }];
  const changes: Change[] = [];
  const dueEvents: DueEvent['what'][] = [];

  for (const { wait, action } of steps) {
    reach(momentOf(wait));
    act(action);
  }
  return { lines, licenceHistory, prices, changes, bookings, anchor, last: current, dueEvents };

  function momentOf({ until, by }: Wait): Instant {
    const edge = {
      later: now,
      midnight: (Math.floor(now / DAY) + 1) * DAY,
      window: (current.lots.at(-1)?.at ?? now) + WINDOW,
      period: current.billed.end,
      'week-before': current.billed.end - WINDOW,
    }[until];
    return Math.max(now, edge + by);
  }

  function reach(moment: Instant): void {
    for (let due = nextDueEvent(current, rules); due && due.at <= moment; due = nextDueEvent(current, rules)) {
      dueEvents.push(due.what);
      if (due.what === 'bill') pay(due);
      else {
        // What was not paid for was not held either.
        if (due.what === 'expire') licenceHistory.push({ from: current.billed.end, licences: 0 });
        current = applyDueEvent(current, due);
      }
    }
    now = moment;
  }

  function pay(due: DueEvent): void {
    if (declining > 0) {
      declining -= 1;
      current = recordFailedCharge(current, due.at, rules);
      if (current.state.kind !== 'active') licenceHistory.push({ from: current.billed.end, licences: 0 });
      return;
    }
    const [from, renewal] = [current.billed.end, current.billed.end === current.term.end];
    if (current.plan === 'trial') anchor = from;
    const licences = renewal ? (current.scheduled?.total ?? licencesOf(current)) : licencesOf(current);
    const billing = billNextPeriod(current, { terms, rules, at: due.at, invoice: `A-${due.at}` });
    if (renewal) prices.push({ from, price: terms.products.get(PRODUCT)?.prices.monthly ?? Number.NaN });
    licenceHistory.push({ from, licences });
    lines.push(...billing.lines);
    bookings.push({ at: due.at, what: 'all', renewal, lines: billing.lines });
    current = { ...billing.next, version: current.version + 1 };
  }

  function act(action: Action): void {
    switch (action.do) {
      case 'change':
        change(licencesOf(current) + action.delta, action.atRenewal);
        return;
      case 'assign':
        if (current.state.kind !== 'active') return;
        current = { ...current, assignments: people(Math.floor(action.part * licencesOf(current)), now) };
        return;
      case 'list':
        terms = termsWith(action);
        return;
      case 'recur':
        if (current.state.kind === 'active') current = { ...current, renews: action.on };
        return;
      case 'decline':
        declining = action.times;
    }
  }

  function change(total: number, atRenewal: boolean): void {
    const request = {
      act: 'change' as const,
      subscription: 'S-1',
      total,
      ...(atRenewal && { when: 'renewal' as const }),
    };
    const outcome = previewChange(current, request, { terms, rules, now, order: 'PD-1', invoice: `A-${now}` });
    if (!outcome.ok) return;
    const plan = outcome.value;
    changes.push({ at: now, before: current, request: { total, atRenewal }, plan, terms });
    licenceHistory.push({ from: now, licences: plan.now });
    lines.push(...plan.lines);
    bookings.push({ at: now, what: 'some', renewal: false, lines: plan.lines });
    current = plan.next;
  }
}
