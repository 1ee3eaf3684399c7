import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import restify from 'restify';
import { metricsServer, serveMetrics } from '../../bot/operations/telemetry/metrics-routes.ts';
import { startTracing } from '../../bot/operations/telemetry/traces.ts';
import { type HttpApp, idOf, startHttpApp } from './support/front-door.ts';
import { buttonIn } from './support/teams.ts';

let httpApp: HttpApp;
let noor = '';
beforeAll(async () => {
  httpApp = await startHttpApp({ env: { MESSAGES_A_MINUTE: '40' } });
  noor = idOf(httpApp.app, 'many');
});
afterAll(() => httpApp.close());

/** The current sum of a metric's series with these labels. */
async function readMetric(name: string, labels: Record<string, string> = {}): Promise<number> {
  const lines = (await httpApp.app.composition.scrape())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const matching = lines.filter((line) =>
    Object.entries(labels).every(([label, one]) => line.includes(`${label}="${one}"`)),
  );
  return matching.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

async function say(text: string): Promise<string> {
  const firstPost = httpApp.posts.length;
  await httpApp.post(httpApp.activity(noor, { text }));
  await httpApp.app.composition.bot.settled();
  return httpApp.posts[firstPost]?.body ?? '';
}

const countTurns = (intent: string, outcome: string) =>
  readMetric('purchase_desk_turn_seconds_count', { intent, outcome });

/** Presses a button of the latest card. */
async function press(card: string, title: RegExp): Promise<void> {
  const button = buttonIn(card, title) as { verb: string; data: object };
  await httpApp.post(
    httpApp.activity(noor, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: button.verb, data: button.data } },
    }),
  );
  await httpApp.app.composition.bot.settled();
}

describe('metrics', () => {
  test('each turn, pressed or typed, is counted by intent and outcome', async () => {
    const review = await say('5 more Power BI Pro');
    await press(review, /^Pay/);
    await say('open invoice 44H2-9999');
    await say('gibberish beyond words');
    expect(await countTurns('change', 'answered')).toBe(1);
    expect(await countTurns('change: confirm', 'answered')).toBe(1);
    expect(await countTurns('invoice', 'refused')).toBe(1);
    expect(await countTurns('unknown', 'answered')).toBe(1);
  });

  test('a turn whose answer the channel rejects is counted as unsent, and a 429 as throttled', async () => {
    httpApp.channelReply.status = 429;
    await say('help');
    httpApp.channelReply.status = 200;
    expect(await countTurns('help', 'unsent')).toBe(1);
    expect(await readMetric('purchase_desk_throttled_total', { by: 'channel' })).toBe(1);
  });

  test('an error is counted as a failed turn and a failed call', async () => {
    const { documents } = httpApp.app;
    const { read } = documents;
    documents.read = (async (key: string) => {
      if (key.startsWith('account/')) throw new Error('the disk is gone');
      return read.call(documents, key);
    }) as typeof read;
    await say('my subscriptions');
    documents.read = read;
    expect(await countTurns('list', 'failed')).toBe(1);
    expect(
      await readMetric('purchase_desk_provider_seconds_count', { operation: 'account', outcome: 'failed' }),
    ).toBeGreaterThan(0);
  });

  test('writes and provider calls are timed', async () => {
    const count = await readMetric('purchase_desk_store_write_seconds_count', { outcome: 'kept' });
    const review = await say('5 more Power BI Pro');
    await press(review, /^Pay/);
    expect(await readMetric('purchase_desk_store_write_seconds_count', { outcome: 'kept' })).toBeGreaterThan(count);
    expect(
      await readMetric('purchase_desk_provider_seconds_count', { operation: 'carryOut', outcome: 'done' }),
    ).toBeGreaterThan(0);
  });

  test('pending and failing deliveries are counted, with the age of the oldest', async () => {
    const { composition: product, pass } = httpApp.app;
    const deliveries = (state: string) => readMetric('purchase_desk_outbox_letters', { state });
    const oldest = () => readMetric('purchase_desk_outbox_oldest_seconds');
    await product.outbox.run();
    await press(await say('5 more Power BI Pro'), /^Pay/);
    expect(await deliveries('due')).toBeGreaterThan(0);
    await product.outbox.run();
    expect([await deliveries('due'), await oldest()]).toEqual([0, 0]);
    // Her manager never wrote, so her conversation is unknown until she does.
    expect(await deliveries('waiting')).toBeGreaterThan(0);
    await httpApp.post(httpApp.activity(idOf(httpApp.app, 'manager'), { text: 'hello' }));
    httpApp.channelReply.status = 502;
    await product.outbox.run();
    pass(3_600_000);
    await product.outbox.run();
    expect(await deliveries('failing')).toBeGreaterThan(0);
    expect(await oldest()).toBeGreaterThanOrEqual(3_600);
    httpApp.channelReply.status = 200;
    pass(3_600_000);
    await product.outbox.run();
    expect([await deliveries('failing'), await oldest()]).toEqual([0, 0]);
  });

  test('a gauge that cannot be read is left out, and the others are reported', async () => {
    const { documents, composition: product } = httpApp.app;
    expect(await product.scrape()).toContain('purchase_desk_outbox_letters{state="due"}');
    const { tally } = documents;
    documents.tally = () => Promise.reject(new Error('the disk is gone'));
    const scrape = await product.scrape();
    documents.tally = tally;
    expect(scrape).not.toMatch(/^purchase_desk_outbox_(letters|oldest_seconds)\b/m);
    expect(scrape).toContain('purchase_desk_background_faults_total{work="metrics"} 1');
    expect(scrape).toContain('purchase_desk_turn_seconds_count');
    expect(await product.scrape()).toContain('purchase_desk_outbox_letters{state="due"}');
  });

  test('throttled users are counted without naming them', async () => {
    for (let sent = 0; sent < 42; sent++) await httpApp.post(httpApp.activity(noor, { text: 'hello' }));
    expect(await readMetric('purchase_desk_throttled_total', { by: 'desk' })).toBe(1);
    const all = await httpApp.app.composition.scrape();
    expect(all).not.toContain(noor);
    expect(all).not.toMatch(/Noor|Vries|gibberish|Nothing/);
  });
});

describe('access to the metrics', () => {
  const scrape = async () => 'purchase_desk_info 1\n';
  const address = (server: { address(): unknown }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  test('on the product’s port only with the token', async () => {
    const server = restify.createServer();
    const token = 'a token that is hard to guess at all';
    serveMetrics(server, { scrape, token, guards: [] });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const read = (authorization?: string) =>
      fetch(`${address(server)}/metrics`, { headers: { ...(authorization && { authorization }) } });
    expect(await (await read(`Bearer ${token}`)).text()).toBe(await scrape());
    for (const header of [undefined, '', token, `Bearer ${token}x`, 'Bearer ', `Basic ${token}`]) {
      const response = await read(header);
      expect([response.status, await response.text()]).toEqual([401, '']);
    }
    server.close();
  });

  test('on a separate port nothing but the metrics is served', async () => {
    const server = metricsServer(scrape).listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect(await (await fetch(`${address(server)}/metrics`)).text()).toBe(await scrape());
    for (const path of ['/', '/api/messages', '/metrics/x']) {
      expect((await fetch(`${address(server)}${path}`)).status).toBe(404);
    }
    expect((await fetch(`${address(server)}/metrics`, { method: 'POST' })).status).toBe(404);
    server.close();
  });
});

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

describe('traces', () => {
  const sent: string[] = [];
  let collector: Server;
  let stopTracing: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    collector = createServer(async (req, res) => {
      sent.push(await text(req));
      res.setHeader('content-type', 'application/json').end('{}');
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    stopTracing = startTracing(`http://127.0.0.1:${(collector.address() as AddressInfo).port}`, () => undefined);
  });
  afterAll(() => {
    collector.closeAllConnections();
    collector.close();
    trace.disable();
    context.disable();
    propagation.disable();
  });

  test('link a turn to its use case, provider call and write, and contain no personal data', async () => {
    const tracedApp = await startHttpApp();
    const { app } = tracedApp;
    const noorId = idOf(app, 'many');
    await tracedApp.post(tracedApp.activity(noorId, { text: '5 more Power BI Pro' }));
    const button = buttonIn(tracedApp.posts.at(-1)?.body ?? '', /^Pay/) as { verb: string; data: object };
    const value = { action: { type: 'Action.Execute', ...button } };
    await tracedApp.post(tracedApp.activity(noorId, { type: 'invoke', name: 'adaptiveCard/action', value }));
    await app.composition.bot.settled();
    tracedApp.close();
    await stopTracing?.();

    const batches = sent.map((one) => JSON.parse(one));
    const spans: Span[] = batches.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }: { scopeSpans: { spans: Span[] }[] }) =>
        scopeSpans.flatMap((one) => one.spans),
      ),
    );
    const attribute = ({ attributes }: Span, key: string) =>
      attributes.find((one) => one.key === key)?.value.stringValue;
    const turn = spans.find((span) => span.name === 'turn' && attribute(span, 'intent') === 'change: confirm') as Span;
    expect(attribute(turn, 'outcome')).toBe('answered');
    expect(app.lines.map(({ reference }) => reference)).toContain(attribute(turn, 'reference'));
    /** The names of the spans from the turn down to this one. */
    const pathTo = (span: Span): readonly string[] => {
      const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
      return parent ? [...pathTo(parent), span.name] : [span.name];
    };
    const paths = spans.filter(({ traceId }) => traceId === turn.traceId).map(pathTo);
    expect(paths).toContainEqual(['turn', 'ordering.confirm', 'provider.carryOut', 'store.write']);
    expect(sent.join()).not.toContain(noorId);
    expect(sent.join()).not.toMatch(/Noor|Vries|@/);
  });
});
