import { beforeAll, describe, expect, test } from '@jest/globals';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { ChatDriver, type SeenCard, shapes, testApp, type World } from '../support/chat-driver.ts';

const NUMBER = '5555555555554444';

/** Every field that takes text, and how somebody gets to it. */
const fields: readonly (readonly [field: string, open: (talk: ChatDriver) => Promise<SeenCard>, press: string])[] = [
  ['total', (talk) => talk.say('change Power BI Pro'), 'Review'],
  ['quantity', (talk) => talk.forge('buy', { product: 'CFQ7TTC0N8SS' }), 'Review'],
  ['find', (talk) => talk.say('assign Project Plan 3'), 'Find'],
  ['people', (talk) => talk.say('assign Project Plan 3'), 'Review'],
  ['feedback', (talk) => talk.say('cancel Power BI Pro'), 'Review'],
  ['find', (talk) => talk.forge('catalogue', {}), 'Find'],
  ['why', (talk) => talk.forge('ask', { product: 'CFQ7TTC0HD33' }), 'Review'],
  ['from', (talk) => talk.say('invoices from 31 February'), 'Show'],
];

/** How a number gets into a field: typed, pasted, as a number, or deeper in what a forged press carries. */
const ways: readonly (readonly [string, (number: string) => unknown])[] = [
  ['typed', (number) => `it is ${number.replace(/.{4}/g, '$& ')}`],
  ['pasted with more', (number) => `Iris Smit; ${number}\n09/29 737`],
  ['as a number', Number],
  ['in a list', (number) => [{ inside: number }]],
  ['as a name', (number) => ({ [number]: 'x' })],
];

async function kept(place: World): Promise<string> {
  const texts: string[] = [];
  const all = new MemoryDocuments();
  all.write = async (key, value) => texts.push(`${key} ${JSON.stringify(value)}`);
  await place.documents.copyTo(all);
  return texts.join('\n');
}

let place: World;
beforeAll(async () => {
  place = await testApp();
});

describe.each(shapes)('in %s form', (shape) => {
  test.each(fields)('a card’s number in the field “%s” is refused, and goes no further', async (field, open, press) => {
    const noor = new ChatDriver(place, shape, 'many');
    for (const [, written] of ways) {
      await open(noor);
      const answer = await noor.press(press, { [field]: written(NUMBER) });
      expect(answer.lines[1]).toBe('That looked like a card number');
      // Three digits may stand by chance in the address that a button opens.
      expect(answer.text).not.toMatch(/5555|09.29|737/);
      expect(JSON.stringify(answer.card)).not.toMatch(/5555|09\/29/);
    }
    expect(await kept(place)).not.toMatch(/5555 ?5555|09\/29 737/);
    expect(JSON.stringify(place.lines)).not.toMatch(/5555/);
  });

  test('what was begun waits: the form is shown again as it was', async () => {
    const noor = new ChatDriver(place, shape, 'many');
    await noor.say('change Power BI Pro');
    await noor.press('Review', { total: NUMBER });
    expect((await noor.press('Back to the card')).field).toMatchObject({ id: 'total' });
  });
});

test('a card’s number in what opens the page for card details is kept in no link', async () => {
  const noor = new ChatDriver(place, 'teams', 'many');
  const next = { verb: 'say', text: `pay with ${NUMBER}` };
  await noor.deliver({ type: 'invoke', name: 'task/fetch', value: { data: { verb: 'add-card', next } } });
  expect(await kept(place)).toContain('pay with ••••');
  expect(await kept(place)).not.toContain(NUMBER);
});
