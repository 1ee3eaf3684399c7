import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { CardRegister } from '../../src/application/ports/card-register.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { newFolder } from '../state/data-folder.ts';
import { findFreePort, type RunningProgram, startProgram } from '../support/program.ts';
import { fieldsWith, filesIn } from './support/canary.ts';
import { type HttpApp, idOf, press, startHttpApp } from './support/front-door.ts';
import { buttonIn, Channel } from './support/teams.ts';

const { tenant, personas, people } = sandboxOrganisation();
const person = (role: string) => personas.find((one) => one.role === role)?.person.id ?? '';
const [noor, thijs] = [person('many'), people.find(({ name }) => name === 'Thijs van der Meulen')?.id ?? ''];

/** What must not be stored or logged anywhere after it was typed. */
const NUMBERS = ['5105105105105100', '4000000000000002', '4000000000000069', '371449635398431'];
const CODES = ['937', '8317'];
const SECRETS = ['canary-secret-of-the-links-of-32-letters', 'canary-key-of-the-audit-of-32-letters', 'canary-token'];

/** What users write, and the fields in which it may be stored. */
const FIELDS_OF: Readonly<Record<string, readonly string[]>> = {
  'Canary Holder': ['holder'],
  Canarystraat: ['line'],
  'canary-feedback': ['feedback'],
  'canary-why': ['why'],
  'canary-note': ['note'],
  'canary-find': ['find', 'unknown'],
  'canary-total': ['total', 'said'],
  'canary-sentence': [],
  'canary-name': [],
  'canary-data': [],
  'canary-type': [],
  'canary-verb': [],
  'canary-query': [],
  'canary-extra': [],
};

const spacedNumber = (number: string): string => number.match(/\d{1,4}/g)?.join(' ') ?? '';

let channel: Channel;
let product: RunningProgram | undefined;
let httpApp: HttpApp | undefined;
afterEach(async () => {
  channel?.close();
  httpApp?.close();
  await product?.stop().catch(() => undefined);
});

/** Types everything that a user can type into the running product, and returns its answers. */
async function typeEverything(url: string): Promise<string[]> {
  const answers: string[] = [];
  const record = async (answer: Promise<Response>) => answers.push(await (await answer).text());
  const say = (person: string, text: string) => record(channel.say(product, person, text));
  const findButton = (person: string, title: RegExp) =>
    channel.buttonFor(person, title) as { verb: string; data: object };
  const fill = async (person: string, title: RegExp, fields: object) => {
    const button = findButton(person, title);
    const answer = await channel.press(product, person, { ...button, data: { ...button.data, ...fields } });
    const body = await answer.text();
    answers.push(body);
    return body;
  };
  for (const number of NUMBERS) await say(noor, `my card is ${spacedNumber(number)} code ${CODES[0]}`);
  await say(noor, 'canary-sentence and more');
  await say(noor, 'change Power BI Pro');
  await fill(noor, /^Review/, { total: 'canary-total', extra: { 'canary-extra': 1 } });
  for (const number of NUMBERS) await fill(noor, /^Review/, { total: number, find: Number(number) });
  await say(noor, 'assign Project Plan 3');
  await fill(noor, /^Find/, { find: `canary-find; ${spacedNumber(NUMBERS[3] ?? '')}` });
  await fill(noor, /^Find/, { find: 'canary-find' });
  await say(noor, 'cancel Power BI Pro');
  const review = await fill(noor, /^Review/, { reason: 'something-else', feedback: 'canary-feedback' });
  await record(channel.press(product, noor, buttonIn(review, /^(Cancel|Remove|End)/)));
  await say(thijs, 'ask for a Power BI licence');
  const requestReview = await fill(thijs, /^Review/, { people: thijs, why: 'canary-why' });
  await record(channel.press(product, thijs, buttonIn(requestReview, /^Ask for/)));
  await channel.waitForMessage(noor, /canary-why/, 0);
  await fill(noor, /^(Approve|Reject)/, { note: 'canary-note' });
  await record(channel.press(product, noor, { verb: 'canary-verb', data: { x: NUMBERS[0] } }));
  const postUnusual = (fields: object) =>
    fetch(`${url}api/messages?canary-query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer canary-token' },
      body: JSON.stringify({
        type: 'message',
        text: 'help',
        channelId: 'msteams',
        serviceUrl: 'http://127.0.0.1:9/',
        from: { id: '29:x', aadObjectId: thijs, name: 'canary-name', extra: 'canary-data' },
        recipient: { id: 'bot', name: 'canary-name' },
        conversation: {
          id: 'odd',
          name: 'canary-name',
          conversationType: 'personal',
          tenantId: tenant,
          x: 'canary-data',
        },
        channelData: { x: 'canary-data' },
        ...fields,
      }),
    });
  await record(postUnusual({}));
  await record(postUnusual({ type: 'canary-type' }));
  await record(postUnusual({ type: `canary-type ${NUMBERS[1]}`, channelId: `canary-data ${NUMBERS[1]}` }));
  await record(postUnusual({ type: 'invoke', name: 'canary-type', value: { x: 'canary-data' } }));
  for (const body of [`{"text": "${NUMBERS[0]}`, `{"${NUMBERS[0]}": 1}`, `["${NUMBERS[0]}"]`]) {
    await record(
      fetch(`${url}api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    );
  }
  return answers;
}

/** Uses the chat page, and returns what it stored. */
async function useChatPage(url: string): Promise<{ cookie: string; history: string }> {
  const post = (path: string, body: object) =>
    fetch(`${url}directline/conversations${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const response = await post('', { user: { id: noor } });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { conversationId: id } = (await response.json()) as { conversationId: string };
  const number = NUMBERS[0] ?? '';
  const attachments = [{ contentType: 'application/pdf', name: `${number}.pdf` }];
  await post(`/${id}/activities`, { type: 'message', text: `it is ${spacedNumber(number)}, ${CODES[0]}` });
  await post(`/${id}/activities`, { type: 'message', value: { verb: 'change', product: 'Power BI', typed: number } });
  await post(`/${id}/activities`, { type: 'event', name: 'language', value: number });
  const form = new FormData();
  form.set('activity', new Blob([JSON.stringify({ type: 'message', attachments })]));
  form.set('file', new File(['x'], `${number}.pdf`));
  await fetch(`${url}directline/conversations/${id}/upload`, { method: 'POST', body: form });
  await post(`/${id}/activities`, { type: 'message', text: 'add card' });
  return { cookie, history: await (await fetch(`${url}directline/conversations/${id}/activities`)).text() };
}

/** The page for card details, with cards that are good, declined, expired, wrong, and not even sent right. */
async function useCardPage(url: string, cookie: string, page: string): Promise<string[]> {
  const answers: string[] = [await (await fetch(page, { headers: { cookie } })).text()];
  const save = async (body: object | string, headers: object = {}) => {
    const answer = await fetch(page, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(url).origin, cookie, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    answers.push(`${answer.status} ${await answer.text()}`);
  };
  const card = {
    number: NUMBERS[0],
    expires: '09/29',
    code: CODES[0],
    holder: 'Canary Holder',
    line: 'Canarystraat 9',
    postalCode: '1011 AB',
    city: 'Amsterdam',
    country: 'NL',
  };
  await save({ ...card, number: NUMBERS[1] });
  await save({ ...card, number: NUMBERS[2] });
  await save({ ...card, line: `Canarystraat 9 ${NUMBERS[3]}`, code: CODES[1] });
  await save({ ...card, [NUMBERS[0] ?? '']: CODES[0] });
  await save(`{"number": "${NUMBERS[0]}", "code": ${CODES[0]}`);
  await save(JSON.stringify(card), { 'content-type': 'text/plain' });
  await save({ ...card, holder: 'x'.repeat(20_000) });
  await save(card, { origin: 'https://evil.example.com' });
  await save(card, { cookie: 'canary-token=x' });
  await save(card);
  expect(answers.at(-1)).toMatch(/^200 /);
  await save(card);
  return answers;
}

test('what users type is stored in its own field only, and is in no log line and no response', async () => {
  const DATA_DIR = await newFolder();
  const errors = join(await newFolder(), 'errors');
  channel = new Channel(tenant);
  await channel.open();
  product = await startProgram(['sh', '-c', `exec node dist/bot/main.js 2>${errors}`], {
    DATA_DIR,
    PORT: String(await findFreePort()),
    LOG_LEVEL: 'debug',
    LINK_SECRET: SECRETS[0] ?? '',
    AUDIT_KEY: SECRETS[1] ?? '',
  });
  const { url } = product;
  const answers = await typeEverything(url);
  const { cookie, history } = await useChatPage(url);
  const page = /http:\/\/localhost:\d+\/card\/[\w-]+/.exec(history)?.[0] ?? 'no page';
  const pages = await useCardPage(url, cookie, page);
  const token = page.split('/').at(-1) ?? '';
  await product.stop();
  const log = [...product.lines, await readFile(errors, 'utf8')].join('\n');
  const data = await filesIn(DATA_DIR);
  const output = [...answers, ...channel.messages.map((one) => one.body), ...pages, history];

  expect(log.split('\n').filter((line) => line.includes('"turn"')).length).toBeGreaterThan(20);
  for (const number of NUMBERS) {
    const digits = new RegExp(number.split('').join('[ \\u00a0-]?'));
    for (const text of [log, ...data, ...output]) expect(text).not.toMatch(digits);
  }
  for (const secret of [...SECRETS, token]) {
    expect(log).not.toContain(secret);
    // The link lies on the card that the chat page shows again, and nowhere else.
    const fields = new Set(data.flatMap((text) => [...fieldsWith(text, secret)]));
    expect([...fields].filter((field) => secret !== token || field !== 'url')).toEqual([]);
  }
  for (const code of CODES) expect([...data, ...output].filter((text) => text.includes(`"${code}"`))).toEqual([]);
  for (const [word, allowedFields] of Object.entries(FIELDS_OF)) {
    expect(log).not.toContain(word);
    const fields = new Set(data.flatMap((text) => [...fieldsWith(text, word)]));
    expect([word, [...fields].filter((field) => !allowedFields.includes(field))]).toEqual([word, []]);
  }
  // It was looked for where it is.
  const fieldsWithWord = (word: string) => data.flatMap((text) => [...fieldsWith(text, word)]);
  for (const word of ['Canary Holder', 'Canarystraat', 'canary-feedback', 'canary-why', 'canary-note'])
    expect([word, fieldsWithWord(word).length > 0]).toEqual([word, true]);
});

test('no log line or response quotes user input when errors contain it', async () => {
  const quoting = (text: string) => new Error(`${text}: Noor de Vries pays with ${NUMBERS[0]} (937), canary-token`);
  class Declined extends SyntaxError {}
  const cards: CardRegister = {
    register: async () => {
      throw quoting('the card company failed');
    },
    update: async () => {
      throw quoting('the card company failed');
    },
  };
  httpApp = await startHttpApp({
    cards,
    directory: () => ({
      search: async () => {
        throw new Declined('Unexpected token, "Noor de Vries canary-find" is not valid JSON');
      },
    }),
  });
  const { app, post, activity, channelReply, posts, base } = httpApp;
  const noorId = idOf(app, 'many');
  const output: string[] = [];
  const send = async (fields: object) => output.push(await (await post(activity(noorId, fields))).text());
  await send({ text: 'add card' });
  const page = /http:\/\/127\.0\.0\.1:\d+\/card\/[\w-]+/.exec(posts.at(-1)?.body ?? '')?.[0] ?? '';
  const cookie = (await app.composition.localSignIn?.cookieFor(noorId))?.split(';')[0] ?? '';
  const saved = await fetch(page, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(base).origin, cookie },
    body: JSON.stringify({
      number: NUMBERS[0],
      expires: '09/29',
      code: '937',
      holder: 'Canary Holder',
      line: 'Canarystraat 9',
      postalCode: '1011 AB',
      city: 'Amsterdam',
      country: 'NL',
    }),
  });
  output.push(`${saved.status} ${await saved.text()}`);
  expect(saved.status).toBe(500);
  await send({ text: 'assign Planner to canary-find' });
  channelReply.status = 500;
  channelReply.body = JSON.stringify({ error: { code: 'x', message: quoting('the channel failed').message } });
  await send({ text: `my card ${NUMBERS[0]}` });
  await send({ text: 'canary-sentence' });
  await app.composition.outbox.run();
  channelReply.status = 200;
  const write = app.documents.write.bind(app.documents);
  app.documents.write = async (key, ...rest) => {
    if (key.startsWith('talk/'))
      throw Object.assign(new Error(`no room for ${NUMBERS[0]}`), { quoted: quoting('x').message });
    return write(key, ...rest);
  };
  await send({ text: 'cancel Power BI Pro' });
  await send(press('next', { feedback: 'canary-feedback', card: 'x' }));
  app.documents.write = write;

  const documents: string[] = [];
  const copy = new MemoryDocuments();
  copy.write = async (key, value) => documents.push(`${key} ${JSON.stringify(value)}`);
  await app.documents.copyTo(copy);
  const log = JSON.stringify(app.lines);
  expect(app.lines.filter(({ level }) => Number(level) >= 40).length).toBeGreaterThanOrEqual(4);
  const canaries = [...NUMBERS, spacedNumber(NUMBERS[0] ?? ''), 'canary-', 'Canary', 'Noor de Vries pays'];
  for (const word of canaries) expect([word, log.includes(word)]).toEqual([word, false]);
  for (const word of [...NUMBERS, 'canary-token', 'Noor de Vries pays']) {
    for (const text of [...documents, ...output, ...posts.map((one) => one.body)]) expect(text).not.toContain(word);
  }
});
