import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { deep } from '../domain/support/arbitrary.ts';
import { type HttpApp, idOf, press, startHttpApp } from './support/front-door.ts';
import { mutationsOf } from './support/mutations.ts';

jest.setTimeout(3_600_000);

const ACTIVITIES = deep ? 100_000 : 400;
const CONCURRENCY = 8;

let httpApp: HttpApp;
/** The size of each written document, by key. */
const documentSizes = new Map<string, number>();

beforeAll(async () => {
  httpApp = await startHttpApp({ env: { MESSAGES_A_MINUTE: '100000000' } });
  const { documents } = httpApp.app;
  const write = documents.write.bind(documents);
  documents.write = async (key, value, options) => {
    documentSizes.set(key, JSON.stringify(value).length);
    return write(key, value, options);
  };
});
afterAll(() => httpApp.close());

/** Sentences that together start every flow. */
const sentences = [
  'home',
  'my subscriptions',
  'set Power BI Pro to 25',
  'change Power BI Pro',
  'assign Project Plan 3',
  'cancel Power BI Pro',
  'buy Visio',
  'what can I buy',
  'ask for a Power BI licence',
  'my requests',
  'my invoices',
  'spending',
  'payment',
  'settings',
  'my history',
  'all purchases',
  'undo',
  'help',
  'language',
  'be Iris Smit',
];

/** The activities that pressing each button of a card sends. */
function pressesIn(body: string): object[] {
  const presses: object[] = [];
  JSON.parse(body, (_name, value) => {
    if (value?.type === 'Action.Execute') presses.push(press(value.verb, { ...value.data, total: '25', find: 'Iris' }));
    return value;
  });
  return presses;
}

/** Real activities of every kind, from several users, in Teams and other channels. */
async function recordActivities(): Promise<object[]> {
  const { app, activity, post, posts, serviceUrl } = httpApp;
  const presses: object[] = [];
  for (const role of ['many', 'administrator', 'manager', 'none']) {
    const person = idOf(app, role);
    for (const text of sentences) {
      await post(activity(person, { text }));
      for (const { body } of posts.splice(0)) presses.push(...pressesIn(body).map((one) => activity(person, one)));
    }
  }
  const noor = idOf(app, 'many');
  const invoke = (name: string, value: object) => activity(noor, { type: 'invoke', name, value });
  const members = { membersAdded: [{ id: 'bot' }, { id: `29:${noor}`, aadObjectId: noor }], membersRemoved: [] };
  const group = { id: '19:abc@thread.v2', conversationType: 'groupChat', isGroup: true };
  const emulator = { channelId: 'emulator', serviceUrl, conversation: { id: 'c' }, from: { id: noor, name: 'Noor' } };
  const unpressed = [
    ...sentences.map((text) => activity(noor, { text, entities: [{ type: 'clientInfo', locale: 'en-GB' }] })),
    ...sentences.map((text) => activity(noor, { ...emulator, text })),
    activity(noor, { ...emulator, value: { verb: 'list', page: 0 } }),
    activity(noor, { ...emulator, type: 'event', name: 'language', value: 'nl' }),
    activity(noor, {
      text: '<at>Desk</at> help',
      conversation: group,
      entities: [{ type: 'mention', text: '<at>Desk</at>', mentioned: { id: 'bot', name: 'Desk' } }],
    }),
    activity(noor, { attachments: [{ contentType: 'text/html', content: '<p>help</p>' }], text: 'help' }),
    activity(noor, {
      attachments: [{ contentType: 'application/pdf', name: 'order.pdf', contentUrl: 'http://127.0.0.1:9/x' }],
    }),
    activity(noor, {
      type: 'conversationUpdate',
      ...members,
      channelData: { tenant: { id: app.organisation.tenant } },
    }),
    activity(noor, { type: 'installationUpdate', action: 'add' }),
    activity(noor, { type: 'installationUpdate', action: 'remove' }),
    activity(noor, { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }),
    activity(noor, { type: 'messageUpdate', text: 'help', channelData: { eventType: 'editMessage' } }),
    activity(noor, { type: 'typing' }),
    activity(noor, { type: 'endOfConversation' }),
    activity(noor, { text: 'help', deliveryMode: 'expectReplies' }),
    invoke('task/fetch', { data: { verb: 'add-card', next: { verb: 'list' } }, context: { theme: 'dark' } }),
    invoke('task/submit', { data: { saved: true }, context: { theme: 'dark' } }),
    invoke('application/search', {
      kind: 'search',
      queryText: 'Iris',
      queryOptions: { skip: 0, top: 15 },
      dataset: 'x',
    }),
    invoke('composeExtension/query', { commandId: 'x', parameters: [{ name: 'q', value: 'v' }] }),
    invoke('fileConsent/invoke', { type: 'fileUpload', action: 'accept' }),
    invoke('signin/verifyState', { state: '123456' }),
  ];
  return [...unpressed, ...unpressed, ...presses];
}

/** Bytes in use after garbage collection, without what documents take. */
function usedHeapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  // Texts are held at one or two bytes a letter.
  const texts = [...documentSizes].reduce((all, [key, length]) => all + 2 * (key.length + length), 0);
  return process.memoryUsage().heapUsed - texts;
}

test(`${ACTIVITIES} mutated activities: each is answered, none causes an error, and memory does not grow`, async () => {
  const texts = fc.sample(mutationsOf(await recordActivities()), { seed: 20261123, numRuns: ACTIVITIES });
  const { app, post, posts } = httpApp;
  const statuses = new Map<number, number>();
  const failures: unknown[] = [];
  const senders = { talk: new Set<string>(), met: new Set<string>() };
  let next = 0;
  let baseline = 0;
  const worker = async () => {
    while (next < texts.length) {
      const index = next++;
      const text = texts[index] ?? '';
      if (index === Math.floor(ACTIVITIES / 5)) baseline = usedHeapBytes();
      const response = await post(text).catch((error: Error) => error);
      if (!('status' in response)) {
        failures.push([response.message, String(response.cause), text]);
        continue;
      }
      const body = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (![200, 400, 501].includes(response.status) || /\bat .*:\d+:\d+/.test(body))
        failures.push([response.status, text, body]);
      if (response.status !== 400) {
        const { channelId, conversation, from } = JSON.parse(text);
        senders.talk.add(JSON.stringify([channelId, conversation.id, from.id]));
        senders.met.add(JSON.stringify([channelId, conversation.tenantId, from.aadObjectId ?? from.id]));
      }
      // A failed turn is logged; that the channel did not accept an answer is no fault of the turn.
      for (const line of app.lines.splice(0))
        if ('answer' in line || line.msg === 'request failed') failures.push([line, text]);
      posts.length = 0;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  expect(failures.slice(0, 5)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(ACTIVITIES / 3);
  expect((await post(httpApp.activity(idOf(app, 'many'), { text: 'my subscriptions' }))).status).toBe(200);
  expect(posts.at(-1)?.body).toContain('Power BI Pro');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();

  const count = (kind: string) => [...documentSizes.keys()].filter((key) => key.startsWith(`${kind}/`)).length;
  expect(count('talk')).toBeLessThanOrEqual(senders.talk.size + 4);
  expect(count('met')).toBeLessThanOrEqual(senders.met.size + 4);
  expect(Math.max(...documentSizes.values())).toBeLessThan(256 * 1024);
  if (!deep) return;
  const growth = usedHeapBytes() - baseline;
  console.log(
    `${JSON.stringify([...statuses])}, ${documentSizes.size} documents, ${Math.round(growth / 1024)} kB more`,
  );
  expect(growth).toBeLessThan(20 * 1024 * 1024);
});
