import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { Tenant365 } from './stand-in/tenant.ts';
import { accountOf, profileOf, skuOf } from './stand-in/tenant-state.ts';

const { tenant, people } = sandboxOrganisation();
const [NOOR = '', IRIS = ''] = people.filter(({ kind }) => kind === 'member').map(({ id }) => id);
const members = people.filter(({ kind }) => kind === 'member').map(({ id }) => id);
const PRO = 'CFQ7TTC0H9MP';
const BILLING = 'providers/Microsoft.Billing';
const ACCOUNT = `${BILLING}/billingAccounts/${accountOf(NOOR)}`;
const VERSION = 'api-version=2024-04-01';

const open: Tenant365[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function startTenant(fixtures?: string) {
  let now = Date.UTC(2026, 10, 23);
  const tenant365 = new Tenant365({ tenant, people, clock: () => now, ...(fixtures && { fixtures }) });
  open.push(tenant365);
  await tenant365.open();
  const clientOf = (base: string, bearer: string) => async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${bearer}`, consistencylevel: 'eventual' };
    const jsonHeaders = { ...headers, 'content-type': 'application/json' };
    const init =
      body === undefined ? { method, headers } : { method, headers: jsonHeaders, body: JSON.stringify(body) };
    const reply = await fetch(new URL(path, base), init);
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, json: (text === '' ? {} : JSON.parse(text)) as JsonReply };
  };
  return {
    tenant365,
    pass: (ms: number) => {
      now += ms;
    },
    graph: clientOf(`${tenant365.graph.url}v1.0/`, `app:${tenant}`),
    billing: clientOf(tenant365.manager.url, `user:${tenant}:${NOOR}`),
    as: (bearer: string) => clientOf(tenant365.manager.url, bearer),
  };
}

interface JsonReply {
  readonly error?: { readonly code: string; readonly message: string };
  readonly value?: readonly { readonly name: string; readonly properties: Record<string, unknown> }[];
  readonly responses?: readonly { readonly id: string; readonly status: number }[];
  readonly url?: string;
  readonly nextLink?: string;
  readonly properties?: Record<string, unknown>;
}

describe('what is not as it is published is an error', () => {
  test.each<readonly [what: string, method: string, path: string, body: unknown]>([
    ['a path', 'GET', `${ACCOUNT}/subscriptions?${VERSION}`, undefined],
    ['a method', 'PUT', `${ACCOUNT}/billingSubscriptions?${VERSION}`, undefined],
    ['a parameter', 'GET', `${ACCOUNT}/billingSubscriptions?${VERSION}&$top=5`, undefined],
    ['no version', 'GET', `${ACCOUNT}/billingSubscriptions`, undefined],
    ['another version', 'GET', `${ACCOUNT}/billingSubscriptions?api-version=2020-05-01`, undefined],
    [
      'a detaching that this version does not have',
      'DELETE',
      `${ACCOUNT}/billingProfiles/x/paymentMethodLinks/y?${VERSION}`,
      undefined,
    ],
    ['a body where there is none', 'DELETE', `${ACCOUNT}/billingSubscriptions/x?${VERSION}`, { reason: 'Other' }],
    ['a field', 'PATCH', `${ACCOUNT}/billingSubscriptions/x?${VERSION}`, { properties: { quantity: 2, seats: 2 } }],
    ['a number in words', 'PATCH', `${ACCOUNT}/billingSubscriptions/x?${VERSION}`, { properties: { quantity: '2' } }],
  ])('%s', async (_what, method, path, body) => {
    const { billing, tenant365 } = await startTenant();
    tenant365.addCard(NOOR);
    expect((await billing(method, path, body)).status).toBe(400);
  });

  test('an anonymous token, one of the app, one of another organisation', async () => {
    const { as, tenant365 } = await startTenant();
    tenant365.addCard(NOOR);
    for (const bearer of ['x', `app:${tenant}`, `user:${IRIS}:${NOOR}`])
      expect((await as(bearer)('GET', `${BILLING}/billingAccounts?${VERSION}`)).status).toBe(401);
  });
});

test('a user neither sees nor changes what is another’s', async () => {
  const { as, tenant365 } = await startTenant();
  const subscription = tenant365.buy(NOOR, { product: PRO, quantity: 5 });
  tenant365.addCard(IRIS);
  const iris = as(`user:${tenant}:${IRIS}`);
  expect((await iris('GET', `${ACCOUNT}/billingSubscriptions?${VERSION}`)).status).toBe(403);
  const path = `${BILLING}/billingAccounts/${accountOf(IRIS)}/billingSubscriptions/${subscription.name}?${VERSION}`;
  expect((await iris('PATCH', path, { properties: { quantity: 9 } })).status).toBe(404);
});

test('a change is made once its time has come; until then nothing else is, and both services show it', async () => {
  const { tenant365, billing, graph, pass } = await startTenant();
  const subscription = tenant365.buy(NOOR, { product: PRO, quantity: 5 });
  const path = `${ACCOUNT}/billingSubscriptions/${subscription.name}?${VERSION}`;
  const response = await billing('PATCH', path, { properties: { quantity: 8 } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([202, '10']);
  const location = response.headers.get('location') ?? '';
  expect((await billing('GET', location)).status).toBe(202);
  expect((await billing('GET', path)).json.properties).toMatchObject({
    quantity: 5,
    operationStatus: 'LockedForUpdate',
  });
  expect((await billing('PATCH', path, { properties: { autoRenew: 'Off' } })).status).toBe(409);
  pass(15_000);
  expect((await billing('GET', location)).json.properties).toMatchObject({ quantity: 8, operationStatus: 'None' });
  expect((await graph('GET', 'directory/subscriptions')).json.value).toMatchObject([
    { totalLicenses: 8, commerceSubscriptionId: subscription.name, ownerId: NOOR },
  ]);
  expect(tenant365.changes).toHaveLength(1);
});

test('what a name was bought under is bought once, and never something else', async () => {
  const { tenant365, billing, pass } = await startTenant();
  tenant365.addCard(NOOR);
  const purchaseOf = (quantity: number) => ({
    properties: {
      productTypeId: PRO,
      skuId: '0001',
      quantity,
      termDuration: 'P1Y',
      billingFrequency: 'P1M',
      billingProfileId: `/${ACCOUNT}/billingProfiles/${profileOf(NOOR)}`,
      beneficiaryTenantId: tenant,
    },
  });
  const path = `${ACCOUNT}/billingSubscriptionAliases/mine?${VERSION}`;
  const statuses = [];
  for (const quantity of [3, 3, 4]) statuses.push((await billing('PUT', path, purchaseOf(quantity))).status);
  pass(15_000);
  for (const quantity of [3, 4]) statuses.push((await billing('PUT', path, purchaseOf(quantity))).status);
  expect(statuses).toEqual([202, 202, 409, 200, 409]);
  expect(tenant365.subscriptions.map(({ quantity }) => quantity)).toEqual([3]);
});

test('after its time a subscription is not cancelled or made smaller, but it can grow', async () => {
  const { tenant365, billing, pass } = await startTenant();
  const subscription = tenant365.buy(NOOR, { product: PRO, quantity: 5, allowedUntil: tenant365.clock() + 1_000 });
  pass(1_000);
  const path = `${ACCOUNT}/billingSubscriptions/${subscription.name}?${VERSION}`;
  expect((await billing('DELETE', path)).json.error?.code).toBe('CancellationNotAllowed');
  const setQuantity = (quantity: number) => billing('PATCH', path, { properties: { quantity } });
  expect([(await setQuantity(4)).status, (await setQuantity(6)).status]).toEqual([400, 202]);
});

test('a batch is done one by one, within the pool of all subscriptions, and answered in no order', async () => {
  const { tenant365, graph } = await startTenant();
  tenant365.buy(NOOR, { product: PRO, quantity: 2 });
  tenant365.buy(IRIS, { product: PRO, quantity: 1 });
  const request = (id: string) => ({
    id,
    method: 'POST',
    url: `/users/${id}/assignLicense`,
    headers: { 'Content-Type': 'application/json' },
    body: { addLicenses: [{ skuId: skuOf(PRO), disabledPlans: [] }], removeLicenses: [] },
  });
  tenant365.graph.fault = ({ path }) =>
    path.startsWith(`users/${members[1]}/`) ? { status: 429, headers: { 'Retry-After': '3' } } : undefined;
  const { json } = await graph('POST', '$batch', { requests: members.slice(0, 5).map(request) });
  const statuses = new Map(json.responses?.map(({ id, status }) => [id, status]));
  expect(json.responses?.[0]?.id).not.toBe(members[0]);
  expect(members.slice(0, 5).map((id) => statuses.get(id))).toEqual([200, 429, 200, 200, 400]);
  const tooMany = await graph('POST', '$batch', { requests: members.slice(0, 21).map(request) });
  expect(tooMany.status).toBe(400);
  const withoutHeaders = { ...request(members[5] ?? ''), headers: {} };
  expect((await graph('POST', '$batch', { requests: [withoutHeaders] })).json.responses?.[0]?.status).toBe(400);
});

test('an answer can be lost after its change is made', async () => {
  const { tenant365, billing, graph } = await startTenant();
  tenant365.buy(NOOR, { product: PRO, quantity: 2 });
  tenant365.graph.loseReply = ({ method }) => method === 'POST';
  const assignment = { addLicenses: [{ skuId: skuOf(PRO), disabledPlans: [] }], removeLicenses: [] };
  await expect(graph('POST', `users/${IRIS}/assignLicense`, assignment)).rejects.toThrow();
  expect(tenant365.licencesOf(IRIS)).toEqual([skuOf(PRO)]);
  tenant365.manager.fault = () => ({ reset: true });
  await expect(billing('GET', `${BILLING}/billingAccounts?${VERSION}`)).rejects.toThrow();
});

test('an invoice has a line for what was bought, and a paper that needs no token', async () => {
  const { tenant365, billing, pass } = await startTenant();
  tenant365.buy(NOOR, { product: PRO, quantity: 2 });
  const list = await billing(
    'GET',
    `${ACCOUNT}/invoices?${VERSION}&periodStartDate=2026-11-01&periodEndDate=2026-11-30`,
  );
  const name = list.json.value?.[0]?.name;
  const lines = await billing('GET', `${ACCOUNT}/invoices/${name}/transactions?${VERSION}`);
  expect(lines.json.value?.[0]?.properties).toMatchObject({ quantity: 2, subTotal: { currency: 'EUR', value: 20 } });
  const response = await billing('POST', `${ACCOUNT}/invoices/${name}/download?${VERSION}`);
  pass(15_000);
  const { json } = await billing('GET', response.headers.get('location') ?? '');
  const pdf = await fetch(json.url ?? '');
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect((await pdf.text()).slice(0, 5)).toBe('%PDF-');
});

test('published replies are given as they are, to calls that are made as published', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fixtures-'));
  const write = (name: string, json: unknown) => writeFileSync(join(folder, `${name}.json`), JSON.stringify(json));
  write('GET directory+subscriptions', { value: [{ name: 'a body' }] });
  const responses = { '200': { body: { value: [{ name: 'an example' }] } }, '202': { headers: { location: 'x' } } };
  write('GET providers+Microsoft.Billing+billingAccounts+_+billingSubscriptions', { parameters: {}, responses });
  const { billing, graph } = await startTenant(folder);
  expect((await graph('GET', 'directory/subscriptions')).json.value?.[0]?.name).toBe('a body');
  const path = `${BILLING}/billingAccounts/{billingAccountName}/billingSubscriptions`;
  expect((await billing('GET', `${path}?${VERSION}`)).json.value?.[0]?.name).toBe('an example');
  expect((await billing('GET', path)).status).toBe(400);
});
