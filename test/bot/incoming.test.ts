import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, jest, test } from '@jest/globals';
import { inputOf } from '../../bot/channel/activity-parser.ts';
import { sanitiseInput } from '../../bot/turn/sanitise-input.ts';
import { MemoryRateLimiter } from '../../src/state/memory/memory-rate-limiter.ts';
import { type HttpApp, idOf, press, startHttpApp } from './support/front-door.ts';
import { passRealTime } from './support/real-time.ts';

const open: HttpApp[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const httpApp of open.splice(0)) httpApp.close();
});

async function startApp(options: Parameters<typeof startHttpApp>[0] = {}): Promise<HttpApp> {
  const httpApp = await startHttpApp(options);
  open.push(httpApp);
  return httpApp;
}

const nestedArrays = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const lowLimit = { env: { MESSAGES_A_MINUTE: '5' } };
const TOO_MUCH = 'That is more than I can follow';

test('a request is rejected for its size, encoding, type or form before anything is processed', async () => {
  const { post, activity, posts } = await startApp();
  const message = activity('x', { text: 'help' });
  const statuses = [
    await post({ ...message, text: 'x'.repeat(256 * 1024) }),
    await post({ ...message, text: 'x'.repeat(256 * 1024) }, { 'content-encoding': 'gzip' }),
    await post(message, { 'content-encoding': 'identity' }),
    await post(message, { 'content-encoding': 'br' }),
    await post(message, { 'content-type': 'application/x-www-form-urlencoded' }),
    await post(message, { 'content-type': 'application/vnd.api+json' }),
    await post(''),
    await post('{"type":'),
    await post('['.repeat(130_000)),
    await post('['.repeat(120_000) + ']'.repeat(120_000)),
    await post({ ...message, value: nestedArrays(100) }),
    await post([message]),
    await post('null'),
  ].map(({ status }) => status);
  expect(statuses).toEqual([413, 413, 415, 415, 415, 415, 400, 400, 400, 400, 400, 400, 400]);
  expect(posts).toEqual([]);
  expect((await post({ ...message, value: undefined, channelData: nestedArrays(40) })).status).toBe(200);
});

test('invalid JSON is not quoted in the response: it may contain a card number', async () => {
  const { post } = await startApp();
  const response = await post('{"text": 4242424242424242 "code": 737}');
  expect(response.status).toBe(400);
  expect(await response.text()).not.toMatch(/4242|737/);
});

test.each([
  ['the head', 'POST /api/messages HTTP/1.1\r\nHost: localhost\r\n'],
  [
    'the body',
    'POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"type"',
  ],
])(
  'a caller who does not send %s of a request in time gets 408, and others are answered meanwhile',
  async (_part, partialRequest) => {
    const { base } = await startApp({ requestTimeout: 500 });
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(partialRequest);
    expect((await fetch(`${base}healthz`)).status).toBe(200);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  },
);

test('a connection stays open longer than a load balancer keeps it, so that none closes during a request', async () => {
  const { base } = await startApp({ requestTimeout: 100 });
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  const getHealth = async (): Promise<string> => {
    socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return String(await once(socket, 'data'));
  };
  const seconds = Number(/^keep-alive: timeout=(\d+)/im.exec(await getHealth())?.[1]);
  expect(seconds).toBeGreaterThan(240);
  // Others, who say nothing, are cut off meanwhile: this one is not taken for one of them.
  expect(await text(connect(Number(new URL(base).port), '127.0.0.1'))).toMatch(/^HTTP\/1\.1 408 /);
  expect(await getHealth()).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
});

test('large press data is sanitised up to a total length only, so that other users do not wait', () => {
  const full = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, '4-'.repeat(4_000)]));
  const { value } = sanitiseInput({ verb: 'home', ...full });
  expect(value).toMatchObject({ verb: 'home', f0: '4-'.repeat(4_000) });
  expect(Object.values(value).join('').length).toBeLessThan(41_000);
});

test('the input of an activity is parsed once', () => {
  const activity = { type: 'message', text: 'help' } as Parameters<typeof inputOf>[0];
  expect(inputOf(activity)).toBe(inputOf(activity));
});

test.each(['.', '..', 'x'.repeat(1_001), ''])('an id that would change a URL (%s) is rejected', async (id) => {
  const { post, activity, posts } = await startApp();
  for (const invalid of [{ id }, { replyToId: id }, { conversation: { id } }, { from: { id } }]) {
    expect((await post(activity('x', { text: 'help', ...invalid }))).status).toBe(400);
  }
  expect(posts).toEqual([]);
});

test('an id that contains a path is encoded in the URL of the answer', async () => {
  const { post, activity, posts, app } = await startApp();
  const noor = idOf(app, 'many');
  const id = 'a/../../v3/attachments?x=#';
  const conversation = { id, conversationType: 'personal', tenantId: app.organisation.tenant };
  await post(activity(noor, { text: 'help', id: '../up', conversation }));
  expect(posts[0]?.url).toBe(`/v3/conversations/${encodeURIComponent(id)}/activities/..%2Fup`);
});

test('ids whose paths would be equal have separate states', async () => {
  const { post, app } = await startApp();
  const noor = idOf(app, 'many');
  // Not Teams: elsewhere a client may choose its ids.
  const messageFrom = (conversation: string, id: string, message: string) => ({
    type: 'message',
    text: message,
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9/',
    from: { id },
    conversation: { id: conversation },
  });
  await post(messageFrom('c', 'x/y', `be Noor de Vries`));
  await post(messageFrom('c', 'x/y', 'change Power BI Pro'));
  const state = async (key: string) => app.documents.read<{ dialogs: { dialogStack: unknown[] } }>(key);
  expect((await state('talk/emulator/c/x%2Fy'))?.value.dialogs.dialogStack).toHaveLength(1);
  await post(messageFrom('c/x', 'y', 'help'));
  expect(await state('talk/emulator/c/x/y')).toBeUndefined();
  expect((await state('talk/emulator/c%2Fx/y'))?.value.dialogs.dialogStack ?? []).toHaveLength(0);
  expect(noor).not.toBe('');
});

test('nothing is stored about users who cannot be identified', async () => {
  const env = {
    MicrosoftAppId: '5b1c3d0a-0000-4000-8000-00000000000a',
    MicrosoftAppPassword: 'secret',
    PUBLIC_URL: 'https://desk.example.com',
  };
  const { app, activity } = await startApp({ env });
  const keys: string[] = [];
  const write = app.documents.write.bind(app.documents);
  app.documents.write = async (key, ...rest) => {
    keys.push(key);
    return write(key, ...rest);
  };
  for (const type of ['message', 'conversationUpdate']) {
    for (let one = 0; one < 20; one++) {
      const message = {
        type,
        text: 'hello',
        channelId: 'directline',
        from: { id: `dl_${one}` },
        membersAdded: [{ id: 'bot' }],
      };
      const context = {
        activity: activity('', message),
        turnState: new Map(),
        sendActivity: async () => ({ id: '1' }),
      };
      await app.composition.rateLimitedBot(context as never);
    }
  }
  expect(keys).toEqual([]);
});

test('a user over the limit is told once, then ignored, and answered again a minute later', async () => {
  const { app, post, activity, posts } = await startApp(lowLimit);
  const noor = idOf(app, 'many');
  for (let one = 0; one < 20; one++) expect((await post(activity(noor, { text: 'help' }))).status).toBe(200);
  const warnings = posts.filter(({ body }) => body.includes(TOO_MUCH));
  expect(posts).toHaveLength(6);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.body).toContain('Wait a minute, then do it again.');
  passRealTime(60_000);
  await post(activity(noor, { text: 'my subscriptions' }));
  expect(posts.at(-1)?.body).toContain('Power BI Pro');
});

test('other users at the same address are not limited', async () => {
  const { app, post, activity, posts } = await startApp(lowLimit);
  const [noor, iris] = [idOf(app, 'many'), idOf(app, 'manager')];
  for (let one = 0; one < 10; one++) await post(activity(noor, { text: 'help' }));
  await post(activity(iris, { text: 'help' }));
  expect(posts.at(-1)?.url).toContain(encodeURIComponent(`a:${iris}`));
  expect(posts.at(-1)?.body).not.toContain(TOO_MUCH);
});

test('the limit of a person applies across conversations and channel accounts', async () => {
  const { app, post, activity, posts } = await startApp(lowLimit);
  const noor = idOf(app, 'many');
  const { tenant: tenantId } = app.organisation;
  for (let one = 0; one < 10; one++) {
    const conversation = { id: `c${one}`, conversationType: 'personal', tenantId };
    await post(activity(noor, { text: 'help', conversation, from: { id: `29:${one}`, aadObjectId: noor } }));
  }
  expect(posts.filter(({ body }) => !body.includes(TOO_MUCH))).toHaveLength(5);
});

test('each press over the limit is answered in the user’s language and not executed', async () => {
  const { app, post, activity, posts } = await startApp(lowLimit);
  const noor = idOf(app, 'many');
  await post(activity(noor, { text: 'taal Nederlands' }));
  await post(activity(noor, { text: 'zet Power BI Pro op 25' }));
  for (let one = 0; one < 5; one++) await post(activity(noor, { text: 'help' }));
  const postCount = posts.length;
  const sentence =
    'Dit is meer dan ik kan bijhouden. Wat u zojuist stuurde of indrukte, is niet uitgevoerd. Wacht een minuut en doe het dan opnieuw.';
  for (const verb of ['confirm', 'list']) {
    const response = await post(activity(noor, press(verb)));
    expect(await response.json()).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: sentence,
    });
  }
  for (const name of ['task/fetch', 'task/submit']) {
    const response = await post(activity(noor, { type: 'invoke', name, value: { data: { verb: 'add-card' } } }));
    expect(await response.json()).toEqual({ task: { type: 'message', value: sentence } });
  }
  expect((await post(activity(noor, { type: 'invoke', name: 'composeExtension/query' }))).status).toBe(429);
  expect(posts).toHaveLength(postCount);
  // Where cards are answered by a message, a press gets one as well.
  await post(activity(noor, { value: { verb: 'list' } }));
  expect(posts.at(-1)?.body).toContain('Dit is meer dan ik kan bijhouden');
});

test('the limiter rejects a user with a message once, and starts a new window a minute after their first message', async () => {
  const limiter = new MemoryRateLimiter(2);
  const consume = (user: string, times: number) =>
    Promise.all(Array.from({ length: times }, () => limiter.consume(user)));
  expect(await consume('a', 5)).toEqual(['allow', 'allow', 'reject', 'rejectSilently', 'rejectSilently']);
  expect(await consume('b', 1)).toEqual(['allow']);
  passRealTime(59_000);
  expect(await consume('a', 1)).toEqual(['rejectSilently']);
  passRealTime(1_000);
  expect(await consume('a', 3)).toEqual(['allow', 'allow', 'reject']);
});

test('a personal chat that claims to be a group is answered, and blocks no other turn', async () => {
  const { app, post, activity, posts } = await startApp();
  const noor = idOf(app, 'many');
  await post(activity(noor, { text: 'help' }));
  const conversation = { id: `a:${noor}`, conversationType: 'groupChat', tenantId: app.organisation.tenant };
  expect((await post(activity(noor, { text: 'help', conversation }))).status).toBe(200);
  expect(posts.at(-1)?.body).toContain('Let us talk in private');
  expect((await post(activity(noor, { text: 'help' }))).status).toBe(200);
});

test('null in an activity is treated as absent', async () => {
  const { app, post, activity, posts } = await startApp();
  const noor = idOf(app, 'many');
  const { tenant: tenantId } = app.organisation;
  const conversation = { id: 'n', conversationType: null, isGroup: null, tenantId };
  const from = { id: '29:n', aadObjectId: noor, name: null };
  expect((await post(activity(noor, { text: 'help', locale: null, replyToId: null, conversation, from }))).status).toBe(
    200,
  );
  expect(posts.at(-1)?.body).not.toContain('That did not work');
  expect((await post(activity(noor, { text: null, locale: null }))).status).toBe(200);
  expect(app.lines.filter(({ level }) => Number(level) > 30)).toEqual([]);
});
