import { afterEach, expect, test } from '@jest/globals';
import { Talk } from '../conversation/talk.ts';
import { idOf, type Place, PRO, place365 } from './place.ts';

const noor = idOf('many');
const open: Place[] = [];
afterEach(() => {
  for (const { tenant } of open.splice(0)) tenant.close();
});

async function noorAt(): Promise<Place & { readonly talk: Talk }> {
  const one = await place365();
  open.push(one);
  one.tenant.buy(noor, { product: PRO, quantity: 5 });
  return { ...one, talk: new Talk(one.place, 'teams', 'many') };
}

test('an Azure subscription in the same billing account hides nothing', async () => {
  const { tenant, talk } = await noorAt();
  tenant.usingAzure.add(noor);
  const card = await talk.say('my subscriptions');
  expect(card.text).toContain('Power BI Pro');
  expect(card.text).not.toContain('Azure');
});

test('a card is called by its brand, and taken off with the one call that is published for it', async () => {
  const { tenant, talk } = await noorAt();
  tenant.giveCard(noor, { type: 'mc', lastFourDigits: '4444' });
  expect((await talk.say('payment methods')).text).toContain('Mastercard •••• 4444');
  await talk.press('Marketing');
  await talk.press('Detach');
  await talk.press('Detach');
  expect(tenant.attached.size).toBe(0);
  const [call] = tenant.manager.asked.filter(({ method }) => method === 'DELETE');
  expect(call?.url).toMatch(/\/paymentMethodLinks\/[^/]+\?api-version=2021-10-01$/);
});
