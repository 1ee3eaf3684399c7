import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { deep } from '../domain/support/arbitrary.ts';
import { type FrontDoor, frontDoor, idOf, press } from './support/front-door.ts';
import { mutated } from './support/mutations.ts';

jest.setTimeout(3_600_000);

const SENT = deep ? 100_000 : 400;
const AT_ONCE = 8;

let door: FrontDoor;
/** The size of each written document, by key. */
const documentSizes = new Map<string, number>();

beforeAll(async () => {
  door = await frontDoor({ env: { MESSAGES_A_MINUTE: '100000000' } });
  const { documents } = door.place;
  const write = documents.write.bind(documents);
  documents.write = async (key, value, options) => {
    documentSizes.set(key, JSON.stringify(value).length);
    return write(key, value, options);
  };
});
afterAll(() => door.close());

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
function pressesIn(said: string): object[] {
  const found: object[] = [];
  JSON.parse(said, (_name, value) => {
    if (value?.type === 'Action.Execute') found.push(press(value.verb, { ...value.data, total: '25', find: 'Iris' }));
    return value;
  });
  return found;
}

/** Real activities of every kind, from several users, in Teams and other channels. */
async function recordActivities(): Promise<object[]> {
  const { place, activity, post, posts, serviceUrl } = door;
  const presses: object[] = [];
  for (const role of ['many', 'administrator', 'manager', 'none']) {
    const person = idOf(place, role);
    for (const text of sentences) {
      await post(activity(person, { text }));
      for (const { said } of posts.splice(0)) presses.push(...pressesIn(said).map((one) => activity(person, one)));
    }
  }
  const noor = idOf(place, 'many');
  const invoke = (name: string, value: object) => activity(noor, { type: 'invoke', name, value });
  const members = { membersAdded: [{ id: 'bot' }, { id: `29:${noor}`, aadObjectId: noor }], membersRemoved: [] };
  const group = { id: '19:abc@thread.v2', conversationType: 'groupChat', isGroup: true };
  const elsewhere = { channelId: 'emulator', serviceUrl, conversation: { id: 'c' }, from: { id: noor, name: 'Noor' } };
  const others = [
    ...sentences.map((text) => activity(noor, { text, entities: [{ type: 'clientInfo', locale: 'en-GB' }] })),
    ...sentences.map((text) => activity(noor, { ...elsewhere, text })),
    activity(noor, { ...elsewhere, value: { verb: 'list', page: 0 } }),
    activity(noor, { ...elsewhere, type: 'event', name: 'language', value: 'nl' }),
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
      channelData: { tenant: { id: place.organisation.tenant } },
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
  return [...others, ...others, ...presses];
}

/** Bytes in use after garbage collection, without what documents take. */
function usedHeapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  // Texts are held at one or two bytes a letter.
  const texts = [...documentSizes].reduce((all, [key, length]) => all + 2 * (key.length + length), 0);
  return process.memoryUsage().heapUsed - texts;
}

test(`${SENT} activities made by changing real ones: each is answered, none with a fault, and nothing grows`, async () => {
  const texts = fc.sample(mutated(await recordActivities()), { seed: 20261123, numRuns: SENT });
  const { place, post, posts } = door;
  const statuses = new Map<number, number>();
  const wrong: unknown[] = [];
  const senders = { talk: new Set<string>(), met: new Set<string>() };
  let next = 0;
  let settled = 0;
  const worker = async () => {
    while (next < texts.length) {
      const at = next++;
      const text = texts[at] ?? '';
      if (at === Math.floor(SENT / 5)) settled = usedHeapBytes();
      const answer = await post(text).catch((error: Error) => error);
      if (!('status' in answer)) {
        wrong.push([answer.message, String(answer.cause), text]);
        continue;
      }
      const body = await answer.text();
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (![200, 400, 501].includes(answer.status) || /\bat .*:\d+:\d+/.test(body))
        wrong.push([answer.status, text, body]);
      if (answer.status !== 400) {
        const { channelId, conversation, from } = JSON.parse(text);
        senders.talk.add(JSON.stringify([channelId, conversation.id, from.id]));
        senders.met.add(JSON.stringify([channelId, conversation.tenantId, from.aadObjectId ?? from.id]));
      }
      // A failed turn is logged; that the channel did not accept an answer is no fault of the turn.
      for (const line of place.lines.splice(0))
        if ('answer' in line || line.msg === 'request failed') wrong.push([line, text]);
      posts.length = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(SENT / 3);
  expect((await post(door.activity(idOf(place, 'many'), { text: 'my subscriptions' }))).status).toBe(200);
  expect(posts.at(-1)?.said).toContain('Power BI Pro');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();

  const count = (kind: string) => [...documentSizes.keys()].filter((key) => key.startsWith(`${kind}/`)).length;
  expect(count('talk')).toBeLessThanOrEqual(senders.talk.size + 4);
  expect(count('met')).toBeLessThanOrEqual(senders.met.size + 4);
  expect(Math.max(...documentSizes.values())).toBeLessThan(256 * 1024);
  if (!deep) return;
  const grown = usedHeapBytes() - settled;
  console.log(`${JSON.stringify([...statuses])}, ${documentSizes.size} documents, ${Math.round(grown / 1024)} kB more`);
  expect(grown).toBeLessThan(20 * 1024 * 1024);
});
