import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { connections } from './connections.ts';
import { type StrictDesk, strictDesk, withSecret } from './desk.ts';
import { ELSEWHERE, pairOf } from './framework.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const [first, second] = await Promise.all([pairOf('k1'), pairOf('k2')]);

let desk: StrictDesk;
afterEach(() => desk.close());

const fetches = () => desk.framework.asked.filter((path) => path.endsWith('openidconfiguration')).length;

test('keys are asked for once, however many call at the same time, and kept for a day', async () => {
  desk = await strictDesk([first]);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => desk.tell(first, { id: String(n) })));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(fetches()).toBe(1);
  desk.place.pass(DAY - MINUTE);
  expect((await desk.tell(first)).status).toBe(200);
  expect(fetches()).toBe(1);
  desk.place.pass(2 * MINUTE);
  expect((await desk.tell(first)).status).toBe(200);
  expect(fetches()).toBe(2);
});

test('a new key is known within a minute, to Bot Framework’s own check too; an old one is forgotten', async () => {
  desk = await strictDesk([first]);
  expect((await desk.tell(first)).status).toBe(200);
  desk.framework.keys.splice(0, 1, second);
  expect((await desk.tell(second)).status).toBe(401);
  expect(fetches()).toBe(1);
  desk.place.pass(MINUTE);
  expect((await desk.tell(second)).status).toBe(200);
  expect(fetches()).toBe(2);
  expect((await desk.tell(first)).status).toBe(401);
});

test.each(['failing', 'talking nonsense', 'sending elsewhere'] as const)(
  'while Bot Framework is %s nobody is let in, and told to come back: 503',
  async (mood) => {
    desk = await strictDesk([first]);
    desk.framework.mood = mood;
    const watched = connections();
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.tell(first)));
    for (const { status, said } of answers) {
      expect([status, JSON.parse(said).error.message]).toEqual([503, expect.stringMatching(/send it again/)]);
    }
    expect((await desk.tell(first)).status).toBe(503);
    expect(fetches()).toBe(1);
    expect(watched.made).not.toContain(new URL(ELSEWHERE).host);
    watched.stop();
    expect(desk.channel.posts).toEqual([]);
    expect(desk.lines.at(-1)).toMatchObject({ level: 50, msg: 'the keys of Bot Framework cannot be fetched' });
    desk.framework.mood = 'well';
    desk.place.pass(10 * SECOND);
    expect((await desk.tell(first)).status).toBe(200);
    expect(fetches()).toBe(2);
  },
);

test('keys that are over a day old are not believed when new ones cannot be had', async () => {
  desk = await strictDesk([first]);
  expect((await desk.tell(first)).status).toBe(200);
  desk.framework.mood = 'failing';
  expect((await desk.tell(second)).status).toBe(401);
  desk.place.pass(2 * MINUTE);
  expect((await desk.tell(second)).status).toBe(503);
  expect((await desk.tell(first)).status).toBe(200);
  desk.place.pass(DAY);
  expect((await desk.tell(first)).status).toBe(503);
});

test('a Bot Framework that says nothing is not waited for: 503', async () => {
  const limits: AbortController[] = [];
  const asked: number[] = [];
  const timeLimit = (milliseconds: number) => {
    asked.push(milliseconds);
    limits.push(new AbortController());
    return (limits.at(-1) as AbortController).signal;
  };
  desk = await strictDesk([first], withSecret, { timeLimit });
  desk.framework.mood = 'silent';
  const answer = desk.tell(first);
  while (desk.framework.asked.length === 0) await new Promise((over) => setImmediate(over));
  for (const limit of limits) limit.abort();
  expect((await answer).status).toBe(503);
  expect(asked).toEqual([5 * SECOND]);
});

test('keys that others could make are none: none at all, or short ones', async () => {
  desk = await strictDesk([]);
  expect((await desk.tell(first)).status).toBe(503);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const short = { ...publicKey.export({ format: 'jwk' }), kid: 'short', endorsements: ['msteams'] };
  desk.framework.keys.push({ ...first, kid: 'short', published: short, secret: first.secret });
  desk.framework.keys.push(first);
  desk.place.pass(MINUTE);
  expect((await desk.tell(first)).status).toBe(200);
  const text = [{ alg: 'RS256', kid: 'short' }, { a: 1 }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const token = `${text.join('.')}.${sign('sha256', Buffer.from(text.join('.')), privateKey).toString('base64url')}`;
  expect((await desk.post(['authorization', `Bearer ${token}`])).status).toBe(401);
  expect(desk.lines.at(-1)).toMatchObject({ reason: 'key' });
});
