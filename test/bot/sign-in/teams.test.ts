import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ChatDriver } from '../../conversation/support/chat-driver.ts';
import { card } from '../pages/card-form-app.ts';
import { APP, LOGIN, type SignatureKind } from './fake-entra.ts';
import { type Browser, type ProductionApp, singleTenant, startProductionApp } from './production-app.ts';

const TENANT = singleTenant.MicrosoftAppTenantId;

let app: ProductionApp;
let page: string;
let frame: Browser;

beforeEach(async () => {
  app = await startProductionApp();
  page = `${await app.cardPage()}?host=teams`;
  frame = app.openBrowser();
});
afterEach(() => app.close());

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test.each([
  ['en-GB', 'One moment', 'Open in browser'],
  ['nl-NL', 'Een ogenblik', 'Openen in browser'],
])('in a frame of Teams the user is unknown at first: a shell asks Teams, in %s', async (language, moment, browser) => {
  const shell = await app.openBrowser(language).open(page);
  expect(shell.status).toBe(200);
  expect(shell.html).toContain(moment);
  expect(shell.html).toContain(`target="_blank" rel="noopener">${browser}<`);
  expect(shell.html).not.toMatch(/<form|Noor|sign-in/);
  const policy = shell.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain(
    'frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft',
  );
  const scripts = [...shell.html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src = '']) => src);
  expect(scripts).toEqual(['/pages/microsoft-teams.js', '/pages/shell.js']);
  for (const src of scripts) expect((await frame.open(src)).status).toBe(200);
});

test('with the token of its owner the page opens, and a card is saved on it', async () => {
  const token = await app.entra.token(app.personId('many'));
  expect((await frame.open(page, bearer(token))).html).toContain('<form');
  const { authorization } = bearer(token).headers;
  expect((await frame.post(page, card)).status).toBe(403);
  expect((await frame.post(page, card, { authorization, origin: 'https://evil.example.com' })).status).toBe(403);
  const saved = await frame.post(page, card, { authorization });
  expect(await saved.json()).toMatchObject({ saved: true, message: 'Done, you can close this window' });
  expect(app.readLog()).not.toMatch(/eyJ|canary/i);
});

test('tokens of older registrations are for the app’s address, and issued elsewhere', async () => {
  const older = { aud: `api://desk.example.com/${APP}`, iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0' };
  const token = await app.entra.token(app.personId('many'), older);
  expect((await frame.open(page, bearer(token))).status).toBe(200);
});

test('another user’s token opens nothing, and leads to no sign-in that a frame cannot show', async () => {
  const token = await app.entra.token(app.personId('manager'));
  const refusal = await frame.open(page, bearer(token));
  expect([refusal.status, refusal.html.includes('This page is for another person')]).toEqual([403, true]);
  expect(refusal.html).not.toMatch(/sign-in|<form/);
});

const otherId = '9ceaaf30-8142-48ea-91d9-3080f9b439fc';
const hour = 3_600;
const now = Date.UTC(2026, 10, 22, 12, 4) / 1000;

test.each<[string, Record<string, unknown>, SignatureKind?]>([
  ['with a forged signature', {}, 'forged'],
  ['signed with an unknown key', {}, 'unknown-key'],
  ['signed with the public key as a secret', {}, 'public-key-as-secret'],
  ['not signed', {}, 'none'],
  ['over', { exp: now - 61 }],
  ['over for long', { exp: now - 100 * hour, nbf: now - 101 * hour }],
  ['not begun', { nbf: now + 61 }],
  ['without an end', { exp: undefined }],
  ['without a beginning', { nbf: undefined }],
  ['with an end that is no number', { exp: '9999999999' }],
  ['for another app', { aud: otherId }],
  ['for Graph', { aud: 'https://graph.microsoft.com' }],
  ['for the app at another address', { aud: `api://evil.example.com/${APP}` }],
  ['without an audience', { aud: undefined }],
  ['of another tenant', { tid: otherId, iss: `${LOGIN}/${otherId}/v2.0` }],
  ['of another tenant by its issuer alone', { iss: `${LOGIN}/${otherId}/v2.0` }],
  ['of another tenant by its claim alone', { tid: otherId }],
  ['of another issuer', { iss: `https://evil.example.com/${TENANT}/v2.0` }],
  ['of no issuer', { iss: undefined }],
  ['of no tenant', { tid: undefined }],
  ['of a tenant that is a path', { tid: `../${TENANT}` }],
  ['without a user', { oid: undefined }],
  ['of several', { oid: [TENANT] }],
  ['with a subject alone', { oid: undefined, sub: 'x' }],
  ['an app’s own', { scp: undefined, roles: ['access_as_user'] }],
  ['for another permission', { scp: 'User.Read' }],
  ['for a permission that begins alike', { scp: 'access_as_user_impersonation' }],
])('a token %s opens nothing', async (_name, overrides, signing = 'entra') => {
  const token = await app.entra.token(app.personId('many'), overrides, signing);
  const answer = await frame.open(page, bearer(token));
  expect([answer.status, answer.html.includes('Sign in to open this page')]).toEqual([403, true]);
  expect((await frame.post(page, card, bearer(token).headers)).status).toBe(403);
});

test.each(['', 'Bearer', 'Bearer ', 'Bearer x', 'Bearer a.b.c', 'Bearer ..', 'Basic bm9vcjpub29y'])(
  'what is no token opens nothing: %j',
  async (authorization) => {
    const { status } = await frame.open(page, { headers: { authorization } });
    expect(status).toBe(403);
    expect(app.entra.requests).toEqual([]);
  },
);

test('an unknown key is asked for once a minute at most', async () => {
  const token = await app.entra.token(app.personId('many'), {}, 'unknown-key');
  for (let time = 0; time < 20; time++) await frame.open(page, bearer(token));
  expect(app.entra.requests).toEqual([`${LOGIN}/${TENANT}/discovery/v2.0/keys`]);
});

test('when Entra’s keys cannot be had the page says so with a reference, and works again after', async () => {
  const token = await app.entra.token(app.personId('many'));
  app.entra.isDown = true;
  const answer = await frame.open(page, bearer(token));
  expect([answer.status, answer.html.includes('That did not work')]).toEqual([500, true]);
  app.entra.isDown = false;
  expect((await frame.open(page, bearer(token))).status).toBe(200);
});

test('a dialog that closes itself gets an empty answer', async () => {
  const noor = new ChatDriver(app.testApp, 'teams', 'many');
  expect(await noor.deliver({ type: 'invoke', name: 'task/submit', value: { context: {} } })).toEqual([]);
  expect(noor.sent).toEqual([expect.objectContaining({ type: 'invokeResponse', value: { status: 200, body: {} } })]);
});
