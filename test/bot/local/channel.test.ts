import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ask, type Desk, desk, NOOR, TOM } from './desk.ts';

let open: Desk;

beforeEach(async () => {
  open = await desk();
});

afterEach(() => open.close());

const said = async (conversation: string, watermark = '') => {
  const { body } = await open.get(`/directline/conversations/${conversation}/activities?watermark=${watermark}`);
  return body;
};

const say = (conversation: string, activity: object) =>
  open.post(`/directline/conversations/${conversation}/activities`, { type: 'message', ...activity });

const texts = (activities: { text?: string }[]) => activities.map(({ text }) => text);

test('opening the page tells the bot who came in', async () => {
  const { status, body } = await open.post('/directline/conversations', { user: { id: NOOR.id }, locale: 'nl-NL' });
  expect([status, body.conversationId]).toEqual([201, `local-${NOOR.id}`]);
  expect(open.bot.received).toMatchObject([
    {
      type: 'conversationUpdate',
      channelId: 'webchat',
      serviceUrl: open.url,
      locale: 'nl-NL',
      from: { id: NOOR.id, name: NOOR.name },
      recipient: { id: 'purchase-desk' },
      membersAdded: [{ id: 'purchase-desk' }, { id: NOOR.id }],
    },
  ]);
});

test('an unknown visitor has an id and no name', async () => {
  const id = 'visitor-0b0f5d0e-7b0b-4b46-9d2c-0a3d3f5a9c11';
  await open.post('/directline/conversations', { user: { id } });
  expect(open.bot.received[0]?.from).toEqual({ id });
});

test('nobody else can open a conversation', async () => {
  for (const id of ['somebody', 'visitor-1', '__proto__', '../secrets']) {
    const { status } = await open.post('/directline/conversations', { user: { id } });
    expect([id, status]).toEqual([id, 400]);
  }
  expect((await say('local-somebody', { text: 'hi' })).status).toBe(404);
});

test('the echo precedes the answer, and the answer names what it answers', async () => {
  const { body: sent } = await say(`local-${NOOR.id}`, { text: 'hello', channelData: { clientActivityID: 'c1' } });
  const { activities } = await said(`local-${NOOR.id}`);
  expect(texts(activities)).toEqual(['hello', 'You said hello']);
  expect(activities[0]).toMatchObject({ id: sent.id, channelData: { clientActivityID: 'c1' } });
  expect(activities[1]).toMatchObject({ replyToId: sent.id, from: { id: 'purchase-desk' } });
});

test('from is who the conversation belongs to, whatever the body says', async () => {
  await say(`local-${NOOR.id}`, { text: 'hi', from: { id: TOM.id, name: TOM.name }, channelId: 'msteams' });
  expect(open.bot.received[0]).toMatchObject({ from: { id: NOOR.id, name: NOOR.name }, channelId: 'webchat' });
});

test('what was filled in on a card reaches the bot', async () => {
  await say(`local-${NOOR.id}`, { value: { verb: 'review', total: '25' } });
  expect(open.bot.received[0]).toMatchObject({ type: 'message', value: { verb: 'review', total: '25' } });
});

test('a reload gets the whole conversation back, a restart too', async () => {
  await say(`local-${NOOR.id}`, { text: 'one' });
  const { documents } = open;
  await open.close();
  open = await desk({ documents });
  await say(`local-${NOOR.id}`, { text: 'two' });
  const { activities } = await said(`local-${NOOR.id}`);
  expect(texts(activities)).toEqual(['one', 'You said one', 'two', 'You said two']);
});

test('a watermark gives only what is new, also when the oldest is no longer kept', async () => {
  for (let n = 1; n <= 110; n += 1) await say(`local-${NOOR.id}`, { text: String(n) });
  const all = await said(`local-${NOOR.id}`);
  expect([all.activities.length, all.watermark]).toEqual([100, '220']);
  await say(`local-${NOOR.id}`, { text: 'new' });
  const news = await said(`local-${NOOR.id}`, all.watermark);
  expect([texts(news.activities), news.watermark]).toEqual([['new', 'You said new'], '222']);
});

test('people do not see each other’s conversations', async () => {
  await say(`local-${NOOR.id}`, { text: 'mine' });
  expect((await said(`local-${TOM.id}`)).activities).toEqual([]);
});

test('messages sent at once are all kept', async () => {
  await Promise.all(Array.from({ length: 25 }, (_, n) => say(`local-${NOOR.id}`, { text: String(n) })));
  expect((await said(`local-${NOOR.id}`)).activities).toHaveLength(50);
});

test('typing does not reach the bot', async () => {
  const { status, body } = await say(`local-${NOOR.id}`, { type: 'typing' });
  expect([status, typeof body.id]).toEqual([200, 'string']);
  expect(open.bot.received).toEqual([]);
});

test('a card number is forwarded, not kept', async () => {
  await say(`local-${NOOR.id}`, { text: 'pay with 4242 4242-4242 4242 please', value: { note: '4242424242424242' } });
  expect(open.bot.received[0]).toMatchObject({ text: 'pay with 4242 4242-4242 4242 please' });
  const { activities } = await said(`local-${NOOR.id}`);
  expect(activities[0].text).toBe('pay with •••• please');
  expect(activities[0]).not.toHaveProperty('value');
});

test('a file reaches the bot by name only', async () => {
  const form = new FormData();
  form.append('activity', new Blob([JSON.stringify({ type: 'message', locale: 'nl-NL' })]));
  form.append('file', new Blob(['secret content'], { type: 'text/plain' }), 'plan.txt');
  const path = `/directline/conversations/local-${NOOR.id}/upload`;
  const { status } = await ask(`${open.url}${path.slice(1)}`, { method: 'POST', body: form });
  expect(status).toBe(200);
  expect(open.bot.received[0]).toMatchObject({
    type: 'message',
    locale: 'nl-NL',
    attachments: [{ contentType: 'text/plain', name: 'plan.txt' }],
  });
  expect(JSON.stringify([open.bot.received, (await said(`local-${NOOR.id}`)).activities])).not.toContain('secret');
});

test('a file that is too large, or no form at all, is refused', async () => {
  const form = new FormData();
  form.append('file', new Blob(['x'.repeat(300_000)]), 'large.bin');
  const url = `${open.url}directline/conversations/local-${NOOR.id}/upload`;
  expect((await ask(url, { method: 'POST', body: form })).status).toBe(400);
  expect((await ask(url, { method: 'POST', body: 'no form' })).status).toBe(400);
  expect(open.bot.received).toEqual([]);
});

test('a bot that fails or is away is told in the conversation, in its language', async () => {
  open.bot.status = 500;
  await say(`local-${NOOR.id}`, { text: 'hello', locale: 'nl-NL' });
  await open.bot.leave();
  await say(`local-${NOOR.id}`, { text: 'still there?', locale: 'en-US' });
  const { activities } = await said(`local-${NOOR.id}`);
  expect(activities[1].text).toMatch(/niet aangenomen \(HTTP 500\)/);
  expect(activities[3].text).toMatch(/did not take this message \(no answer\)/);
});

test('the bot can start a conversation by itself', async () => {
  const { status, body } = await open.post('/v3/conversations', { members: [{ id: TOM.id }] });
  expect([status, body.id]).toEqual([201, `local-${TOM.id}`]);
  await open.post(`/v3/conversations/${body.id}/activities`, { type: 'message', text: 'It renews tomorrow' });
  await open.post(`/v3/conversations/${body.id}/activities`, { type: 'typing' });
  expect(texts((await said(body.id)).activities)).toEqual(['It renews tomorrow']);
  expect((await open.post('/v3/conversations', { members: [{ id: 'nobody' }] })).status).toBe(400);
});

test('as in Web Chat a message cannot be changed or deleted, and members cannot be listed', async () => {
  const activity = `${open.url}v3/conversations/local-${NOOR.id}/activities/1`;
  expect((await ask(activity, { method: 'PUT' })).status).toBe(405);
  expect((await ask(activity, { method: 'DELETE' })).status).toBe(405);
  expect((await open.get(`/v3/conversations/local-${NOOR.id}/members`)).status).toBe(404);
});

test('the tester’s clock moves by a day, a week, or to what is due', async () => {
  expect((await open.get('/local/state')).body).toMatchObject({ now: 0, nextDue: 1_000_000, personas: [NOOR, TOM] });
  expect((await open.post('/local/clock', { move: 'day' })).body.now).toBe(86_400_000);
  expect((await open.post('/local/clock', { move: 'week' })).body.now).toBe(8 * 86_400_000);
  expect((await open.post('/local/clock', { move: 'next' })).body.now).toBe(8 * 86_400_000 + 1_000_000);
  expect((await open.post('/local/clock', { move: 'back' })).status).toBe(400);
});
