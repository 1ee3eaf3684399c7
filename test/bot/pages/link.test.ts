import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { card, other, type Pages, pages } from './page.ts';

const MINUTE = 60_000;

let desk: Pages;
let url: string;

beforeEach(async () => {
  desk = await pages();
  const noor = desk.talk('many');
  await noor.say('payment');
  url = await noor.pageBehind('Add card');
});
afterEach(() => desk.close());

test('a link has 256 bits of its own and is kept as a hash', async () => {
  expect(url).toMatch(/\/card\/[\w-]{43}$/);
  expect(await everything(desk)).not.toContain(url.slice(-43));
});

test('looking does not use it up; saving does, once', async () => {
  for (let time = 0; time < 3; time++) expect((await desk.look(url, 'many')).status).toBe(200);
  const [one, two] = await Promise.all([desk.save(url, card, 'many'), desk.save(url, other, 'many')]);
  expect([one, two].filter(({ saved }) => saved)).toHaveLength(1);
  const third = await desk.save(url, other, 'many');
  expect([third.status, third.message]).toEqual([410, 'This page was already used']);
  expect((await desk.look(url, 'many')).html).toContain('This page was already used');
});

test('after ten minutes it has expired, and says how to get another', async () => {
  desk.place.pass(10 * MINUTE - 1);
  expect((await desk.look(url, 'many')).status).toBe(200);
  desk.place.pass(1);
  const page = await desk.look(url, 'many');
  expect([page.status, page.html.includes('This page has expired')]).toEqual([410, true]);
  expect(page.html).toContain('Go back to the chat');
  expect(await desk.save(url, card, 'many')).toMatchObject({ status: 410, message: 'This page has expired' });
});

test('somebody else is turned away, whatever they send, and learns nothing', async () => {
  for (const role of ['manager', undefined]) {
    const page = await desk.look(url, role);
    expect(page.status).toBe(403);
    expect(page.html).not.toMatch(/Noor|4242|<form/);
    expect((await desk.save(url, card, role)).status).toBe(403);
  }
  expect((await desk.look(url, undefined, { cookie: 'desk-000000000000=x.y; desk-=; __proto__=1' })).status).toBe(403);
  expect((await desk.look(url, 'many')).status).toBe(200);
});

test('what was opened for a card that was deleted since changes no other card', async () => {
  const noor = desk.talk('many');
  const add = async (details: typeof card) => {
    await noor.say('payment');
    return desk.save(await noor.pageBehind('Add card'), details, 'many');
  };
  const methods = async () => (await noor.account()).methods;
  await add(card);
  const first = (await methods()).at(-1);
  await noor.forge('method', { method: first?.id });
  const edit = await noor.pageBehind('Edit');
  await noor.forge('delete-card', { method: first?.id });
  await noor.press('Delete');
  await add(other);
  const before = await methods();
  const { number: _number, ...changed } = card;
  expect(await desk.save(edit, { ...changed, holder: 'Somebody else' }, 'many')).toMatchObject({ status: 409 });
  expect(await methods()).toEqual(before);
});

test('a cookie that was made up or changed is nobody’s', async () => {
  const cookie = (await desk.place.desk.localSignIn?.cookieFor('somebody')) ?? '';
  const noor = desk.place.organisation.personas[0]?.person.id ?? '';
  expect((await desk.look(url, undefined, { cookie: cookie.replace('=somebody.', `=${noor}.`) })).status).toBe(403);
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
});

test('several people may be signed in at once in one browser', async () => {
  const { localSignIn } = desk.place.desk;
  const people = desk.place.organisation.personas.map(({ person }) => person.id);
  const cookies = await Promise.all(people.map(async (id) => (await localSignIn?.cookieFor(id))?.split(';')[0]));
  expect((await desk.look(url, undefined, { cookie: cookies.join('; ') })).status).toBe(200);
});

test.each([
  ['another page', { origin: 'https://evil.example.com' }],
  ['a page that hides where it is', { origin: 'null' }],
  ['a browser that says so', { 'sec-fetch-site': 'cross-site' }],
])('a POST from %s saves nothing', async (_name, headers) => {
  expect((await desk.save(url, card, 'many', headers)).status).toBe(403);
  expect((await desk.save(url, card, 'many')).saved).toBe(true);
});

test('what is no JSON, too large or encoded is refused without a word of it', async () => {
  const number = '4242424242424242';
  expect((await desk.save(url, `{"number":"${number}"`, 'many')).status).toBe(400);
  expect((await desk.save(url, `${number}${' '.repeat(20_000)}`, 'many')).status).toBe(413);
  expect((await desk.save(url, `number=${number}`, 'many', { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await desk.save(url, '{}', 'many', { 'content-encoding': 'gzip' })).status).toBe(415);
  expect((await desk.look(url, 'many')).status).toBe(200);
});

test('its headers keep it to itself', async () => {
  for (const path of [url, `${desk.base}pages/card.js`, `${desk.base}card/nothing`]) {
    const { headers } = await desk.look(path, 'many');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
});

test('a link nobody gave out leads nowhere', async () => {
  for (const id of ['x', 'x'.repeat(43), '..%2f..%2fetc', '__proto__', 'x'.repeat(5_000)]) {
    expect((await desk.look(`${desk.base}card/${id}`, 'many')).status).toBe(404);
  }
});

test('a tester signs in on this computer and comes back; nowhere else', async () => {
  const page = await desk.look(url);
  const [, to = ''] = /href="(\/local\/sign-in[^"]+)"/.exec(page.html) ?? [];
  const signIn = await desk.look(new URL(to, desk.base).href);
  expect(signIn.html).toContain('Noor de Vries');
  const noor = desk.place.organisation.personas[0]?.person.id;
  const send = (body: object, origin = new URL(desk.base).origin) =>
    fetch(`${desk.base}local/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    });
  const done = await send({ person: noor, to: new URL(url).pathname });
  const cookie = done.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await desk.look(url, undefined, { cookie })).status).toBe(200);
  expect((await send({ person: noor, to: 'https://evil.example.com/' })).status).toBe(400);
  expect((await send({ person: 'somebody', to: new URL(url).pathname })).status).toBe(400);
  expect((await send({ person: noor, to: new URL(url).pathname }, 'https://evil.example.com')).status).toBe(403);
});

test('old links are swept away', async () => {
  desk.place.pass(2 * 24 * 60 * MINUTE);
  await desk.talk('many').say('payment');
  await desk.talk('many', 'emulator').say('payment');
  expect((await desk.look(url, 'many')).status).toBe(404);
});

test('a card’s number and code are nowhere: in no document and in no line of the log', async () => {
  await desk.save(url, card, 'many');
  const noor = desk.talk('many');
  await noor.say('payment');
  await desk.save(await noor.pageBehind('Add card'), { ...card, number: '4000000000000002' }, 'many');
  await noor.say('my card is 4242 4242 4242 4242');
  const all = await everything(desk);
  expect(all).toContain('4242');
  for (const text of [all, JSON.stringify(desk.place.lines)]) {
    expect(text).not.toMatch(/4242[ -]?4242|4000[ -]?0000|"737"|code/);
  }
});

/** Every document there is, as text. */
async function everything({ place }: Pages): Promise<string> {
  const texts: string[] = [];
  const kept = new MemoryDocuments();
  kept.write = async (key, value) => texts.push(key, JSON.stringify(value));
  await place.documents.copyTo(kept);
  return texts.join('\n');
}

test('when the store fails the page says so with a reference, and the log has nothing of what was typed', async () => {
  const { documents, lines } = desk.place;
  const read = documents.read.bind(documents);
  documents.read = async (key) => {
    if (key.startsWith('card-link/')) throw new Error(`the disk is full of ${card.number}`);
    return read(key);
  };
  const reply = await desk.save(url, card, 'many');
  expect([reply.status, reply.message]).toEqual([500, 'That did not work. Nothing was saved.']);
  const page = await desk.look(url, 'many');
  expect([page.status, page.html.includes('That did not work')]).toEqual([500, true]);
  expect(JSON.stringify(lines)).toContain(reply.way?.slice(-9));
  expect(JSON.stringify(lines)).not.toContain(card.number);
});

test('a card that is being saved is waited for, also when whoever sent it has gone', async () => {
  let asked = (): void => undefined;
  let answer = (): void => undefined;
  const isAsked = new Promise<void>((done) => {
    asked = done;
  });
  const isAnswered = new Promise<void>((done) => {
    answer = done;
  });
  const never = async () => {
    asked();
    await isAnswered;
    throw new Error('The card company is closed.');
  };
  const slow = await pages({ cards: { register: never, update: never } });
  const noor = slow.talk('many');
  await noor.say('payment');
  const gone = new AbortController();
  const address = await noor.pageBehind('Add card');
  const cookie =
    (await slow.place.desk.localSignIn?.cookieFor(slow.place.organisation.personas[0]?.person.id ?? '')) ?? '';
  const headers = { 'content-type': 'application/json', origin: new URL(slow.base).origin, cookie };
  const sent = fetch(address, { method: 'POST', headers, body: JSON.stringify(card), signal: gone.signal });
  await isAsked;
  gone.abort();
  await expect(sent).rejects.toThrow();
  let over = false;
  const told = slow.place.desk.cardPages.page.settled().then(() => {
    over = true;
  });
  await new Promise(setImmediate);
  const early = over;
  answer();
  await told;
  slow.close();
  expect(early).toBe(false);
});
