import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { type AuthenticatedApp, startAuthenticatedApp, withSecret } from './authenticated-app.ts';
import { createSigningKey, REDIRECT_TARGET } from './bot-framework-stub.ts';
import { recordConnections } from './record-connections.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const [first, second] = await Promise.all([createSigningKey('k1'), createSigningKey('k2')]);

let desk: AuthenticatedApp;
afterEach(() => desk.close());

const countFetches = () => desk.framework.requests.filter((path) => path.endsWith('openidconfiguration')).length;

test('keys are asked for once, however many call at the same time, and kept for a day', async () => {
  desk = await startAuthenticatedApp([first]);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => desk.sendAsChannel(first, { id: String(n) })));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(countFetches()).toBe(1);
  desk.place.pass(DAY - MINUTE);
  expect((await desk.sendAsChannel(first)).status).toBe(200);
  expect(countFetches()).toBe(1);
  desk.place.pass(2 * MINUTE);
  expect((await desk.sendAsChannel(first)).status).toBe(200);
  expect(countFetches()).toBe(2);
});

test('a new key is known within a minute, to Bot Framework’s own check too; an old one is forgotten', async () => {
  desk = await startAuthenticatedApp([first]);
  expect((await desk.sendAsChannel(first)).status).toBe(200);
  desk.framework.keys.splice(0, 1, second);
  expect((await desk.sendAsChannel(second)).status).toBe(401);
  expect(countFetches()).toBe(1);
  desk.place.pass(MINUTE);
  expect((await desk.sendAsChannel(second)).status).toBe(200);
  expect(countFetches()).toBe(2);
  expect((await desk.sendAsChannel(first)).status).toBe(401);
});

test.each(['failing', 'talking nonsense', 'sending elsewhere'] as const)(
  'while Bot Framework is %s nobody is let in, and told to come back: 503',
  async (mood) => {
    desk = await startAuthenticatedApp([first]);
    desk.framework.mode = mood;
    const watched = recordConnections();
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.sendAsChannel(first)));
    for (const { status, said } of answers) {
      expect([status, JSON.parse(said).error.message]).toEqual([503, expect.stringMatching(/try again/)]);
    }
    expect((await desk.sendAsChannel(first)).status).toBe(503);
    expect(countFetches()).toBe(1);
    expect(watched.hosts).not.toContain(new URL(REDIRECT_TARGET).host);
    watched.restore();
    expect(desk.channel.posts).toEqual([]);
    expect(desk.lines.at(-1)).toMatchObject({ level: 50, msg: 'the keys of Bot Framework cannot be fetched' });
    desk.framework.mode = 'well';
    desk.place.pass(10 * SECOND);
    expect((await desk.sendAsChannel(first)).status).toBe(200);
    expect(countFetches()).toBe(2);
  },
);

test('keys that are over a day old are not believed when new ones cannot be had', async () => {
  desk = await startAuthenticatedApp([first]);
  expect((await desk.sendAsChannel(first)).status).toBe(200);
  desk.framework.mode = 'failing';
  expect((await desk.sendAsChannel(second)).status).toBe(401);
  desk.place.pass(2 * MINUTE);
  expect((await desk.sendAsChannel(second)).status).toBe(503);
  expect((await desk.sendAsChannel(first)).status).toBe(200);
  desk.place.pass(DAY);
  expect((await desk.sendAsChannel(first)).status).toBe(503);
});

test('a Bot Framework that says nothing is not waited for: 503', async () => {
  const limits: AbortController[] = [];
  const asked: number[] = [];
  const timeLimit = (milliseconds: number) => {
    asked.push(milliseconds);
    limits.push(new AbortController());
    return (limits.at(-1) as AbortController).signal;
  };
  desk = await startAuthenticatedApp([first], withSecret, { timeLimit });
  desk.framework.mode = 'silent';
  const answer = desk.sendAsChannel(first);
  while (desk.framework.requests.length === 0) await new Promise((over) => setImmediate(over));
  for (const limit of limits) limit.abort();
  expect((await answer).status).toBe(503);
  expect(asked).toEqual([5 * SECOND]);
});

test('keys that others could make are none: none at all, or short ones', async () => {
  desk = await startAuthenticatedApp([]);
  expect((await desk.sendAsChannel(first)).status).toBe(503);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const short = { ...publicKey.export({ format: 'jwk' }), kid: 'short', endorsements: ['msteams'] };
  desk.framework.keys.push({ ...first, kid: 'short', publicJwk: short, privateKey: first.privateKey });
  desk.framework.keys.push(first);
  desk.place.pass(MINUTE);
  expect((await desk.sendAsChannel(first)).status).toBe(200);
  const text = [{ alg: 'RS256', kid: 'short' }, { a: 1 }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const token = `${text.join('.')}.${sign('sha256', Buffer.from(text.join('.')), privateKey).toString('base64url')}`;
  expect((await desk.post(['authorization', `Bearer ${token}`])).status).toBe(401);
  expect(desk.lines.at(-1)).toMatchObject({ reason: 'key' });
});
