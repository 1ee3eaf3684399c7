import { describe, expect, test } from '@jest/globals';
import { CorruptDocumentError } from '../../../src/application/ports/errors.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { ChatDriver, shapes, type TestApp, testApp } from '../support/chat-driver.ts';

const POWER_BI = 'CFQ7TTC0H9MP';

/** From now on a document whose key holds this cannot be read. */
function damage({ documents }: TestApp, part: string): void {
  const { read } = documents;
  documents.read = async (key) => {
    if (key.includes(part)) throw new CorruptDocumentError('It is damaged: put back a copy of it from a backup');
    return read.call(documents, key) as never;
  };
}

async function runScheduler({ composition: app }: TestApp): Promise<void> {
  await app.scheduler.runDue();
  await app.leaverCheck.run();
  await app.outbox.run();
}

/** All who have something to do with one another, and have spoken here. */
async function everybody(shape: 'teams' | 'emulator') {
  const app = await testApp();
  const [noor, tariq, iris, femke] = ['many', 'Tariq Haddad', 'manager', 'administrator'].map(
    (role) => new ChatDriver(app, shape, role),
  ) as [ChatDriver, ChatDriver, ChatDriver, ChatDriver];
  for (const one of [noor, tariq, iris, femke]) await one.say('help');
  const id = app.organisation.personas.find(({ role }) => role === 'many')?.person.id ?? '';
  return { app, noor, tariq, iris, femke, account: `account/${app.organisation.tenant}/${id}`, id };
}

async function changes(chat: ChatDriver, total: number): Promise<string | undefined> {
  await chat.say(`set Power BI Pro to ${total}`);
  return (await chat.press('Pay')).value('Order');
}

describe.each(shapes)('one damaged document, in %s form', (shape) => {
  test('an account’s: the administrator sees all that was bought, and the rest of what is due is done', async () => {
    const { app, femke, account } = await everybody(shape);
    const before = await femke.say('all purchases');
    damage(app, account);
    expect((await femke.say('all purchases')).lines).toEqual(before.lines);
    app.pass(40 * DAY);
    await runScheduler(app);
    const due = await app.documents.find({ kind: 'account', dueBy: app.now(), limit: 99 });
    expect(due.map(({ key }) => key)).toEqual([account]);
  });

  test('a notification’s: after a start all others are delivered, and its recipient is answered', async () => {
    const { app, noor, iris } = await everybody(shape);
    await changes(noor, 21);
    await runScheduler(app);
    const [messages] = await app.documents.find({ kind: 'letter-asked', orderBy: '-at', limit: 1 });
    damage(app, messages?.key ?? '');
    const order = await changes(noor, 22);
    const later = await testApp({ documents: app.documents });
    for (const one of app.chats) later.chats.set(...one);
    await runScheduler(later);
    expect(iris.card.value('Order')).toBe(order);
  });

  test('a notification that waits for its recipient: they are answered when they speak', async () => {
    const app = await testApp();
    const [noor, iris] = [new ChatDriver(app, shape, 'many'), new ChatDriver(app, shape, 'manager')];
    await noor.say('help');
    await changes(noor, 21);
    await changes(noor, 22);
    await runScheduler(app);
    const waiting = await app.documents.find({ kind: 'letter-waiting', limit: 9 });
    expect(waiting.length).toBeGreaterThan(1);
    damage(app, waiting[0]?.key ?? '');
    await iris.say('help');
    expect(app.lines.at(-1)).toMatchObject({ level: 30 });
    const before = iris.sent.length;
    await runScheduler(app);
    expect(iris.sent.length).toBe(before + waiting.length - 1);
  });

  test.each([
    ['at-once', 0],
    ['daily', DAY],
  ])('a message’s that is due (%s): it is tried again in time, not round after round', async (cards, later) => {
    const { app, noor, iris } = await everybody(shape);
    await iris.say('settings');
    await iris.press('Save', { cards, kinds: 'buys,adds,reduces,cancels,payment-fails', above: '0' });
    await changes(noor, 21);
    if (later > 0) await runScheduler(app);
    damage(app, 'letter/');
    app.pass(later + 1);
    // It is due when it is looked for first.
    for (const _ of [1, 2]) {
      const next = await app.composition.outbox.run();
      expect(next ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(app.now());
      app.pass(1);
    }
  });

  test('a message’s in a digest: the digest has all others', async () => {
    const { app, noor, iris } = await everybody(shape);
    await iris.say('settings');
    await iris.press('Save', { cards: 'daily', kinds: 'buys,adds,reduces,cancels,payment-fails', above: '0' });
    await changes(noor, 21);
    await changes(noor, 22);
    await runScheduler(app);
    const [gathered] = await app.documents.find({ kind: 'gathered', limit: 9 });
    damage(app, gathered?.key ?? '');
    app.pass(DAY);
    await runScheduler(app);
    expect(iris.card.header).toMatchObject({ eyebrow: 'Today in your team', title: '1 change' });
  });

  test('a request’s: who decides still sees all others', async () => {
    const app = await testApp();
    const [thijs, noor] = ['Thijs van der Meulen', 'many'].map((role) => new ChatDriver(app, shape, role)) as [
      ChatDriver,
      ChatDriver,
    ];
    await noor.say('help');
    const id = app.organisation.people.find(({ name }) => name === 'Thijs van der Meulen')?.id ?? '';
    for (const [product, why] of [
      ['Power BI Pro', 'For the first report'],
      ['Visio Plan 2', 'For the second drawing'],
    ] as const) {
      await thijs.say(`ask for ${product}`);
      await thijs.press('Review', { people: id, why });
      await thijs.press('Ask for 1');
    }
    expect((await noor.say('requests to decide')).text).toContain('Power BI Pro');
    const [first] = await app.documents.find({ kind: 'request', where: { product: POWER_BI }, limit: 1 });
    damage(app, first?.key ?? '-');
    const { text } = await noor.say('requests to decide');
    expect(text).not.toContain('Power BI Pro');
    expect(text).toContain('Visio Plan 2');
  });

  test('an undelivered notification’s: administrators still see all others', async () => {
    const { app, noor, iris, femke } = await everybody(shape);
    iris.hear = async () => {
      throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
    };
    await changes(noor, 21);
    await changes(noor, 22);
    await runScheduler(app);
    const [one] = await app.documents.find({ kind: 'letter-undeliverable', limit: 1 });
    damage(app, one?.key ?? '-');
    expect((await femke.say('undelivered messages')).title).toBe('2 messages not delivered');
    expect(femke.card.action('Iris Smit').data.letter).not.toBe(one?.key);
  });
});
