import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { type CardFormApp, card, otherCard, startCardFormApp } from './card-form-app.ts';

const MINUTE = 60_000;

let app: CardFormApp;
let url: string;

beforeEach(async () => {
  app = await startCardFormApp();
  const noor = app.chatWith('many');
  await noor.say('payment');
  url = await noor.pageBehind('Add card');
});
afterEach(() => app.close());

test('a link has 256 random bits and is stored as a hash', async () => {
  expect(url).toMatch(/\/card\/[\w-]{43}$/);
  expect(await readAllDocuments(app)).not.toContain(url.slice(-43));
});

test('opening a link does not use it up; saving does, once', async () => {
  for (let time = 0; time < 3; time++) expect((await app.openPage(url, 'many')).status).toBe(200);
  const [one, two] = await Promise.all([app.save(url, card, 'many'), app.save(url, otherCard, 'many')]);
  expect([one, two].filter(({ saved }) => saved)).toHaveLength(1);
  const third = await app.save(url, otherCard, 'many');
  expect([third.status, third.message]).toEqual([410, 'This page was already used']);
  expect((await app.openPage(url, 'many')).html).toContain('This page was already used');
});

test('a link expires after ten minutes, and the page says how to get another', async () => {
  app.testApp.pass(10 * MINUTE - 1);
  expect((await app.openPage(url, 'many')).status).toBe(200);
  app.testApp.pass(1);
  const page = await app.openPage(url, 'many');
  expect([page.status, page.html.includes('This page has expired')]).toEqual([410, true]);
  expect(page.html).toContain('Go back to the chat');
  expect(await app.save(url, card, 'many')).toMatchObject({ status: 410, message: 'This page has expired' });
});

test('another person is rejected and sees nothing of the owner', async () => {
  for (const role of ['manager', undefined]) {
    const page = await app.openPage(url, role);
    expect(page.status).toBe(403);
    expect(page.html).not.toMatch(/Noor|4242|<form/);
    expect((await app.save(url, card, role)).status).toBe(403);
  }
  expect((await app.openPage(url, undefined, { cookie: 'desk-000000000000=x.y; desk-=; __proto__=1' })).status).toBe(
    403,
  );
  expect((await app.openPage(url, 'many')).status).toBe(200);
});

test('a page for a card that was deleted meanwhile changes no other card', async () => {
  const noor = app.chatWith('many');
  const add = async (details: typeof card) => {
    await noor.say('payment');
    return app.save(await noor.pageBehind('Add card'), details, 'many');
  };
  const methods = async () => (await noor.account()).methods;
  await add(card);
  const first = (await methods()).at(-1);
  await noor.build('method', { method: first?.id });
  const edit = await noor.pageBehind('Edit');
  await noor.build('delete-card', { method: first?.id });
  await noor.press('Delete');
  await add(otherCard);
  const before = await methods();
  const { number: _number, ...details } = card;
  expect(await app.save(edit, { ...details, holder: 'Somebody else' }, 'many')).toMatchObject({ status: 409 });
  expect(await methods()).toEqual(before);
});

test('a forged or changed cookie identifies no one', async () => {
  const cookie = (await app.testApp.composition.localSignIn?.cookieFor('somebody')) ?? '';
  const noor = app.testApp.organisation.personas[0]?.person.id ?? '';
  expect((await app.openPage(url, undefined, { cookie: cookie.replace('=somebody.', `=${noor}.`) })).status).toBe(403);
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
});

test('several users can be signed in at once in one browser', async () => {
  const { localSignIn } = app.testApp.composition;
  const people = app.testApp.organisation.personas.map(({ person }) => person.id);
  const cookies = await Promise.all(people.map(async (id) => (await localSignIn?.cookieFor(id))?.split(';')[0]));
  expect((await app.openPage(url, undefined, { cookie: cookies.join('; ') })).status).toBe(200);
});

test.each([
  ['another page', { origin: 'https://evil.example.com' }],
  ['a page that hides where it is', { origin: 'null' }],
  ['a browser that says so', { 'sec-fetch-site': 'cross-site' }],
])('a POST from %s saves nothing', async (_name, headers) => {
  expect((await app.save(url, card, 'many', headers)).status).toBe(403);
  expect((await app.save(url, card, 'many')).saved).toBe(true);
});

test('a body that is not JSON, too large or encoded is rejected without quoting it', async () => {
  const number = '4242424242424242';
  expect((await app.save(url, `{"number":"${number}"`, 'many')).status).toBe(400);
  expect((await app.save(url, `${number}${' '.repeat(20_000)}`, 'many')).status).toBe(413);
  expect((await app.save(url, `number=${number}`, 'many', { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await app.save(url, '{}', 'many', { 'content-encoding': 'gzip' })).status).toBe(415);
  expect((await app.openPage(url, 'many')).status).toBe(200);
});

test('the headers prevent caching, referrers and framing', async () => {
  for (const path of [url, `${app.base}pages/card.js`, `${app.base}card/nothing`]) {
    const { headers } = await app.openPage(path, 'many');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
});

test('an unknown link is a 404', async () => {
  for (const id of ['x', 'x'.repeat(43), '..%2f..%2fetc', '__proto__', 'x'.repeat(5_000)]) {
    expect((await app.openPage(`${app.base}card/${id}`, 'many')).status).toBe(404);
  }
});

test('local sign-in returns to the page, and redirects to no other site', async () => {
  const page = await app.openPage(url);
  const [, to = ''] = /href="(\/local\/sign-in[^"]+)"/.exec(page.html) ?? [];
  const signIn = await app.openPage(new URL(to, app.base).href);
  expect(signIn.html).toContain('Noor de Vries');
  const noor = app.testApp.organisation.personas[0]?.person.id;
  const send = (body: object, origin = new URL(app.base).origin) =>
    fetch(`${app.base}local/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    });
  const response = await send({ person: noor, to: new URL(url).pathname });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await app.openPage(url, undefined, { cookie })).status).toBe(200);
  expect((await send({ person: noor, to: 'https://evil.example.com/' })).status).toBe(400);
  expect((await send({ person: 'somebody', to: new URL(url).pathname })).status).toBe(400);
  expect((await send({ person: noor, to: new URL(url).pathname }, 'https://evil.example.com')).status).toBe(403);
});

test('old links are deleted', async () => {
  app.testApp.pass(2 * 24 * 60 * MINUTE);
  await app.chatWith('many').say('payment');
  await app.chatWith('many', 'emulator').say('payment');
  expect((await app.openPage(url, 'many')).status).toBe(404);
});

test('a card’s number and code are in no document and no log line', async () => {
  await app.save(url, card, 'many');
  const noor = app.chatWith('many');
  await noor.say('payment');
  await app.save(await noor.pageBehind('Add card'), { ...card, number: '4000000000000002' }, 'many');
  await noor.say('my card is 4242 4242 4242 4242');
  const all = await readAllDocuments(app);
  expect(all).toContain('4242');
  for (const text of [all, JSON.stringify(app.testApp.lines)]) {
    expect(text).not.toMatch(/4242[ -]?4242|4000[ -]?0000|"737"|code/);
  }
});

/** All stored documents as text. */
async function readAllDocuments({ testApp }: CardFormApp): Promise<string> {
  const texts: string[] = [];
  const copy = new MemoryDocuments();
  copy.write = async (key, value) => texts.push(key, JSON.stringify(value));
  await testApp.documents.copyTo(copy);
  return texts.join('\n');
}

test('when the store fails the page shows a reference, and the log has nothing of the input', async () => {
  const { documents, lines } = app.testApp;
  const read = documents.read.bind(documents);
  documents.read = async (key) => {
    if (key.startsWith('card-link/')) throw new Error(`the disk is full of ${card.number}`);
    return read(key);
  };
  const reply = await app.save(url, card, 'many');
  expect([reply.status, reply.message]).toEqual([500, 'That did not work. Nothing was saved.']);
  const page = await app.openPage(url, 'many');
  expect([page.status, page.html.includes('That did not work')]).toEqual([500, true]);
  expect(JSON.stringify(lines)).toContain(reply.way?.slice(-9));
  expect(JSON.stringify(lines)).not.toContain(card.number);
});

test('stopping waits for a card that is being saved, also when the client has disconnected', async () => {
  let onRequest = (): void => undefined;
  let respond = (): void => undefined;
  const request = new Promise<void>((resolve) => {
    onRequest = resolve;
  });
  const response = new Promise<void>((resolve) => {
    respond = resolve;
  });
  const waitThenFail = async () => {
    onRequest();
    await response;
    throw new Error('The card company is closed.');
  };
  const slowApp = await startCardFormApp({ cards: { register: waitThenFail, update: waitThenFail } });
  const noor = slowApp.chatWith('many');
  await noor.say('payment');
  const disconnect = new AbortController();
  const address = await noor.pageBehind('Add card');
  const cookie =
    (await slowApp.testApp.composition.localSignIn?.cookieFor(
      slowApp.testApp.organisation.personas[0]?.person.id ?? '',
    )) ?? '';
  const headers = { 'content-type': 'application/json', origin: new URL(slowApp.base).origin, cookie };
  const pendingRequest = fetch(address, {
    method: 'POST',
    headers,
    body: JSON.stringify(card),
    signal: disconnect.signal,
  });
  await request;
  disconnect.abort();
  await expect(pendingRequest).rejects.toThrow();
  let isSettled = false;
  const settling = slowApp.testApp.composition.cardPages.page.settled().then(() => {
    isSettled = true;
  });
  await new Promise(setImmediate);
  const wasSettledEarly = isSettled;
  respond();
  await settling;
  slowApp.close();
  expect(wasSettledEarly).toBe(false);
});
