import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { type AuthenticatedApp, startAuthenticatedApp, withSecret } from './authenticated-app.ts';
import { createSigningKey, REDIRECT_TARGET } from './bot-framework-stub.ts';
import { recordConnections } from './record-connections.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const [first, second] = await Promise.all([createSigningKey('k1'), createSigningKey('k2')]);

let app: AuthenticatedApp;
afterEach(() => app.close());

const countFetches = () => app.framework.requests.filter((path) => path.endsWith('openidconfiguration')).length;

test('keys are asked for once, however many call at the same time, and kept for a day', async () => {
  app = await startAuthenticatedApp([first]);
  const responses = await Promise.all(
    Array.from({ length: 20 }, (_, n) => app.sendAsChannel(first, { id: String(n) })),
  );
  expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
  expect(countFetches()).toBe(1);
  app.testApp.pass(DAY - MINUTE);
  expect((await app.sendAsChannel(first)).status).toBe(200);
  expect(countFetches()).toBe(1);
  app.testApp.pass(2 * MINUTE);
  expect((await app.sendAsChannel(first)).status).toBe(200);
  expect(countFetches()).toBe(2);
});

test('a new key is known within a minute, to Bot Framework’s own check too; an old one is forgotten', async () => {
  app = await startAuthenticatedApp([first]);
  expect((await app.sendAsChannel(first)).status).toBe(200);
  app.framework.keys.splice(0, 1, second);
  expect((await app.sendAsChannel(second)).status).toBe(401);
  expect(countFetches()).toBe(1);
  app.testApp.pass(MINUTE);
  expect((await app.sendAsChannel(second)).status).toBe(200);
  expect(countFetches()).toBe(2);
  expect((await app.sendAsChannel(first)).status).toBe(401);
});

test.each(['failing', 'talking nonsense', 'sending elsewhere'] as const)(
  'while Bot Framework is %s nobody is let in, and told to come back: 503',
  async (mode) => {
    app = await startAuthenticatedApp([first]);
    app.framework.mode = mode;
    const connections = recordConnections();
    const responses = await Promise.all(Array.from({ length: 20 }, () => app.sendAsChannel(first)));
    for (const { status, body } of responses) {
      expect([status, JSON.parse(body).error.message]).toEqual([503, expect.stringMatching(/try again/)]);
    }
    expect((await app.sendAsChannel(first)).status).toBe(503);
    expect(countFetches()).toBe(1);
    expect(connections.hosts).not.toContain(new URL(REDIRECT_TARGET).host);
    connections.restore();
    expect(app.channel.posts).toEqual([]);
    expect(app.lines.at(-1)).toMatchObject({ level: 50, msg: 'the keys of Bot Framework cannot be fetched' });
    app.framework.mode = 'well';
    app.testApp.pass(10 * SECOND);
    expect((await app.sendAsChannel(first)).status).toBe(200);
    expect(countFetches()).toBe(2);
  },
);

test('keys that are over a day old are not believed when new ones cannot be had', async () => {
  app = await startAuthenticatedApp([first]);
  expect((await app.sendAsChannel(first)).status).toBe(200);
  app.framework.mode = 'failing';
  expect((await app.sendAsChannel(second)).status).toBe(401);
  app.testApp.pass(2 * MINUTE);
  expect((await app.sendAsChannel(second)).status).toBe(503);
  expect((await app.sendAsChannel(first)).status).toBe(200);
  app.testApp.pass(DAY);
  expect((await app.sendAsChannel(first)).status).toBe(503);
});

test('a Bot Framework that says nothing is not waited for: 503', async () => {
  const controllers: AbortController[] = [];
  const timeLimits: number[] = [];
  const timeLimit = (milliseconds: number) => {
    timeLimits.push(milliseconds);
    controllers.push(new AbortController());
    return (controllers.at(-1) as AbortController).signal;
  };
  app = await startAuthenticatedApp([first], withSecret, { timeLimit });
  app.framework.mode = 'silent';
  const response = app.sendAsChannel(first);
  while (app.framework.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  for (const controller of controllers) controller.abort();
  expect((await response).status).toBe(503);
  expect(timeLimits).toEqual([5 * SECOND]);
});

test('keys that others could make are none: none at all, or short ones', async () => {
  app = await startAuthenticatedApp([]);
  expect((await app.sendAsChannel(first)).status).toBe(503);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const short = { ...publicKey.export({ format: 'jwk' }), kid: 'short', endorsements: ['msteams'] };
  app.framework.keys.push({ ...first, kid: 'short', publicJwk: short, privateKey: first.privateKey });
  app.framework.keys.push(first);
  app.testApp.pass(MINUTE);
  expect((await app.sendAsChannel(first)).status).toBe(200);
  const text = [{ alg: 'RS256', kid: 'short' }, { a: 1 }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const token = `${text.join('.')}.${sign('sha256', Buffer.from(text.join('.')), privateKey).toString('base64url')}`;
  expect((await app.post(['authorization', `Bearer ${token}`])).status).toBe(401);
  expect(app.lines.at(-1)).toMatchObject({ reason: 'key' });
});
