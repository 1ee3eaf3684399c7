import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fetchJson, NOOR, startTestChannel, type TestChannel, TOM } from './test-channel.ts';

let channel: TestChannel;

beforeEach(async () => {
  channel = await startTestChannel();
});

afterEach(() => channel.close());

const readActivities = async (conversation: string, watermark = '') => {
  const { body } = await channel.get(`/directline/conversations/${conversation}/activities?watermark=${watermark}`);
  return body;
};

const postMessage = (conversation: string, activity: object) =>
  channel.post(`/directline/conversations/${conversation}/activities`, { type: 'message', ...activity });

const texts = (activities: { text?: string }[]) => activities.map(({ text }) => text);

test('opening the page sends the bot a conversationUpdate with the user', async () => {
  const { status, body } = await channel.post('/directline/conversations', { user: { id: NOOR.id }, locale: 'nl-NL' });
  expect([status, body.conversationId]).toEqual([201, `local-${NOOR.id}`]);
  expect(channel.bot.received).toMatchObject([
    {
      type: 'conversationUpdate',
      channelId: 'webchat',
      serviceUrl: channel.url,
      locale: 'nl-NL',
      from: { id: NOOR.id, name: NOOR.name },
      recipient: { id: 'purchase-desk' },
      membersAdded: [{ id: 'purchase-desk' }, { id: NOOR.id }],
    },
  ]);
});

test('an unknown visitor has an id and no name', async () => {
  const id = 'visitor-0b0f5d0e-7b0b-4b46-9d2c-0a3d3f5a9c11';
  await channel.post('/directline/conversations', { user: { id } });
  expect(channel.bot.received[0]?.from).toEqual({ id });
});

test('an unknown id cannot open a conversation', async () => {
  for (const id of ['somebody', 'visitor-1', '__proto__', '../secrets']) {
    const { status } = await channel.post('/directline/conversations', { user: { id } });
    expect([id, status]).toEqual([id, 400]);
  }
  expect((await postMessage('local-somebody', { text: 'hi' })).status).toBe(404);
});

test('the echo precedes the answer, and the answer refers to the message', async () => {
  const { body: posted } = await postMessage(`local-${NOOR.id}`, {
    text: 'hello',
    channelData: { clientActivityID: 'c1' },
  });
  const { activities } = await readActivities(`local-${NOOR.id}`);
  expect(texts(activities)).toEqual(['hello', 'You said hello']);
  expect(activities[0]).toMatchObject({ id: posted.id, channelData: { clientActivityID: 'c1' } });
  expect(activities[1]).toMatchObject({ replyToId: posted.id, from: { id: 'purchase-desk' } });
});

test('the sender is the owner of the conversation, regardless of the body', async () => {
  await postMessage(`local-${NOOR.id}`, { text: 'hi', from: { id: TOM.id, name: TOM.name }, channelId: 'msteams' });
  expect(channel.bot.received[0]).toMatchObject({ from: { id: NOOR.id, name: NOOR.name }, channelId: 'webchat' });
});

test('the input fields of a card reach the bot', async () => {
  await postMessage(`local-${NOOR.id}`, { value: { verb: 'review', total: '25' } });
  expect(channel.bot.received[0]).toMatchObject({ type: 'message', value: { verb: 'review', total: '25' } });
});

test('a reload returns the whole conversation, also after a restart', async () => {
  await postMessage(`local-${NOOR.id}`, { text: 'one' });
  const { documents } = channel;
  await channel.close();
  channel = await startTestChannel({ documents });
  await postMessage(`local-${NOOR.id}`, { text: 'two' });
  const { activities } = await readActivities(`local-${NOOR.id}`);
  expect(texts(activities)).toEqual(['one', 'You said one', 'two', 'You said two']);
});

test('a watermark returns new activities only, also when the oldest are no longer stored', async () => {
  for (let n = 1; n <= 110; n += 1) await postMessage(`local-${NOOR.id}`, { text: String(n) });
  const all = await readActivities(`local-${NOOR.id}`);
  expect([all.activities.length, all.watermark]).toEqual([100, '220']);
  await postMessage(`local-${NOOR.id}`, { text: 'new' });
  const newActivities = await readActivities(`local-${NOOR.id}`, all.watermark);
  expect([texts(newActivities.activities), newActivities.watermark]).toEqual([['new', 'You said new'], '222']);
});

test('users do not see each other’s conversations', async () => {
  await postMessage(`local-${NOOR.id}`, { text: 'mine' });
  expect((await readActivities(`local-${TOM.id}`)).activities).toEqual([]);
});

test('concurrent messages are all stored', async () => {
  await Promise.all(Array.from({ length: 25 }, (_, n) => postMessage(`local-${NOOR.id}`, { text: String(n) })));
  expect((await readActivities(`local-${NOOR.id}`)).activities).toHaveLength(50);
});

test('typing does not reach the bot', async () => {
  const { status, body } = await postMessage(`local-${NOOR.id}`, { type: 'typing' });
  expect([status, typeof body.id]).toEqual([200, 'string']);
  expect(channel.bot.received).toEqual([]);
});

test('a card number is forwarded and not stored', async () => {
  await postMessage(`local-${NOOR.id}`, {
    text: 'pay with 4242 4242-4242 4242 please',
    value: { note: '4242424242424242' },
  });
  expect(channel.bot.received[0]).toMatchObject({ text: 'pay with 4242 4242-4242 4242 please' });
  const { activities } = await readActivities(`local-${NOOR.id}`);
  expect(activities[0].text).toBe('pay with •••• please');
  expect(activities[0]).not.toHaveProperty('value');
});

test('a file reaches the bot by name only', async () => {
  const form = new FormData();
  form.append('activity', new Blob([JSON.stringify({ type: 'message', locale: 'nl-NL' })]));
  form.append('file', new Blob(['secret content'], { type: 'text/plain' }), 'plan.txt');
  const path = `/directline/conversations/local-${NOOR.id}/upload`;
  const { status } = await fetchJson(`${channel.url}${path.slice(1)}`, { method: 'POST', body: form });
  expect(status).toBe(200);
  expect(channel.bot.received[0]).toMatchObject({
    type: 'message',
    locale: 'nl-NL',
    attachments: [{ contentType: 'text/plain', name: 'plan.txt' }],
  });
  expect(JSON.stringify([channel.bot.received, (await readActivities(`local-${NOOR.id}`)).activities])).not.toContain(
    'secret',
  );
});

test('a file that is too large, and a body that is not a form, are rejected', async () => {
  const form = new FormData();
  form.append('file', new Blob(['x'.repeat(300_000)]), 'large.bin');
  const url = `${channel.url}directline/conversations/local-${NOOR.id}/upload`;
  expect((await fetchJson(url, { method: 'POST', body: form })).status).toBe(400);
  expect((await fetchJson(url, { method: 'POST', body: 'no form' })).status).toBe(400);
  expect(channel.bot.received).toEqual([]);
});

test('the conversation shows in its language that the bot failed or did not answer', async () => {
  channel.bot.status = 500;
  await postMessage(`local-${NOOR.id}`, { text: 'hello', locale: 'nl-NL' });
  await channel.bot.leave();
  await postMessage(`local-${NOOR.id}`, { text: 'still there?', locale: 'en-US' });
  const { activities } = await readActivities(`local-${NOOR.id}`);
  expect(activities[1].text).toMatch(/niet aangenomen \(HTTP 500\)/);
  expect(activities[3].text).toMatch(/did not take this message \(no answer\)/);
});

test('the bot can start a conversation', async () => {
  const { status, body } = await channel.post('/v3/conversations', { members: [{ id: TOM.id }] });
  expect([status, body.id]).toEqual([201, `local-${TOM.id}`]);
  await channel.post(`/v3/conversations/${body.id}/activities`, { type: 'message', text: 'It renews tomorrow' });
  await channel.post(`/v3/conversations/${body.id}/activities`, { type: 'typing' });
  expect(texts((await readActivities(body.id)).activities)).toEqual(['It renews tomorrow']);
  expect((await channel.post('/v3/conversations', { members: [{ id: 'nobody' }] })).status).toBe(400);
});

test('messages cannot be changed or deleted and members cannot be listed, as in Web Chat', async () => {
  const activity = `${channel.url}v3/conversations/local-${NOOR.id}/activities/1`;
  expect((await fetchJson(activity, { method: 'PUT' })).status).toBe(405);
  expect((await fetchJson(activity, { method: 'DELETE' })).status).toBe(405);
  expect((await channel.get(`/v3/conversations/local-${NOOR.id}/members`)).status).toBe(404);
});

test('the test clock moves by a day, a week, or to the next due time', async () => {
  expect((await channel.get('/local/state')).body).toMatchObject({ now: 0, nextDue: 1_000_000, personas: [NOOR, TOM] });
  expect((await channel.post('/local/clock', { move: 'day' })).body.now).toBe(86_400_000);
  expect((await channel.post('/local/clock', { move: 'week' })).body.now).toBe(8 * 86_400_000);
  expect((await channel.post('/local/clock', { move: 'next' })).body.now).toBe(8 * 86_400_000 + 1_000_000);
  expect((await channel.post('/local/clock', { move: 'back' })).status).toBe(400);
});
