import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import restify from 'restify';
import { serveDownloads } from '../../bot/http/downloads/download-routes.ts';
import { SignedLinks } from '../../bot/http/downloads/signed-links.ts';
import { readOrCreateSecret } from '../../bot/operations/secret.ts';
import { settingsFrom } from '../../bot/settings.ts';
import type { WebAuthentication } from '../../src/application/ports/web-authentication.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { testApp } from '../conversation/support/chat-driver.ts';
import { passRealTime } from './support/real-time.ts';

const open: (() => void)[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const close of open.splice(0)) close();
});

/** Serves downloads, and creates links to them. */
async function startDownloads(people?: WebAuthentication['people']) {
  const app = await testApp();
  const { invoices, administration, rateLimiter } = app.composition.downloads;
  let base = '';
  const links = new SignedLinks('a secret of the test, long enough', app.now, () => base);
  const server = restify.createServer();
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) });
  const personId = (role: string): PersonId => ({
    tenant: app.organisation.tenant,
    person: app.organisation.personas.find((one) => one.role === role)?.person.id ?? '',
  });
  const authentication = { people: people ?? (async () => [personId('many'), personId('old-invoices')]) };
  serveDownloads(server, {
    invoices,
    administration,
    rateLimiter,
    links,
    authentication,
    signIn: (to) => `/sign-in?${new URLSearchParams({ to })}`,
    log,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  base = `http://127.0.0.1:${server.address().port}/`;
  return { app, links, noor: personId('many'), tom: personId('old-invoices'), lines, base };
}

const MINUTE = 60_000;

const locationOf = ({ headers }: Response): string =>
  new URL(headers.get('location') ?? '', 'http://localhost').searchParams.get('to') ?? '';

describe('a link to an invoice', () => {
  test('returns the PDF to its owner, with a safe file name and without caching', async () => {
    const { links, noor } = await startDownloads();
    const answer = await fetch(links.invoice(noor, '44H2-0123', 'pdf', 'nl-NL'));
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="factuur-44H2-0123.pdf"',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  test('returns the CSV in the language of the link', async () => {
    const { links, noor } = await startDownloads();
    const answer = await fetch(links.invoice(noor, '44H2-0123', 'csv', 'nl-NL'));
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="factuur-44H2-0123.csv"');
    expect(await answer.text()).toContain('Aankoop;Microsoft 365 F3');
  });

  test('is rate limited: it works again a minute later, and other users are not affected', async () => {
    const { links, noor, tom } = await startDownloads();
    const link = links.invoice(noor, '44H2-0123', 'csv', 'nl-NL');
    const answers = await Promise.all(Array.from({ length: 121 }, () => fetch(link)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(120);
    const refusal = answers.find(({ status }) => status === 429);
    expect(await refusal?.text()).toContain('Dit is meer dan ik kan bijhouden');
    expect((await fetch(links.invoice(tom, '44H2-0123', 'csv', 'nl-NL'))).status).not.toBe(429);
    passRealTime(MINUTE);
    expect((await fetch(link)).status).toBe(200);
  });

  test('is valid for 10 minutes, and then says how to get a new one', async () => {
    const { links, noor, app } = await startDownloads();
    const link = links.invoice(noor, '44H2-0123', 'pdf', 'en-GB');
    app.pass(10 * MINUTE);
    expect((await fetch(link)).status).toBe(200);
    app.pass(1);
    const refusal = await fetch(link);
    expect(refusal.status).toBe(410);
    expect(refusal.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*style-src 'self'; .*frame-ancestors 'none'$/,
    );
    const page = await refusal.text();
    expect(page).toContain('<h1>This link has expired</h1>');
    expect(page).toContain('Press PDF or CSV there');
    expect((await fetch(links.invoice(noor, '44H2-0123', 'pdf', 'en-GB'))).status).toBe(200);
  });

  test.each<[string, (link: URL, tom: PersonId) => void]>([
    ['another invoice', (link) => (link.pathname = '/invoices/44H2-0122.pdf')],
    ['another format', (link) => (link.pathname = '/invoices/44H2-0123.csv')],
    ['spending', (link) => (link.pathname = '/invoices/2026-01-01_2026-02-01.svg')],
    ['another person', (link, { person }) => link.searchParams.set('person', person)],
    ['another organisation', (link) => link.searchParams.set('tenant', 'other')],
    ['more time', (link) => link.searchParams.set('until', '9999999999999')],
    ['another language', (link) => link.searchParams.set('in', 'en-GB')],
    ['another signature', (link) => link.searchParams.set('sig', 'AAAA')],
    ['a longer signature', (link) => link.searchParams.set('sig', 'A'.repeat(43))],
    ['no signature', (link) => link.searchParams.delete('sig')],
    ['no time', (link) => link.searchParams.set('until', '1e99')],
    ['nothing at all', (link) => (link.search = '')],
    ['a way out', (link) => (link.pathname = '/invoices/..%2f..%2fetc%2fpasswd')],
    ['a script', (link) => link.searchParams.set('in', '<script>')],
  ])('that was changed to %s is rejected', async (_name, change) => {
    const { links, noor, tom } = await startDownloads();
    const link = new URL(links.invoice(noor, '44H2-0123', 'pdf', 'nl-NL'));
    change(link, tom);
    const answer = await fetch(link);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.text()).not.toContain('<script>');
  });

  test('redirects an anonymous user to sign-in, and tells another user whose invoice it is without a redirect', async () => {
    const { links, noor, tom } = await startDownloads(async ({ cookie }) =>
      cookie === undefined ? [] : [{ tenant: noor.tenant, person: cookie.slice(3) }],
    );
    const link = links.invoice(noor, '44H2-0123', 'pdf', 'nl-NL');
    const openLink = (cookie?: string) =>
      fetch(link, { redirect: 'manual', ...(cookie !== undefined && { headers: { cookie } }) });
    const anonymous = await openLink();
    expect([anonymous.status, new URL(link).href.endsWith(locationOf(anonymous))]).toEqual([303, true]);
    const otherUser = await openLink(`as=${tom.person}`);
    expect(otherUser.status).toBe(403);
    expect(await otherUser.text()).toMatch(/Deze factuur is voor iemand anders[\s\S]*href="\/sign-in\?to=/);
    expect((await openLink(`as=${noor.person}`)).status).toBe(200);
  });

  test('with a valid signature returns no invoice of another person', async () => {
    const { links, tom } = await startDownloads();
    const answer = await fetch(links.invoice(tom, '44H2-0123', 'pdf', 'nl-NL'));
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('Deze factuur is niet gevonden'),
    ]);
  });

  test('signed with another secret is rejected', async () => {
    const { app, noor, base } = await startDownloads();
    const otherLinks = new SignedLinks('another secret, just as long as it', app.now, () => base);
    expect((await fetch(otherLinks.invoice(noor, '44H2-0123', 'pdf', 'en-GB'))).status).toBe(403);
  });
});

test('an error page shows a reference and nothing of the error', async () => {
  const { links, noor, lines } = await startDownloads(async () => {
    throw new Error('The cookie store is away.');
  });
  const answer = await fetch(links.invoice(noor, '44H2-0123', 'pdf', 'en-GB'));
  expect(answer.status).toBe(500);
  const page = await answer.text();
  expect(page).not.toContain('cookie');
  const [, reference = 'none'] = /Reference (\w{4}-\w{4})/.exec(page) ?? [];
  expect(lines.join()).toContain(reference);
  expect(lines.join()).toContain('The cookie store is away.');
});

test('a link to spending returns its chart', async () => {
  const { links, noor } = await startDownloads();
  const answer = await fetch(links.spending(noor, { from: '2026-06-01', to: '2026-11-22' }, 'nl-NL'));
  expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(await answer.text()).toMatch(/^<svg [\s\S]*Project Plan 3[\s\S]*Andere producten/);
});

test('the secret is the operator’s, or is generated once and stored', async () => {
  const documents = new MemoryDocuments();
  const secrets = await Promise.all([1, 2, 3].map(() => readOrCreateSecret(documents, 'links', undefined)));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThan(40);
  expect(await readOrCreateSecret(documents, 'links', 'given')).toBe('given');
  expect(await readOrCreateSecret(new MemoryDocuments(), 'links', undefined)).not.toBe(secrets[0]);
  expect(() => settingsFrom({ LINK_SECRET: 'short' })).toThrow('LINK_SECRET must have at least 32 characters');
});

test('links start with PUBLIC_URL, with or without a trailing slash', () => {
  for (const base of ['https://example.com/desk', 'https://example.com/desk/']) {
    const links = new SignedLinks(
      'x',
      () => 0,
      () => base,
    );
    expect(links.invoice({ tenant: 't', person: 'p' }, 'K7QM-0003', 'pdf', 'nl-NL')).toMatch(
      /^https:\/\/example\.com\/desk\/invoices\/K7QM-0003\.pdf\?tenant=t&person=p&in=nl-NL&until=600000&sig=[\w-]{43}$/,
    );
  }
});
