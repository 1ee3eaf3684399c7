import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AuthenticatedApp, startAuthenticatedApp } from './authenticated-app.ts';
import { claimsFor, createSigningKey, signToken } from './bot-framework-stub.ts';
import { createPublishedKeys, forgedRequests } from './forged-requests.ts';
import { recordConnections } from './record-connections.ts';

const DEEP = (globalThis as { DEEP?: boolean }).DEEP === true;
/** Rounds of 300 requests with unknown keys. */
const BATCHES = DEEP ? 70 : 4;
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

let app: AuthenticatedApp;
beforeAll(async () => {
  app = await startAuthenticatedApp(Object.values(keys));
});
afterAll(() => {
  connections.restore();
  app.close();
});

/** All documents, as text. */
async function dumpDocuments(app: AuthenticatedApp): Promise<string> {
  const all: unknown[] = [];
  await app.testApp.documents.copyTo({
    ...app.testApp.documents,
    write: async (key, value) => all.push([key, value]),
  } as AuthenticatedApp['testApp']['documents']);
  return JSON.stringify(all);
}

test('every forged or invalid request is rejected: an empty 401, no effect, no outgoing request, one log line', async () => {
  const all = Object.entries(forgedRequests(app, keys, foreign));
  expect(all.length).toBeGreaterThanOrEqual(40 + 60);
  const before = await dumpDocuments(app);
  const reasons = new Set<string>();
  connections.clear();
  for (const [name, createRequest] of all) {
    const { headers, body } = await createRequest();
    const [firstLine, response] = [app.lines.length, await app.post(headers, body)];
    expect([name, response.status, response.body]).toEqual([name, 401, '']);
    const line = { level: 40, time: expect.any(Number), reason: expect.any(String), msg: 'not authenticated' };
    expect([name, app.lines.slice(firstLine)]).toEqual([name, [line]]);
    reasons.add(String(app.lines.at(-1)?.reason));
  }
  // Each was refused before Bot Framework's own check, which would let some of them through, could look at it.
  expect([...reasons].sort()).toEqual(REASONS);
  expect(await dumpDocuments(app)).toBe(before);
  const ownHosts = [`127.0.0.1:${app.port}`, `127.0.0.1:${new URL(app.framework.url).port}`];
  expect([...new Set(connections.hosts)].sort()).toEqual(ownHosts.sort());
  expect(app.channel.posts).toEqual([]);
  expect(app.entra.requests).toEqual([]);
  expect(app.framework.requests).toEqual(['/v1/.well-known/openidconfiguration', '/v1/.well-known/keys']);
  // What they were made from is good: it is only the forgery that is refused.
  expect(await app.sendAsChannel(keys.good)).toMatchObject({ status: 200 });
  if (DEEP) console.log(`${all.length} forged or invalid requests`);
});

/** Bytes in use after garbage collection. */
function usedHeapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('any number of unknown callers cause one fetch of the keys, and nothing is stored about them', async () => {
  app.framework.requests.length = 0;
  const before = await dumpDocuments(app);
  const heap: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const responses = await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        const serviceUrl = `https://${batch}-${n}.evil.example.com/`;
        const token = await signToken({ ...foreign, kid: `made-up-${batch}-${n}` }, claimsFor(serviceUrl));
        return app.post(['authorization', `Bearer ${token}`], { ...app.activity, channelId: `c${n}`, serviceUrl });
      }),
    );
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 401));
    // What the test itself keeps.
    app.lines.length = 0;
    connections.clear();
    heap.push(usedHeapBytes());
  }
  // From the third round on: before, code is still being compiled.
  const [first = 0, last = 0] = [heap[2], heap.at(-1)];
  expect(last - first).toBeLessThan(MAX_HEAP_GROWTH);
  if (DEEP) console.log(`${300 * BATCHES} strangers, ${last - first} bytes more`);
  app.testApp.pass(61_000);
  for (let n = 0; n < 50; n++) {
    const token = await signToken({ ...foreign, kid: `later-${n}` }, claimsFor(app.channel.url));
    expect((await app.post(['authorization', `Bearer ${token}`])).status).toBe(401);
  }
  expect(app.framework.requests).toHaveLength(2);
  expect(await dumpDocuments(app)).toBe(before);
}, 600_000);

const large = JSON.stringify({ text: 'x'.repeat(300_000) });

test.each([
  [
    'too large, encoded, not JSON and unauthenticated',
    413,
    large,
    ['content-encoding', 'gzip', 'content-length', String(large.length)],
  ],
  ['too large and unauthenticated', 413, large, []],
  ['encoded, not JSON and unauthenticated', 415, '{', ['content-encoding', 'gzip']],
  ['not JSON and unauthenticated', 400, '{', []],
  ['not an activity and unauthenticated', 401, '{"a":1}', []],
  ['empty and unauthenticated', 401, '', []],
])('a body that is %s is rejected for the first of these: %i', async (_what, status, body, headers) => {
  expect(await app.post(headers, body)).toMatchObject({ status });
});

test('an authenticated caller who sends something other than an activity gets 400, never 500', async () => {
  const authorization = ['authorization', `Bearer ${await signToken(keys.good, claimsFor(app.channel.url))}`];
  const { serviceUrl, channelId, ...rest } = app.activity;
  for (const fields of [{}, { ...rest, type: '' }, { ...rest, conversation: undefined }, { ...rest, from: 7 }]) {
    const { status, body } = await app.post(authorization, { serviceUrl, channelId, ...fields });
    expect([status, JSON.parse(body).error.message]).toEqual([400, 'The body is not an activity.']);
  }
});

test('a caller that Bot Framework’s own check rejects gets 401', async () => {
  const adapter = app.testApp.composition.adapter as unknown as { botFrameworkAuthentication: Record<string, unknown> };
  const framework = adapter.botFrameworkAuthentication;
  framework.authenticateRequest = () => Promise.reject(new Error('no'));
  const response = await app.sendAsChannel(keys.good);
  delete framework.authenticateRequest;
  expect(response).toMatchObject({ status: 401, body: '' });
  expect(app.lines.at(-1)).toMatchObject({ reason: 'bot framework', msg: 'not authenticated' });
  expect((await app.sendAsChannel(keys.good)).status).toBe(200);
});
