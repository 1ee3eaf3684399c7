import { describe, expect, test } from '@jest/globals';
import type { Documents } from '../../src/application/ports/documents.ts';
import type { GatewayCharge, PaymentGateway } from '../../src/application/ports/payment-gateway.ts';
import { accountDueHandler, Scheduler } from '../../src/application/runtime/scheduler.ts';
import { type Account, withSubscription } from '../../src/domain/account/account.ts';
import { type Invoice, totalOf } from '../../src/domain/billing/invoice.ts';
import { defaultRules as rules } from '../../src/domain/common/rules.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import type { ChangeRequest } from '../../src/domain/subscription/order-request.ts';
import { previewOrder } from '../../src/domain/subscription/preview-order.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { sign } from '../domain/support/sign.ts';
import { seededDocuments } from './seeded-documents.ts';

const TODAY = Date.UTC(2026, 10, 22, 12);
const organisation = sandboxOrganisation();
const terms = organisation.terms;
const noor = { tenant: organisation.tenant, person: organisation.personas[0]?.person.id ?? '' };

const seededStore = (today = TODAY): Promise<MemoryDocuments> => seededDocuments(today);

/** A process on a store, with its own ledger, gateway and clock. */
async function startProcess({
  gateway,
  at = TODAY,
  documents,
}: {
  gateway?: PaymentGateway;
  at?: number;
  documents?: Documents;
} = {}) {
  let now = at;
  const store = documents ?? (await seededStore());
  const clock = () => now;
  const ledger = new Ledger({
    documents: store,
    gateway: gateway ?? new SandboxGateway(store, clock),
    directory: organisation,
    clock,
    rules,
    terms: () => terms,
    sign,
  });
  return {
    store,
    ledger,
    clock,
    due: new Scheduler(store, accountDueHandler(ledger), clock),
    advance: (time: number) => {
      now += time;
    },
  };
}

const find = ({ subscriptions }: Account, name: string): Subscription => {
  const subscription = subscriptions.find(({ product }) => terms.products.get(product)?.name === name);
  if (!subscription) throw new Error(`No ${name}.`);
  return subscription;
};

async function createCommand(ledger: Ledger, now: number, total: number, key = 'key-1', name = 'Power BI Pro') {
  const account = await ledger.account(noor);
  const subscription = find(account, name);
  const request: ChangeRequest = { act: 'change', subscription: subscription.id, total };
  const plan = previewOrder(account, request, { terms, rules, now });
  if (!plan.ok) throw new Error(plan.refusal.kind);
  return { key, request, shown: snapshotOf(plan.value) };
}

async function invoicesOf(documents: Documents, account: Account): Promise<readonly Invoice[]> {
  const owner = `${noor.tenant}/${noor.person}`;
  const rows = await documents.find({ kind: 'invoice', where: { owner }, orderBy: 'at', limit: 10_000 });
  const archived = await Promise.all(rows.map(async ({ key }) => (await documents.read<Invoice>(key))?.value));
  return [...archived.flatMap((invoice) => invoice ?? []), ...account.unfiled.invoices];
}

describe('the past', () => {
  test('has subscriptions of every state and kind', async () => {
    const { ledger } = await startProcess();
    const { subscriptions } = await ledger.account(noor);
    const has = (matches: (one: Subscription) => boolean) => subscriptions.some(matches);
    for (const plan of ['monthly', 'annual', 'annual-monthly'] as const)
      expect(has((one) => one.plan === plan)).toBe(true);
    for (const card of [true, false]) expect(has((one) => one.plan === 'trial' && one.card === card)).toBe(true);
    for (const state of ['active', 'expired', 'disabled'] as const)
      expect(has((one) => one.state.kind === state)).toBe(true);
    expect(has((one) => one.state.kind === 'active' && one.plan !== 'trial' && !one.renews)).toBe(true);
    expect(has((one) => one.creditCheckUntil !== undefined)).toBe(true);
    expect(has((one) => one.overSince !== undefined)).toBe(true);
    expect(has((one) => one.scheduled !== undefined)).toBe(true);
  });

  test('is the same every time, and as believable on any other day', async () => {
    const readAccount = async (today: number) =>
      (await (await seededStore(today)).read<Account>(`account/${noor.tenant}/${noor.person}`))?.value;
    expect(await readAccount(TODAY)).toEqual(await readAccount(TODAY));
    for (const later of [17, 100, 463]) {
      const account = await readAccount(TODAY + later * DAY + 1);
      expect(account && find(account, 'Power BI Pro').assignments).toHaveLength(17);
    }
  });

  test('has numbered invoices without gaps whose lines were charged', async () => {
    const { ledger, store } = await startProcess();
    const account = await ledger.account(noor);
    const invoices = await invoicesOf(store, account);
    const numbers = invoices.map(({ id }) => Number(id.split('-')[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: account.invoices }, (_, index) => index + 1));
    expect(invoices.every(({ lines }) => lines.length > 0 && totalOf(lines).net !== 0)).toBe(true);
  });

  test('the purchaser has only invoices of four to six months ago', async () => {
    const documents = await seededStore();
    const tom = organisation.personas.find(({ role }) => role === 'old-invoices')?.person.id;
    const rows = await documents.find({
      kind: 'invoice',
      where: { owner: `${organisation.tenant}/${tom}` },
      limit: 99,
    });
    const account = (await documents.read<Account>(`account/${organisation.tenant}/${tom}`))?.value;
    const ages = [
      ...rows.map(({ row }) => Number(row.at)),
      ...(account?.unfiled.invoices ?? []).map(({ at }) => at),
    ].map((at) => (TODAY - at) / DAY);
    expect(ages.length).toBeGreaterThan(0);
    expect(Math.min(...ages)).toBeGreaterThan(122);
    expect(Math.max(...ages)).toBeLessThan(182);
  });
});

describe('time passes', () => {
  test('what came due while the process was stopped happens once, each at its own time', async () => {
    const { ledger, store } = await startProcess();
    const before = await ledger.account(noor);
    const documents = new MemoryDocuments();
    await (store as MemoryDocuments).copyTo(documents);
    const daily = await startProcess({ documents, at: TODAY });
    const stopped = await startProcess({ documents: store, at: TODAY + 200 * DAY });
    for (let day = 0; day < 200; day++) {
      daily.advance(DAY);
      await daily.due.runDue();
    }
    await Promise.all([stopped.due.runDue(), stopped.due.runDue()]);
    const [dailyAccount, stoppedAccount] = [await daily.ledger.account(noor), await stopped.ledger.account(noor)];
    expect(stoppedAccount.subscriptions).toEqual(dailyAccount.subscriptions);
    expect(stoppedAccount.invoices).toBe(dailyAccount.invoices);
    expect(stoppedAccount.invoices).toBeGreaterThan(before.invoices + 30);
    const ids = (await invoicesOf(store, stoppedAccount)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(stoppedAccount.invoices);
  });

  test('nothing is left due after the due work, and the next due time is known', async () => {
    const { due, clock, advance } = await startProcess();
    advance(40 * DAY);
    await due.runDue();
    expect(await due.nextDue()).toBeGreaterThan(clock());
  });

  test('an account that fails does not keep the others waiting', async () => {
    const { store, ledger, clock, advance } = await startProcess();
    advance(40 * DAY);
    const requested: string[] = [];
    const faults: unknown[] = [];
    const failing = {
      account: async (owner: typeof noor) => {
        requested.push(owner.person);
        if (requested.length === 1) throw new Error('this one is broken');
        return ledger.account(owner);
      },
    };
    await new Scheduler(store, accountDueHandler(failing), clock, (fault) => faults.push(fault)).runDue();
    expect(requested.length).toBeGreaterThan(5);
    expect(faults).toHaveLength(1);
  });

  test('a card company that does not answer leaves a renewal due, and it is carried out later', async () => {
    let isSilent = true;
    const charges: GatewayCharge[] = [];
    const gateway: PaymentGateway = {
      charge: async (charge) => {
        if (isSilent) throw new Error('no answer');
        charges.push(charge);
        return 'accepted';
      },
      void: async () => 'voided',
    };
    const { ledger, due, advance } = await startProcess({ gateway });
    const { id, term } = find(await ledger.account(noor), 'Power BI Pro');
    advance(term.end - TODAY + 1);
    await due.runDue();
    expect(find(await ledger.account(noor), 'Power BI Pro').term).toEqual(term);
    isSilent = false;
    await due.runDue();
    expect(find(await ledger.account(noor), 'Power BI Pro').term.start).toBe(term.end);
    expect(charges.filter(({ key }) => key.startsWith(`${id}/`))).toHaveLength(1);
  });

  test('a failed renewal is tried again after 1, 3, 7 and 14 days, then the subscription expires', async () => {
    let tries: number[] = [];
    const testProcess = await startProcess({
      gateway: {
        charge: async () => {
          tries.push(Math.round((testProcess.clock() - start) / DAY));
          return 'declined';
        },
        void: async () => 'voided',
      },
    });
    const { ledger, advance, clock } = testProcess;
    const subscription = find(await ledger.account(noor), 'Power BI Pro');
    await ledger.amend(noor, (account) => ({ ...account, subscriptions: [subscription] }));
    advance(subscription.term.end - clock());
    const start = clock();
    tries = [];
    for (let day = 0; day <= 20; day++) {
      await ledger.account(noor);
      advance(DAY);
    }
    expect(tries).toEqual([0, 1, 3, 7, 14]);
    expect(find(await ledger.account(noor), 'Power BI Pro').state).toEqual({
      kind: 'expired',
      since: start + 14 * DAY,
    });
  });
});

describe('a command', () => {
  test('acts once for its key, however often it comes, also at once and in another process', async () => {
    const { ledger, store } = await startProcess();
    const orderCommand = await createCommand(ledger, TODAY, 25);
    const otherProcess = await startProcess({ documents: store });
    const results = await Promise.all([1, 2, 3, 4].map(() => ledger.carryOut(noor, orderCommand)));
    const otherResult = await otherProcess.ledger.carryOut(noor, orderCommand);
    const numbers = new Set([...results, otherResult].map((outcome) => outcome.ok && outcome.value.number));
    expect(numbers.size).toBe(1);
    const account = await ledger.account(noor);
    expect(licencesOf(find(account, 'Power BI Pro'))).toBe(25);
    expect(account.orders.filter(({ key }) => key === orderCommand.key)).toHaveLength(1);
  });

  test('with a used key and other content is refused', async () => {
    const { ledger } = await startProcess();
    await ledger.carryOut(noor, await createCommand(ledger, TODAY, 25));
    const result = await ledger.carryOut(noor, await createCommand(ledger, TODAY, 30));
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'other-content' } });
  });

  test('that was charged before its process died is completed by the next read a minute later', async () => {
    const store = await seededStore();
    const gateway = new SandboxGateway(store, () => TODAY);
    const crashingGateway: PaymentGateway = {
      charge: async (charge) => {
        await gateway.charge(charge);
        return new Promise(() => undefined);
      },
      void: (key) => gateway.void(key),
    };
    const first = await startProcess({ documents: store, gateway: crashingGateway });
    const orderCommand = await createCommand(first.ledger, TODAY, 25);
    void first.ledger.carryOut(noor, orderCommand);
    await waitUntil(
      async () => (await store.read<Account>(`account/${noor.tenant}/${noor.person}`))?.value.intent !== undefined,
    );
    await waitUntil(async () => (await store.read(`gateway/${(await pendingChargeKey(store)) ?? ''}`)) !== undefined);
    const second = await startProcess({ documents: store, gateway, at: TODAY + 61_000 });
    expect(licencesOf(find(await second.ledger.account(noor), 'Power BI Pro'))).toBe(25);
    expect(await second.ledger.carryOut(noor, orderCommand)).toMatchObject({
      ok: true,
      value: { key: orderCommand.key },
    });
  });

  test.each([
    ['accepts', 25],
    ['declines', 20],
  ] as const)('whose account is written while the gateway %s it is told what came of it', async (answer, licences) => {
    const store = await seededStore();
    const gateway = new SandboxGateway(store, () => TODAY);
    const writingGateway: PaymentGateway = {
      charge: async (charge) => {
        await ledger.amend(noor, (account) => account);
        return gateway.charge({ ...charge, ...(answer === 'declines' && { token: 'declines' }) });
      },
      void: (key) => gateway.void(key),
    };
    const { ledger } = await startProcess({ documents: store, gateway: writingGateway });
    const result = await ledger.carryOut(noor, await createCommand(ledger, TODAY, 25));
    expect(result.ok ? 'accepts' : result.refusal.kind.replace('declined', 'declines')).toBe(answer);
    const account = await ledger.account(noor);
    expect(account.intent).toBeUndefined();
    expect(licencesOf(find(account, 'Power BI Pro'))).toBe(licences);
  });

  test('whose process died before the charge leaves nothing behind, and cannot charge any more', async () => {
    const store = await seededStore();
    const gateway = new SandboxGateway(store, () => TODAY);
    const crashingGateway: PaymentGateway = {
      charge: () => new Promise(() => undefined),
      void: (key) => gateway.void(key),
    };
    const first = await startProcess({ documents: store, gateway: crashingGateway });
    void first.ledger.carryOut(noor, await createCommand(first.ledger, TODAY, 25));
    await waitUntil(async () => (await pendingChargeKey(store)) !== undefined);
    const key = (await pendingChargeKey(store)) ?? '';
    const second = await startProcess({ documents: store, gateway, at: TODAY + 61_000 });
    expect(licencesOf(find(await second.ledger.account(noor), 'Power BI Pro'))).toBe(20);
    expect(await gateway.charge({ key, amount: 1, currency: 'EUR', token: 'approves' })).toBe('voided');
  });

  test('and its invoice say the same to the cent, and the series goes on', async () => {
    const { ledger, store } = await startProcess();
    const before = (await ledger.account(noor)).invoices;
    const result = await ledger.carryOut(noor, await createCommand(ledger, TODAY, 25));
    const account = await ledger.account(noor);
    const invoice = (await invoicesOf(store, account)).find(({ id }) => result.ok && id === result.value.invoice);
    expect(result.ok && invoice && totalOf(invoice.lines)).toEqual(result.ok && result.value.today);
    expect(invoice?.lines).toMatchObject([
      { kind: 'add-quantity', quantity: 5, person: noor.person, order: result.ok && result.value.number },
    ]);
    expect(account.invoices).toBe(before + 1);
  });

  test('for another purchaser’s subscription finds none', async () => {
    const { ledger } = await startProcess();
    const orderCommand = await createCommand(ledger, TODAY, 25);
    const iris = { tenant: noor.tenant, person: organisation.personas[3]?.person.id ?? '' };
    expect(await ledger.carryOut(iris, orderCommand)).toMatchObject({
      ok: false,
      refusal: { kind: 'unknown-subscription' },
    });
  });

  test('that adds where no card is attached is refused and leaves nothing open', async () => {
    const { ledger } = await startProcess();
    const orderCommand = await createCommand(ledger, TODAY, 25);
    await ledger.amend(noor, (account) => {
      const { profile: _none, ...bare } = find(account, 'Power BI Pro');
      return withSubscription(account, bare);
    });
    expect(await ledger.carryOut(noor, orderCommand)).toMatchObject({ ok: false, refusal: { kind: 'no-card' } });
    expect((await ledger.account(noor)).intent).toBeUndefined();
  });
});

const pendingChargeKey = async (store: Documents) =>
  (await store.read<Account>(`account/${noor.tenant}/${noor.person}`))?.value.intent?.chargeKey;

/** Waits until concurrent code makes a condition true. */
async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
