import { afterEach, describe, expect, test } from '@jest/globals';
import { DAY } from '../../src/domain/common/time.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { ChatDriver, shapes } from '../conversation/support/chat-driver.ts';
import { deep } from '../domain/support/arbitrary.ts';
import type { StandInRequest } from './stand-in/stand-in.ts';
import { skuOf } from './stand-in/tenant.ts';
import { idOf, organisation, PRO, type TestApp365, testApp365, VISIO } from './stand-in/test-app.ts';

const open: TestApp365[] = [];
afterEach(() => {
  for (const { tenant } of open.splice(0)) tenant.close();
});

async function startAsNoor(
  shape: (typeof shapes)[number] = 'teams',
): Promise<TestApp365 & { readonly chat: ChatDriver }> {
  const testApp = await testApp365();
  open.push(testApp);
  return { ...testApp, chat: new ChatDriver(testApp.app, shape, 'many') };
}

const noor = idOf('many');
const [anna, bert, carl] = organisation.people.filter(({ kind, id }) => kind === 'member' && id !== noor).slice(3, 6);
const names = [anna, bert, carl].map((one) => one?.name).join(', ');

describe.each(deep ? shapes : shapes.slice(0, 1))('the same conversation with Microsoft 365, in %s form', (shape) => {
  test('lists what one bought oneself and nothing of others, with what amounts are', async () => {
    const { tenant, chat } = await startAsNoor(shape);
    tenant.buy(noor, { product: PRO, quantity: 5 });
    tenant.buy(idOf('one'), { product: VISIO, quantity: 3 });
    const list = await chat.say('my subscriptions');
    expect(list.lines).toContain('Power BI Pro');
    expect(list.text).not.toContain('Visio');
    expect((await chat.say('Power BI Pro')).lines).toContain(
      'Amounts are estimates: Microsoft computes what is charged.',
    );
  });

  test('adds licences once, waits for the service, and says what became of it', async () => {
    const { tenant, chat } = await startAsNoor(shape);
    tenant.buy(noor, { product: PRO, quantity: 5 });
    const review = await chat.say('set Power BI Pro to 8');
    const receipt = await chat.press('Pay');
    expect(receipt.lines).toContain('8 licences');
    expect((await chat.press('Pay', {}, review)).value('Order')).toBe(receipt.value('Order'));
    expect(tenant.changes.map((one) => one.replace(/^op-\d+ /, ''))).toEqual([
      `quantity 8 ${tenant.subscriptions[0]?.name}`,
    ]);
  });

  test('gives licences to twenty at most in one call, with an outcome for each, and takes them', async () => {
    const { tenant, chat } = await startAsNoor(shape);
    tenant.buy(noor, { product: PRO, quantity: 5 });
    tenant.unlicensable.set(carl?.id ?? '', {
      code: 'Request_BadRequest',
      message: 'License assignment cannot be done for user with invalid usage location.',
    });
    await chat.say(`assign Power BI Pro to ${names}`);
    const result = await chat.press('Assign 3');
    expect(result.lines).toContain('2 of 3 done');
    expect(result.text).toContain('Their country is not known: an administrator can set their usage location');
    await chat.say(`unassign Power BI Pro from ${anna?.name}`);
    await chat.press('Unassign 1');
    expect([...(tenant.licences.get(skuOf(PRO)) ?? [])]).toEqual([bert?.id]);
    expect((await chat.say('Power BI Pro')).lines).toContain('1 of 5');
  });

  test('buys under a name that can be bought once, then cancels inside the window', async () => {
    const { tenant, chat } = await startAsNoor(shape);
    tenant.addCard(noor);
    await chat.say('buy 3 Clipchamp Premium');
    await chat.press('Review', { quantity: '3', term: 'annual-monthly', profile: `bp-${noor}` });
    const receipt = await chat.press('Pay');
    expect(receipt.lines).toContain('Clipchamp Premium');
    expect(receipt.lines).toContain('3 not assigned yet');
    expect(
      tenant.subscriptions.map(({ product, quantity, term, billing }) => [product, quantity, term, billing]),
    ).toEqual([['CFQ7TTC0N8SS', 3, 'P1Y', 'P1M']]);
    await chat.say('cancel Clipchamp Premium');
    const review = await chat.press('Review', { reason: 'mistake', feedback: '' });
    expect(review.lines).not.toContain('Undo until');
    expect((await chat.press('Cancel now')).lines).toContain('Cancelled');
    expect(tenant.subscriptions[0]?.status).toBe('Deleted');
    expect((await chat.account()).orders.at(-1)?.request).toMatchObject({ act: 'cancel', reason: 'mistake' });
  });

  test('outside the window turns renewal off, and on again', async () => {
    const { tenant, app, chat } = await startAsNoor(shape);
    tenant.buy(noor, { product: VISIO, quantity: 2, allowedUntil: app.now() - DAY });
    await chat.say('cancel Visio Plan 1');
    await chat.press('Review', { reason: 'not-used' });
    await chat.press('Stop renewing');
    expect(tenant.subscriptions[0]?.autoRenew).toBe('Off');
    await chat.press('Undo');
    await chat.press('Renew again');
    expect(tenant.subscriptions[0]?.autoRenew).toBe('On');
  });

  test('leads to Microsoft’s own page for what only that does, and changes nothing', async () => {
    const { tenant, app, chat } = await startAsNoor(shape);
    tenant.buy(noor, { product: VISIO, quantity: 2, allowedUntil: app.now() - DAY });
    const refusal = await chat.say('set Visio Plan 1 to 1');
    expect(refusal.lines).toContain('That is only possible on Microsoft’s own page');
    expect(refusal.buttons).toContain('My subscriptions');
    expect(JSON.stringify(refusal.card)).toContain('https://go.microsoft.com/fwlink/p/?linkid=842054');
    await chat.say('buy Planner');
    expect((await chat.press('Free trial')).lines).toContain('That is only possible on Microsoft’s own page');
    expect(tenant.changes).toEqual([]);
  });

  test('shows invoices as they were charged, and takes a card off its profile', async () => {
    const { tenant, chat } = await startAsNoor(shape);
    tenant.buy(noor, { product: PRO, quantity: 5 });
    expect((await chat.say('invoices')).text).toContain('€60.50');
    const invoice = await chat.say('last invoice');
    expect([invoice.value('Net'), invoice.value('Tax 21%'), invoice.value('Total')]).toEqual([
      '€50.00',
      '€10.50',
      '€60.50',
    ]);
    expect((await chat.say(`invoice ${/G\d+/.exec(invoice.text)?.[0]}`)).text).toBe(invoice.text);
    expect((await chat.say('payment methods')).text).toContain('Visa •••• 4242');
    await chat.press('Marketing');
    await chat.press('Detach');
    await chat.press('Detach');
    expect(tenant.changes).toEqual([`detaches bp-${noor}`]);
  });
});

test('what was changed in the admin centre is noticed, and never overwritten', async () => {
  const { tenant, app, chat } = await startAsNoor();
  const subscription = tenant.buy(noor, { product: PRO, quantity: 5 });
  const review = await chat.say('set Power BI Pro to 8');
  app.pass(60_000);
  subscription.quantity = 6;
  const renewedReview = await chat.press('Pay', {}, review);
  expect(renewedReview.lines).toContain('6 → 8 licences');
  expect(tenant.changes).toEqual([]);
  subscription.status = 'Deleted';
  app.pass(60_000);
  expect((await chat.say('my subscriptions')).text).not.toContain('Power BI Pro');
});

test('of two subscriptions of one product, our own record says whom each gave a licence', async () => {
  const { tenant, chat } = await startAsNoor();
  tenant.buy(noor, { product: PRO, quantity: 2 });
  tenant.buy(idOf('one'), { product: PRO, quantity: 4 });
  tenant.assign(PRO, carl?.id ?? '');
  await chat.say(`assign Power BI Pro to ${anna?.name}`);
  await chat.press('Assign 1');
  expect((await chat.say('Power BI Pro')).lines).toContain('1 of 2');
});

test('an administrator finds all purchases, also of users who never used the bot, with the price where it is known', async () => {
  const { tenant, app, chat } = await startAsNoor();
  tenant.buy(noor, { product: PRO, quantity: 5 });
  await chat.say('my subscriptions');
  const [second, third] = [anna?.id ?? '', bert?.id ?? ''];
  tenant.buy(second, { product: PRO, quantity: 2 });
  tenant.buy(third, { product: VISIO, quantity: 3 });
  tenant.assign(VISIO, carl?.id ?? '');
  const administrator = new ChatDriver(app, 'teams', 'administrator');
  const list = await administrator.say('all purchases');
  // Billing named Power BI Pro before; no user of the bot has bought Visio.
  expect(list.text).toContain(anna?.name ?? '-');
  expect(list.lines.filter((line) => line === 'Power BI Pro')).toHaveLength(2);
  expect(list.text).toContain('not known');
  expect(list.text).toContain('1 of 3');
  // A second request shortly afterwards uses the stored purchases; minutes later they are fetched again.
  for (const subscription of tenant.subscriptions.slice(1, 2)) tenant.setQuantity(subscription, 4);
  app.pass(10 * 60_000);
  expect((await administrator.say('all purchases')).text).toContain('of 4');
  tenant.graph.fault = ({ path }) => (path === 'directory/subscriptions' ? { status: 503, json: {} } : undefined);
  app.pass(10 * 60_000);
  expect((await administrator.say('all purchases')).text).toContain('of 4');
});

test('what takes longer than anybody waits is under way, and its purchaser hears of it by itself, also after a restart', async () => {
  const documents = new MemoryDocuments();
  const first = await testApp365({ documents });
  open.push(first);
  const { tenant } = first;
  const chat = new ChatDriver(first.app, 'teams', 'many');
  tenant.buy(noor, { product: PRO, quantity: 5 });
  await chat.say('set Power BI Pro to 8');
  const isPoll = ({ path }: StandInRequest) => /operationResults/.test(path);
  tenant.manager.fault = (request) => (isPoll(request) ? { ...pollAgain(request), status: 202 } : undefined);
  expect((await chat.press('Pay')).lines).toContain('The billing system has not answered yet');
  tenant.manager.fault = () => undefined;
  const second = await testApp365({ documents, at: first.app.now() + 120_000 }, tenant);
  const restartedChat = new ChatDriver(second.app, 'teams', 'many');
  await second.app.composition.scheduler.runDue();
  await second.app.composition.outbox.run();
  expect(restartedChat.card.text).toContain('8 licences');
  expect(tenant.changes).toHaveLength(1);
});

/** The poll headers of a response, as before. */
const pollAgain = ({ path, query }: StandInRequest) => ({
  headers: { location: `/${path}?${query}`, 'retry-after': '10' },
});
