import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { newFolder } from '../state/data-folder.ts';
import { findFreePort, type RunningProgram, runToExit, startProgram } from '../support/program.ts';
import { TENANT, withSecret } from './authentication/authenticated-app.ts';
import { BotFrameworkStub, claimsFor, createSigningKey, signToken } from './authentication/bot-framework-stub.ts';

const MAIN = ['node', 'dist/bot/main.js'];

let product: RunningProgram | undefined;
let port: number;
afterEach(async () => {
  await product?.kill();
  product = undefined;
});

async function start(env: Record<string, string> = {}): Promise<void> {
  port = await findFreePort();
  product = await startProgram(MAIN, { PORT: String(port), DATA_DIR: await newFolder(), LOG_LEVEL: 'silent', ...env });
}

const sendRequest = (
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, async (answer) =>
      resolve({ status: answer.statusCode, body: await text(answer) }),
    );
    sent.on('error', reject).end(body);
  });

/** The first line of the answer to a raw request. */
async function sendRawRequest(rawRequest: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(rawRequest);
  return (await text(socket)).split('\r\n')[0] ?? '';
}

/** Paths that are served to this computer only. */
const PAGES = [
  ['GET', '/'],
  ['GET', '/local/page.js'],
  ['GET', '/local/state'],
  ['POST', '/local/clock'],
  ['GET', '/local/sign-in?to=/admin'],
  ['POST', '/local/sign-in'],
  ['POST', '/directline/conversations'],
  ['GET', '/directline/conversations/local-a/activities'],
  ['POST', '/directline/conversations/local-a/activities'],
  ['POST', '/directline/conversations/local-a/upload'],
  ['POST', '/v3/conversations'],
  ['POST', '/v3/conversations/local-a/activities'],
  ['POST', '/v3/conversations/local-a/activities/1'],
] as const;

/** Paths that are served in production too, to everyone. */
const SHARED = [
  ['POST', '/api/messages'],
  ['GET', '/admin'],
  ['GET', '/invoices/1.pdf'],
  ['GET', `/card/${'a'.repeat(43)}`],
  ['GET', '/privacy'],
  ['GET', '/terms'],
] as const;

const JSON_TYPE = { 'content-type': 'application/json' };

describe('without an app id', () => {
  test('the product does not start in production, and says what to do', async () => {
    const NODE_ENV = ' Production ';
    const env = { NODE_ENV, MicrosoftAppId: ' ', PORT: String(await findFreePort()), DATA_DIR: await newFolder() };
    const { code, output } = await runToExit(MAIN, env);
    expect(output).toMatch(/^NODE_ENV=production needs MicrosoftAppId: set it [^\n]+\.\n$/);
    expect(code).toBe(1);
  });

  test('only this computer can connect, by its own name, without a proxy and from its own pages; answers go to it alone', async () => {
    await start();
    const ownHost = `localhost:${port}`;
    const refusedHeaders: Record<string, string>[] = [
      { host: 'desk.example.com' },
      { host: `desk.example.com:${port}` },
      { host: 'localhost.example.com' },
      { host: 'localhost.' },
      { host: `${ownHost}@example.com` },
      { host: '127.0.0.1.nip.io' },
      { host: '127.0.0.2' },
      { host: '[::ffff:127.0.0.1]' },
      { host: '2130706433' },
      { host: '0.0.0.0' },
      { host: ownHost, 'x-forwarded-for': '203.0.113.7' },
      { host: ownHost, 'x-forwarded-for': '127.0.0.1' },
      { host: ownHost, 'X-Forwarded-Host': 'desk.example.com' },
      { host: ownHost, 'x-forwarded-proto': 'https' },
      { host: ownHost, forwarded: 'for=203.0.113.7' },
      { host: ownHost, via: '1.1 tunnel' },
      { host: ownHost, 'x-real-ip': '203.0.113.7' },
      { host: ownHost, 'cf-connecting-ip': '203.0.113.7' },
      { host: ownHost, origin: 'https://example.com' },
      { host: ownHost, origin: 'null' },
      { host: ownHost, origin: `http://127.0.0.1:${port}` },
      { host: ownHost, origin: `https://${ownHost}` },
    ];
    for (const [method, path] of [...PAGES, ...SHARED]) {
      for (const headers of refusedHeaders) {
        const { status } = await sendRequest(path, {
          method,
          headers: { ...JSON_TYPE, ...headers },
          ...(method === 'POST' && { body: '{}' }),
        });
        expect([method, path, headers, status]).toEqual([method, path, headers, 403]);
      }
    }
    for (const host of [ownHost, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect([host, (await sendRequest('/local/state', { headers: { host } })).status]).toEqual([host, 200]);
    }
    // Metrics are not enabled.
    expect((await sendRequest('/metrics', { headers: { host: ownHost } })).status).toBe(404);
    expect(await sendRawRequest('GET /local/state HTTP/1.0\r\n\r\n')).toMatch(/ 403 /);
    expect(
      await sendRawRequest(
        'GET http://desk.example.com/local/state HTTP/1.1\r\nHost: desk.example.com\r\nConnection: close\r\n\r\n',
      ),
    ).toMatch(/ 403 /);
    expect(
      await sendRawRequest(
        `GET /local/state HTTP/1.1\r\nHost: desk.example.com\r\nHost: ${ownHost}\r\nConnection: close\r\n\r\n`,
      ),
    ).toMatch(/ 40[03] /);
    for (const address of externalAddresses()) {
      await expect(tryConnecting(address)).rejects.toThrow('ECONNREFUSED');
    }
    // It does not listen on other addresses either.
    const activity = {
      type: 'message',
      text: 'hi',
      channelId: 'emulator',
      from: { id: 'x' },
      conversation: { id: 'c' },
    };
    for (const serviceUrl of [
      'https://evil.example.com/',
      'http://localhost.evil.example.com/',
      'http://127.0.0.1@evil.example.com/',
      'http://169.254.169.254/',
    ]) {
      const { status, body } = await sendRequest('/api/messages', {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify({ ...activity, serviceUrl }),
      });
      expect([serviceUrl, status, JSON.parse(body).error.message]).toEqual([
        serviceUrl,
        400,
        expect.stringMatching(/^Without MicrosoftAppId serviceUrl must be on this computer/),
      ]);
    }
  });
});

describe('with an app id', () => {
  test('local pages are not served, and every message needs a token', async () => {
    const key = await createSigningKey('k1');
    const framework = await new BotFrameworkStub([key]).open();
    const METRICS_TOKEN = 'a token that is hard to guess at all';
    await start({
      ...withSecret,
      METRICS_TOKEN,
      NODE_ENV: 'production',
      OPERATOR_NAME: 'Contoso',
      BOT_METADATA_URL: framework.url,
      BOT_HOSTS: '127.0.0.1:9',
      LOGIN_URL: 'https://127.0.0.1:9',
    });
    for (const [method, path] of PAGES) {
      const { status } = await sendRequest(path, { method, headers: JSON_TYPE });
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    // The app's manifest links to them before users sign in.
    for (const path of ['/privacy', '/terms']) {
      const { status, body } = await sendRequest(path, { headers: { host: 'desk.example.com' } });
      expect([path, status, body.includes('run here by Contoso') || body.includes('run by Contoso')]).toEqual([
        path,
        200,
        true,
      ]);
    }
    const serviceUrl = 'http://127.0.0.1:9/';
    const activity = {
      type: 'message',
      text: 'hi',
      channelId: 'emulator',
      serviceUrl,
      from: { id: 'x' },
      conversation: { id: 'c', tenantId: TENANT },
    };
    const body = JSON.stringify(activity);
    const postActivity = (headers: Record<string, string>) =>
      sendRequest('/api/messages', { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body });
    const callers: Record<string, string>[] = [{}, { host: 'localhost' }, { authorization: 'Bearer a.b.c' }];
    for (const headers of callers) {
      expect(await postActivity(headers)).toEqual({ status: 401, body: '' });
    }
    const forgedToken = await signToken({ ...(await createSigningKey('k1')), kid: 'k1' }, claimsFor(serviceUrl));
    expect(await postActivity({ authorization: `Bearer ${forgedToken}` })).toEqual({ status: 401, body: '' });
    expect(
      (await postActivity({ authorization: `Bearer ${await signToken(key, claimsFor(serviceUrl))}` })).status,
    ).toBe(200);
    expect(framework.requests).toHaveLength(2);
    expect(await sendRequest('/metrics')).toEqual({ status: 401, body: '' });
    const metrics = await sendRequest('/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    const metric = 'purchase_desk_refused_authentications_total';
    expect(metrics.body.split('\n').filter((line) => line.startsWith(`${metric}{`))).toEqual([
      `${metric}{reason="no token"} 2`,
      `${metric}{reason="malformed"} 1`,
      `${metric}{reason="signature"} 1`,
    ]);
    framework.close();
  });
});

/** This computer's addresses in its networks. */
const externalAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .flatMap(({ internal, address, family }) => (internal || family !== 'IPv4' ? [] : [address]));

const tryConnecting = (host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket.destroy() && undefined));
    socket.on('error', reject);
  });
