import type { Account } from '../../../src/domain/account/account.ts';
import { totalOf } from '../../../src/domain/billing/invoice.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import { idOf, press } from '../../bot/support/front-door.ts';
import { deep } from '../../domain/support/arbitrary.ts';
import { ChatDriver, type TestApp, testApp } from './chat-driver.ts';

/** A user's own data, by the names of card data. */
export interface Theirs {
  readonly person: string;
  readonly tenant: string;
  readonly subscription: string;
  readonly product: string;
  readonly holder: string;
  readonly order: string;
  readonly invoice: string;
  readonly method: string;
  readonly profile: string;
  readonly request: string;
  readonly letter: string;
  /** A review that waits for its confirmation, and one that was confirmed. */
  readonly card: string;
  readonly key: string;
}

type Payloads = (theirs: Theirs) => readonly object[];

const nothing: Payloads = () => [{}];
const onPurchase =
  (...more: readonly object[]): Payloads =>
  ({ subscription, product }) =>
    (more.length > 0 ? more : [{}]).flatMap((one) => [
      { subscription, ...one },
      { subscription, product, ...one },
    ]);
const onPeople: Payloads = ({ subscription, product, person, holder }) => [
  { subscription, chosen: [person] },
  { subscription, chosen: [holder], people: [person, holder] },
  { product, chosen: [person, holder] },
];
const onCard: Payloads = ({ card, key }) => [{ card }, { card: key }];
const onFilter: Payloads = ({ person, subscription, product }) => [
  {},
  { person, subscription, product, text: product, state: 'left', page: 0 },
];

/**
 * What a press of each verb carries when it is forged with another user's data: a verb without a row here
 * is not attacked.
 */
export const forgeries: Readonly<Record<string, Payloads>> = {
  home: nothing,
  list: () => [{}, { page: 3 }],
  open: onPurchase(),
  change: onPurchase({ total: 30 }, { total: 1 }, { delta: -3 }, { delta: 5, typed: 'x' }),
  keep: onPurchase(),
  catalogue: ({ product }) => [{}, { find: product }],
  buy: ({ product, profile, person, subscription }) => [
    { product, quantity: 5, plan: 'monthly', profile, person, subscription },
    { product, trial: true, profile },
    { product, quantity: -5, price: 0, amount: 1 },
    { product, quantity: 1_000_000 },
  ],
  assign: onPeople,
  unassign: onPeople,
  holders: onPurchase(),
  ask: ({ product, holder, person }) => [{ product, chosen: [holder, person] }, { product }],
  requests: () => [{ of: 'own' }, { of: 'decide' }],
  request: ({ request }) => [{ request }],
  answer: ({ request, person, holder }) => [
    { request, all: 'approve' },
    { request, all: 'reject' },
    { request, [`for-${person}`]: 'approve', [`for-${holder}`]: 'reject', by: person, decider: person, as: 'decider' },
  ],
  price: onPurchase({ quantity: 5 }, { delta: 3 }),
  cost: ({ product }) => [{}, { product, per: 'year' }],
  charge: ({ product, person }) => [{ amount: 2196 }, { product, person }, { twice: true }],
  renewal: onPurchase(),
  refund: onPurchase(),
  free: onPurchase(),
  'paid-with': onPurchase(),
  cannot: ({ product }) => [{ what: 'pause', product }],
  withdraw: ({ request, person }) => [{ request }, { request, asker: person }],
  cancel: onPurchase({}, { reason: 'mistake', feedback: 'x' }),
  recurring: onPurchase({ on: false }, { on: true }),
  reactivate: onPurchase(),
  undo: ({ order, subscription, key }) => [{ order }, { order, subscription, key }],
  payment: nothing,
  profile: ({ profile }) => [{ profile }],
  method: ({ method }) => [{ method }],
  'add-card': ({ profile, subscription, product }) => [
    { profile, next: { verb: 'change', subscription, total: 30 } },
    { profile, next: { verb: 'buy', product, quantity: 1, profile } },
  ],
  'edit-card': ({ method, person }) => [{ method, person }],
  attach: ({ profile, method }) => [{ profile }, { profile, method }],
  detach: ({ profile }) => [{ profile }],
  'delete-card': ({ method }) => [{ method }],
  invoices: ({ person, invoice }) => [
    { period: { from: '2020-01-01', to: '2026-12-31' }, person, invoice },
    { from: '2020-01-01', to: '2026-12-31' },
  ],
  invoice: ({ invoice, person }) => [{ number: invoice }, { number: invoice, person }],
  spend: ({ person }) => [{ person }, { period: { from: '2020-01-01', to: '2026-12-31' }, person }],
  history: ({ person }) => [{ person, page: 0 }],
  receipt: ({ order, person }) => [{ order }, { order, person }],
  team: ({ person }) => [{ person, manager: person }],
  settings: ({ person }) => [{ person }],
  'save-settings': ({ person, tenant }) => [{ person, tenant, owner: { person, tenant }, hears: '', cards: 'off' }],
  purchases: onFilter,
  'purchase-filter': onFilter,
  purchase: ({ person, subscription }) => [{ person, subscription }],
  totals: onFilter,
  policy: nothing,
  undelivered: nothing,
  'send-again': ({ letter: delivery }) => [{ letter: delivery }],
  help: () => [{}, { topic: 'sees' }],
  'sign-out': ({ person, tenant }) => [{}, { person, tenant }],
  questions: nothing,
  support: ({ order, invoice }) => [{ about: order }, { about: invoice }],
  say: ({ product }) => [{ text: `cancel ${product}` }, { text: 'undo' }, { text: 'be Noor de Vries' }],
  language: () => [{ to: 'en' }],
  be: ({ person }) => [{ who: person }],
  next: onCard,
  instead: onCard,
  back: onCard,
  stop: onCard,
  confirm: onCard,
  current: onCard,
};

/** Fields that no card has, with which a press could say who presses it, what it costs, and what was reviewed. */
export const pretended = ({ person, tenant, key, request }: Theirs): Readonly<Record<string, unknown>> => {
  const actor: Actor = { person, tenant, name: 'Noor de Vries', kind: 'member', roles: ['administrator'] };
  return {
    actor,
    from: { id: `29:${person}`, aadObjectId: person },
    owner: { person, tenant },
    roles: ['administrator'],
    kind: 'member',
    price: 0,
    amount: 0,
    today: { net: 0, tax: 0, gross: 0 },
    currency: 'JPY',
    shown: { act: 'change', from: 1, now: 1 },
    confirmed: true,
    key,
    id: request,
  };
};

export const ASKED_WHY = 'Kestrel pelargonium audit';

export interface Scene {
  readonly app: TestApp;
  readonly noor: ChatDriver;
  readonly theirs: Theirs;
  /** What only Noor may see, as it would be written. */
  readonly secrets: readonly string[];
}

/** Noor, who bought, pays with cards, has an order reviewed and another made, and is asked for a licence by a teammate. */
export async function scene(): Promise<Scene> {
  const app = await testApp();
  const noor = new ChatDriver(app, 'teams', 'many');
  await noor.say('help');
  await noor.say('set Power BI Pro to 25');
  const key = String(noor.card.button('Pay').data.card);
  const order = (await noor.press('Pay')).value('Order') ?? '';
  const thijs = new ChatDriver(app, 'teams', 'Thijs van der Meulen');
  await thijs.say('request Power BI Pro');
  const asker = app.organisation.people.find(({ name }) => name === 'Thijs van der Meulen')?.id ?? '';
  await thijs.press('Review', { people: asker, why: ASKED_WHY });
  await thijs.press('Ask for 1');
  await app.composition.scheduler.runDue();
  await app.composition.outbox.run();
  const review = await noor.build('change', { product: 'Power BI Pro', total: 40 });
  const { owner, subscriptions, profiles, methods } = await noor.account();
  const stored = await everything(app);
  const remaining = (kind: string) => [...stored.keys()].filter((one) => one.startsWith(`${kind}/`));
  const own = (kind: string) =>
    remaining(kind).flatMap((one) => (one.includes(owner.person) ? (one.split('/').at(-1) ?? []) : []));
  const one = subscriptions.find(({ product }) => product === 'CFQ7TTC0H9MP');
  const [invoice = '', ...invoices] = own('invoice');
  const theirs: Theirs = {
    ...owner,
    subscription: one?.id ?? '',
    product: 'Power BI Pro',
    holder: one?.assignments[0]?.person ?? '',
    order,
    invoice,
    method: methods[0]?.id ?? '',
    profile: profiles[0]?.id ?? '',
    request: remaining('request')[0]?.split('/').at(-1) ?? '',
    letter: remaining('letter')[0] ?? '',
    card: String(review.button('Pay').data.card),
    key,
  };
  const ids = [...own('order'), order, invoice, ...invoices, ...subscriptions.map(({ id }) => id)];
  const words = [ASKED_WHY, 'Insight team', 'N. de Vries', '•••• 8431', key, theirs.card];
  return { app, noor, theirs, secrets: [...new Set([...ids, ...words, ...(await amounts(noor, theirs))])] };
}

/** Every amount of money on what Noor looks at, but prices that stand in the catalogue. */
async function amounts(noor: ChatDriver, { subscription, invoice, order }: Theirs): Promise<readonly string[]> {
  const match = new Set<string>();
  const looks = [
    ['home', {}],
    ['list', {}],
    ['open', { subscription }],
    ['invoice', { number: invoice }],
    ['invoices', {}],
    ['spend', {}],
    ['receipt', { order }],
    ['history', {}],
  ] as const;
  for (const [verb, data] of looks) {
    const { text } = await noor.build(verb, data);
    for (const [amount] of text.matchAll(/€[\d,]{3,}\.\d\d/g)) match.add(amount);
  }
  return [...match];
}

/** Every document there is, as text. */
async function everything({ documents }: TestApp): Promise<ReadonlyMap<string, string>> {
  const match = new Map<string, string>();
  const collect = async (key: string, value: unknown) => match.set(key, JSON.stringify(value)).size;
  await documents.copyTo({ ...documents, write: collect } as unknown as typeof documents);
  return match;
}

/** A user who presses with another user's data. */
export interface Presser {
  readonly name: string;
  readonly chat: ChatDriver;
  /** Names of people whom this one cannot know: those of another organisation. */
  readonly strangers: readonly string[];
  /** Everything the bot says to a press, as it goes out. */
  press(verb: string, data: object): Promise<string>;
  /** Whether a document is this person's own, and about no purchase or money. */
  mayWrite(key: string): boolean;
}

/** The conversation of a user of another organisation. */
const otherConversation = (person: string) => ({
  conversation: {
    id: `c-${person}`,
    isGroup: false,
    name: '',
    conversationType: 'personal',
    tenantId: 'another-tenant',
  },
});

/** One presser of each kind, also one with Noor's id in another organisation; in the deep tests every person. */
export function pressers(app: TestApp): readonly Presser[] {
  const { tenant, people } = app.organisation;
  const presser = (name: string, role: string, away = false): Presser => {
    const chat = new ChatDriver(app, 'teams', role);
    const person = idOf(app, role);
    const own = `${away ? 'another-tenant' : tenant}/${person}`;
    const chats = `talk/msteams/${away ? 'c' : 'talk'}-${person}`;
    return {
      name,
      chat,
      strangers: away ? people.flatMap((one) => (one.id === person ? [] : [one.name])) : [],
      async press(verb, data) {
        const from = { sent: chat.sent.length, updated: chat.updated.length };
        const where = away ? otherConversation(person) : {};
        await chat.deliver({ ...press(verb, { ...data, verb }), replyToId: 'shown', ...where });
        return JSON.stringify([chat.sent.slice(from.sent), chat.updated.slice(from.updated)]).replaceAll('\u00a0', ' ');
      },
      mayWrite: (key) =>
        // What administrators look at is written down.
        [`met/${own}`, `preferences/${own}`, `trail/${own}`].includes(key) ||
        [chats, `letter/${own}/`, `audit/trail/${own}/`].some((start) => key.startsWith(start)),
    };
  };
  const each = [
    presser('another purchaser', 'old-invoices'),
    presser('an administrator', 'administrator'),
    presser('the same id in another tenant', 'many', true),
  ];
  if (!deep) return each;
  return [
    ...each,
    presser('another person', 'none'),
    presser('the manager', 'manager'),
    presser('a guest', 'guest'),
    presser('somebody who left', 'left'),
    presser('an administrator’s id in another tenant', 'administrator', true),
  ];
}

/** What a person owns and has paid, without the numbers that differ from one key to the next. */
export function standing({ subscriptions, orders, methods, profiles, acts = [], intent, unfiled }: Account): unknown {
  return {
    subscriptions: subscriptions.map(({ id: _id, ...one }) => one),
    orders: orders.map(({ act, product, from, now, today, paidWith, people, later }) => [
      act,
      product,
      from,
      now,
      later,
      today,
      paidWith,
      people,
    ]),
    invoices: unfiled.invoices.map(({ lines, paidWith }) => [totalOf(lines), paidWith]),
    acts: acts.map(({ act, facts }) => [act, facts]),
    methods,
    profiles,
    intent: intent !== undefined,
  };
}

/** The keys of what is written from now on and becomes other than it was; each time asked, those since the last time. */
export function changesIn({ documents }: TestApp): () => readonly string[] {
  const before = new Map<string, string | undefined>();
  const after = new Map<string, string | undefined>();
  const remember = async (key: string) => {
    if (!before.has(key)) before.set(key, JSON.stringify((await documents.read(key))?.value));
  };
  const [write, remove] = [documents.write.bind(documents), documents.delete.bind(documents)];
  documents.write = async (key, value, options) => {
    await remember(key);
    const version = await write(key, value, options);
    after.set(key, JSON.stringify(value));
    return version;
  };
  documents.delete = async (key) => {
    await remember(key);
    await remove(key);
    after.set(key, undefined);
  };
  return () => {
    const changed = [...after].flatMap(([key, value]) => (value === before.get(key) ? [] : [key]));
    before.clear();
    after.clear();
    return changed;
  };
}
