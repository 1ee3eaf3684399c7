import { describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/application/audit/audit-log.ts';
import { verifyAuditTrail } from '../../src/application/audit/verify-audit-trail.ts';
import type { Documents } from '../../src/application/ports/documents.ts';
import type { PaymentGateway } from '../../src/application/ports/payment-gateway.ts';
import { type Account, emptyAccount } from '../../src/domain/account/account.ts';
import type { PaymentRequest } from '../../src/domain/account/payment-method.ts';
import type { AccountEvent } from '../../src/domain/audit/account-event.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { defaultRules as rules } from '../../src/domain/common/rules.ts';
import { snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../src/domain/subscription/order-request.ts';
import { previewOrder } from '../../src/domain/subscription/preview-order.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { DAY, PRODUCT, termsWith, utc } from '../domain/support/fixtures.ts';
import { sign } from '../domain/support/sign.ts';

const owner: PersonId = { tenant: 'T', person: 'noor' };
const key = 'account/T/noor';
const start = utc('2026-11-01');

/** A ledger with a purchaser who has a card, a clock, and a gateway that accepts every charge until `decline`. */
async function testLedger({
  store = new MemoryDocuments(),
  kind = 'member',
}: {
  store?: Documents;
  kind?: string;
} = {}) {
  let now = start;
  let answer: 'accepted' | 'declined' = 'accepted';
  const gateway: PaymentGateway = {
    charge: async ({ amount }) => (amount > 0 ? answer : 'accepted'),
    void: async () => 'voided',
  };
  const person = async (_tenant: string, id: string) => ({ id, name: id, mail: '', kind, roles: [] }) as never;
  const deps = { documents: store, gateway, directory: { person }, rules, sign, terms: () => termsWith() };
  const ledger = new Ledger({ ...deps, clock: () => now });
  const card = { id: 'card-1', brand: 'Visa', lastFour: '4242', expires: 9e15, holder: 'Noor', token: 'approves' };
  const profile = { id: 'profile-1', name: 'Team', method: 'card-1' };
  await ledger.amend(owner, (account) => ({ ...account, methods: [card], profiles: [profile] }));
  let keyCount = 0;
  const placeOrder = async (request: OrderRequest, key = `card-${++keyCount}`) => {
    const account = await ledger.account(owner);
    const people = 'people' in request ? request.people : [];
    const knownPeople = new Map(people.map((id) => [id, 'member'] as const));
    const preview = previewOrder(account, request, { terms: termsWith(), rules, now, knownPeople });
    const snapshot = preview.ok ? snapshotOf(preview.value) : ({} as never);
    return ledger.carryOut(owner, { key, request, shown: snapshot });
  };
  return {
    store,
    ledger,
    placeOrder,
    changePayment: (request: PaymentRequest, as = `card-${++keyCount}`) =>
      ledger.changePaymentMethods(owner, { key: as, request }),
    decline: () => {
      answer = 'declined';
    },
    pass: async (days: number) => {
      now += days * DAY;
      await ledger.account(owner);
    },
    now: () => now,
  };
}

type TestLedger = Awaited<ReturnType<typeof testLedger>>;

const entries = async ({ ledger }: TestLedger) => (await ledger.history(owner, 1000)).entries.toReversed();
const firstSubscription = async ({ ledger }: TestLedger) => (await ledger.account(owner)).subscriptions[0]?.id ?? '';
const buy: OrderRequest = { act: 'buy', product: PRODUCT, term: 'monthly', quantity: 10, profile: 'profile-1' };

/** The entries that an act adds to the audit trail. */
async function addedEntries(app: TestLedger, act: () => Promise<unknown>): Promise<readonly AccountEvent[]> {
  const before = (await entries(app)).length;
  await act();
  return (await entries(app)).slice(before);
}

describe('each act leaves one entry', () => {
  test('with who, what, when, why, from which card, and what it cost', async () => {
    const app = await testLedger();
    const newEntries = await addedEntries(app, () => app.placeOrder(buy, 'pressed'));
    const product = { subscription: await firstSubscription(app), product: PRODUCT, currency: 'EUR' };
    const order = expect.stringMatching(/^PD-2026-/);
    const common = { ...product, by: 'noor', at: start, order };
    const cost = { gross: 14641, invoice: expect.stringMatching(/-0001$/), card: 'Visa\u00a0••••\u00a04242' };
    expect(newEntries).toMatchObject([{ ...common, what: 'buy', from: 0, now: 10, key: 'pressed', ...cost }]);
    const cancellation = await addedEntries(app, () =>
      app.placeOrder({ act: 'cancel', subscription: product.subscription, reason: 'too-expensive', feedback: 'hush' }),
    );
    expect(cancellation).toMatchObject([{ ...common, what: 'cancel', reason: 'too-expensive', gross: -14641 }]);
    expect(JSON.stringify(await entries(app))).not.toContain('hush');
  });

  test.each<[string, (subscription: string) => OrderRequest, object]>([
    ['add', (subscription) => ({ act: 'change', subscription, total: 12 }), { from: 10, now: 12 }],
    ['remove', (subscription) => ({ act: 'change', subscription, total: 8 }), { from: 10, now: 8 }],
    ['schedule', (subscription) => ({ act: 'change', subscription, total: 8, when: 'renewal' }), { now: 10, later: 8 }],
    ['end', (subscription) => ({ act: 'recurring', subscription, on: false }), {}],
    [
      'assign',
      (subscription) => ({ act: 'assign', subscription, people: ['milan', 'yara'] }),
      {
        people: [
          { person: 'milan', result: 'done' },
          { person: 'yara', result: 'done' },
        ],
      },
    ],
  ])('%s', async (what, request, facts) => {
    const app = await testLedger();
    await app.placeOrder(buy);
    const newEntries = await addedEntries(app, async () =>
      app.placeOrder(request(await firstSubscription(app)), 'pressed'),
    );
    expect(newEntries).toHaveLength(1);
    expect(newEntries).toMatchObject([{ by: 'noor', what, key: 'pressed', ...facts }]);
  });

  test('an act on cards names the card by its brand and last digits, and nothing else of it', async () => {
    const app = await testLedger();
    const address = { line: 'Kade 1', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
    const card = {
      brand: 'Visa',
      lastFour: '1111',
      expires: utc('2030-01-01'),
      holder: 'N. de Vries',
      token: 'secret',
    };
    const request = { act: 'add', card: { ...card, address }, profile: 'profile-1', profileName: 'x' } as const;
    const newEntries = await addedEntries(app, () => app.changePayment(request, 'page'));
    const cardNames = { card: 'Visa\u00a0••••\u00a01111', replaced: 'Visa\u00a0••••\u00a04242' };
    expect(newEntries).toEqual([
      { n: 1, at: start, by: 'noor', what: 'card-add', key: 'page', mac: expect.any(String), ...cardNames },
    ]);
    expect(
      (await addedEntries(app, () => app.changePayment({ act: 'detach', profile: 'profile-1' }))).map(
        ({ what }) => what,
      ),
    ).toEqual(['card-detach']);
  });

  test('a key that comes again leaves none, nor does what was refused or declined', async () => {
    const app = await testLedger();
    await app.placeOrder(buy, 'once');
    expect(await addedEntries(app, () => app.placeOrder(buy, 'once'))).toEqual([]);
    const subscription = await firstSubscription(app);
    expect(await addedEntries(app, () => app.placeOrder({ act: 'change', subscription, total: -1 }))).toEqual([]);
    expect(await addedEntries(app, () => app.changePayment({ act: 'delete', method: 'card-1' }))).toEqual([]);
    app.decline();
    expect(await addedEntries(app, () => app.placeOrder({ act: 'change', subscription, total: 20 }))).toEqual([]);
  });
});

describe('what time brings is in it, too', () => {
  const eventTimes = (events: readonly AccountEvent[]) => events.map(({ what, at }) => [what, (at - start) / DAY]);

  test('renewals, each at its own time, also when the account was not read for months', async () => {
    const app = await testLedger();
    await app.placeOrder(buy);
    const newEntries = await addedEntries(app, () => app.pass(70));
    expect(eventTimes(newEntries)).toEqual([
      ['renewal', 30],
      ['renewal', 61],
    ]);
    expect(newEntries).toMatchObject([
      { by: 'time', gross: 14641, from: 10, now: 10, invoice: expect.any(String) },
      {},
    ]);
  });

  test('payments that fail, the end, and what comes after it', async () => {
    const app = await testLedger();
    await app.placeOrder(buy);
    await app.placeOrder({ act: 'assign', subscription: await firstSubscription(app), people: ['milan'] });
    app.decline();
    const newEntries = await addedEntries(app, () => app.pass(400));
    expect(eventTimes(newEntries)).toEqual([
      ['payment-failed', 30],
      ['payment-failed', 31],
      ['payment-failed', 33],
      ['payment-failed', 37],
      ['payment-failed', 44],
      ['expired', 44],
      ['disabled', 74],
      ['deleted', 164],
    ]);
    expect(newEntries.at(-1)?.people).toEqual([{ person: 'milan', result: 'done' }]);
    expect(new Set(newEntries.map(({ by }) => by))).toEqual(new Set(['time']));
  });

  test('a card that was mended is tried again, and fails once more', async () => {
    const app = await testLedger();
    await app.placeOrder(buy);
    app.decline();
    await app.pass(30);
    const address = { line: 'Kade 1', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
    const edit = { act: 'edit', method: 'card-1', expires: utc('2031-01-01'), holder: 'Noor', address } as const;
    expect(eventTimes(await addedEntries(app, () => app.changePayment(edit)))).toEqual([
      ['card-edit', 30],
      ['payment-failed', 30],
    ]);
  });

  test('a purchaser who left, and licences that were too few at last', async () => {
    const appOfLeaver = await testLedger({ kind: 'left' });
    await appOfLeaver.placeOrder(buy);
    expect(await addedEntries(appOfLeaver, () => appOfLeaver.pass(31))).toMatchObject([
      { what: 'not-renewed', by: 'time', reason: 'left' },
      { what: 'expired' },
    ]);
    const app = await testLedger();
    await app.placeOrder(buy);
    const subscription = await firstSubscription(app);
    await app.placeOrder({ act: 'assign', subscription, people: ['milan', 'yara'] });
    await app.placeOrder({ act: 'change', subscription, total: 1, when: 'renewal' });
    const newEntries = await addedEntries(app, () => app.pass(30 + 95));
    expect(newEntries.filter(({ what }) => what === 'licences-lost')).toMatchObject([
      { by: 'time', people: [{ person: 'yara', result: 'done' }] },
    ]);
    expect(newEntries[0]).toMatchObject({ what: 'renewal', from: 10, now: 1 });
  });
});

describe('an act and its entry are one write', () => {
  /** A store whose writes of the account fail after `fail(true)`. */
  function failingStore() {
    const store = new MemoryDocuments();
    const inner = store.write.bind(store);
    let fails = false;
    store.write = async (name: string, ...rest) => {
      if (fails && name === key) throw new Error('the disk is full');
      return inner(name, ...rest);
    };
    return {
      store,
      fail: (now: boolean) => {
        fails = now;
      },
    };
  }

  test('a write that fails leaves neither', async () => {
    const { store, fail } = failingStore();
    const app = await testLedger({ store });
    await app.placeOrder(buy);
    const subscription = await firstSubscription(app);
    fail(true);
    const assigning = app.placeOrder({ act: 'assign', subscription, people: ['milan'] });
    await expect(assigning).rejects.toThrow('the disk is full');
    fail(false);
    const { value } = (await store.read<Account>(key)) ?? { value: emptyAccount(owner, '') };
    expect(value.orders).toHaveLength(1);
    expect(value.trail?.count).toBe(1);
    expect(await verifyAuditTrail(store, sign)).toMatchObject([{ head: { trail: key, count: 1 } }]);
  });

  test('an order that a process left open when it died is in the trail once it is settled', async () => {
    const app = await testLedger();
    await app.placeOrder(buy);
    const subscription = await firstSubscription(app);
    const { store } = app;
    let isDying = true;
    const inner = store.write.bind(store);
    store.write = (async (name: string, value: Account, options: never) => {
      if (name === key && isDying && !value.intent && value.orders.length > 1) throw new Error('killed');
      return inner(name, value, options);
    }) as typeof store.write;
    expect(await app.placeOrder({ act: 'change', subscription, total: 12 }, 'last')).toMatchObject({ ok: false });
    expect(await entries(app)).toHaveLength(1);
    isDying = false;
    const restartedLedger = new Ledger({
      documents: store,
      gateway: { charge: async () => 'accepted', void: async () => 'accepted' },
      directory: { person: async () => undefined },
      clock: () => start + 120_000,
      rules,
      sign,
      terms: () => termsWith(),
    });
    const { entries: all } = await restartedLedger.history(owner, 10);
    expect(all).toMatchObject([{ what: 'add', key: 'last', at: start }, { what: 'buy' }]);
  });

  test('long trails are filed in segments, stay whole, and are read back across them', async () => {
    const { store, fail } = failingStore();
    const app = await testLedger({ store });
    await app.placeOrder(buy);
    const subscription = await firstSubscription(app);
    for (let act = 0; act < 60; act++) {
      await app.placeOrder({ act: 'recurring', subscription, on: act % 2 === 1 });
      if (act === 52) {
        fail(true);
        await expect(app.placeOrder({ act: 'recurring', subscription, on: true })).rejects.toThrow('the disk is full');
        fail(false);
      }
    }
    const all = await entries(app);
    expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
    expect((await store.read<readonly unknown[]>(`audit/${key}/1`))?.value).toHaveLength(50);
    expect((await store.read<Account>(key))?.value.trail?.entries).toHaveLength(11);
    expect((await verifyAuditTrail(store, sign)).map(({ error }) => error)).toEqual([undefined]);
    expect((await app.ledger.history(owner, 5)).entries[0]?.n).toBe(61);
  });
});

test('what is no change of an account has a trail of its own, also when two write at once', async () => {
  const documents = new MemoryDocuments();
  const log = new AuditLog(documents, sign, () => start);
  await Promise.all(Array.from({ length: 8 }, () => log.record(owner, { what: 'settings' })));
  for (let more = 0; more < 50; more++) await log.record(owner, { what: 'settings' });
  const { entries: all, count } = await log.recent(owner, 100);
  expect(count).toBe(58);
  expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 58 }, (_, index) => 58 - index));
  expect(all[0]).toMatchObject({ by: 'noor', what: 'settings', at: start });
  expect((await verifyAuditTrail(documents, sign)).map(({ error }) => error)).toEqual([undefined]);
});
