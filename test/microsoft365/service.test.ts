import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ServiceError } from '../../src/providers/microsoft365/services/service-error.ts';
import { type ScriptedReply, ScriptedService } from './stand-in/scripted.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const open: ScriptedService[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

async function startService(...answers: ScriptedReply[]): Promise<ScriptedService> {
  const scripted = await ScriptedService.start(answers, () => NOW);
  open.push(scripted);
  return scripted;
}

const thingSchema = z.object({ id: z.string() });
const errorOf = (call: Promise<unknown>): Promise<ServiceError> =>
  call.then(
    () => {
      throw new Error('It was answered.');
    },
    (error) => {
      expect(error).toBeInstanceOf(ServiceError);
      return error;
    },
  );
const patch = { method: 'PATCH', path: 'things/1', body: { quantity: 5 } } as const;
const validReply: ScriptedReply = { json: { id: 'a', unknown: 'what was added' } };

describe('a call', () => {
  test('has its token, its query and its JSON, and what was added to the answer does no harm', async () => {
    const { service, requests } = await startService(validReply);
    expect(await service.get(thingSchema, '/things/1', { 'api-version': '2024-04-01', gone: undefined })).toEqual({
      id: 'a',
    });
    expect((await service.send(patch)).status).toBe(200);
    expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/base/things/1?api-version=2024-04-01', ''],
      ['PATCH', '/base/things/1', '{"quantity":5}'],
    ]);
    expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer held', 'content-type': 'application/json' });
  });

  test('whose token is not taken any more has a new one, once', async () => {
    const { service, requests, tokens } = await startService({ status: 401 }, validReply);
    await service.send(patch);
    expect(tokens).toEqual([false, true]);
    expect(requests[1]?.headers.authorization).toBe('Bearer renewed');
    const rejected = await startService({ status: 401 });
    expect(await errorOf(rejected.service.send(patch))).toMatchObject({ kind: 'forbidden', status: 401 });
    expect(rejected.requests).toHaveLength(2);
  });

  test.each([
    [400, {}, 'refused'],
    [403, {}, 'forbidden'],
    [404, {}, 'not-found'],
    [409, {}, 'conflict'],
    [412, {}, 'conflict'],
    [400, { error: { code: 'LockedForUpdate', message: 'Try later' } }, 'conflict'],
    [308, {}, 'unanswered'],
    [500, {}, 'unanswered'],
  ])('that is answered %s %j is %s, and a change is not asked again', async (status, json, kind) => {
    const { service, requests } = await startService({
      status,
      json,
      headers: { location: 'https://elsewhere.example/' },
    });
    expect(await errorOf(service.send(patch))).toMatchObject({ kind, status });
    expect(requests).toHaveLength(1);
  });

  test('that failed keeps what its service says, for people and for its support, and its message has nothing personal', async () => {
    const error = { code: 'BadQuantity', message: 'Noor may not' };
    const { service } = await startService({ status: 400, json: { error }, headers: { 'x-ms-request-id': 'r-1' } });
    const failure = await errorOf(service.send(patch));
    expect(failure).toMatchObject({ code: 'BadQuantity', serviceMessage: 'Noor may not', request: 'r-1' });
    expect(failure.message).toBe("A service's answer: refused, 400, BadQuantity, request r-1");
    const graph = await startService({
      status: 404,
      json: { error: { ...error, innerError: { 'request-id': 'r-2' } } },
    });
    expect(await errorOf(graph.service.send(patch))).toMatchObject({ request: 'r-2' });
  });

  test.each<[string, ScriptedReply]>([
    ['is cut off', { reset: true }],
    ['fails inside the service', { status: 503 }],
    ['never comes', { never: true }],
  ])(
    'whose answer %s is asked again where it only reads, and not where it changes something',
    async (_what, failure) => {
      const reading = await startService(failure, validReply);
      expect(await reading.service.get(thingSchema, 'things/1')).toEqual({ id: 'a' });
      expect(reading.waits).toEqual([500]);
      const writing = await startService(failure, validReply);
      expect(await errorOf(writing.service.send(patch))).toMatchObject({ kind: 'unanswered' });
      expect(writing.requests).toHaveLength(1);
    },
  );

  test.each([
    ['3', 3_000],
    [new Date(NOW + 7_000).toUTCString(), 7_000],
    ['soon', 500],
  ])(
    'that was too much for the service is asked again after %s, also where it changes something',
    async (retryAfter, wait) => {
      const { service, waits, requests } = await startService(
        { status: 429, headers: { 'retry-after': retryAfter } },
        validReply,
      );
      await service.send(patch);
      expect(waits).toEqual([wait]);
      expect(requests).toHaveLength(2);
    },
  );

  test('is given up when the service is busy for long, or for too often', async () => {
    const longWait = await startService({ status: 429, headers: { 'retry-after': '60' } });
    expect(await errorOf(longWait.service.send(patch))).toMatchObject({ kind: 'busy' });
    expect(longWait.waits).toEqual([]);
    const alwaysBusy = await startService({ status: 429 });
    expect(await errorOf(alwaysBusy.service.get(thingSchema, 'things/1'))).toMatchObject({ kind: 'busy' });
    expect(alwaysBusy.waits).toEqual([500, 1_000, 2_000]);
  });

  test.each<[string, ScriptedReply]>([
    ['a page for people', { text: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } }],
    ['half a JSON', { text: '{"id":', headers: { 'content-type': 'application/json' } }],
    ['without what is used of it', { json: { name: 'a' } }],
    ['with it in another form', { json: { id: 7 } }],
  ])('that is answered with %s is not believed', async (_what, answer) => {
    const { service } = await startService(answer);
    expect(await errorOf(service.get(thingSchema, 'things/1'))).toMatchObject({ kind: 'unreadable' });
  });
});

describe('a list', () => {
  test('is read over all its pages, in the way of either service', async () => {
    const { service, requests } = await startService(
      { json: { value: [{ id: 'a' }], nextLink: '{base}/things?page=2' } },
      { json: { value: [{ id: 'b' }], '@odata.nextLink': '{base}/things?page=3' } },
      { json: { value: [] } },
    );
    expect(await service.all(thingSchema, 'things', { $top: '1' }, { ConsistencyLevel: 'eventual' })).toEqual([
      { id: 'a' },
      { id: 'b' },
    ]);
    expect(requests.map(({ url }) => url)).toEqual([
      '/base/things?%24top=1',
      '/base/things?page=2',
      '/base/things?page=3',
    ]);
    expect(requests.every(({ headers }) => headers.consistencylevel === 'eventual')).toBe(true);
  });

  test('whose pages lead in a circle is not followed for ever', async () => {
    const { service, requests } = await startService({ json: { value: [], nextLink: '{base}/things?page=2' } });
    expect(await errorOf(service.all(thingSchema, 'things'))).toMatchObject({ kind: 'unreadable', code: 'nextLink' });
    expect(requests).toHaveLength(2);
  });

  test.each(['https://elsewhere.example/things', '//elsewhere.example/things', 'http://127.0.0.1:1/things'])(
    'that leads on to %s is not followed: no token goes there',
    async (nextLink) => {
      const { service, tokens } = await startService({ json: { value: [], nextLink } });
      expect(await errorOf(service.all(thingSchema, 'things'))).toMatchObject({ kind: 'unreadable', code: 'origin' });
      expect(tokens).toHaveLength(1);
    },
  );
});
