import { afterEach, expect, test } from '@jest/globals';
import { Talk } from '../conversation/talk.ts';
import { idOf, type Place, PRO, place365, VISIO } from './place.ts';

const open: Place[] = [];
afterEach(() => {
  for (const { tenant } of open.splice(0)) tenant.close();
});

async function noorAt(): Promise<Place & { readonly talk: Talk }> {
  const one = await place365();
  open.push(one);
  return { ...one, talk: new Talk(one.place, 'teams', 'many') };
}

test('what one bought is listed, with its number and what is left', async () => {
  const { tenant, talk } = await noorAt();
  tenant.buy(idOf('many'), { product: PRO, quantity: 5 });
  tenant.buy(idOf('one'), { product: VISIO, quantity: 3 });
  const card = await talk.say('my subscriptions');
  console.log(card.text);
  expect(card.text).toContain('Power BI Pro');
  expect(card.text).not.toContain('Visio');
});

test('licences are added once, and the card becomes the receipt by itself', async () => {
  const { tenant, talk } = await noorAt();
  tenant.buy(idOf('many'), { product: PRO, quantity: 5 });
  const review = await talk.say('set Power BI Pro to 8');
  console.log(review.text);
  const receipt = await talk.press('Pay');
  console.log(receipt.text);
  expect(tenant.sold.map(({ quantity }) => quantity)).toEqual([8]);
  expect(tenant.changes).toHaveLength(1);
});
