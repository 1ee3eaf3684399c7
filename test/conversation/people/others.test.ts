import { describe, expect, test } from '@jest/globals';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

/** Every verb that is about a purchase, with what it carries. */
const verbs = (subscription: string, order: string, person: string): readonly (readonly [string, object])[] => [
  ['open', { subscription }],
  ['change', { subscription, total: 30 }],
  ['keep', { subscription }],
  ['assign', { subscription, chosen: [person] }],
  ['unassign', { subscription, chosen: [person] }],
  ['holders', { subscription }],
  ['cancel', { subscription }],
  ['recurring', { subscription, on: false }],
  ['recurring', { subscription, on: true }],
  ['reactivate', { subscription }],
  ['undo', { order }],
];

/** What only a guest is not let into: it is about no purchase of anybody's yet. */
const shopping: readonly (readonly [string, object])[] = [
  ['home', {}],
  ['list', {}],
  ['catalogue', {}],
  ['catalogue', { find: 'visio' }],
  ['buy', {}],
  ['buy', { product: 'CFQ7TTC0N8SS', quantity: 1, plan: 'monthly' }],
  ['buy', { product: 'CFQ7TTC0HD33', trial: true }],
  ['assign', { product: 'Power BI Pro' }],
  ['undo', {}],
];

describe.each(shapes)('in %s form', (shape) => {
  test('RULES #1: another user’s subscription or order is out of reach of every verb, and nothing of it is revealed', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.build('change', { product: 'Power BI Pro', total: 25 });
    const order = (await noor.press('Pay')).value('Order') ?? '';
    const before = await noor.account();
    const iris = new ChatDriver(app, shape, 'manager');
    for (const { id, assignments } of before.subscriptions) {
      for (const [verb, payload] of verbs(id, order, assignments[0]?.person ?? 'somebody')) {
        const card = await iris.build(verb, payload);
        const title = verb === 'undo' ? 'There is nothing to undo' : 'That subscription is not in your list';
        expect([verb, card.eyebrow, card.title]).toEqual([verb, 'Not possible · nothing changed', title]);
      }
    }
    expect(await noor.account()).toEqual(before);
  });

  test('a press with another user’s subscription in one’s own conversation changes one’s own only', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const theirs = (await noor.account()).subscriptions[0]?.id ?? '';
    const before = await noor.account();
    const iris = new ChatDriver(app, shape, 'manager');
    await iris.build('change', { product: 'Planner Plan 1', total: 9 });
    const review = iris.card;
    const receipt = await iris.press('Pay', { subscription: theirs, person: before.owner.person, total: 1 }, review);
    expect(receipt.header).toMatchObject({ title: 'Planner Plan 1', number: '9 licences' });
    await iris.build('cancel', { product: 'Planner Plan 1' });
    const cancel = await iris.press('Review', { reason: 'mistake', subscription: theirs });
    expect(cancel.title).toBe('Planner Plan 1');
    expect(await noor.account()).toEqual(before);
  });

  test('RULES #1: a guest is refused whatever the verb', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const before = await noor.account();
    const [mine] = before.subscriptions;
    const guest = new ChatDriver(app, shape, 'guest');
    const all = [...shopping, ...verbs(mine?.id ?? '', 'PD-2026-AAAAAA', mine?.assignments[0]?.person ?? '')];
    for (const [verb, payload] of all) {
      const card = await guest.build(verb, payload);
      expect([verb, card.text]).toEqual([
        verb,
        expect.stringMatching(/Guests cannot buy or change|Only members of the organisation can buy here/),
      ]);
    }
    await expect(guest.account()).rejects.toThrow('There is no account yet.');
    expect(await noor.account()).toEqual(before);
  });

  test('a card of one person pressed by another does nothing', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const review = await noor.build('change', { product: 'Power BI Pro', total: 25 });
    const before = await noor.account();
    const iris = new ChatDriver(app, shape, 'manager');
    expect((await iris.press('Pay', {}, review)).eyebrow).toBe('No longer current · nothing changed');
    expect(await noor.account()).toEqual(before);
    await noor.press('Pay', {}, review);
    expect((await iris.press('Pay', {}, review)).eyebrow).toBe('No longer current · nothing changed');
  });
});

test.each([
  ['en-GB', 'who has a licence', 'Who has a licence', 'Who has it'],
  ['nl-NL', 'wie heeft een licentie', 'Wie heeft een licentie', 'Wie heeft het'],
])('%s: “%s” asks which one, and shows its people', async (locale, sentence, asks, shows) => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many', locale);
  expect((await noor.say(sentence)).eyebrow).toBe(asks);
  expect((await noor.press('Power BI Pro')).eyebrow).toBe(shows);
});

test.each([
  [
    'en-GB',
    'assign Visio to Tom Peeters',
    'Which Visio?',
    'visio plan 1',
    'Review · nothing changed yet',
    'Visio Plan 1',
  ],
  [
    'nl-NL',
    'wijs Visio toe aan Tom Peeters',
    'Welke Visio?',
    'Visio 2',
    'Controleren · nog niets gewijzigd',
    'Visio Plan 2',
  ],
  ['nl-NL', 'koop visio', 'Welk product?', 'visio plan 2', 'Kopen', 'Visio Plan 2'],
])(
  '%s: “%s”: the one meant can be typed instead of pressed',
  async (locale, sentence, asks, typed, eyebrow, product) => {
    const noor = new ChatDriver(await testApp(), 'emulator', 'many', locale);
    expect((await noor.say(sentence)).title).toBe(asks);
    expect((await noor.say(typed)).header).toMatchObject({ eyebrow: eyebrow, title: product });
    await noor.say(sentence);
    await noor.say('stop');
    expect((await noor.say(typed)).title).toBe(product);
  },
);

test.each(shapes)('%s: a person found among the holders is shown, not picked to lose the licence', async (shape) => {
  const noor = new ChatDriver(await testApp(), shape, 'many');
  const form = await noor.say('who has Power BI Pro');
  expect(form.primaryButton).toBe('Unassign');
  const { title, value } = form.choices[0] as { title: string; value: string };
  const match = await noor.say(title.split(' · ')[0] as string);
  expect(match.eyebrow).toBe('Who has it');
  expect(match.choices[0]?.value).toBe(value);
  expect(match.field?.value).toBe('');
  expect((await noor.press('Unassign', { people: value, find: '' })).lines).toContain('loses the licence today');
});

test.each(shapes)('%s: an unticked person is no longer picked, and picking no person is reported', async (shape) => {
  const noor = new ChatDriver(await testApp(), shape, 'many');
  await noor.say('assign Visio Plan 2 to Iris Smit, jan de boer');
  expect(noor.card.field?.value).not.toBe('');
  // A card in Web Chat leaves a field without ticks out.
  expect((await noor.press('Review', { find: '' })).text).toContain('No person was picked.');
  await noor.say('who has Visio Plan 2');
  expect((await noor.press('Unassign', { find: '' })).text).toContain('No person was picked.');
});

test.each([
  ['en-GB', 'assign visio plan 2 to Milan Jansen, Olivier Dubois, jan de boer, Piet Nobody', 'jan de boer and 1 more'],
])('%s: of many people only the first are named: “%s”', async (locale, sentence, named) => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many', locale);
  expect((await noor.say(sentence)).text).toContain(named);
});

test('the comment of a cancellation is on its review', async () => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many');
  await noor.say('cancel Visio Plan 2');
  await noor.press('Review', { reason: 'not-used', feedback: 'We draw on *paper* now' });
  expect(noor.card.value('Reason')).toBe('We do not use it');
  expect(noor.card.value('Feedback')).toBe('We draw on \\*paper\\* now');
});

test('a card that was declined for a purchase is shown as declined, until it pays again', async () => {
  let answer: 'accepted' | 'declined' = 'declined';
  const noor = new ChatDriver(
    await testApp({ gateway: { charge: async () => answer, void: async () => 'voided' as const } }),
    'emulator',
    'many',
  );
  await noor.say('set Power BI Pro to 25');
  await noor.press('Pay');
  const state = async () =>
    (await noor.account()).methods.map(({ lastFour, declinedAt }) => [lastFour, declinedAt !== undefined]);
  expect(await state()).toContainEqual(['4242', true]);
  expect((await noor.say('payment methods')).text).toContain('Declined last time');
  answer = 'accepted';
  await noor.say('set Power BI Pro to 25');
  await noor.press('Pay');
  expect(await state()).toContainEqual(['4242', false]);
});

test('more people than at a time lost their licence: undoing gives it back to as many (RULES S4)', async () => {
  const app = await testApp();
  const noor = new ChatDriver(app, 'emulator', 'many');
  const account = await noor.account();
  const crowd = app.organisation.people.filter(({ kind }) => kind === 'member').slice(0, 25);
  const subscriptions = account.subscriptions.map((one) => {
    const lots = one.lots.map((lot, index) => (index === 0 ? { ...lot, quantity: lot.quantity + 30 } : lot));
    const assignments = crowd.map(({ id }) => ({ person: id, at: 1 }));
    return one.product === account.subscriptions[0]?.product ? { ...one, lots, assignments } : one;
  });
  const key = `account/${account.owner.tenant}/${account.owner.person}`;
  await app.documents.write(key, { ...account, subscriptions }, { index: { kind: 'account', ...account.owner } });
  const [first] = account.subscriptions;
  const review = await noor.build('unassign', { subscription: first?.id, chosen: crowd.map(({ id }) => id) });
  expect(review.primaryButton).toBe('Unassign 25');
  await noor.press('Unassign 25');
  await noor.press('Undo');
  expect(noor.card.primaryButton).toBe('Assign 20');
});
