import { expect, test } from '@jest/globals';
import { ChatDriver, testApp } from '../../conversation/support/chat-driver.ts';

const env = {
  MicrosoftAppId: '5b1c3d0a-0000-4000-8000-00000000000a',
  MicrosoftAppPassword: 'secret',
  PUBLIC_URL: 'https://desk.example.com/',
};

test('in Teams a button opens the page as a dialog at its public address; no other message contains the link', async () => {
  const noor = new ChatDriver(await testApp({ env }), 'teams', 'many', 'nl-NL');
  const card = await noor.say('betaling');
  expect(card.action('Kaart toevoegen')).toMatchObject({
    type: 'Action.Submit',
    data: { verb: 'add-card', msteams: { type: 'task/fetch' } },
  });
  expect(await noor.pageBehind('Kaart toevoegen')).toMatch(/^https:\/\/desk\.example\.com\/card\/[\w-]{43}$/);
  const { task } = noor.sent.at(-1)?.value.body ?? {};
  expect(task).toMatchObject({ type: 'continue', value: { title: 'Kaart toevoegen' } });
  expect(task.value.url).toBe(`${task.value.fallbackUrl}?host=teams`);
  expect(JSON.stringify(noor.sent.slice(0, -1))).not.toContain('desk.example.com');
});

test('in the Agents Playground the page opens in a browser', async () => {
  const noor = new ChatDriver(await testApp(), 'teams', 'many');
  const card = await noor.send({ type: 'message', text: 'payment', serviceUrl: 'http://localhost:56150/_connector' });
  expect(card.action('Add card')).toMatchObject({ type: 'Action.OpenUrl', style: 'positive' });
  expect(card.action('Home')).toMatchObject({ type: 'Action.Execute' });
});
