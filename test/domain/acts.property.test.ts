import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { fetchKnownPeople } from '../../src/application/people/people-search.ts';
import type { Account } from '../../src/domain/account/account.ts';
import type { Invoice } from '../../src/domain/billing/invoice.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { Person } from '../../src/domain/common/person.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import type { Act } from '../../src/domain/subscription/acts.ts';
import { type OrderPreview as Planned, snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../src/domain/subscription/order-request.ts';
import { previewOrder } from '../../src/domain/subscription/preview-order.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { instant, price, settings, taxRate } from './support/arbitrary.ts';
import { DAY, PRODUCT, rules, termsWith } from './support/fixtures.ts';
import { sign } from './support/sign.ts';

// Five thousand stories take a while.
jest.setTimeout(600_000);

const WINDOW = 7 * DAY;
const owner = { tenant: 'T', person: 'noor' };

/** Members have a number; a few others are a guest, unknown, or make the directory fail. */
const who = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 30 }).map((one) => `m-${one}`) },
  { weight: 1, arbitrary: fc.constantFrom('guest-1', 'unknown-1', 'silent-1') },
);
const crowd = fc.array(who, { maxLength: 22 });
/** Which of the subscriptions, by its place from the newest. */
const which = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 4 }) });

type Action =
  | { readonly do: 'buy'; readonly term: 'monthly' | 'annual' | 'annual-monthly' | 'trial'; readonly quantity: number }
  | { readonly do: 'change'; readonly which: number; readonly delta: number; readonly atRenewal: boolean }
  | { readonly do: 'reduce'; readonly which: number; readonly by: number }
  | {
      readonly do: 'assign' | 'unassign';
      readonly which: number;
      readonly people: readonly string[];
      readonly buy: boolean;
    }
  | { readonly do: 'cancel' | 'end' | 'renew' | 'reinstate' | 'reactivate'; readonly which: number }
  | { readonly do: 'list'; readonly price: number; readonly taxRate: number }
  | { readonly do: 'decline'; readonly times: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      term: fc.constantFrom('monthly' as const, 'annual' as const, 'annual-monthly' as const, 'trial' as const),
      quantity: fc.integer({ min: 1, max: 25 }),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      which,
      delta: fc.oneof(fc.constantFrom(0, -1, -9), fc.integer({ min: -12, max: 12 })),
      atRenewal: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('reduce' as const), which, by: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('assign' as const, 'assign' as const, 'unassign' as const),
      which,
      people: crowd,
      buy: fc.boolean(),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'cancel' as const,
        'cancel' as const,
        'end' as const,
        'renew' as const,
        'reinstate' as const,
        'reinstate' as const,
        'reactivate' as const,
      ),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), price, taxRate }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline' as const), times: fc.integer({ min: 1, max: 6 }) }) },
);

const wait = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ until: 'later' as const, by: 0 }) },
  { weight: 2, arbitrary: fc.constant({ until: 'later' as const, by: 8 * DAY }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 * DAY }).map((by) => ({ until: 'later' as const, by })) },
  { weight: 2, arbitrary: fc.integer({ min: 3 * DAY, max: 40 * DAY }).map((by) => ({ until: 'later' as const, by })) },
  {
    weight: 3,
    arbitrary: fc.record({
      until: fc.constantFrom('midnight' as const, 'window' as const, 'period' as const),
      by: fc.constantFrom(-1, 0, 1),
    }),
  },
);

const scenario = fc.record({
  at: instant,
  price,
  taxRate,
  quantity: fc.integer({ min: 1, max: 25 }),
  first: fc.constantFrom('monthly' as const, 'annual' as const, 'annual-monthly' as const, 'trial' as const),
  steps: fc.array(fc.record({ wait, action }), { minLength: 1, maxLength: 16, size: 'max' }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** Something that was done: what was shown before, and the account on both sides of it. */
interface Execution {
  readonly plan: Planned;
  readonly before: Account;
  readonly after: Account;
  readonly now: Instant;
  readonly terms: Terms;
  readonly moved: number;
}

interface Simulation {
  readonly executions: readonly Execution[];
  /** The account after each step, oldest first. */
  readonly accounts: readonly Account[];
  readonly invoices: readonly Invoice[];
  readonly moved: number;
  readonly refusals: readonly string[];
}

const simulations = new Map<string, Promise<Simulation>>();

/** Each property is told the same stories: a hundred are lived once, and five thousand would not fit. */
function simulate(run: Scenario): Promise<Simulation> {
  if (settings.numRuns > 100) return simulateOnce(run);
  const key = JSON.stringify(run);
  const story = simulations.get(key) ?? simulateOnce(run);
  simulations.set(key, story);
  return story;
}

/** Lives through a plot in the very ledger the sandbox runs on. */
async function simulateOnce(run: Scenario): Promise<Simulation> {
  let [now, terms, declining, moved] = [run.at, termsWith(run), 0, 0];
  const documents = new MemoryDocuments();
  const directory = { person: async (_tenant: string, id: string) => findPerson(id) };
  const ledger = new Ledger({
    documents,
    directory,
    clock: () => now,
    rules,
    terms: () => terms,
    sign,
    gateway: {
      charge: async ({ amount }) => {
        if (amount > 0 && declining-- > 0) return 'declined';
        moved += amount;
        return 'accepted';
      },
      void: async () => 'voided',
    },
  });
  const card = { id: 'C-1', brand: 'Visa', lastFour: '4242', expires: 9e15, holder: 'Noor', token: 'approves' };
  const profile = { id: 'P-1', name: 'Team', method: 'C-1' };
  await ledger.amend(owner, (account) => ({ ...account, methods: [card], profiles: [profile] }));
  const executions: Execution[] = [];
  const accounts: Account[] = [];
  const refusals: string[] = [];
  await act({ act: 'buy', product: PRODUCT, term: run.first, quantity: run.quantity, profile: 'P-1' });
  for (const { wait, action } of run.steps) {
    now = await momentOf(wait);
    const account = await ledger.account(owner);
    accounts.push(account);
    if (action.do === 'list') terms = termsWith(action);
    else if (action.do === 'decline') declining = action.times;
    else {
      const request = requestOf(action, account);
      if (request) await act(request);
    }
  }
  const last = await ledger.account(owner);
  const rows = await documents.find({ kind: 'invoice', limit: 10_000 });
  const filedInvoices = await Promise.all(rows.map(async ({ key }) => (await documents.read<Invoice>(key))?.value));
  const invoices = [...filedInvoices.flatMap((one) => one ?? []), ...last.unfiled.invoices];
  return { executions, accounts: [...accounts, last], invoices, moved, refusals };

  async function act(request: OrderRequest): Promise<void> {
    const before = await ledger.account(owner);
    const knownPeople = request.act === 'assign' ? await fetchKnownPeople(directory, 'T', request.people) : new Map();
    const preview = previewOrder(before, request, { terms, rules, now, knownPeople });
    if (!preview.ok) {
      refusals.push(preview.refusal.kind);
      return;
    }
    const start = moved;
    const outcome = await ledger.carryOut(owner, {
      key: `key-${executions.length}-${refusals.length}-${accounts.length}`,
      request,
      shown: snapshotOf(preview.value),
    });
    const after = await ledger.account(owner);
    accounts.push(after);
    if (outcome.ok) executions.push({ plan: preview.value, before, after, now, terms, moved: moved - start });
    else {
      refusals.push(outcome.refusal.kind);
      const stranger = !preview.value.people.some(({ result }) => result === 'done');
      expect(outcome.refusal.kind).toBe(stranger && request.act.endsWith('assign') ? 'nobody' : 'declined');
      expect([after.subscriptions, after.orders, moved]).toEqual([before.subscriptions, before.orders, start]);
    }
  }

  async function momentOf({ until, by }: Scenario['steps'][number]['wait']): Promise<Instant> {
    const one = (await ledger.account(owner)).subscriptions.at(-1);
    const edge = {
      later: now,
      midnight: (Math.floor(now / DAY) + 1) * DAY,
      window: (one?.lots.at(-1)?.at ?? now) + WINDOW,
      period: one?.billed.end ?? now,
    }[until];
    return Math.max(now, edge + by);
  }
}

function findPerson(id: string): Person | undefined {
  if (id.startsWith('silent')) throw new Error('no answer');
  if (id.startsWith('unknown')) return undefined;
  const kind = id.startsWith('guest') ? 'guest' : 'member';
  return { id, name: id, mail: `${id}@example.com`, kind, roles: [], locale: 'en-GB', timeZone: 'Europe/Amsterdam' };
}

function requestOf(
  action: Exclude<Action, { do: 'list' | 'decline' }>,
  { subscriptions }: Account,
): OrderRequest | undefined {
  if (action.do === 'buy') {
    return { act: 'buy', product: PRODUCT, term: action.term, quantity: action.quantity, profile: 'P-1' };
  }
  const one = subscriptions.at(-1 - action.which);
  if (!one) return undefined;
  const about = { subscription: one.id };
  switch (action.do) {
    case 'change':
      return {
        act: 'change',
        ...about,
        total: licencesOf(one) + action.delta,
        ...(action.atRenewal && { when: 'renewal' as const }),
      };
    case 'reduce': {
      const removed = one.assignments.slice(0, action.by).map(({ person }) => person);
      return { act: 'change', ...about, total: one.assignments.length - removed.length, unassign: removed };
    }
    case 'assign':
      return { act: 'assign', ...about, people: action.people, ...(action.buy && { buy: 1 }) };
    case 'unassign':
      return { act: 'unassign', ...about, people: action.people };
    case 'cancel':
      return { act: 'cancel', ...about, reason: 'mistake' };
    case 'end':
    case 'renew':
      return { act: 'recurring', ...about, on: action.do === 'renew' };
    case 'reinstate':
    case 'reactivate':
      return { act: action.do, ...about };
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

const always = (promise: (story: Simulation) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(scenario, async (run) => promise(await simulate(run))),
    settings,
  );

const each = (promise: (one: Subscription, account: Account) => void): Promise<void> =>
  always(({ accounts }) => {
    for (const account of accounts) for (const one of account.subscriptions) promise(one, account);
  });

test('what the invoices say is the money that moved, to the cent, in a series without gaps', async () => {
  await always(({ invoices, moved, accounts }) => {
    const lines = invoices.flatMap((one) => one.lines);
    expect(sum(lines.map(({ net, tax }) => net + tax))).toBe(moved);
    const numbers = invoices.map(({ id }) => Number(id.split('-')[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(accounts.at(-1)?.invoices).toBe(numbers.length);
  });
});

test('refunds of a subscription never exceed what was charged for its billing period, in net or tax', async () => {
  await always(({ invoices }) => {
    const remaining = new Map<string, { net: number; tax: number }>();
    for (const { subscription, period, net, tax } of invoices.flatMap((one) => one.lines)) {
      const key = `${subscription}/${period.end}`;
      const before = remaining.get(key) ?? { net: 0, tax: 0 };
      remaining.set(key, { net: before.net + net, tax: before.tax + tax });
    }
    for (const { net, tax } of remaining.values()) expect(net >= 0 && tax >= 0).toBe(true);
  });
});

test('RULES #14: no more people than licences, unless since when is known; and no person twice', async () => {
  await each((one) => {
    if (one.overSince === undefined) expect(one.assignments.length).toBeLessThanOrEqual(licencesOf(one));
    expect(new Set(one.assignments.map(({ person }) => person)).size).toBe(one.assignments.length);
    expect(one.assignments.every(({ person }) => person.startsWith('m-'))).toBe(true);
  });
});

test('a trial is 25 licences for 30 days, one per product and person (RULES, trials)', async () => {
  await each((one, { subscriptions }) => {
    expect(subscriptions.filter(({ trial }) => trial).length).toBeLessThanOrEqual(1);
    if (one.plan === 'trial') expect([licencesOf(one), one.term.end - one.term.start]).toEqual([25, 30 * DAY]);
  });
});

test('whatever changes a subscription makes its version grow', async () => {
  await always(({ accounts }) => {
    const last = new Map<string, Subscription>();
    for (const one of accounts.flatMap(({ subscriptions }) => subscriptions)) {
      const before = last.get(one.id);
      if (before && JSON.stringify(before) !== JSON.stringify(one)) expect(one.version).toBeGreaterThan(before.version);
      last.set(one.id, one);
    }
  });
});

test('what a review says is what the ledger then does', async () => {
  await always(({ executions }) => {
    for (const { plan, before, after, moved } of executions) {
      const order = after.orders.at(-1);
      expect(moved).toBe(plan.today.gross);
      expect(order).toMatchObject({ act: plan.act, from: plan.from, now: plan.now, today: plan.today });
      expect(after.orders).toHaveLength(before.orders.filter(({ at }) => at > (order?.at ?? 0) - 30 * DAY).length + 1);
      const created = after.subscriptions.find(({ id }) => id === order?.subscription);
      const comparable = ({ id: _id, lots, scheduled, ...one }: Subscription) => ({
        ...one,
        lots: lots.map(({ quantity, at, why }) => ({ quantity, at, why })),
        scheduled: scheduled?.total,
      });
      expect(created && comparable(created)).toEqual(comparable(plan.next));
      if (plan.replaces) {
        expect(after.subscriptions.find(({ id }) => id === plan.replaces?.id)?.state.kind).toBe('deleted');
      }
      const touched = [order?.subscription, plan.replaces?.id];
      const others = ({ subscriptions }: Account) => subscriptions.filter(({ id }) => !touched.includes(id));
      expect(others(after)).toEqual(others(before));
    }
  });
});

const previewFor = (
  account: Account,
  request: OrderRequest,
  { now, terms }: { now: Instant; terms: Terms },
  knownPerson = new Map(),
) => previewOrder(account, request, { terms, rules, now, knownPeople: knownPerson, id: 'S-new' });

/** The account with one subscription as a plan leaves it. */
const having = (account: Account, next: Subscription): Account => ({
  ...account,
  subscriptions: [...account.subscriptions.filter(({ id }) => id !== next.id), next],
});

test('RULES #10: what is bought and cancelled at once gives back all of it', async () => {
  await always(({ executions }) => {
    for (const { plan, before, now, terms } of executions) {
      if (plan.act !== 'buy') continue;
      const next = { ...plan.next, id: 'S-new' };
      const back = previewFor(
        having(before, next),
        { act: 'cancel', subscription: 'S-new', reason: 'mistake' },
        { now, terms },
      );
      expect(back.ok && sum([back.value.today.gross, plan.today.gross])).toBe(0);
    }
  });
});

test('a cancellation taken back restores licences, people and renewal, and costs at most what went back', async () => {
  let undoneCount = 0;
  await always(({ accounts, executions }) => {
    const terms = executions.at(-1)?.terms ?? termsWith();
    for (const { plan, before, now } of executions.filter(({ plan: { act } }) => act === 'cancel')) {
      for (const later of [0, 1, DAY, WINDOW]) {
        const at = now + later;
        const back = previewFor(
          having(before, plan.next),
          { act: 'reinstate', subscription: plan.next.id },
          { now: at, terms },
        );
        if (!back.ok) {
          expect(at).toBeGreaterThanOrEqual(plan.undoUntil ?? 0);
          continue;
        }
        undoneCount += 1;
        const { subscription: previous } = plan;
        const { next, today } = back.value;
        expect(today.gross).toBeLessThanOrEqual(-plan.today.gross);
        if (later === 0) expect(today.gross).toBe(0 - plan.today.gross);
        const unchangedPart = ({ lots, version: _v, scheduled: _s, ...one }: Subscription) => ({
          ...one,
          lots: lots.map(({ quantity, at: since, why }) => ({ quantity, since, why })),
        });
        expect(unchangedPart(next)).toEqual(unchangedPart(previous));
      }
    }
    expect(accounts.length).toBeGreaterThan(0);
  });
  expect(undoneCount).toBeGreaterThan(10);
});

test('people given a licence and taken from at once leave it as it was', async () => {
  let assignedCount = 0;
  await always(({ executions }) => {
    for (const { plan, before, now, terms } of executions) {
      if (plan.act !== 'assign' || plan.today.gross !== 0 || plan.from !== plan.now) continue;
      const people = plan.people.flatMap(({ person, result }) => (result === 'done' ? [person] : []));
      if (people.length === 0) continue;
      assignedCount += 1;
      const { id } = plan.next;
      const back = previewFor(having(before, plan.next), { act: 'unassign', subscription: id, people }, { now, terms });
      const { version: _after, ...after } = back.ok ? back.value.next : plan.next;
      const { version: _before, ...previous } = plan.subscription;
      expect(after).toEqual(previous);
    }
  });
  expect(assignedCount).toBeGreaterThan(20);
});

test('the stories are worth telling: every act happens, and money moves both ways', async () => {
  const stories = await Promise.all(fc.sample(scenario, { ...settings, numRuns: 300 }).map(simulate));
  const acts = new Set<Act>(stories.flatMap(({ executions }) => executions.map(({ plan }) => plan.act)));
  const all = 'add assign buy cancel end keep reactivate reinstate remove renew schedule split trial unassign';
  expect([...acts].sort()).toEqual(all.split(' '));
  const states = new Set(
    stories.flatMap(({ accounts }) => accounts.flatMap((one) => one.subscriptions.map(({ state }) => state.kind))),
  );
  expect([...states].sort()).toEqual(['active', 'deleted', 'disabled', 'expired']);
  expect(stories.some(({ refusals }) => refusals.includes('declined'))).toBe(true);
  expect(
    stories.some(({ accounts }) => accounts.some((one) => one.subscriptions.some(({ overSince }) => overSince))),
  ).toBe(true);
});
