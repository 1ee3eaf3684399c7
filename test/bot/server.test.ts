import { createServer as createHttp, type IncomingMessage, request } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { loopbackOnly } from '../../bot/http/loopback.ts';
import { type BotServer, createServer } from '../../bot/http/server.ts';
import type { Account } from '../../src/domain/account/account.ts';
import { testApp } from '../conversation/support/chat-driver.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A channel's connector that records what the bot posts. */
async function startConnector() {
  const posts: { url: string | undefined; body: { attachments?: { content: { body: { text: string }[] } }[] } }[] = [];
  const server = createHttp(async (req, res) => {
    posts.push({ url: req.url, body: JSON.parse(await textOf(req)) });
    res.setHeader('content-type', 'application/json').end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  return { posts, url: `http://127.0.0.1:${(server.address() as { port: number }).port}/` };
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function startServer() {
  const app = await testApp();
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) });
  const deps = { adapter: app.composition.adapter, bot: app.composition.bot, log };
  let isReady = true;
  const server: BotServer = createServer({ ...deps, ready: async () => isReady, guards: [loopbackOnly] });
  await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve));
  open.push(() => server.http.close());
  const base = `http://127.0.0.1:${server.http.address().port}`;
  const post = (body: unknown, headers = {}) =>
    fetch(`${base}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    app,
    lines,
    server,
    base,
    post,
    setUnready: () => {
      isReady = false;
    },
  };
}

const message = (serviceUrl: string, person: string) => ({
  type: 'message',
  id: '1',
  text: 'set Power BI Pro to 25',
  channelId: 'emulator',
  serviceUrl,
  from: { id: person },
  recipient: { id: 'bot' },
  conversation: { id: 'c' },
  locale: 'en-GB',
});

test('a message posted to /api/messages is answered at its service URL', async () => {
  const [channel, { post, app }] = [await startConnector(), await startServer()];
  const noor = app.organisation.personas[0]?.person.id ?? '';
  expect((await post(message(channel.url, noor))).status).toBe(200);
  expect(channel.posts).toHaveLength(1);
  expect(channel.posts[0]?.url).toBe('/v3/conversations/c/activities/1');
  expect(channel.posts[0]?.body.attachments?.[0]?.content.body[1]?.text).toBe('Power BI Pro');
});

test('a Teams invoke is answered in the response', async () => {
  const [channel, { post, app }] = [await startConnector(), await startServer()];
  const noor = app.organisation.personas[0]?.person.id ?? '';
  const answer = await post({
    ...message(channel.url, `29:${noor}`),
    type: 'invoke',
    name: 'adaptiveCard/action',
    channelId: 'msteams',
    from: { id: `29:${noor}`, aadObjectId: noor },
    conversation: { id: 'c', tenantId: app.organisation.tenant },
    value: { action: { type: 'Action.Execute', verb: 'list', data: {} } },
  });
  expect(await answer.json()).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
});

test('the bot can start a conversation with a user it knows, in their language, and not with others', async () => {
  const [channel, { post, app }] = [await startConnector(), await startServer()];
  const noor = app.organisation.personas[0]?.person.id ?? '';
  const owner = { tenant: app.organisation.tenant, person: noor };
  const key = `account/${owner.tenant}/${owner.person}`;
  const account = (await app.documents.read<Account>(key))?.value as Account;
  const content = { kind: 'order-settled', order: account.orders[0]?.number ?? '' } as const;
  const notifications = [{ id: 'settled', to: 'purchaser', at: 0, matter: content }] as const;
  await app.documents.write(
    key,
    { ...account, notices: notifications },
    { index: { kind: 'telling', of: 'account', ...owner } },
  );
  await app.composition.outbox.run();
  expect(channel.posts).toEqual([]);
  await post({ ...message(channel.url, noor), text: 'taal Nederlands' });
  await app.composition.outbox.run();
  // Web Chat holds back a reply to a message that it does not know for five seconds.
  expect(channel.posts.at(-1)?.url).toBe('/v3/conversations/c/activities');
  expect(channel.posts.at(-1)?.body).not.toHaveProperty('replyToId');
  expect(channel.posts.at(-1)?.body.attachments?.[0]?.content.body[0]?.text).toBe('Gedaan');
});

test.each([
  ['not JSON', '{', {}, 400],
  ['not an activity', '{"a":1}', {}, 400],
  [
    'an activity without a conversation',
    { type: 'message', channelId: 'x', serviceUrl: 'http://x.example.com', from: { id: 'a' } },
    {},
    400,
  ],
  ['of a type that is not JSON', 'text', { 'content-type': 'text/plain' }, 415],
  ['encoded', '{}', { 'content-encoding': 'gzip' }, 415],
  ['too large', JSON.stringify({ text: 'x'.repeat(300_000) }), {}, 413],
])('a body that is %s is rejected', async (_name, body, headers, status) => {
  const { post } = await startServer();
  expect((await post(body, headers)).status).toBe(status);
});

test('healthz reports that the server runs, readyz that it can work; draining finishes open requests', async () => {
  const { base, server, setUnready: unready } = await startServer();
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  expect((await fetch(`${base}/readyz`)).status).toBe(200);
  unready();
  expect((await fetch(`${base}/readyz`)).status).toBe(503);
  await server.drain();
  await expect(fetch(`${base}/healthz`)).rejects.toThrow();
});

test('a page that reaches this computer by another host name is rejected', async () => {
  const { base } = await startServer();
  const status = await new Promise((resolve) => {
    const headers = { host: 'evil.example.com', 'content-type': 'application/json' };
    request(`${base}/api/messages`, { method: 'POST', headers }, (res) => resolve(res.statusCode)).end('{}');
  });
  expect(status).toBe(403);
});

test('a failing route responds with the reference in the log and nothing of the cause', async () => {
  const { base, server, lines } = await startServer();
  for (const [path, fault] of Object.entries({
    '/error': new Error('canary at /etc/secret'),
    '/text': 'canary',
    '/null': null,
  })) {
    server.http.get(path, async () => {
      throw fault;
    });
    const answer = await fetch(base + path);
    const body = await answer.text();
    expect([path, answer.status]).toEqual([path, 500]);
    expect(body).not.toContain('canary');
    const [reference = 'none'] = /\w{4}-\w{4}/.exec(body) ?? [];
    expect(lines.filter((line) => line.includes(reference))).toHaveLength(1);
  }
  expect(lines.join()).not.toContain('canary');
});

test('every response, also of unknown routes, has the closed security headers', async () => {
  const { base, post } = await startServer();
  const answers = [
    await fetch(`${base}/nowhere`),
    await fetch(`${base}/api/messages`),
    await fetch(`${base}/healthz`),
    await post('{'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 405, 200, 400]);
  for (const { headers } of answers) {
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
  }
});
