import { describe, expect, test } from '@jest/globals';
import { Damaged } from '../../src/application/ports.ts';
import { DAY } from '../../src/domain/time.ts';
import { shapes, Talk, type World, world } from './talk.ts';

/** From now on a document whose key holds this cannot be read. */
function damage({ documents }: World, part: string): void {
  const { read } = documents;
  documents.read = async (key) => {
    if (key.includes(part)) throw new Damaged('It is damaged: put back a copy of it from a backup');
    return read.call(documents, key) as never;
  };
}

async function rounds({ desk }: World): Promise<void> {
  await desk.dueWork.carryOut();
  await desk.leavers.look();
  await desk.outbox.work();
}

/** All who have something to do with one another, and have spoken here. */
async function everybody(shape: 'teams' | 'emulator') {
  const place = await world();
  const [noor, tariq, iris, femke] = ['many', 'Tariq Haddad', 'manager', 'administrator'].map(
    (role) => new Talk(place, shape, role),
  ) as [Talk, Talk, Talk, Talk];
  for (const one of [noor, tariq, iris, femke]) await one.say('help');
  const id = place.organisation.personas.find(({ role }) => role === 'many')?.person.id ?? '';
  return { place, noor, tariq, iris, femke, account: `account/${place.organisation.tenant}/${id}`, id };
}

async function changes(talk: Talk, total: number): Promise<string | undefined> {
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
    const later = await world({ documents: place.documents });
    for (const one of place.talks) later.talks.set(...one);
    await rounds(later);
    expect(iris.card.value('Order')).toBe(order);
  });

  test('a message that waits for somebody: they are answered when they speak', async () => {
    const place = await world();
    const [noor, iris] = [new Talk(place, shape, 'many'), new Talk(place, shape, 'manager')];
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
});
