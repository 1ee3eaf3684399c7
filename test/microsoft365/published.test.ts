import { afterEach, expect, test } from '@jest/globals';
import { ChatDriver } from '../conversation/support/chat-driver.ts';
import { idOf, organisation, PRO, type TestApp365, testApp365 } from './stand-in/test-app.ts';

const noor = idOf('many');
const open: TestApp365[] = [];
afterEach(() => {
  for (const { tenant } of open.splice(0)) tenant.close();
});

async function startAsNoor(): Promise<TestApp365 & { readonly chat: ChatDriver }> {
  const testApp = await testApp365();
  open.push(testApp);
  testApp.tenant.buy(noor, { product: PRO, quantity: 5 });
  return { ...testApp, chat: new ChatDriver(testApp.app, 'teams', 'many') };
}

test('an Azure subscription in the same billing account hides nothing', async () => {
  const { tenant, chat } = await startAsNoor();
  tenant.usingAzure.add(noor);
  const card = await chat.say('my subscriptions');
  expect(card.text).toContain('Power BI Pro');
  expect(card.text).not.toContain('Azure');
});

test('a card is called by its brand, and taken off with the one call that is published for it', async () => {
  const { tenant, chat } = await startAsNoor();
  tenant.addCard(noor, { type: 'mc', lastFourDigits: '4444' });
  expect((await chat.say('payment methods')).text).toContain('Mastercard •••• 4444');
  await chat.press('Marketing');
  await chat.press('Detach');
  await chat.press('Detach');
  expect(tenant.attached.size).toBe(0);
  const [call] = tenant.manager.requests.filter(({ method }) => method === 'DELETE');
  expect(call?.url).toMatch(/\/paymentMethodLinks\/[^/]+\?api-version=2021-10-01$/);
});

const [anna, bert, ...others] = organisation.people.filter(({ kind, id }) => kind === 'member' && id !== noor);

test('a person who loses a licence elsewhere while it is unassigned has none, and nothing is refused', async () => {
  const { tenant, chat } = await startAsNoor();
  tenant.assign(PRO, anna?.id ?? '');
  tenant.graph.fault = ({ path }) => {
    if (path === '$batch') tenant.unassign(PRO, anna?.id ?? '');
    return undefined;
  };
  await chat.say(`unassign Power BI Pro from ${anna?.name}`);
  const { lines } = await chat.press('Unassign 1');
  expect(lines).toContain('1 of 1 done');
});

test('when the last licence goes to others meanwhile, it says that there is none left', async () => {
  const { tenant, chat } = await startAsNoor();
  tenant.graph.fault = ({ path }) => {
    if (path === '$batch') tenant.assign(PRO, ...others.slice(0, 5).map(({ id }) => id));
    return undefined;
  };
  await chat.say(`assign Power BI Pro to ${bert?.name}`);
  expect((await chat.press('Assign 1')).text).toContain('No licence is left in your organisation');
});
