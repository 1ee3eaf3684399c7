import { describe, expect, test } from '@jest/globals';
import { CorruptDocumentError } from '../../../src/application/ports/errors.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { ChatDriver, shapes, testApp, type World } from '../support/chat-driver.ts';

const POWER_BI = 'CFQ7TTC0H9MP';

/** From now on a document whose key holds this cannot be read. */
function damage({ documents }: World, part: string): void {
  const { read } = documents;
  documents.read = async (key) => {
    if (key.includes(part)) throw new CorruptDocumentError('It is damaged: put back a copy of it from a backup');
    return read.call(documents, key) as never;
  };
}

async function rounds({ desk }: World): Promise<void> {
  await desk.scheduler.runDue();
  await desk.leaverCheck.run();
  await desk.outbox.run();
}

/** All who have something to do with one another, and have spoken here. */
async function everybody(shape: 'teams' | 'emulator') {
  const place = await testApp();
  const [noor, tariq, iris, femke] = ['many', 'Tariq Haddad', 'manager', 'administrator'].map(
    (role) => new ChatDriver(place, shape, role),
  ) as [ChatDriver, ChatDriver, ChatDriver, ChatDriver];
  for (const one of [noor, tariq, iris, femke]) await one.say('help');
  const id = place.organisation.personas.find(({ role }) => role === 'many')?.person.id ?? '';
  return { place, noor, tariq, iris, femke, account: `account/${place.organisation.tenant}/${id}`, id };
}

async function changes(talk: ChatDriver, total: number): Promise<string | undefined> {
  await talk.say(`set Power BI Pro to ${total}`);
  return (await talk.press('Pay')).value('Order');
}

describe.each(shapes)('one damaged document, in %s form', (shape) => {
  test('an account’s: the administrator sees all that was bought, and the rest of what is due is done', async () => {
    const { place, femke, account } = await everybody(shape);
    const before = await femke.say('all purchases');
    damage(place, account);
    expect((await femke.say('all purchases')).lines).toEqual(before.lines);
    place.pass(40 * DAY);
    await rounds(place);
    const due = await place.documents.find({ kind: 'account', dueBy: place.now(), limit: 99 });
    expect(due.map(({ key }) => key)).toEqual([account]);
  });

  test('a message’s: after a start all others are told, and whoever it waits for is answered', async () => {
    const { place, noor, iris } = await everybody(shape);
    await changes(noor, 21);
    await rounds(place);
    const [told] = await place.documents.find({ kind: 'letter-asked', orderBy: '-at', limit: 1 });
    damage(place, told?.key ?? '');
    const order = await changes(noor, 22);
    const later = await testApp({ documents: place.documents });
    for (const one of place.talks) later.talks.set(...one);
    await rounds(later);
    expect(iris.card.value('Order')).toBe(order);
  });

  test('a message that waits for somebody: they are answered when they speak', async () => {
    const place = await testApp();
    const [noor, iris] = [new ChatDriver(place, shape, 'many'), new ChatDriver(place, shape, 'manager')];
    await noor.say('help');
    await changes(noor, 21);
    await changes(noor, 22);
    await rounds(place);
    const waiting = await place.documents.find({ kind: 'letter-waiting', limit: 9 });
    expect(waiting.length).toBeGreaterThan(1);
    damage(place, waiting[0]?.key ?? '');
    await iris.say('help');
    expect(place.lines.at(-1)).toMatchObject({ level: 30 });
    const before = iris.sent.length;
    await rounds(place);
    expect(iris.sent.length).toBe(before + waiting.length - 1);
  });

  test.each([
    ['at-once', 0],
    ['daily', DAY],
  ])('a message’s that is due (%s): it is tried again in time, not round after round', async (cards, later) => {
    const { place, noor, iris } = await everybody(shape);
    await iris.say('settings');
    await iris.press('Save', { cards, kinds: 'buys,adds,reduces,cancels,payment-fails', above: '0' });
    await changes(noor, 21);
    if (later > 0) await rounds(place);
    damage(place, 'letter/');
    place.pass(later + 1);
    // It is due when it is looked for first.
    for (const _ of [1, 2]) {
      const next = await place.desk.outbox.run();
      expect(next ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(place.now());
      place.pass(1);
    }
  });

  test('a message’s in a digest: the digest has all others', async () => {
    const { place, noor, iris } = await everybody(shape);
    await iris.say('settings');
    await iris.press('Save', { cards: 'daily', kinds: 'buys,adds,reduces,cancels,payment-fails', above: '0' });
    await changes(noor, 21);
    await changes(noor, 22);
    await rounds(place);
    const [gathered] = await place.documents.find({ kind: 'gathered', limit: 9 });
    damage(place, gathered?.key ?? '');
    place.pass(DAY);
    await rounds(place);
    expect(iris.card.lines.slice(0, 2)).toEqual(['Today in your team', '1 change']);
  });

  test('a request’s: who decides still sees all others', async () => {
    const place = await testApp();
    const [thijs, noor] = ['Thijs van der Meulen', 'many'].map((role) => new ChatDriver(place, shape, role)) as [
      ChatDriver,
      ChatDriver,
    ];
    await noor.say('help');
    const id = place.organisation.people.find(({ name }) => name === 'Thijs van der Meulen')?.id ?? '';
    for (const [product, why] of [
      ['Power BI Pro', 'For the first report'],
      ['Visio Plan 2', 'For the second drawing'],
    ] as const) {
      await thijs.say(`ask for ${product}`);
      await thijs.press('Review', { people: id, why });
      await thijs.press('Ask for 1');
    }
    expect((await noor.say('requests to decide')).text).toContain('Power BI Pro');
    const [first] = await place.documents.find({ kind: 'request', where: { product: POWER_BI }, limit: 1 });
    damage(place, first?.key ?? '-');
    const { text } = await noor.say('requests to decide');
    expect(text).not.toContain('Power BI Pro');
    expect(text).toContain('Visio Plan 2');
  });

  test('a message’s that reached nobody: administrators still see all others', async () => {
    const { place, noor, iris, femke } = await everybody(shape);
    iris.hear = async () => {
      throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
    };
    await changes(noor, 21);
    await changes(noor, 22);
    await rounds(place);
    const [one] = await place.documents.find({ kind: 'letter-undeliverable', limit: 1 });
    damage(place, one?.key ?? '-');
    expect((await femke.say('undelivered messages')).lines[1]).toBe('2 messages not delivered');
    expect(femke.card.action('Iris Smit').data.letter).not.toBe(one?.key);
  });
});
