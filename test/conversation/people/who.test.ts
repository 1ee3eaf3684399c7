import { describe, expect, test } from '@jest/globals';
import { sandboxOrganisation } from '../../../src/providers/sandbox/organisation.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

const arrival = { type: 'conversationUpdate', membersAdded: [{ id: 'bot', name: 'Purchase Desk' }] };

describe.each(shapes)('in %s form', (shape) => {
  test('the welcome comes once, however often the channel says hello, and the home card with it', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const [welcome, home, ...more] = await noor.deliver(arrival);
    expect(welcome?.title).toBe('Welcome, Noor de Vries');
    expect(home?.title).toBe('3 things to look at first');
    expect(more).toEqual([]);
    expect(await noor.deliver(arrival)).toEqual([]);
    expect(await noor.deliver({ type: 'installationUpdate', action: 'add' })).toEqual([]);
  });

  test('the home card shows first what is most urgent', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const home = await noor.say('home');
    expect(home.entries[0]).toEqual(['28', 'hours', 'Undo 5 × Visio Plan 2', 'Until 23 Nov 2026, 16:52 UTC']);
  });

  test('a user without purchases is told where they would appear', async () => {
    const lotte = new ChatDriver(await testApp(), shape, 'none', 'nl-NL');
    const home = await lotte.say('mijn abonnementen');
    expect(home.lines).toContain('U hebt nog niets gekocht');
    expect(home.buttons).toEqual(['Kopen', 'Betaalmethoden', 'Help']);
  });

  test('a guest may look at help only (RULES #1)', async () => {
    const guest = new ChatDriver(await testApp(), shape, 'guest');
    for (const sentence of ['my subscriptions', 'set Visio to 5', 'home', 'undo', 'change licences']) {
      expect((await guest.say(sentence)).title).toBe('Guests cannot buy or change');
    }
    expect((await guest.say('help')).title).toBe('Only members of the organisation can buy here');
  });

  test('an administrator who bought something is its purchaser', async () => {
    const femke = new ChatDriver(await testApp(), shape, 'administrator');
    expect((await femke.say('5 more Power BI Pro')).change).toBe('5 → 10 licences');
  });

  test('the locale decides the language, “language” changes it, and it stays', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many', 'nl-NL');
    expect((await noor.say('mijn abonnementen')).eyebrow).toBe('Mijn abonnementen');
    expect((await noor.say('language English')).title).toBe('I speak English now');
    expect((await noor.say('my subscriptions')).eyebrow).toBe('My subscriptions');
    noor.locale = 'nl-BE';
    expect((await noor.say('my subscriptions')).eyebrow).toBe('My subscriptions');
    expect((await noor.say('taal')).buttons).toEqual(['English', 'Nederlands', 'Home']);
    await noor.press('Nederlands');
    expect((await noor.say('mijn abonnementen')).text).toContain('€ 242,00');
  });

  test('dates and money are written as the region writes them', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many', 'en-US');
    expect((await noor.say('my subscriptions')).text).toContain('renews Dec 1, 2026');
    noor.locale = 'fr-FR';
    expect((await noor.say('my subscriptions')).text).toContain('renews 1 Dec 2026');
  });

  test('each turn leaves one line in the log with nothing personal in it', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    await noor.press('Pay');
    expect(app.lines).toHaveLength(2);
    expect(app.lines[1]).toMatchObject({
      input: 'card',
      verb: 'confirm',
      reference: expect.stringMatching(/^\w{4}-\w{4}$/),
    });
    const sentText = JSON.stringify(app.lines);
    for (const personal of ['Noor', 'Power BI', '3a124c64', '4242']) expect(sentText).not.toContain(personal);
  });
});

test('in Teams a user whom the sandbox does not know is a new purchaser with the name from the channel', async () => {
  const newcomer = new ChatDriver(await testApp(), 'teams', '11111111-2222-4333-8444-555555555555');
  const [welcome, home] = await newcomer.deliver({
    ...arrival,
    from: { id: '29:x', name: 'Ada New', aadObjectId: '11111111-2222-4333-8444-555555555555' },
  });
  expect(welcome?.title).toBe('Welcome, Ada New');
  expect(home?.title).toBe('You have not bought anything yet');
});

test('in Teams a person of the organisation is who they are only in their own tenant', async () => {
  const noor = new ChatDriver(await testApp(), 'teams', 'many');
  const otherConversation = {
    conversation: { id: 'c', isGroup: false, name: '', conversationType: 'personal', tenantId: 'another-tenant' },
  };
  const home = await noor.send({ type: 'message', text: 'my subscriptions', ...otherConversation });
  expect(home.lines).toContain('You have not bought anything yet');
});

test('in Teams a user cannot become another', async () => {
  const noor = new ChatDriver(await testApp(), 'teams', 'many');
  expect((await noor.say('be Iris Smit')).title).toBe('You cannot act as another person here');
  expect((await noor.say('home')).eyebrow).toBe('Noor de Vries');
});

test('in the Emulator a card asks whom to be, and “be” changes it', async () => {
  const tester = new ChatDriver(await testApp(), 'emulator', 'f3c1-random');
  const requests = await tester.deliver(arrival);
  expect(requests).toHaveLength(1);
  expect(await tester.deliver(arrival)).toEqual([]);
  expect((await tester.say('my subscriptions')).title).toBe('Who are you today?');
  expect((await tester.press('Noor de Vries')).title).toBe('You are Noor de Vries');
  expect((await tester.press('Home')).title).toBe('3 things to look at first');
  expect((await tester.say('be Sanne')).title).toBe('Several people match “Sanne”');
  expect((await tester.say('wees nobody at all')).title).toBe('No one here is called “nobody at all”');
  expect((await tester.say('be Iris Smit')).title).toBe('You are Iris Smit');
  expect((await tester.say('home')).eyebrow).toBe('Iris Smit');
});

test('in Teams a press is answered in place: the card changes for everybody, and no message is added', async () => {
  const noor = new ChatDriver(await testApp(), 'teams', 'many');
  await noor.say('set Power BI Pro to 25');
  await noor.press('Pay');
  expect(noor.sent.map(({ type }) => type)).toEqual(['message', 'invokeResponse']);
  expect(noor.updated).toMatchObject([
    { id: 'shown', summary: expect.stringContaining('Done: Power BI Pro has 25 licences') },
  ]);
});

test('elsewhere a press brings a new card that names the one it follows', async () => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many');
  const review = await noor.say('set Power BI Pro to 25');
  await noor.press('Pay');
  const [first, second] = noor.sent;
  expect(first?.channelData.card).toBe(review.button('Pay').data.card);
  expect(second?.channelData.follows).toBe(first?.channelData.card);
});

const group = {
  id: 'g',
  isGroup: true,
  name: '',
  conversationType: 'groupChat',
  tenantId: sandboxOrganisation().tenant,
};

test('in a group no purchases are shown, and no press acts', async () => {
  const noor = new ChatDriver(await testApp(), 'teams', 'many');
  const requests = { type: 'message', text: 'my subscriptions', conversation: group };
  expect((await noor.send(requests)).title).toBe('Let us talk in private');
  expect(await noor.deliver({ ...arrival, conversation: group })).toEqual([]);
});

test.each([
  ['my subscriptions', '€'],
  ['set Power BI Pro to 25', 'Power BI Pro'],
])('what is asked in a group, such as “%s”, is answered in private', async (text, answer) => {
  const noor = new ChatDriver(await testApp(), 'teams', 'many');
  await noor.say('help');
  const [inPrivate, inGroup] = await noor.deliver({ type: 'message', text, conversation: group });
  expect(inPrivate?.text).toContain(answer);
  expect(inGroup?.title).toBe('I answered you in private');
  expect(inGroup?.buttons).toEqual([]);
  expect(inGroup?.text).not.toContain(answer);
});

test.each(['confirm', 'undo', 'cancel', 'list'])(
  'a personal card pressed in a group (%s) does nothing',
  async (verb) => {
    const noor = new ChatDriver(await testApp(), 'teams', 'many');
    await noor.say('set Power BI Pro to 25');
    const before = await noor.account();
    const { data } = noor.card.button('Pay');
    const action = { type: 'Action.Execute', verb, data: { ...data, verb } };
    const [shownCard] = await noor.deliver({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action },
      conversation: group,
    });
    expect(shownCard?.title).toBe('Let us talk in private');
    expect(await noor.account()).toEqual(before);
  },
);
