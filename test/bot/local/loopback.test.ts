import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NOOR, startTestChannel, type TestChannel } from './test-channel.ts';

let channel: TestChannel;

beforeEach(async () => {
  channel = await startTestChannel();
});

afterEach(() => channel.close());

interface TestRequest {
  readonly path?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** fetch does not let a caller choose the Host header. */
const statusOf = ({ path = '/', method = 'GET', headers, body }: TestRequest): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(new URL(path, channel.url), { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end(body);
  });

test('a request with another host name is rejected on every path', async () => {
  const paths = ['/', '/local/state', '/local/page.js', `/directline/conversations/local-${NOOR.id}/activities`];
  for (const path of paths) {
    for (const host of ['purchase.example', 'localhost.example:80', '127.0.0.1.example', '10.0.0.1']) {
      expect([path, host, await statusOf({ path, headers: { host } })]).toEqual([path, host, 403]);
    }
  }
});

test('every name of localhost is accepted', async () => {
  for (const host of ['localhost:3978', '127.0.0.1', '[::1]:3978']) {
    expect([host, await statusOf({ headers: { host } })]).toEqual([host, 200]);
  }
});

test('a page of another site cannot post', async () => {
  const path = `/directline/conversations/local-${NOOR.id}/activities`;
  const post = (headers: Record<string, string>) =>
    statusOf({ path, method: 'POST', body: '{"type":"message","text":"hi"}', headers });
  const json = { 'content-type': 'application/json' };
  expect(await post({ ...json, origin: 'https://elsewhere.example' })).toBe(403);
  expect(await post({ ...json, origin: 'null' })).toBe(403);
  expect(await post({ 'content-type': 'text/plain' })).toBe(415);
  expect(channel.bot.received).toEqual([]);
  expect(await post({ ...json, origin: new URL(channel.url).origin })).toBe(200);
});

test('a body that is encoded, too large or not JSON is rejected', async () => {
  const path = '/directline/conversations';
  const post = (body: string, headers: Record<string, string>) =>
    statusOf({ path, method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  expect(await post('{}', { 'content-encoding': 'gzip' })).toBe(415);
  expect(await post(JSON.stringify('x'.repeat(300_000)), {})).toBe(413);
  expect(await post('{', {})).toBe(400);
});

test('the page runs its own script files only', async () => {
  const page = await fetch(channel.url);
  const policy = page.headers.get('content-security-policy');
  expect(policy).toMatch(/default-src 'none'; script-src 'self';/);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('cache-control')).toBe('no-store');
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  for (const [, file] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    expect([file, (await fetch(new URL(String(file), channel.url))).status]).toEqual([file, 200]);
  }
});

test('every file that the page’s scripts import is served', async () => {
  const files = new Set(['page.js']);
  for (const file of files) {
    const answer = await fetch(new URL(`/local/${file}`, channel.url));
    expect([file, answer.status]).toEqual([file, 200]);
    for (const [, imported] of (await answer.text()).matchAll(/from '\.\/([^']+)'/g)) files.add(String(imported));
  }
  expect(files.size).toBeGreaterThan(5);
});
