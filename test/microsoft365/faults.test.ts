import { afterEach, describe, expect, test } from '@jest/globals';
import { ChatDriver } from '../conversation/support/chat-driver.ts';
import { errorReply, type StandInReply, type StandInRequest } from './stand-in/stand-in.ts';
import { skuOf } from './stand-in/tenant.ts';
import { idOf, organisation, PRO, type TestApp365, testApp365, VISIO } from './stand-in/test-app.ts';

const open: TestApp365[] = [];
afterEach(() => {
  for (const { tenant } of open.splice(0)) tenant.close();
});

const noor = idOf('many');
const [anna, bert] = organisation.people.filter(({ kind, id }) => kind === 'member' && id !== noor).slice(3, 6);
const isWrite = ({ method }: StandInRequest) => method !== 'GET';

async function startAsNoor(): Promise<TestApp365 & { readonly chat: ChatDriver }> {
  const testApp = await testApp365();
  open.push(testApp);
  testApp.tenant.buy(noor, { product: PRO, quantity: 5 });
  return { ...testApp, chat: new ChatDriver(testApp.app, 'teams', 'many') };
}

/** The responses with which Billing refuses a change, and the text that the user reads. */
const refusals: readonly (readonly [what: string, answer: StandInReply, reads: string])[] = [
  [
    '400 with a reason',
    errorReply(400, 'QuantityNotAllowed', 'No more than 6 licences.'),
    'It says: “No more than 6 licences.” Nothing was changed.',
  ],
  ['403', errorReply(403, 'AuthorizationFailed', 'You may not.'), 'It says: “You may not.” Nothing was changed.'],
  ['404', errorReply(404, 'NotFound', 'It is gone.'), 'It says: “It is gone.” Nothing was changed.'],
  ['409', errorReply(409, 'LockedForUpdate', 'Locked.'), 'Nothing was changed from here. Look again in a few minutes.'],
  [
    '412',
    errorReply(412, 'PreconditionFailed', 'Changed.'),
    'Nothing was changed from here. Look again in a few minutes.',
  ],
  [
    '429 for ever',
    { ...errorReply(429, 'TooManyRequests', ''), headers: { 'retry-after': '2' } },
    'Nothing was changed. Try again in a few minutes.',
  ],
  [
    '429 for longer than anybody waits',
    { ...errorReply(429, 'TooManyRequests', ''), headers: { 'retry-after': '600' } },
    'Nothing was changed. Try again in a few minutes.',
  ],
];

describe('a change that Microsoft 365 does not make', () => {
  test.each(refusals)('%s: nothing is changed, and it says so', async (_what, answer, reads) => {
    const { tenant, chat } = await startAsNoor();
    const review = await chat.say('set Power BI Pro to 8');
    tenant.manager.fault = (request) => (isWrite(request) ? answer : undefined);
    const refusal = await chat.press('Pay', {}, review);
    expect(refusal.lines).toContain(reads);
    expect((await chat.account()).intent).toBeUndefined();
    // Once the service recovers, a second press carries the change out, once.
    tenant.manager.fault = () => undefined;
    await chat.say('set Power BI Pro to 8');
    expect((await chat.press('Pay')).lines).toContain('8 licences');
    expect(tenant.changes).toHaveLength(1);
  });

  test('the service’s own reference is shown, to be sent to its support', async () => {
    const { tenant, chat } = await startAsNoor();
    await chat.say('set Power BI Pro to 8');
    tenant.manager.fault = (request) => (isWrite(request) ? errorReply(400, 'No', 'No.') : undefined);
    expect((await chat.press('Pay')).value('Microsoft’s reference')).toMatch(/^r-\d+$/);
  });

  test('429 once is waited for', async () => {
    const { tenant, chat } = await startAsNoor();
    await chat.say('set Power BI Pro to 8');
    let busy = 1;
    tenant.manager.fault = (request) =>
      isWrite(request) && busy-- > 0
        ? { ...errorReply(429, 'TooManyRequests', ''), headers: { 'retry-after': '3' } }
        : undefined;
    expect((await chat.press('Pay')).lines).toContain('8 licences');
    expect(tenant.changes).toHaveLength(1);
  });
});

describe('it is unknown whether a change was made', () => {
  const unknownOutcomes: readonly (readonly [what: string, answer: StandInReply])[] = [
    ['500', errorReply(500, 'InternalServerError', '')],
    ['503', errorReply(503, 'ServiceUnavailable', '')],
    ['a page in the place of JSON', { status: 200, text: '<html>Sign in</html>' }],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example.com/' } }],
    ['202 without where to ask', { status: 202 }],
  ];

  test.each(unknownOutcomes)('%s, and it was not: it is not repeated, and later not there', async (_what, answer) => {
    const { tenant, app, chat } = await startAsNoor();
    await chat.say('set Power BI Pro to 8');
    let writeCount = 0;
    tenant.manager.fault = (one) => {
      if (!isWrite(one)) return undefined;
      writeCount++;
      return answer;
    };
    expect((await chat.press('Pay')).lines).toContain('The billing system has not answered yet');
    expect(writeCount).toBe(1);
    tenant.manager.fault = () => undefined;
    app.pass(120_000);
    expect((await chat.say('Power BI Pro')).lines).toContain('0 of 5');
    expect((await chat.account()).orders).toEqual([]);
    expect(tenant.changes).toEqual([]);
  });

  test('the answer is lost and it was: it is not repeated, and its purchaser hears of it', async () => {
    const { tenant, app, chat } = await startAsNoor();
    const review = await chat.say('set Power BI Pro to 8');
    tenant.manager.loseReply = isWrite;
    expect((await chat.press('Pay', {}, review)).lines).toContain('The billing system has not answered yet');
    tenant.manager.loseReply = () => false;
    expect((await chat.press('Pay', {}, review)).lines).toContain('The billing system has not answered yet');
    app.pass(120_000);
    await app.composition.scheduler.runDue();
    expect((await chat.account()).orders).toHaveLength(1);
    expect((await chat.account()).notices?.map(({ matter }) => matter.kind)).toContain('order-settled');
    expect((await chat.press('Pay', {}, review)).lines).toContain('8 licences');
    expect(tenant.changes).toHaveLength(1);
  });

  test('of licences, each person is looked up', async () => {
    const { tenant, chat } = await startAsNoor();
    await chat.say(`assign Power BI Pro to ${anna?.name}, ${bert?.name}`);
    tenant.graph.loseReply = ({ path }) => path === '$batch';
    expect((await chat.press('Assign 2')).lines).toContain('2 of 2 done');
    expect(tenant.licences.get(skuOf(PRO))?.size).toBe(2);
  });
});

test('inside a batch only throttled requests are repeated, after the longest delay asked for', async () => {
  const { tenant, app, chat } = await startAsNoor();
  await chat.say(`assign Power BI Pro to ${anna?.name}, ${bert?.name}`);
  let attempts = 0;
  tenant.graph.fault = ({ path }) =>
    path.endsWith(`${bert?.id}/assignLicense`) && attempts++ === 0
      ? { ...errorReply(429, 'TooManyRequests', ''), headers: { 'Retry-After': '7' } }
      : undefined;
  const start = app.now();
  expect((await chat.press('Assign 2')).lines).toContain('2 of 2 done');
  expect(app.now() - start).toBe(7_000);
  expect(tenant.changes).toHaveLength(2);
});

describe('what is read', () => {
  test.each<[string, StandInReply]>([
    ['500', errorReply(500, 'InternalServerError', '')],
    ['a page in the place of JSON', { status: 200, text: '<html></html>' }],
    ['fields that are missing', { json: { value: [{ name: 'x', properties: {} }] } }],
    [
      'pages that lead in a circle',
      { json: { value: [], nextLink: '/providers/Microsoft.Billing/billingAccounts?api-version=2024-04-01' } },
    ],
    ['pages that lead elsewhere', { json: { value: [], nextLink: 'https://elsewhere.example.com/' } }],
  ])('%s: it says that Microsoft 365 does not answer, with its reference', async (_what, answer) => {
    const { tenant, chat } = await startAsNoor();
    tenant.manager.fault = ({ path }) => (/billingSubscriptions$|billingAccounts$/.test(path) ? answer : undefined);
    const card = await chat.say('my subscriptions');
    expect(card.lines).toContain('Microsoft 365 did not answer as it should');
    expect(card.value('Microsoft’s reference')).toMatch(/^r-\d+$/);
  });

  test('a token that is not taken any more is renewed once', async () => {
    let renewals = 0;
    const testApp = await testApp365({
      microsoft365: {
        tokens: {
          graph: async (of: string) => `app:${of}`,
          resourceManager: async ({ tenant, person }: { tenant: string; person: string }, renew: boolean) => {
            if (renew) renewals++;
            return renewals > 0 ? `user:${tenant}:${person}` : 'old';
          },
        },
      } as never,
    });
    open.push(testApp);
    testApp.tenant.buy(noor, { product: PRO, quantity: 5 });
    const chat = new ChatDriver(testApp.app, 'teams', 'many');
    expect((await chat.say('my subscriptions')).text).toContain('Power BI Pro');
    expect(renewals).toBeGreaterThan(0);
  });

  test('a state with a name that is not known yet leaves a subscription as it was', async () => {
    const { tenant, app, chat } = await startAsNoor();
    await chat.say('my subscriptions');
    for (const subscription of tenant.subscriptions) subscription.status = 'Rejuvenated';
    app.pass(60_000);
    expect((await chat.say('my subscriptions')).lines).toContain('Active');
  });
});

describe('the app writes for the purchaser only, to members only, and no more licences than are available', () => {
  test('a press with another purchaser’s subscription changes nothing', async () => {
    const { tenant, app, chat } = await startAsNoor();
    await chat.say('my subscriptions');
    const subscription = tenant.subscriptions[0]?.name;
    for (const role of ['one', 'manager', 'administrator', 'guest']) {
      const other = new ChatDriver(app, 'teams', role);
      for (const verb of ['assign', 'unassign', 'change', 'cancel', 'recurring'])
        await other.build(verb, { subscription, total: 1, people: anna?.id, chosen: [anna?.id], on: false });
    }
    expect(tenant.changes).toEqual([]);
  });

  test('a guest and a user of another organisation are refused before anything is written', async () => {
    const { tenant, chat } = await startAsNoor();
    const guest = organisation.people.find(({ kind }) => kind === 'guest');
    await chat.say('assign Power BI Pro');
    const review = await chat.press('Review', {
      people: `${guest?.id},${'0'.repeat(8)}-0000-4000-8000-000000000000,${anna?.id}`,
    });
    expect(review.buttons).toContain('Assign 1');
    await chat.press('Assign 1');
    expect([...(tenant.licences.get(skuOf(PRO)) ?? [])]).toEqual([anna?.id]);
  });

  test('licences of others in the same pool are not given away', async () => {
    const { tenant, chat } = await startAsNoor();
    tenant.buy(idOf('one'), { product: PRO, quantity: 1 });
    tenant.assign(PRO, ...organisation.people.slice(10, 16).map(({ id }) => id));
    await chat.say(`assign Power BI Pro to ${anna?.name}`);
    const refusal = await chat.press('Assign 1');
    expect(refusal.text).not.toContain('1 of 1 done');
    expect(tenant.changes).toEqual([]);
  });

  test('what is being changed elsewhere is left alone', async () => {
    const { tenant, chat } = await startAsNoor();
    tenant.buy(noor, { product: VISIO, quantity: 2 });
    const review = await chat.say('set Power BI Pro to 8');
    tenant.locks.add(tenant.subscriptions[0]?.name ?? '');
    expect((await chat.press('Pay', {}, review)).lines).toContain('Another change is in progress');
    expect(tenant.changes).toEqual([]);
  });
});
