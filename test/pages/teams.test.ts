import { expect, test } from '@jest/globals';
import restify from 'restify';
import { serveCardPage } from '../../bot/pages/serve.ts';
import { Talk, world } from '../conversation/talk.ts';

const env = {
  MicrosoftAppId: '5b1c3d0a-0000-4000-8000-00000000000a',
  MicrosoftAppPassword: 'secret',
  PUBLIC_URL: 'https://desk.example.com/',
};

test('in Teams a button opens the page as a dialog of its public address; its link is nowhere else', async () => {
  const noor = new Talk(await world({ env }), 'teams', 'many', 'nl-NL');
  const card = await noor.say('betaling');
  expect(card.action('Kaart toevoegen')).toMatchObject({
    type: 'Action.Submit',
    data: { verb: 'add-card', msteams: { type: 'task/fetch' } },
  });
  expect(await noor.pageBehind('Kaart toevoegen')).toMatch(/^https:\/\/desk\.example\.com\/card\/[\w-]{43}$/);
  expect(noor.sent.at(-1)?.value.body.task).toMatchObject({ type: 'continue', value: { title: 'Kaart toevoegen' } });
  expect(JSON.stringify(noor.sent.slice(0, -1))).not.toContain('desk.example.com');
});

test('with an app id nobody signs in locally: the page stays closed, in a frame of Teams or nowhere', async () => {
  const place = await world({ env });
  expect(place.desk.localSignIn).toBeUndefined();
  const noor = new Talk(place, 'teams', 'many');
  await noor.say('payment');
  const { pathname } = new URL(await noor.pageBehind('Add card'));
  const server = restify.createServer();
  serveCardPage(server, place.desk.pages);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await fetch(`http://127.0.0.1:${server.address().port}${pathname}`);
  server.close();
  expect(answer.status).toBe(403);
  const html = await answer.text();
  expect(html).toContain('Open this page from Microsoft Teams');
  expect(html).not.toMatch(/sign-in|Noor|<form/);
  expect(answer.headers.get('content-security-policy')).toContain(
    'frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft',
  );
});

test('the Playground speaks like Teams on this computer, and opens the page in a browser', async () => {
  const noor = new Talk(await world(), 'teams', 'many');
  const card = await noor.send({ type: 'message', text: 'payment', serviceUrl: 'http://localhost:56150/_connector' });
  expect(card.action('Add card')).toMatchObject({ type: 'Action.OpenUrl', style: 'positive' });
  expect(card.action('Home')).toMatchObject({ type: 'Action.Execute' });
});
