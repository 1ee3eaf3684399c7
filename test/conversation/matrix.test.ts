import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { verbs } from '../../dialogs/understanding/intent.ts';
import type { Account, Order } from '../../src/domain/account.ts';
import { deep, settings } from '../domain/arbitrary.ts';
import { type SeenCard, Talk, type World, world } from './talk.ts';

jest.setTimeout(1_800_000);

const OTHER_TENANT = '7d9f6f0e-0000-4000-8000-00000000000b';

/** Noor, who has much, and what others might name of hers. */
interface Noor {
  readonly talk: Talk;
  readonly account: Account;
  readonly ids: Readonly<Record<string, unknown>>;
  /** What nobody else may read, whoever they are. */
  readonly secrets: readonly string[];
}

let place: World;
let noor: Noor;

beforeAll(async () => {
  place = await world();
  noor = await purchaser();
});

async function purchaser(): Promise<Noor> {
  const talk = new Talk(place, 'teams', 'many');
  await talk.say('set Power BI Pro to 25');
  const order = (await talk.press('Pay')).value('Order') ?? '';
  await talk.say('last invoice');
  const invoice = /[0-9A-Z]{4}-\d{4}/.exec(talk.card.text)?.[0] ?? '';
  await talk.say('ask for Visio Plan 1');
  await place.desk.outbox.work();
  const account = await talk.account();
  const [subscription] = account.subscriptions.filter(({ state }) => state.kind === 'active');
  const [profile] = account.profiles;
  const [letter] = await place.documents.find({ kind: 'letter', limit: 1 });
  const ids = {
    subscription: subscription?.id,
    product: 'Power BI Pro',
    order,
    number: invoice,
    profile: profile?.id,
    method: account.methods[0]?.id,
    person: account.owner.person,
    letter: letter?.key ?? `letter/${account.owner.tenant}/${account.owner.person}/x`,
    request: randomUUID(),
  };
  expect(Object.entries(ids).filter(([, id]) => !id)).toEqual([]);
  const cards = account.methods.map(({ lastFour }) => `•••• ${lastFour}`).filter((card) => !card.endsWith('4242'));
  return { talk, account, ids, secrets: [order, invoice, ...cards] };
}

/** Every document, as text. */
async function everything(): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  await place.documents.copyTo({
    write: async (key: string, value: unknown) => all.set(key, JSON.stringify(value)).size,
  } as never);
  return all;
}

/** What somebody did to documents that are not their own. */
async function harmBy(person: string, before: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const after = await everything();
  const own = (key: string) =>
    key.includes('/elsewhere/') || [key, before.get(key), after.get(key)].some((one) => one?.includes(person));
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key) !== after.get(key) && !own(key) && !key.startsWith('gateway/'),
  );
}

/** Who presses, and from where. */
const pressers: readonly (readonly [who: string, role: string, tenant?: string])[] = [
  ['a colleague', 'Tariq Haddad'],
  ['the manager', 'manager'],
  ['an administrator', 'administrator'],
  ['a guest', 'guest'],
  ['the same object id in another organisation', 'many', OTHER_TENANT],
  ['a colleague’s object id in another organisation', 'Tariq Haddad', OTHER_TENANT],
];

const PRESSES_ON = ['Review', 'Pay', 'Confirm', 'Cancel', 'Assign', 'Unassign', 'Approve', 'Save', 'Add'];

/** A press from a tenant, and on with whatever the answer offers that does something. */
async function pressed(
  talk: Talk,
  verb: unknown,
  data: object,
  tenant: string | undefined,
): Promise<readonly SeenCard[]> {
  const cards: SeenCard[] = [];
  let action: object = { type: 'Action.Execute', verb, data: { ...data, verb } };
  for (let presses = 0; presses < 3; presses++) {
    const sent: Partial<Activity> = { type: 'invoke', name: 'adaptiveCard/action', value: { action } };
    const elsewhere = {
      id: 'elsewhere',
      isGroup: false,
      name: '',
      conversationType: 'personal',
      tenantId: tenant ?? '',
    };
    const shown = await talk.deliver({ ...sent, ...(tenant && { conversation: elsewhere }) });
    cards.push(...shown);
    const last = shown.at(-1);
    const next = last && PRESSES_ON.find((title) => last.buttons.some((button) => button.startsWith(title)));
    if (!last || !next) break;
    const { verb: on, data: carried } = last.button(next);
    action = { type: 'Action.Execute', verb: on, data: { ...carried, ...data, verb: on } };
  }
  return cards;
}

/** The ids a press can carry, each alone, all, with more and with what no program makes. */
const payloads = ({ ids }: Noor): readonly object[] => [
  {},
  ...Object.entries(ids).map(([name, id]) => ({ [name]: id })),
  { ...ids },
  {
    ...ids,
    total: 1,
    delta: -1,
    quantity: 1,
    price: 0,
    net: 0,
    gross: 0,
    owner: noor.account.owner,
    tenant: noor.account.owner.tenant,
  },
  {
    ...ids,
    on: false,
    all: 'approve',
    of: 'decide',
    chosen: [noor.account.owner.person],
    people: [noor.account.owner.person],
  },
  Object.fromEntries(Object.keys(ids).map((name) => [name, { id: '__proto__' }])),
];

describe.each(pressers)('%s', (_who, role, tenant) => {
  test('presses everything there is with what is Noor’s: nothing of hers changes, and nothing of it is told', async () => {
    const talk = new Talk(place, 'teams', role);
    const person = [...place.organisation.people].find(
      ({ id, name }) => name === role || id === place.organisation.personas.find((one) => one.role === role)?.person.id,
    )?.id;
    const from = place.lines.length;
    const before = await everything();
    for (const verb of verbs) {
      // Being somebody else is for testers, and not in Teams at all.
      for (const payload of payloads(noor)) {
        for (const card of await pressed(talk, verb, payload, tenant)) {
          const sent = JSON.stringify(payload);
          const told = noor.secrets.filter((secret) => card.text.includes(secret) && !sent.includes(secret));
          expect([verb, payload, told, card.lines.includes('That did not work')]).toEqual([verb, payload, [], false]);
        }
      }
    }
    expect(place.lines.slice(from).filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect(await harmBy(tenant ? `${tenant}/` : (person ?? ''), before)).toEqual([]);
  });
});

/** What is put in the place of something that a card carries. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 0, -1, 1e9, 1.5, '25', '__proto__', [], {}, true, 'renewal', 'cancel'),
  fc.nat(40),
  fc.uuid(),
  fc.constantFrom('subscription', 'order', 'profile', 'method', 'person', 'number').map((name) => noor.ids[name]),
  fc.jsonValue({ maxDepth: 2 }),
);

const mutation = fc.record({
  total: fc.integer({ min: 1, max: 60 }),
  /** Which of what the button carries is changed, and to what. */
  changed: fc.array(fc.tuple(fc.nat(), odd), { maxLength: 3 }),
  extra: fc.dictionary(
    fc.constantFrom(
      'total',
      'quantity',
      'price',
      'gross',
      'shown',
      'key',
      'request',
      'person',
      'subscription',
      '__proto__',
      'when',
      'profile',
    ),
    odd,
    { maxKeys: 3 },
  ),
  verb: fc.option(fc.constantFrom(...verbs, 'next', 'confirm', 'instead'), { nil: undefined }),
  again: fc.nat(2),
});

test('what a card of one’s own carries, changed in any way, does what its review showed, once, or nothing', async () => {
  const { talk } = noor;
  const key = `account/${noor.account.owner.tenant}/${noor.account.owner.person}`;
  const [at] = (await place.documents.find({ kind: 'account', limit: 1_000 })).filter((one) => one.key === key);
  const numRuns = deep ? 10_000 : 250;
  let done = 0;
  await fc.assert(
    fc.asyncProperty(mutation, async ({ total, changed, extra, verb, again }) => {
      const started = await talk.account();
      const review = await talk.say(`set Power BI Pro to ${total}`);
      const [title] = review.buttons;
      const pay = review.button(title ?? '');
      const names = Object.keys(pay.data);
      const data: Record<string, unknown> = { ...pay.data, ...extra };
      for (const [which, value] of changed) data[names[which % names.length] ?? 'x'] = value;
      for (let press = 0; press <= again; press++) {
        const answer = await talk.forge(
          verb ?? pay.verb,
          JSON.parse(JSON.stringify({ ...data, verb: verb ?? pay.verb })),
        );
        expect(answer.lines).not.toContain('That did not work');
      }
      const { orders, subscriptions } = await talk.account();
      const made = orders.filter(({ number }) => !started.orders.some((one) => one.number === number));
      expect(made.length).toBeLessThanOrEqual(1);
      for (const order of made) {
        done++;
        expect(askedFor(order, total)).toBe(true);
        // The amount that was read is the amount that was charged.
        const paid = (Math.abs(order.today.gross) / 100).toFixed(2);
        if (order.today.gross !== 0)
          expect(review.text).toContain(`€${Number(paid).toLocaleString('en-GB', { minimumFractionDigits: 2 })}`);
      }
      if (made.length === 0) expect(subscriptions).toEqual(started.subscriptions);
      // Back to where it began, so that accounts do not grow.
      const { value } = (await place.documents.read<Account>(key)) ?? {};
      await place.documents.write(
        key,
        { ...value, ...noor.account, trail: value?.trail },
        { index: at?.row ?? { kind: 'account' } },
      );
    }),
    { ...settings, numRuns },
  );
  if (deep) console.log(`${done} of ${numRuns} changed presses did what their review showed, the others nothing`);
  expect(done).toBeGreaterThan(0);
});

/** Whether an order is the one that was reviewed, at once or at the renewal. */
const askedFor = ({ request, now, later = now }: Order, total: number): boolean =>
  request.act === 'change' && request.total === total && later === total;
