import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../../src/domain/common/time.ts';
import { ChatDriver, type Circumstances, type Shape, shapes, type TestApp, testApp } from '../support/chat-driver.ts';

/** What every due moment brings is done and told. */
async function runScheduler(app: TestApp): Promise<void> {
  await app.composition.scheduler.runDue();
  await app.composition.outbox.run();
}

/** Noor and her manager Iris, where purchases of more than 100 euros a month wait for the manager's yes. */
async function both(shape: Shape, { locale = 'en-GB', ...others }: Circumstances & { locale?: string } = {}) {
  const app = await testApp({ env: { APPROVAL_ABOVE: '100' }, ...others });
  const [noor, iris] = [new ChatDriver(app, shape, 'many', locale), new ChatDriver(app, shape, 'manager', locale)];
  await noor.say('help');
  await iris.say('help');
  return { app, noor, iris };
}

const licences = async (chat: ChatDriver) =>
  (await chat.account()).subscriptions
    .filter(({ product }) => product === 'CFQ7TTC0H9MP')
    .flatMap(({ lots }) => lots)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** As a process leaves it that dies between the manager's yes and the order. */
async function leftOpen({ organisation, documents, now }: TestApp, request: string): Promise<void> {
  const key = `request/${organisation.tenant}/${request}`;
  const stored = await documents.read<{ asker: { person: string }; deciders: string[] }>(key);
  const answer = { is: 'claimed', by: stored?.value.deciders[0], at: now(), key: request, note: '' };
  const assignment = { ...stored?.value, people: [{ person: stored?.value.asker.person, answer }] };
  const row = { kind: 'request', tenant: organisation.tenant, id: request, due: now() + 120_000 };
  await documents.write(key, assignment, { index: row });
}

const requestIn = (chat: ChatDriver): string =>
  /"request":"([^"]+)"/.exec(JSON.stringify(chat.card.card.body))?.[1] ?? '';

describe.each(shapes)('in %s form', (shape) => {
  test('up to the amount no approval is needed', async () => {
    const { noor } = await both(shape);
    await noor.say('set Power BI Pro to 28');
    await noor.press('Pay');
    expect(await licences(noor)).toBe(28);
  });

  test('above it the review says so before anything happens; the manager agrees, and it is bought on the purchaser’s card', async () => {
    const { app, noor, iris } = await both(shape);
    const review = await noor.say('set Power BI Pro to 40');
    expect(review.primaryButton).toBe('Ask Iris');
    expect(review.text).toContain('Iris Smit has to approve this first: it costs €242.00 a month, more than €100.00.');
    expect(review.text).toContain('charged to Visa •••• 4242 once Iris Smit approves');
    const requests = await noor.press('Ask Iris');
    expect(requests.header).toMatchObject({
      eyebrow: 'Your request',
      title: 'Power BI Pro',
      state: 'Waiting',
      number: '+€242.00',
      caption: 'a month, excl. tax',
    });
    await noor.pressAgain();
    await runScheduler(app);
    expect(await licences(noor)).toBe(20);
    expect(iris.card.header).toMatchObject({
      eyebrow: 'Waits for your approval',
      title: 'Noor de Vries wants to buy Power BI Pro',
      number: '+€242.00',
      caption: 'a month, excl. tax, on their own card',
    });
    expect(iris.card.value('Licences')).toBe('20 → 40');
    expect((await iris.press('Approve', { note: 'Go ahead' })).lines).toContain('Approved');
    await iris.pressAgain();
    expect(await licences(noor)).toBe(40);
    await runScheduler(app);
    const messages = noor.sent.map(({ attachments, value }) => JSON.stringify([attachments, value]));
    expect(messages.some((one) => one.includes('“Go ahead”') && one.includes('Approved'))).toBe(true);
    await noor.say('my requests');
    await noor.press('Power BI Pro');
    const receipt = await noor.press('Show receipt');
    expect(receipt.text).toContain('23 not assigned yet');
    expect(receipt.primaryButton).toContain('Assign');
  });

  test('rejected: nothing is bought, and the purchaser hears', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('buy 20 Visio Plan 2 monthly');
    await noor.press('Ask Iris');
    await runScheduler(app);
    await iris.press('Reject', { note: 'Use the free ones' });
    await runScheduler(app);
    expect(noor.card.header).toMatchObject({
      eyebrow: 'Your request · answered',
      title: 'Visio Plan 2',
      state: 'Rejected',
    });
    expect(noor.card.text).toContain('“Use the free ones”');
    expect((await noor.account()).orders.some(({ act }) => act === 'buy')).toBe(false);
  });

  test('agreed to days later, less is left to pay: it is bought all the same', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 40');
    await noor.press('Ask Iris');
    app.pass(2 * DAY);
    await runScheduler(app);
    await iris.say('requests to decide');
    await iris.press('Noor de Vries wants to buy');
    await iris.press('Approve');
    expect(await licences(noor)).toBe(40);
  });

  test('what is not any more what was shown is not bought: the purchaser gets a new review', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 40');
    await noor.press('Ask Iris');
    await runScheduler(app);
    await noor.say('set Power BI Pro to 22');
    await noor.press('Pay');
    await runScheduler(app);
    await iris.say('requests to decide');
    await iris.press('Noor de Vries wants to buy');
    expect((await iris.press('Approve')).lines).toContain('Not carried out');
    await runScheduler(app);
    expect(await licences(noor)).toBe(22);
    await noor.say('my requests');
    await noor.press('Power BI Pro');
    expect(noor.card.state).toBe('Not carried out');
    const review = await noor.press('Review again');
    expect(review.primaryButton).toBe('Ask Iris');
    expect(review.lines).toContain('22 → 40 licences');
  });

  test('a card that is declined buys nothing, and both see that', async () => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const { app, noor, iris } = await both(shape, { gateway });
    await noor.say('set Power BI Pro to 40');
    await noor.press('Ask Iris');
    await runScheduler(app);
    expect((await iris.press('Approve')).lines).toContain('Not carried out');
    expect(await licences(noor)).toBe(20);
  });

  test('only the manager can approve, and not for themselves', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 40');
    await noor.press('Ask Iris');
    await runScheduler(app);
    const request = requestIn(iris);
    const others = [noor, new ChatDriver(app, shape, 'Yara Haddad'), new ChatDriver(app, shape, 'administrator')];
    for (const chat of others) {
      expect((await chat.build('answer', { request, all: 'approve' })).title).toBe('That request is not yours');
    }
    expect(await licences(noor)).toBe(20);
  });

  test('an answer that was not finished is finished later, once', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 40');
    await noor.press('Ask Iris');
    await runScheduler(app);
    const request = requestIn(iris);
    await leftOpen(app, request);
    await runScheduler(app);
    expect(await licences(noor)).toBe(20);
    app.pass(120_000);
    await runScheduler(app);
    await runScheduler(app);
    expect(await licences(noor)).toBe(40);
    expect((await noor.build('request', { request })).lines).toContain('Approved');
  });

  test('a request whose order is in progress cannot be withdrawn: no “Withdrawn” precedes a purchase', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 40');
    const requests = await noor.press('Ask Iris');
    await runScheduler(app);
    await leftOpen(app, requestIn(iris));
    const late = await noor.press('Withdraw', {}, requests);
    expect(late.lines).toContain('In progress');
    expect(late.lines).not.toContain('Withdrawn');
    expect((await noor.say('my history')).text).not.toMatch(/withdr/i);
  });
});

test('giving licences that have to be bought waits for the yes as well', async () => {
  const { app, iris } = await both('teams', { env: { APPROVAL_ABOVE: '5' } });
  const thijs = new ChatDriver(app, 'teams', 'Thijs van der Meulen');
  const yara = new ChatDriver(app, 'teams', 'Yara Haddad');
  await yara.say('help');
  await thijs.say('request Visio Plan 2');
  const id = (name: string) => app.organisation.people.find((one) => one.name === name)?.id ?? '';
  await thijs.press('Review', { people: [id('Zoë Çelik'), id('Iris Smit')].join(), why: 'Report' });
  await thijs.press('Ask for 2');
  await runScheduler(app);
  const before = (await yara.account()).orders.length;
  await yara.press('Approve all 2');
  await yara.press('Ask Iris');
  expect((await yara.account()).orders.length).toBe(before);
  await runScheduler(app);
  await iris.press('Approve');
  await runScheduler(app);
  // Iris’ yes bought them: now they can be given.
  await yara.say('requests to decide');
  await yara.press('Thijs van der Meulen asks for Visio Plan 2');
  expect(yara.card.lines).toContain('They have a licence already');
  await yara.press('Approve all 2');
  expect(yara.card.lines).toContain('Approved');
});

test('asking the manager again and again ends: twenty times a day are enough', async () => {
  const { noor } = await both('teams');
  for (let time = 0; time < 20; time++) {
    await noor.say(`set Power BI Pro to ${40 + time}`);
    expect((await noor.press('Ask Iris')).eyebrow).toBe('Your request');
  }
  await noor.pressAgain();
  expect(noor.card.eyebrow).toBe('Your request');
  await noor.say('set Power BI Pro to 70');
  expect((await noor.press('Ask Iris')).title).toBe('You asked 20 times in 24 hours');
});

test('a trial that becomes paid by itself waits for the yes as well; one that ends by itself does not', async () => {
  const { app, noor, iris } = await both('teams');
  const trials = async () => (await noor.account()).orders.filter(({ act }) => act === 'trial').length;
  await noor.say('free trial of Microsoft Purview Discovery');
  await noor.press('Start trial');
  expect(await trials()).toBe(1);
  const review = await noor.say('trial Visio Plan 2');
  expect(review.text).toContain('Iris Smit has to approve this first: it costs €350.00 a month, more than €100.00.');
  await noor.press('Ask Iris');
  expect(await trials()).toBe(1);
  await runScheduler(app);
  expect(iris.card.text).toContain('€350.00');
  await iris.press('Approve');
  expect(await trials()).toBe(2);
});

test('in Dutch', async () => {
  const { app, noor, iris } = await both('teams', { locale: 'nl-NL' });
  const review = await noor.say('zet Power BI Pro op 40');
  expect(review.primaryButton).toBe('Iris vragen');
  expect(review.text).toContain('Iris Smit moet eerst akkoord gaan: dit kost € 242,00 per maand, meer dan € 100,00.');
  await noor.press('Iris vragen');
  await runScheduler(app);
  expect(iris.card.title).toBe('Noor de Vries wil Power BI Pro kopen');
  await iris.press('Goedkeuren');
  expect(await licences(noor)).toBe(40);
});
