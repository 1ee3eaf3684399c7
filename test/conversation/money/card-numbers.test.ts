import { beforeAll, describe, expect, test } from '@jest/globals';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { ChatDriver, shapes, type TestApp, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

const NUMBER = '5555555555554444';

/** Every field that takes text, and how a user gets to it. */
const fields: readonly (readonly [field: string, open: (chat: ChatDriver) => Promise<RenderedCard>, press: string])[] =
  [
    ['total', (chat) => chat.say('change Power BI Pro'), 'Review'],
    ['quantity', (chat) => chat.build('buy', { product: 'CFQ7TTC0N8SS' }), 'Review'],
    ['find', (chat) => chat.say('assign Project Plan 3'), 'Find'],
    ['people', (chat) => chat.say('assign Project Plan 3'), 'Review'],
    ['feedback', (chat) => chat.say('cancel Power BI Pro'), 'Review'],
    ['find', (chat) => chat.build('catalogue', {}), 'Find'],
    ['why', (chat) => chat.build('ask', { product: 'CFQ7TTC0HD33' }), 'Review'],
    ['from', (chat) => chat.say('invoices from 31 February'), 'Show'],
  ];

/** How a number gets into a field: typed, pasted, as a number, or deeper in what a forged press carries. */
const ways: readonly (readonly [string, (number: string) => unknown])[] = [
  ['typed', (number) => `it is ${number.replace(/.{4}/g, '$& ')}`],
  ['pasted with more', (number) => `Iris Smit; ${number}\n09/29 737`],
  ['as a number', Number],
  ['in a list', (number) => [{ inside: number }]],
  ['as a name', (number) => ({ [number]: 'x' })],
];

async function remaining(app: TestApp): Promise<string> {
  const texts: string[] = [];
  const all = new MemoryDocuments();
  all.write = async (key, value) => texts.push(`${key} ${JSON.stringify(value)}`);
  await app.documents.copyTo(all);
  return texts.join('\n');
}

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

describe.each(shapes)('in %s form', (shape) => {
  test.each(fields)('a card’s number in the field “%s” is refused, and goes no further', async (field, open, press) => {
    const noor = new ChatDriver(app, shape, 'many');
    for (const [, written] of ways) {
      await open(noor);
      const answer = await noor.press(press, { [field]: written(NUMBER) });
      expect(answer.title).toBe('That looked like a card number');
      // Three digits may stand by chance in the address that a button opens.
      expect(answer.text).not.toMatch(/5555|09.29|737/);
      expect(JSON.stringify(answer.card)).not.toMatch(/5555|09\/29/);
    }
    expect(await remaining(app)).not.toMatch(/5555 ?5555|09\/29 737/);
    expect(JSON.stringify(app.lines)).not.toMatch(/5555/);
  });

  test('what was begun waits: the form is shown again as it was', async () => {
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('change Power BI Pro');
    await noor.press('Review', { total: NUMBER });
    expect((await noor.press('Back to the card')).field).toMatchObject({ id: 'total' });
  });
});

test('a card’s number in what opens the page for card details is kept in no link', async () => {
  const noor = new ChatDriver(app, 'teams', 'many');
  const next = { verb: 'say', text: `pay with ${NUMBER}` };
  await noor.deliver({ type: 'invoke', name: 'task/fetch', value: { data: { verb: 'add-card', next } } });
  expect(await remaining(app)).toContain('pay with ••••');
  expect(await remaining(app)).not.toContain(NUMBER);
});
