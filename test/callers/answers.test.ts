import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StrictDesk, strictDesk } from './desk.ts';
import { claimsFor, pairOf, tokenOf } from './framework.ts';

const key = await pairOf('k1');
let desk: StrictDesk;
beforeAll(async () => {
  desk = await strictDesk([key]);
});
afterAll(() => desk.close());

const large = JSON.stringify({ text: 'x'.repeat(300_000) });

test.each([
  [
    'too large, encoded, no JSON and of nobody',
    413,
    large,
    ['content-encoding', 'gzip', 'content-length', String(large.length)],
  ],
  ['too large and of nobody', 413, large, []],
  ['encoded, no JSON and of nobody', 415, '{', ['content-encoding', 'gzip']],
  ['no JSON and of nobody', 400, '{', []],
  ['no activity and of nobody', 401, '{"a":1}', []],
  ['nothing, and of nobody', 401, '', []],
])('what is %s is refused for the first of it: %i', async (_what, status, body, headers) => {
  expect(await desk.post(headers, body)).toMatchObject({ status });
});

test('what is no activity is refused to whoever is believed: 400, and never 500', async () => {
  const authorization = ['authorization', `Bearer ${await tokenOf(key, claimsFor(desk.channel.url))}`];
  const { serviceUrl, channelId, ...rest } = desk.activity;
  for (const changed of [{}, { ...rest, type: '' }, { ...rest, conversation: undefined }, { ...rest, from: 7 }]) {
    const { status, said } = await desk.post(authorization, { serviceUrl, channelId, ...changed });
    expect([status, JSON.parse(said).error.message]).toEqual([400, 'This is not an activity.']);
  }
});

test('whoever Bot Framework’s own check does not believe is refused like anybody else', async () => {
  const adapter = desk.place.desk.adapter as unknown as { botFrameworkAuthentication: Record<string, unknown> };
  const framework = adapter.botFrameworkAuthentication;
  framework.authenticateRequest = () => Promise.reject(new Error('no'));
  const answer = await desk.tell(key);
  delete framework.authenticateRequest;
  expect(answer).toMatchObject({ status: 401, said: '' });
  expect(desk.lines.at(-1)).toMatchObject({ reason: 'bot framework', msg: 'not authenticated' });
  expect((await desk.tell(key)).status).toBe(200);
});
