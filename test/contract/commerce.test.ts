import { afterEach, describe, expect, test } from '@jest/globals';
import type { Commerce } from '../../src/application/ports/commerce.ts';
import type { Account } from '../../src/domain/account/account.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { defaultRules as rules } from '../../src/domain/common/rules.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../src/domain/subscription/order-request.ts';
import { previewOrder } from '../../src/domain/subscription/preview-order.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import { Microsoft365 } from '../../src/providers/microsoft365/microsoft365.ts';
import { BillingClient } from '../../src/providers/microsoft365/services/billing-client.ts';
import { LicensingClient } from '../../src/providers/microsoft365/services/licensing-client.ts';
import { ServiceClient } from '../../src/providers/microsoft365/services/service-client.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { sign } from '../domain/support/sign.ts';
import { Tenant365 } from '../microsoft365/stand-in/tenant.ts';
import { idOf, organisation, PRO } from '../microsoft365/stand-in/test-app.ts';
import { seededDocuments } from '../providers/seeded-documents.ts';

const TODAY = Date.UTC(2026, 10, 22, 12);
const owner: PersonId = { tenant: organisation.tenant, person: idOf('many') };
const { terms } = organisation;

/** A provider with its store and its clock. */
interface TestProvider {
  readonly commerce: Commerce;
  readonly documents: MemoryDocuments;
  readonly now: () => number;
  readonly advance: (ms: number) => void;
}

const open: Tenant365[] = [];
afterEach(() => {
  for (const tenant of open.splice(0)) tenant.close();
});

async function sandbox(): Promise<TestProvider> {
  const documents = await seededDocuments(TODAY);
  let now = TODAY;
  const clock = () => now;
  const gateway = new SandboxGateway(documents, clock);
  const deps = { documents, gateway, directory: organisation, clock, rules, terms: () => terms, sign };
  return {
    commerce: new Ledger(deps),
    documents,
    now: clock,
    advance: (ms) => {
      now += ms;
    },
  };
}

async function microsoft365(): Promise<TestProvider> {
  const tenant = new Tenant365({ tenant: owner.tenant, people: organisation.people });
  open.push(tenant);
  await tenant.open();
  let now = TODAY;
  const clock = () => now;
  tenant.clock = clock;
  tenant.buy(owner.person, { product: PRO, quantity: 25 });
  const pause = async (ms: number) => {
    now += ms;
  };
  const service = (base: string, token: string) =>
    new ServiceClient({ base, token: async () => token, fetch, pause, random: () => 0.5, clock });
  const clients = () => ({
    billing: new BillingClient(service(tenant.manager.url, `user:${owner.tenant}:${owner.person}`)),
    licensing: new LicensingClient({ graph: service(`${tenant.graph.url}v1.0/`, `app:${owner.tenant}`), pause, clock }),
  });
  const documents = new MemoryDocuments();
  const onError = () => undefined;
  const elements = {
    documents,
    directory: organisation,
    terms: () => terms,
    rules,
    sign,
    clients,
    clock,
    pause,
    onError,
  };
  return {
    commerce: new Microsoft365(elements),
    documents,
    now: clock,
    advance: (ms) => {
      now += ms;
    },
  };
}

const powerBiPro = ({ subscriptions }: Account): Subscription => {
  const subscription = subscriptions.find(({ product, state }) => product === PRO && state.kind === 'active');
  if (!subscription) throw new Error('No Power BI Pro.');
  return subscription;
};

/** The snapshot that a review of a request would show now. */
async function snapshotFor({ commerce, now }: TestProvider, request: OrderRequest) {
  const knownPeople = new Map(organisation.people.map(({ id, kind }) => [id, kind]));
  const preview = previewOrder(await commerce.account(owner), request, {
    terms,
    rules,
    now: now(),
    knownPeople,
  });
  if (!preview.ok) throw new Error(preview.refusal.kind);
  return snapshotOf(preview.value);
}

async function addRequest(at: TestProvider, by: number): Promise<OrderRequest> {
  const { id, ...one } = powerBiPro(await at.commerce.account(owner));
  return { act: 'change', subscription: id, total: licencesOf(one) + by };
}

describe.each([
  ['the sandbox', sandbox],
  ['Microsoft 365', microsoft365],
])('what a system of record promises: %s', (_name, provided) => {
  test('a key acts once, however often it comes, also at once and later, and gives its order again', async () => {
    const at = await provided();
    const request = await addRequest(at, 2);
    const command = { key: 'one', request, shown: await snapshotFor(at, request) };
    const before = licencesOf(powerBiPro(await at.commerce.account(owner)));
    const orders = await Promise.all([1, 2, 3].map(() => at.commerce.carryOut(owner, command)));
    at.advance(DAY);
    orders.push(await at.commerce.carryOut(owner, command));
    expect(new Set(orders.map((one) => (one.ok ? one.value.number : one.refusal.kind))).size).toBe(1);
    expect(orders[0]).toMatchObject({ ok: true, value: { now: before + 2 } });
    expect(licencesOf(powerBiPro(await at.commerce.account(owner)))).toBe(before + 2);
  });

  test('the same key with something else is refused', async () => {
    const at = await provided();
    const request = await addRequest(at, 2);
    const snapshot = await snapshotFor(at, request);
    await at.commerce.carryOut(owner, { key: 'one', request, shown: snapshot });
    const other = await addRequest(at, 3);
    const result = await at.commerce.carryOut(owner, { key: 'one', request: other, shown: snapshot });
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'other-content' } });
  });

  test('what no longer is as it was shown is not done', async () => {
    const at = await provided();
    const request = await addRequest(at, 2);
    const snapshot = await snapshotFor(at, request);
    const before = licencesOf(powerBiPro(await at.commerce.account(owner)));
    const result = await at.commerce.carryOut(owner, { key: 'one', request, shown: { ...snapshot, gross: 1 } });
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'changed' } });
    expect(licencesOf(powerBiPro(await at.commerce.account(owner)))).toBe(before);
  });

  test('a purchaser cannot act on another’s subscriptions', async () => {
    const at = await provided();
    const request = await addRequest(at, 2);
    const snapshot = await snapshotFor(at, request);
    const other = { tenant: owner.tenant, person: idOf('one') };
    const otherConversation = { tenant: '7d9f6f0e-0000-4000-8000-00000000000b', person: owner.person };
    for (const actor of [other, otherConversation]) {
      const result = await at.commerce.carryOut(actor, { key: 'one', request, shown: snapshot }).catch(() => undefined);
      expect(result?.ok).not.toBe(true);
    }
  });

  test('licences go to members only, once each, and come back', async () => {
    const at = await provided();
    const { id, assignments } = powerBiPro(await at.commerce.account(owner));
    const existingHolders = new Set(assignments.map(({ person }) => person));
    const [anna, bert] = organisation.people.filter((one) => one.kind === 'member' && !existingHolders.has(one.id));
    const guest = organisation.people.find(({ kind }) => kind === 'guest');
    const people = [anna?.id ?? '', bert?.id ?? '', anna?.id ?? '', guest?.id ?? '', 'nobody'];
    const assignRequest: OrderRequest = { act: 'assign', subscription: id, people };
    const result = await at.commerce.carryOut(owner, {
      key: 'one',
      request: assignRequest,
      shown: await snapshotFor(at, assignRequest),
    });
    expect(result.ok && result.value.people?.map(({ result }) => result)).toEqual([
      'done',
      'done',
      'refused',
      'refused',
    ]);
    const unassignRequest: OrderRequest = { act: 'unassign', subscription: id, people: [anna?.id ?? ''] };
    await at.commerce.carryOut(owner, {
      key: 'two',
      request: unassignRequest,
      shown: await snapshotFor(at, unassignRequest),
    });
    const holders = powerBiPro(await at.commerce.account(owner)).assignments.map(({ person }) => person);
    expect([holders.includes(anna?.id ?? ''), holders.includes(bert?.id ?? '')]).toEqual([false, true]);
  });

  test('renewal goes off and on', async () => {
    const at = await provided();
    const { id } = powerBiPro(await at.commerce.account(owner));
    for (const on of [false, true]) {
      const request: OrderRequest = { act: 'recurring', subscription: id, on };
      await at.commerce.carryOut(owner, { key: `${on}`, request, shown: await snapshotFor(at, request) });
      expect(powerBiPro(await at.commerce.account(owner)).renews).toBe(on);
    }
  });

  test('what was done is remembered, found by its number, and told of once it is taken', async () => {
    const at = await provided();
    const request = await addRequest(at, 1);
    const result = await at.commerce.carryOut(owner, { key: 'one', request, shown: await snapshotFor(at, request) });
    const number = result.ok ? result.value.number : '';
    expect(await at.commerce.order(owner, number)).toMatchObject({ number, key: 'one', by: owner.person });
    const [newest] = (await at.commerce.history(owner, 1)).entries;
    expect(newest).toMatchObject({ order: number, what: 'add' });
    const received: string[] = [];
    await at.commerce.handOver(
      owner,
      async (notifications) => void received.push(...notifications.map(({ id }) => id)),
    );
    expect(received).toContain(`order/${number}`);
    await at.commerce.handOver(
      owner,
      async (notifications) => void received.push(...notifications.map(({ id }) => id)),
    );
    expect(received.filter((one) => one === `order/${number}`)).toHaveLength(1);
  });

  test('what it leaves to its own pages is refused with that, and nothing is changed', async () => {
    const at = await provided();
    const { commerce } = at;
    const { id, ...one } = powerBiPro(await commerce.account(owner));
    const request: OrderRequest = { act: 'change', subscription: id, total: licencesOf(one) - 1, when: 'renewal' };
    const result = await commerce.carryOut(owner, { key: 'one', request, shown: await snapshotFor(at, request) });
    const supported = commerce.supported.has('schedule');
    expect(result.ok ? 'done' : result.refusal.kind).toBe(supported ? 'done' : 'elsewhere');
    expect(powerBiPro(await commerce.account(owner)).scheduled?.total).toBe(
      supported ? licencesOf(one) - 1 : undefined,
    );
  });
});
