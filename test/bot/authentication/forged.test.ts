import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AuthenticatedApp, startAuthenticatedApp } from './authenticated-app.ts';
import { claimsFor, createSigningKey, signToken } from './bot-framework-stub.ts';
import { createPublishedKeys, forgedRequests } from './forged-requests.ts';
import { recordConnections } from './record-connections.ts';

const DEEP = (globalThis as { DEEP?: boolean }).DEEP === true;
/** Rounds of 300 requests with unknown keys. */
const ROUNDS = DEEP ? 70 : 4;
const MAX_HEAP_GROWTH = 4 * 1024 * 1024;

const keys = await createPublishedKeys();
const foreign = await createSigningKey('mine');
const connections = recordConnections();

/** All reasons that the log gives; none repeats what was sent. */
const REASONS = [
  'algorithm',
  'audience',
  'endorsement',
  'host',
  'issuer',
  'key',
  'malformed',
  'no token',
  'service url',
  'signature',
  'time',
];

let desk: AuthenticatedApp;
beforeAll(async () => {
  desk = await startAuthenticatedApp(Object.values(keys));
});
afterAll(() => {
  connections.restore();
  desk.close();
});

/** All documents, as text. */
async function dumpDocuments(of: AuthenticatedApp): Promise<string> {
  const all: unknown[] = [];
  await of.place.documents.copyTo({
    ...of.place.documents,
    write: async (key, value) => all.push([key, value]),
  } as AuthenticatedApp['place']['documents']);
  return JSON.stringify(all);
}

test('no forged or invalid request is believed: 401 and nothing else, nothing done, nobody asked, one line in the log', async () => {
  const all = Object.entries(forgedRequests(desk, keys, foreign));
  expect(all.length).toBeGreaterThanOrEqual(40 + 60);
  const before = await dumpDocuments(desk);
  const reasons = new Set<string>();
  connections.clear();
  for (const [name, forge] of all) {
    const { headers, body } = await forge();
    const [from, answer] = [desk.lines.length, await desk.post(headers, body)];
    expect([name, answer.status, answer.said]).toEqual([name, 401, '']);
    const line = { level: 40, time: expect.any(Number), reason: expect.any(String), msg: 'not authenticated' };
    expect([name, desk.lines.slice(from)]).toEqual([name, [line]]);
    reasons.add(String(desk.lines.at(-1)?.reason));
  }
  // Each was refused before Bot Framework's own check, which would let some of them through, could look at it.
  expect([...reasons].sort()).toEqual(REASONS);
  expect(await dumpDocuments(desk)).toBe(before);
  const own = [`127.0.0.1:${desk.port}`, `127.0.0.1:${new URL(desk.framework.url).port}`];
  expect([...new Set(connections.hosts)].sort()).toEqual(own.sort());
  expect(desk.channel.posts).toEqual([]);
  expect(desk.entra.asked).toEqual([]);
  expect(desk.framework.requests).toEqual(['/v1/.well-known/openidconfiguration', '/v1/.well-known/keys']);
  // What they were made from is good: it is only the forgery that is refused.
  expect(await desk.sendAsChannel(keys.good)).toMatchObject({ status: 200 });
  if (DEEP) console.log(`${all.length} forged or invalid requests`);
});

/** Bytes in use after garbage collection. */
function usedHeapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('whoever is not known sets off one fetch, however many they are, and nothing is kept of them', async () => {
  desk.framework.requests.length = 0;
  const before = await dumpDocuments(desk);
  const heap: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const made = await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        const serviceUrl = `https://${round}-${n}.evil.example.com/`;
        const token = await signToken({ ...foreign, kid: `made-up-${round}-${n}` }, claimsFor(serviceUrl));
        return desk.post(['authorization', `Bearer ${token}`], { ...desk.activity, channelId: `c${n}`, serviceUrl });
      }),
    );
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 401));
    // What the test itself keeps.
    desk.lines.length = 0;
    connections.clear();
    heap.push(usedHeapBytes());
  }
  // From the third round on: before, code is still being compiled.
  const [settled = 0, last = 0] = [heap[2], heap.at(-1)];
  expect(last - settled).toBeLessThan(MAX_HEAP_GROWTH);
  if (DEEP) console.log(`${300 * ROUNDS} strangers, ${last - settled} bytes more`);
  desk.place.pass(61_000);
  for (let n = 0; n < 50; n++) {
    const token = await signToken({ ...foreign, kid: `later-${n}` }, claimsFor(desk.channel.url));
    expect((await desk.post(['authorization', `Bearer ${token}`])).status).toBe(401);
  }
  expect(desk.framework.requests).toHaveLength(2);
  expect(await dumpDocuments(desk)).toBe(before);
}, 600_000);

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
  const authorization = ['authorization', `Bearer ${await signToken(keys.good, claimsFor(desk.channel.url))}`];
  const { serviceUrl, channelId, ...rest } = desk.activity;
  for (const changed of [{}, { ...rest, type: '' }, { ...rest, conversation: undefined }, { ...rest, from: 7 }]) {
    const { status, said } = await desk.post(authorization, { serviceUrl, channelId, ...changed });
    expect([status, JSON.parse(said).error.message]).toEqual([400, 'The body is not an activity.']);
  }
});

test('whoever Bot Framework’s own check does not believe is refused like anybody else', async () => {
  const adapter = desk.place.desk.adapter as unknown as { botFrameworkAuthentication: Record<string, unknown> };
  const framework = adapter.botFrameworkAuthentication;
  framework.authenticateRequest = () => Promise.reject(new Error('no'));
  const answer = await desk.sendAsChannel(keys.good);
  delete framework.authenticateRequest;
  expect(answer).toMatchObject({ status: 401, said: '' });
  expect(desk.lines.at(-1)).toMatchObject({ reason: 'bot framework', msg: 'not authenticated' });
  expect((await desk.sendAsChannel(keys.good)).status).toBe(200);
});
