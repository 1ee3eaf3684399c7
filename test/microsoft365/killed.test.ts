import { afterAll, expect, jest, test } from '@jest/globals';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { ChatDriver } from '../conversation/support/chat-driver.ts';
import { deep } from '../domain/support/arbitrary.ts';
import { skuOf, Tenant365 } from './stand-in/tenant.ts';
import { idOf, organisation, PRO, testApp365 } from './stand-in/test-app.ts';

jest.setTimeout(300_000);

const noor = idOf('many');
const people = organisation.people.filter(({ kind, id }) => kind === 'member' && id !== noor).slice(3, 6);
const names = people.map(({ name }) => name).join(', ');
const open: Tenant365[] = [];
afterAll(() => {
  for (const tenant of open) tenant.close();
});

/** A process that crashes at one of its steps: before or after a call to a service, or a write. */
class CrashingProcess {
  steps = 0;
  armed = false;
  readonly crash: Promise<'died'>;
  readonly #at: number;
  #crash: () => void = () => undefined;

  constructor(at: number) {
    this.#at = at;
    this.crash = new Promise((resolve) => {
      this.#crash = () => resolve('died');
    });
  }

  async step<T>(act: () => Promise<T>): Promise<T> {
    if (!this.armed) return act();
    await this.#countStep();
    const result = await act();
    await this.#countStep();
    return result;
  }

  async #countStep(): Promise<void> {
    if (++this.steps < this.#at) return;
    this.#crash();
    await new Promise(() => undefined);
  }
}

class CrashingDocuments extends MemoryDocuments {
  crashing = new CrashingProcess(Number.POSITIVE_INFINITY);

  override write<T>(...of: Parameters<MemoryDocuments['write']>): Promise<number> {
    return this.crashing.step(() => super.write<T>(of[0], of[1] as T, of[2]));
  }
}

interface ActCase {
  readonly name: string;
  /** Prepares the tenant. */
  readonly prepare: (tenant: Tenant365) => void;
  readonly say: string;
  readonly fields?: Record<string, unknown>;
  readonly press: string;
  /** How often the services carried the change out. */
  readonly countChanges: (tenant: Tenant365) => number;
}

const count = (tenant: Tenant365, part: string): number => tenant.changes.filter((one) => one.includes(part)).length;
const withFiveLicences = (tenant: Tenant365) => void tenant.buy(noor, { product: PRO, quantity: 5 });

const acts: readonly ActCase[] = [
  {
    name: 'adding',
    prepare: withFiveLicences,
    say: 'set Power BI Pro to 8',
    press: 'Pay',
    countChanges: (at) => count(at, ' quantity 8 '),
  },
  {
    name: 'removing',
    prepare: withFiveLicences,
    say: 'set Power BI Pro to 4',
    press: 'Remove',
    countChanges: (at) => count(at, ' quantity 4 '),
  },
  {
    name: 'buying',
    prepare: (tenant) => tenant.addCard(noor),
    say: 'buy 3 Clipchamp Premium',
    fields: { quantity: '3', term: 'annual', profile: `bp-${noor}` },
    press: 'Pay',
    countChanges: (at) => count(at, ' buys 3 '),
  },
  {
    name: 'cancelling',
    prepare: withFiveLicences,
    say: 'cancel Power BI Pro',
    fields: { reason: 'not-used' },
    press: 'Cancel now',
    countChanges: (at) => count(at, ' cancels '),
  },
  {
    name: 'assigning',
    prepare: withFiveLicences,
    say: `assign Power BI Pro to ${names}`,
    press: 'Assign 3',
    countChanges: (at) => Number((at.licences.get(skuOf(PRO))?.size ?? 0) > 0),
  },
  {
    name: 'buying more to assign',
    prepare: (tenant) => void tenant.buy(noor, { product: PRO, quantity: 1 }),
    say: `assign Power BI Pro to ${names}`,
    press: 'Buy 2',
    countChanges: (at) => count(at, ' quantity 3 '),
  },
];

/** Crashes at one step, restarts minutes later, reads the account and presses again. Returns the number of steps. */
async function crashAt(act: ActCase, at: number): Promise<number> {
  const tenant = new Tenant365({ tenant: organisation.tenant, people: organisation.people });
  open.push(tenant);
  await tenant.open();
  const documents = new CrashingDocuments();
  const crashing = new CrashingProcess(at);
  documents.crashing = crashing;
  const crashingFetch = ((...of: Parameters<typeof fetch>) => crashing.step(() => fetch(...of))) as typeof fetch;
  const access = { fetch: crashingFetch } as never;
  const first = await testApp365({ documents, microsoft365: access }, tenant);
  act.prepare(tenant);
  const chat = new ChatDriver(first.app, 'teams', 'many');
  let review = await chat.say(act.say);
  if (act.fields) review = await chat.press('Review', act.fields);
  if (act.press === 'Buy 2') review = await chat.press('Buy 2');
  const press = review.primaryButton ?? '';
  crashing.armed = true;
  const pressing = chat.press(press, {}, review).then(() => 'lived' as const);
  const outcome = await Promise.race([pressing, crashing.crash]);
  crashing.armed = false;
  documents.crashing = new CrashingProcess(Number.POSITIVE_INFINITY);
  const steps = crashing.steps;

  const restarted = await testApp365({ documents, at: first.app.now() + 120_000 }, tenant);
  const restartedChat = new ChatDriver(restarted.app, 'teams', 'many');
  await restartedChat.say('my subscriptions');
  restarted.app.pass(120_000);
  await restartedChat.say('my subscriptions');
  const before = { done: act.countChanges(tenant), orders: await ordersOf(documents) };
  // Orders match the changes: no order without a change, no change without an order.
  expect([act.name, at, outcome, before.orders]).toEqual([act.name, at, outcome, before.done]);
  await restartedChat.press(press, {}, review);
  restarted.app.pass(120_000);
  await restartedChat.say('my subscriptions');
  expect([act.name, at, act.countChanges(tenant)]).toEqual([act.name, at, 1]);
  expect([act.name, at, await ordersOf(documents)]).toEqual([act.name, at, 1]);
  tenant.close();
  return steps;
}

async function ordersOf(documents: MemoryDocuments): Promise<number> {
  const stored = await documents.read<{ orders: unknown[]; intent?: unknown }>(
    `account/${organisation.tenant}/${noor}`,
  );
  expect(stored?.value.intent).toBeUndefined();
  return stored?.value.orders.length ?? 0;
}

// Acts that use both services run every time, the others in `test:deep`.
test.each(deep ? acts : acts.filter(({ name }) => /buying|assigning/.test(name)))(
  'killed at any moment of $name, it is done once or not, and told as it is',
  async (act) => {
    const steps = await crashAt(act, Number.POSITIVE_INFINITY);
    expect(steps).toBeGreaterThan(40);
    // The first third of the steps only reads. A sample of the others runs every time, all of them in `test:deep`.
    const interval = deep ? 1 : 19;
    for (let at = deep ? 1 : Math.floor(steps / 3); at <= steps; at += interval) await crashAt(act, at);
  },
);
