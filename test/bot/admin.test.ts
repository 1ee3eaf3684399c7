import { afterEach, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import restify from 'restify';
import { serveAdmin } from '../../bot/http/admin/admin-routes.ts';
import { worldwide } from '../../cards/kit/links.ts';
import type { PurchaseRow } from '../../src/application/administration/purchase-row.ts';
import { type Circumstances, type TestApp, testApp } from '../conversation/support/chat-driver.ts';
import { passRealTime } from './support/real-time.ts';

const open: (() => void)[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const close of open.splice(0)) close();
});

const rateLimitKeyOf = ({ organisation: { tenant, personas } }: TestApp) => [
  'pages',
  tenant,
  personas.find(({ role }) => role === 'administrator')?.person.id,
];

/** Serves the administrator's page to a browser that is signed in as these personas. */
async function startAdminPage(roles: readonly string[], options: Circumstances = {}, inTeams = false) {
  const app = await testApp(options);
  const { tenant, personas } = app.organisation;
  const server = restify.createServer();
  const people = personas
    .filter(({ role }) => roles.includes(role))
    .map(({ person }) => ({ tenant, person: person.id }));
  serveAdmin(server, {
    administration: app.composition.downloads.administration,
    rateLimiter: app.composition.downloads.rateLimiter,
    authentication: { people: async () => people },
    inTeams,
    signIn: (to) => `/sign-in?${new URLSearchParams({ to })}`,
    links: worldwide,
    log: pino({ level: 'silent' }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  const base = `http://127.0.0.1:${server.address().port}`;
  const openPage = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(base + path, { headers });
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  };
  return { app, openPage };
}

test('the file is rate limited: a minute later it can be downloaded again', async () => {
  const { app, openPage } = await startAdminPage(['administrator']);
  for (let time = 0; time < 120; time++)
    await app.composition.downloads.rateLimiter.consume(JSON.stringify(rateLimitKeyOf(app)));
  const refusal = await openPage('/admin/purchases.csv');
  expect([refusal.status, refusal.text.includes('That is more than I can follow')]).toEqual([429, true]);
  passRealTime(60_000);
  expect((await openPage('/admin/purchases.csv')).status).toBe(200);
});

test('the page is not cached, sends no referrer, and runs no inline script', async () => {
  const { openPage } = await startAdminPage(['administrator']);
  const { status, headers, text } = await openPage('/admin');
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(headers['content-security-policy']).toContain("form-action 'self'; frame-ancestors 'none'");
  expect(text).not.toMatch(/<script|style=| on\w+=/);
});

test('names with markup are shown as text', async () => {
  const { app, openPage } = await startAdminPage(['administrator']);
  const [purchase] = await app.documents.find({ kind: 'purchase', limit: 1 });
  const scripts = {
    purchaser: '<img src=x onerror=alert(1)>',
    purchaserSorted: '',
    productName: '"><script>alert(2)</script>',
  };
  await app.documents.write('account/x', {}, { index: { ...purchase?.row, ...scripts } as PurchaseRow });
  const { text } = await openPage('/admin?search=%22%3E%3Cscript%3E&state=%3Cb%3E&sort=purchaser');
  expect(text).not.toMatch(/<img|<script|<b>/);
  const list = await openPage('/admin?sort=purchaser');
  expect(list.text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(list.text).not.toMatch(/<img|<script/);
});

test('RULES S12: only current administrators of the organisation open the page', async () => {
  for (const roles of [[], ['many'], ['guest'], ['left'], ['many', 'left']]) {
    const { openPage } = await startAdminPage(roles);
    for (const path of ['/admin', '/admin/purchase?person=a&subscription=b', '/admin/purchases.csv']) {
      const { status, text } = await openPage(path);
      expect([roles, path, status]).toEqual([roles, path, 403]);
      expect(text).toContain('/sign-in?to=');
    }
  }
  const { openPage } = await startAdminPage(['administrator'], {
    directory: ({ person }) => ({
      person: async (tenant, id) => {
        const member = await person(tenant, id);
        return member && { ...member, roles: [] };
      },
    }),
  });
  expect((await openPage('/admin')).status).toBe(403);
});

test('the page opens when one of several signed-in users is an administrator', async () => {
  const { openPage } = await startAdminPage(['many', 'administrator']);
  expect((await openPage('/admin')).text).toContain('Signed in as Femke Visser');
});

test('invalid filters show all purchases, and an unknown purchase is a 404', async () => {
  const { openPage } = await startAdminPage(['administrator']);
  const { text } = await openPage('/admin?page=-1&within=soon&sort=colour&state=nice&product=', {
    'accept-language': 'nl',
  });
  expect(text).toContain('Pagina 1 van 5');
  expect((await openPage('/admin?page=999')).text).toContain('Page 5 of 5');
  expect((await openPage('/admin/purchase')).status).toBe(404);
  expect((await openPage('/admin/purchase?person=__proto__&subscription=constructor')).status).toBe(404);
});

test('in a Teams frame the page identifies the user again, and its links stay in the frame', async () => {
  const { openPage } = await startAdminPage(['administrator'], {}, true);
  const { text, headers } = await openPage('/admin?host=teams');
  expect(headers['content-security-policy']).toContain('frame-ancestors https://teams.microsoft.com');
  expect(text).toMatch(/href="\/admin\?in=en-GB&amp;[^"]*host=teams#by-product"/);
  expect(text).toContain('<input type="hidden" name="host" value="teams">');
  // A file and other people's pages cannot be shown in a frame.
  expect(text).toMatch(/href="\/admin\/purchases\.csv\?(?!.*host=teams)[^"]*" target="_blank"/);
  const anonymous = await (await startAdminPage([], {}, true)).openPage('/admin?host=teams');
  expect([anonymous.status, anonymous.text.includes('/pages/shell.js')]).toEqual([200, true]);
  const nonAdministrator = await (await startAdminPage(['many'], {}, true)).openPage('/admin?host=teams', {
    authorization: 'Bearer x',
  });
  expect([nonAdministrator.status, nonAdministrator.text.includes('Only administrators')]).toEqual([403, true]);
});
