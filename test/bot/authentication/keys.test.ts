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

test('concurrent callers cause one fetch of the keys, which are cached for a day', async () => {
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

test('a new key is accepted within a minute, by Bot Framework’s own check too; the old one is rejected', async () => {
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
  'while Bot Framework is %s every caller gets 503 and is asked to try again',
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

test('keys older than a day are not used when new ones cannot be fetched', async () => {
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

test('when Bot Framework does not respond in time the caller gets 503', async () => {
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

test('an empty list of keys and short keys are not used', async () => {
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
