import { afterEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import restify from 'restify';
import { serveDownloads } from '../../bot/http/downloads/download-routes.ts';
import { SignedLinks } from '../../bot/http/downloads/signed-links.ts';
import { returnAddressSchema } from '../../bot/http/sign-in/return-address.ts';
import type { PurchaseRow } from '../../src/application/administration/purchase-row.ts';
import type { Directory } from '../../src/application/ports/directory.ts';
import { CorruptDocumentError } from '../../src/application/ports/errors.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { type Circumstances, testApp } from '../conversation/support/chat-driver.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function startDownloads(isSignedIn = true, options: Circumstances = {}) {
  const app = await testApp(options);
  const { invoices, administration, rateLimiter } = app.composition.downloads;
  let base = '';
  const links = new SignedLinks('a secret of the test, long enough', app.now, () => base);
  const personId = (role: string): PersonId => ({
    tenant: app.organisation.tenant,
    person: app.organisation.personas.find((one) => one.role === role)?.person.id ?? '',
  });
  const [femke, noor] = [personId('administrator'), personId('many')];
  const server = restify.createServer();
  serveDownloads(server, {
    invoices,
    administration,
    rateLimiter,
    links,
    authentication: { people: async () => (isSignedIn ? [femke, noor] : []) },
    signIn: (to) => `/sign-in?${new URLSearchParams({ to })}`,
    log: pino({ level: 'silent' }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  base = `http://127.0.0.1:${server.address().port}/`;
  return { app, links, femke, noor };
}

const locationOf = ({ headers }: Response): string =>
  new URL(headers.get('location') ?? '', 'http://localhost').searchParams.get('to') ?? '';

const rowsOf = (text: string): readonly string[] => text.replace('\ufeff', '').trimEnd().split('\r\n');

test('RULES S12: an administrator downloads the filtered purchases with their six required columns', async () => {
  const { app, links, femke } = await startDownloads();
  const answer = await fetch(links.purchases(femke, { state: 'active', sort: '-monthly' }, 'csv', 'en-GB'));
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="purchases.csv"',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
  const [columns, first, ...rest] = rowsOf(await answer.text());
  expect(columns).toMatch(
    /^Product,Purchaser,Purchaser left,Subscription,Licences bought,Licences assigned,Assigned to,/,
  );
  const where = { tenant: femke.tenant, state: 'active' };
  const rows = await app.documents.find({ kind: 'purchase', where, orderBy: '-monthly', limit: 1_000 });
  expect(rest.length + 1).toBe(rows.length);
  const [{ productName, purchaser, subscription, licences } = {} as PurchaseRow] = rows.map(
    ({ row }) => row as PurchaseRow,
  );
  expect(first?.startsWith(`${productName},${purchaser},No,${subscription},${licences},`)).toBe(true);
  const names = app.organisation.people.map(({ name }) => name);
  expect(
    first
      ?.split(',')[6]
      ?.split(' | ')
      .every((name) => names.includes(name)),
  ).toBe(true);
});

test('purchases of a damaged account are listed as far as they are known', async () => {
  const { app, links, femke, noor } = await startDownloads();
  const { read } = app.documents;
  app.documents.read = async (key) => {
    if (key === `account/${noor.tenant}/${noor.person}`) throw new CorruptDocumentError('It is damaged');
    return read.call(app.documents, key) as never;
  };
  const rows = rowsOf(await (await fetch(links.purchases(femke, { product: 'Power BI Pro' }, 'csv', 'nl-NL'))).text());
  expect(rows.filter((row) => row.includes(';Noor de Vries;')).map((row) => row.split(';').slice(4, 7))).toEqual([
    ['20', '17', 'Nu niet te lezen'],
  ]);
  expect(rows.filter((row) => row.includes('Nu niet te lezen'))).toHaveLength(1);
  expect(rows.length).toBeGreaterThan(3);
});

test('in Dutch the file has semicolons and decimal commas', async () => {
  const { links, femke } = await startDownloads();
  const answer = await fetch(links.purchases(femke, { search: 'noor visio' }, 'csv', 'nl-NL'));
  const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
  expect(text.startsWith('\ufeffProduct;Koper;Koper uit dienst;')).toBe(true);
  expect(rowsOf(text)[1]).toMatch(/^Visio Plan \d;Noor de Vries;Nee;S-.*;EUR;\d+,\d\d;/);
});

test('a name that a spreadsheet would run as a formula is written as text', async () => {
  const formulaNames = (directory: Directory): Partial<Directory> => ({
    person: async (tenant, id) => {
      const person = await directory.person(tenant, id);
      return person && { ...person, name: person.roles.length > 0 ? person.name : `=cmd|'/c calc'!A1,"${person.name}` };
    },
  });
  const { app, links, femke, noor } = await startDownloads(true, { directory: formulaNames });
  const index = await app.documents.find({
    kind: 'purchase',
    where: { tenant: noor.tenant, person: noor.person },
    limit: 1,
  });
  const row = { ...index[0]?.row, purchaser: '=1+1', productName: '@evil' } as PurchaseRow;
  await app.documents.write(`account/${noor.tenant}/x`, {}, { index: row });
  const text = await (await fetch(links.purchases(femke, {}, 'csv', 'en-GB'))).text();
  expect(text).toContain("'@evil,'=1+1,");
  expect(text).toContain(`"'=cmd|'/c calc'!A1,""`);
  expect(text).not.toMatch(/(?:^|,|\n)[=@]/);
});

test('a link is valid for one administrator, one filter and a short time, and only while they are an administrator', async () => {
  const { app, links, femke, noor } = await startDownloads();
  const url = links.purchases(femke, { state: 'active' }, 'csv', 'en-GB');
  const otherLink = new URL(links.purchases(femke, {}, 'csv', 'en-GB'));
  const changedFilter = new URL(url);
  changedFilter.searchParams.set('asked', otherLink.searchParams.get('asked') ?? '');
  expect((await fetch(changedFilter)).status).toBe(403);
  const changedPerson = new URL(url);
  changedPerson.searchParams.set('person', noor.person);
  expect((await fetch(changedPerson)).status).toBe(403);
  // A valid link for a user who is not an administrator gives them nothing.
  expect((await fetch(links.purchases(noor, {}, 'csv', 'en-GB'))).status).toBe(403);
  expect((await fetch(links.purchases(noor, {}, 'svg', 'en-GB'))).status).toBe(403);
  app.pass(11 * 60_000);
  expect((await fetch(url)).status).toBe(410);
});

test('an anonymous user is redirected to sign-in, and gets only the chart of a card', async () => {
  const { links, femke } = await startDownloads(false);
  const answer = await fetch(links.purchases(femke, { search: 'noor', sort: '-ends' }, 'csv', 'en-GB'), {
    redirect: 'manual',
  });
  expect([answer.status, returnAddressSchema.safeParse(locationOf(answer)).success]).toEqual([303, true]);
  const picture = await fetch(links.purchases(femke, {}, 'svg', 'en-GB'));
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  expect(await picture.text()).toMatch(/^<svg .*Project Plan 3.*<\/svg>$/);
});
