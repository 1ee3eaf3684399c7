import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../../src/domain/common/time.ts';
import { ChatDriver, type Circumstances, type Shape, shapes, type TestApp, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

/** What every due moment brings is done and told. */
async function runScheduler(app: TestApp): Promise<void> {
  await app.composition.scheduler.runDue();
  await app.composition.outbox.run();
}

const names = {
  thijs: 'Thijs van der Meulen',
  zoe: 'Zoë Çelik',
  milan: 'Milan Jansen',
  yara: 'Yara Haddad',
  ngozi: 'Ngozi Adébáyò',
};

/** Thijs, who has nothing; teammates with Power BI Pro licences left (Noor 3, Milan 1, Yara 1); their manager Iris. */
async function team(shape: Shape, { locale = 'en-GB', ...others }: Circumstances & { locale?: string } = {}) {
  const app = await testApp(others);
  const chat = (role: string) => new ChatDriver(app, shape, role, locale);
  const people = {
    thijs: chat(names.thijs),
    noor: chat('many'),
    milan: chat(names.milan),
    yara: chat(names.yara),
    iris: chat('manager'),
  };
  for (const one of Object.values(people)) await one.say('help');
  const id = (name: string) => app.organisation.people.find((one) => one.name === name)?.id ?? '';
  /** Thijs asks, up to and with his confirmation. */
  const ask = async (content: string, why = 'For the quarterly report', whom: readonly string[] = [names.thijs]) => {
    await people.thijs.say(content);
    await people.thijs.press('Review', { people: whom.map(id).join(), why });
    await people.thijs.press(`Ask for ${whom.length}`);
    await runScheduler(app);
  };
  return { app, id, ask, ...people };
}

const countMessages = (chat: ChatDriver) => chat.sent.filter(({ attachments }) => attachments).length;
const POWER_BI = 'CFQ7TTC0H9MP';
const has = async (chat: ChatDriver, person: string, product = POWER_BI) =>
  (await chat.account()).subscriptions.some(
    (one) => one.product === product && one.assignments.some((input) => input.person === person),
  );
/** Orders of the day the tests play on. */
const orders = async (chat: ChatDriver) =>
  (await chat.account()).orders.filter(({ at }) => at >= Date.UTC(2026, 10, 22, 12)).length;

describe.each(shapes)('in %s form', (shape) => {
  test('asking shows who will decide before anything is asked', async () => {
    const { app, thijs, noor, id } = await team(shape);
    const form = await thijs.say('ask for a Power BI licence');
    expect(form.header).toMatchObject({ eyebrow: 'Ask for a licence', title: 'Power BI Pro' });
    expect(form.fields[0]?.value).toBe(id(names.thijs));
    const review = await thijs.press('Review', { people: id(names.thijs), why: 'For *the* report' });
    expect(review.eyebrow).toBe('Review · not asked yet');
    expect(review.value('Why')).toBe('“For \\*the\\* report”');
    expect(review.value('One of them decides')).toBe('Yara Haddad, Noor de Vries, Milan Jansen');
    const before = countMessages(noor);
    await runScheduler(app);
    expect(countMessages(noor)).toBe(before);
  });

  test('team members with free licences are notified, with the cost; approving assigns, and the requester is notified', async () => {
    const { app, thijs, noor, milan, yara, iris, id, ask } = await team(shape);
    const manager = countMessages(iris);
    await ask('request Power BI Pro', 'For the report', [names.thijs, names.zoe]);
    expect(countMessages(iris)).toBe(manager);
    for (const one of [noor, milan, yara]) {
      expect(one.card.header).toMatchObject({
        eyebrow: 'Licence request',
        title: 'Thijs van der Meulen asks for Power BI Pro',
      });
      expect(one.card.value('Why')).toBe('“For the report”');
    }
    expect(noor.card.header).toMatchObject({ number: '€0.00', caption: '2 of your 3 free licences' });
    expect(noor.card.fields.map(({ label, value }) => [label, value])).toEqual([
      [names.thijs, 'later'],
      [names.zoe, 'later'],
      ['A note with your answer', ''],
    ]);
    const receipt = await noor.press('Approve all 2', { note: 'Enjoy' });
    expect(receipt.lines).toContain('Approved');
    expect(await has(noor, id(names.thijs))).toBe(true);
    expect(await has(noor, id(names.zoe))).toBe(true);
    await runScheduler(app);
    expect(thijs.card.header).toMatchObject({
      eyebrow: 'Your request · answered',
      title: 'Power BI Pro',
      state: 'Approved',
    });
    expect(thijs.card.text).toContain('“Enjoy”');
  });

  test('each person is decided by itself: one approved, one rejected, one later', async () => {
    const { app, thijs, noor, id, ask } = await team(shape);
    const [one, two, three] = [names.thijs, names.zoe, names.ngozi];
    await ask('request Power BI Pro', 'Report', [one, two, three]);
    const fields = { [`for-${id(one)}`]: 'approve', [`for-${id(two)}`]: 'reject', [`for-${id(three)}`]: 'later' };
    const card = await noor.press('Send answers', fields);
    expect([card.value(one), card.value(two)]).toEqual(['by Noor de Vries', 'by Noor de Vries']);
    expect(card.buttons).toEqual(['Approve', 'Reject', 'Home']);
    await runScheduler(app);
    const states = thijs.card.lines.filter((line) => ['Approved', 'Rejected', 'Waiting'].includes(line));
    expect(states).toEqual(['Waiting', 'Approved', 'Rejected', 'Waiting']);
    expect([await has(noor, id(one)), await has(noor, id(two)), await has(noor, id(three))]).toEqual([
      true,
      false,
      false,
    ]);
    await noor.press('Reject', { note: 'Not you' }, card);
    await runScheduler(app);
    expect(thijs.card.header).toMatchObject({
      eyebrow: 'Your request · answered',
      title: 'Power BI Pro',
      state: 'Answered',
    });
  });

  test('picking no person is reported on the card, and decides nothing', async () => {
    const { noor, ask } = await team(shape);
    await ask('request Power BI Pro', 'Report', [names.thijs, names.zoe]);
    const card = await noor.press('Send answers', {});
    expect(card.text).toContain('Pick an answer for at least one person.');
    expect(card.buttons).toContain('Approve all 2');
  });

  test('too few licences: the difference is reviewed, bought on the decider’s own card, and given in one order', async () => {
    const { app, thijs, yara, id, ask } = await team(shape);
    await ask('request Visio Plan 2', 'Report', [names.zoe, 'Iris Smit']);
    expect(yara.card.header).toMatchObject({ number: '+€14.00', caption: 'a month, excl. tax: 1 free, 1 is added' });
    const before = await orders(yara);
    const review = await yara.press('Approve all 2');
    expect(review.eyebrow).toContain('nothing changed yet');
    expect(await orders(yara)).toBe(before);
    const receipt = await yara.press('Pay');
    expect(receipt.lines).toContain('Approved');
    expect(await orders(yara)).toBe(before + 1);
    const order = (await yara.account()).orders.at(-1);
    expect([order?.act, order?.from, order?.now]).toEqual(['assign', 3, 4]);
    expect(await has(yara, id(names.zoe), order?.product)).toBe(true);
    await yara.pressAgain();
    expect(await orders(yara)).toBe(before + 1);
    await runScheduler(app);
    expect(thijs.card.state).toBe('Approved');
  });

  test('leaving the review decides nothing', async () => {
    const { app, thijs, yara, ask } = await team(shape);
    await ask('request Visio Plan 2', 'Report', [names.zoe, 'Iris Smit']);
    await yara.press('Approve all 2');
    const back = await yara.press('Other people');
    expect(back.buttons).toContain('Approve all 2');
    const before = countMessages(thijs);
    await runScheduler(app);
    expect(countMessages(thijs)).toBe(before);
  });

  test('what another person decided during the review is not bought', async () => {
    const { thijs, yara, ask } = await team(shape);
    await ask('request Visio Plan 2', 'Report', [names.zoe, 'Iris Smit']);
    await yara.press('Approve all 2');
    await thijs.say('my requests');
    await thijs.press('Visio Plan 2');
    await thijs.press('Withdraw');
    const before = await orders(yara);
    expect((await yara.press('Pay')).lines).toContain('Withdrawn');
    expect(await orders(yara)).toBe(before);
  });

  test('a declined card approves no request: it can be answered again', async () => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const { yara, ask } = await team(shape, { gateway });
    await ask('request Visio Plan 2', 'Report', [names.zoe, 'Iris Smit']);
    await yara.press('Approve all 2');
    expect((await yara.press('Pay')).title).toBe('The card was declined');
    await yara.say('stop');
    await yara.say('requests to decide');
    await yara.press('Thijs van der Meulen asks for Visio Plan 2');
    expect(yara.card.buttons).toContain('Approve all 2');
  });

  test('without a free licence on the team the manager decides, and buys one when needed', async () => {
    const { app, thijs, noor, iris, id, ask } = await team(shape);
    const before = countMessages(noor);
    await ask('request Python in Excel');
    expect(countMessages(noor)).toBe(before);
    expect(iris.card.header).toMatchObject({ number: '+€21.80', caption: 'a month, excl. tax: a new subscription' });
    const review = await iris.press('Approve', { term: 'annual' });
    expect(review.text).toContain('217.00');
    await iris.press('Pay');
    expect(iris.card.lines).toContain('Approved');
    expect(await has(iris, id(names.thijs), 'CFQ7TTC0S3X1')).toBe(true);
    const bought = (await iris.account()).subscriptions.at(-1);
    expect([bought?.plan, bought?.assignments.length]).toEqual(['annual', 1]);
    await runScheduler(app);
    expect(thijs.card.state).toBe('Approved');
  });

  test('whom the policy stops can ask; a manager whom it stops as well can only say no', async () => {
    const terms: Circumstances['terms'] = ({ terms: usual }) => ({
      ...usual,
      policy: new Map([...usual.products.keys()].map((product) => [product, 'Disabled'])),
    });
    const { app, thijs, noor, iris, ask } = await team(shape, { terms });
    const refused = await thijs.say('buy Power BI Pro');
    expect(refused.primaryButton).toBe('Ask for it');
    const form = await thijs.press('Ask for it');
    expect(form.eyebrow).toBe('Ask for a licence');
    await thijs.press('Review', { people: thijs.card.field?.value, why: 'Report' });
    await thijs.press('Ask for 1');
    await runScheduler(app);
    // A policy stops new purchases, not licences there are.
    await noor.press('Approve');
    await runScheduler(app);
    expect(thijs.card.state).toBe('Approved');
    await thijs.say('request Python in Excel');
    await thijs.press('Review', { people: thijs.card.field?.value, why: 'Report' });
    await thijs.press('Ask for 1');
    await runScheduler(app);
    expect(iris.card.text).toContain('cannot be bought here');
    expect(iris.card.buttons).toEqual(['Reject', 'Home']);
    expect(iris.card.text).toContain('You can reject the request, or leave it open until you have licences.');
    await ask('request Clipchamp Premium', 'Films', [names.thijs, names.zoe]);
    const card = JSON.stringify(iris.card.fields);
    expect(card).toContain('"reject"');
    expect(card).not.toContain('"approve"');
  });

  test('two decide at once: one wins, the other sees what was decided, and no person gets two licences', async () => {
    const { noor, yara, id, ask } = await team(shape);
    await ask('request Power BI Pro');
    const request = requestIn(noor);
    await Promise.all([noor.press('Approve'), yara.press('Approve')]);
    const input = [await has(noor, id(names.thijs)), await has(yara, id(names.thijs))];
    expect(input.filter(Boolean)).toHaveLength(1);
    const [winner, other] = input[0] ? [noor, yara] : [yara, noor];
    expect(winner.card.lines).toContain('Approved');
    expect(other.card.buttons).not.toContain('Approve');
    const later = await other.build('answer', { request, all: 'approve' });
    expect(later.lines).toContain('Approved');
    expect([await has(noor, id(names.thijs)), await has(yara, id(names.thijs))]).toEqual(input);
  });

  test('the card of the others shows the outcome: changed where the channel can, a new one where it cannot', async () => {
    const { app, noor, yara, ask } = await team(shape);
    await ask('request Power BI Pro');
    const before = countMessages(yara);
    await noor.press('Approve');
    await runScheduler(app);
    if (shape === 'teams') {
      expect(countMessages(yara)).toBe(before);
      expect(JSON.stringify(yara.updated.at(-1))).toContain('by Noor');
    } else {
      expect(countMessages(yara)).toBe(before + 1);
      expect(yara.card.text).toContain('by Noor de Vries');
    }
  });

  test('a second press changes nothing and shows what was decided', async () => {
    const { noor, ask } = await team(shape);
    await ask('request Power BI Pro');
    await noor.press('Approve');
    const before = await orders(noor);
    const again = await noor.pressAgain();
    expect(again.lines).toContain('Approved');
    expect(await orders(noor)).toBe(before);
  });

  test('asking twice with one card asks once', async () => {
    const { app, thijs, noor } = await team(shape);
    await thijs.say('request Power BI Pro');
    await thijs.press('Review', { people: thijs.card.field?.value, why: 'Report' });
    const first = await thijs.press('Ask for 1');
    const again = await thijs.pressAgain();
    expect(again.text).toBe(first.text);
    const before = countMessages(noor);
    await runScheduler(app);
    expect(countMessages(noor)).toBe(before + 1);
    await thijs.say('request Power BI Pro');
    await thijs.press('Review', { people: thijs.card.field?.value, why: 'Once more' });
    expect(thijs.card.title).toBe('You already asked for Power BI Pro');
  });

  test('a process that dies between claim and order blocks no request: two minutes later it can be decided', async () => {
    const { app, noor, ask, id } = await team(shape);
    await ask('request Power BI Pro');
    const request = requestIn(noor);
    const { organisation, documents } = app;
    const key = `request/${organisation.tenant}/${request}`;
    const stored = await documents.read<{ people: object[] }>(key);
    const answer = { is: 'claimed', by: id('Noor de Vries'), at: app.now(), key: 'gone', note: '' };
    const assignment = { ...stored?.value, people: [{ person: id(names.thijs), answer }] };
    const row = { kind: 'request', tenant: organisation.tenant, id: request, due: app.now() + 120_000 };
    await documents.write(key, assignment, { index: row });
    await runScheduler(app);
    expect((await noor.press('Approve')).lines).toContain('In progress');
    app.pass(120_000);
    await runScheduler(app);
    await noor.build('answer', { request, all: 'approve' });
    expect(await has(noor, id(names.thijs))).toBe(true);
  });

  test('those who decide are reminded after 2 and 5 days; after 30 it expires, and the asker hears', async () => {
    const { app, thijs, noor, ask } = await team(shape);
    await ask('request Power BI Pro');
    const reminders = () =>
      noor.sent.filter(({ attachments }) => JSON.stringify(attachments ?? []).includes('Licence request · reminder'))
        .length;
    for (const [days, count] of [
      [1, 0],
      [1, 1],
      [3, 2],
      [20, 2],
    ] as const) {
      app.pass(days * DAY);
      await runScheduler(app);
      expect(reminders()).toBe(count);
    }
    app.pass(5 * DAY);
    await runScheduler(app);
    expect(thijs.card.header).toMatchObject({ eyebrow: 'Your request', title: 'Power BI Pro', state: 'Expired' });
    expect(thijs.card.buttons).toContain('Ask again');
    expect((await noor.say('requests to decide')).text).toContain('Expired');
  });

  test('the requester sees their request and withdraws it; the deciders see that', async () => {
    const { app, thijs, noor, ask } = await team(shape);
    await ask('request Power BI Pro');
    const list = await thijs.say('my requests');
    expect(list.lines).toContain('Power BI Pro');
    await thijs.press('Power BI Pro');
    const request = requestIn(thijs);
    expect(thijs.card.buttons).toEqual(['My requests', 'Withdraw', 'Home']);
    const receipt = await thijs.press('Withdraw');
    expect(receipt.lines).toContain('Withdrawn');
    await runScheduler(app);
    const late = await noor.build('answer', { request, all: 'approve' });
    expect(late.lines).toContain('Withdrawn');
    expect((await noor.say('home')).text).not.toContain('You have requests to decide');
  });

  test('home and “requests to decide” show the requests that wait for the user', async () => {
    const { noor, ask } = await team(shape);
    await ask('request Power BI Pro');
    const home = await noor.say('home');
    expect(home.text).toContain('You have requests to decide');
    await noor.press('You have requests to decide');
    await noor.press('Thijs van der Meulen asks for Power BI Pro');
    expect(noor.card.buttons).toContain('Approve');
  });

  test('a year after it is over it is forgotten', async () => {
    const { app, thijs, ask } = await team(shape);
    await ask('request Power BI Pro');
    await thijs.say('my requests');
    await thijs.press('Power BI Pro');
    const id = requestIn(thijs);
    await thijs.press('Withdraw');
    await runScheduler(app);
    app.pass(364 * DAY);
    await runScheduler(app);
    expect((await thijs.build('request', { request: id })).lines).toContain('Withdrawn');
    app.pass(2 * DAY);
    await runScheduler(app);
    expect((await thijs.build('request', { request: id })).title).toBe('That request is not yours');
    expect((await thijs.say('my requests')).title).toBe('You have not asked for anything');
  });

  test('a user who neither asked nor may decide sees nothing, and only people in the request can be approved', async () => {
    const { app, noor, yara, iris, thijs, id, ask } = await team(shape);
    await ask('request Power BI Pro', 'Report', [names.thijs, names.zoe]);
    const request = requestIn(noor);
    const stranger = new ChatDriver(app, shape, 'administrator');
    for (const chat of [stranger, iris]) {
      for (const verb of ['request', 'answer', 'withdraw']) {
        const card = await chat.build(verb, { request, all: 'approve' });
        expect(card.title).toBe('That request is not yours');
      }
    }
    expect((await noor.build('withdraw', { request })).title).toBe('That request is not yours');
    expect((await thijs.build('answer', { request, all: 'approve' })).title).toBe('That request is not yours');
    await yara.build('answer', { request, [`for-${id('Iris Smit')}`]: 'approve' });
    expect(yara.card.text).toContain('Pick an answer for at least one person.');
    expect(await has(yara, id('Iris Smit'))).toBe(false);
  });

  test('guests can neither ask nor be asked for', async () => {
    const { app, thijs, id } = await team(shape);
    const guest = new ChatDriver(app, shape, 'guest');
    expect((await guest.say('request Power BI Pro')).title).toBe('Guests cannot buy or change');
    await thijs.say('request Power BI Pro');
    await thijs.press('Review', { people: id('Olivier Dubois'), why: 'Report' });
    expect(thijs.card.text).toContain('Not in your organisation: Olivier Dubois');
  });

  test('a request without a decider is refused, with what to do', async () => {
    const { app } = await team(shape);
    const boss = new ChatDriver(app, shape, 'Adriana Kuipers');
    await boss.say('request Power BI Pro');
    await boss.press('Review', { people: boss.card.field?.value, why: 'Report' });
    expect(boss.card.title).toBe('There is no one to decide about Power BI Pro');
    expect(boss.card.text).toContain('Ask your administrator.');
  });

  test('a reason is needed, at most a thousand letters, and what was filled in stays', async () => {
    const { thijs, id } = await team(shape);
    await thijs.say('request Power BI Pro for Zoë');
    expect(thijs.card.fields[0]?.value).toBe(id(names.zoe));
    const form = await thijs.press('Review', { people: id(names.zoe), why: ' ' });
    expect(form.text).toContain('The reason is missing');
    expect(form.fields[0]?.value).toBe(id(names.zoe));
    expect((await thijs.press('Review', { people: id(names.zoe), why: 'x'.repeat(1_001) })).text).toContain('1,001');
    const review = await thijs.say('They report on it each quarter');
    expect(review.value('Why')).toBe('“They report on it each quarter”');
    expect(review.value('For')).toBe(names.zoe);
  });
});

/** The request a card is about. */
const requestIn = (chat: ChatDriver): string =>
  /"request":"([^"]+)"/.exec(JSON.stringify(chat.card.card.body))?.[1] ?? '';

test.each([
  ['en-GB', 'Withdraw', 'You asked 20 times in 24 hours'],
  ['nl-NL', 'Aanvraag intrekken', 'U hebt in 24 uur 20 keer iets aangevraagd'],
])('%s: asking and taking back again and again does not go on telling colleagues', async (locale, withdraw, title) => {
  const { app, thijs, noor, id } = await team('teams', { locale });
  const ask = async () => {
    await thijs.build('ask', { product: POWER_BI });
    await thijs.build('next', { ...thijs.card.anyData, people: id(names.thijs), why: 'x' });
    if (thijs.card.title === title) return;
    await thijs.press(thijs.card.primaryButton ?? '');
    await thijs.press(withdraw);
    app.pass(60_000);
    await runScheduler(app);
  };
  for (let time = 0; time < 20; time++) await ask();
  const before = countMessages(noor);
  await ask();
  expect(thijs.card.title).toBe(title);
  expect(countMessages(noor)).toBe(before);
  app.pass(DAY);
  await ask();
  expect(thijs.card.title).not.toBe(title);
});

test('whom the directory did not answer for can be approved once it does, by themselves', async () => {
  let silent = '';
  const directory: Circumstances['directory'] = ({ person }) => ({
    person: async (tenant, one) => {
      if (one === silent) throw new Error('The directory does not answer');
      return person(tenant, one);
    },
  });
  const { app, noor, ask, id } = await team('teams', { directory });
  await ask('request Power BI Pro', 'For the report', [names.thijs, names.zoe]);
  const request = requestIn(noor);
  silent = id(names.thijs);
  await noor.build('answer', { request, all: 'approve' });
  expect(await has(noor, id(names.zoe))).toBe(true);
  expect(await has(noor, id(names.thijs))).toBe(false);
  silent = '';
  expect((await noor.build('answer', { request, all: 'approve' })).lines).toContain('Approved');
  expect(await has(noor, id(names.thijs))).toBe(true);
  await runScheduler(app);
});

test('who left since does not hear what others ask for', async () => {
  let remaining = false;
  const directory: Circumstances['directory'] = ({ person }) => ({
    person: async (tenant, id) => {
      const match = await person(tenant, id);
      return match?.name === names.milan && remaining ? { ...match, kind: 'left' } : match;
    },
  });
  const { app, thijs, noor, milan, id } = await team('teams', { directory });
  await thijs.say('request Power BI Pro');
  await thijs.press('Review', { people: id(names.thijs), why: 'For the quarterly report' });
  await thijs.press('Ask for 1');
  remaining = true;
  const before = [countMessages(milan), countMessages(noor)];
  await runScheduler(app);
  expect([countMessages(milan), countMessages(noor)]).toEqual([before[0], (before[1] ?? 0) + 1]);
});

test('the same in Dutch', async () => {
  const { app, thijs, noor } = await team('teams', { locale: 'nl-NL' });
  const card = (chat: ChatDriver): RenderedCard => chat.card;
  await thijs.say('vraag een licentie aan voor Power BI');
  expect(card(thijs).header).toMatchObject({
    eyebrow: 'Licentie aanvragen',
    title: 'Power BI Pro',
    caption: 'Er is nog niets aangevraagd',
  });
  await thijs.press('Controleren', { people: thijs.card.field?.value, why: 'Voor de rapportage' });
  expect(card(thijs).eyebrow).toBe('Controleren · nog niet aangevraagd');
  await thijs.press('1 aanvragen');
  await runScheduler(app);
  expect(card(noor).header).toMatchObject({
    eyebrow: 'Licentieaanvraag',
    title: 'Thijs van der Meulen vraagt Power BI Pro aan',
    number: '€ 0,00',
    caption: '1 van uw 3 vrije licenties',
  });
  await noor.press('Goedkeuren', { note: 'Veel plezier' });
  await runScheduler(app);
  expect(card(thijs).header).toMatchObject({
    eyebrow: 'Uw aanvraag · beantwoord',
    title: 'Power BI Pro',
    state: 'Goedgekeurd',
  });
  expect((await thijs.say('mijn aanvragen')).text).toContain('Goedgekeurd');
});

test('asking, answering and withdrawing are in everybody’s own history', async () => {
  const { thijs, noor, ask } = await team('emulator');
  await ask('request Power BI Pro');
  await noor.press('Approve');
  expect((await noor.say('my history')).text).toContain('Answered a request');
  await ask('request Planner Plan 1');
  await thijs.say('my requests');
  await thijs.press('Planner Plan 1');
  await thijs.press('Withdraw');
  const history = (await thijs.say('my history')).lines;
  expect(history.filter((line) => line === 'Asked for licences')).toHaveLength(2);
  expect(history).toContain('Withdrew a request');
});
