import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR } from '../../../src/domain/common/time.ts';
import { ChatDriver, type Shape, shapes, testApp, type World } from '../support/chat-driver.ts';

/** What every due moment brings is done and told. */
async function rounds(place: World): Promise<void> {
  await place.desk.scheduler.runDue();
  await place.desk.outbox.run();
}

/** Noor and her manager Iris, who both have spoken here. */
async function both(shape: Shape, { locale = 'en-GB', ...others }: { locale?: string; at?: number } = {}) {
  const place = await testApp(others);
  const [noor, iris] = [new ChatDriver(place, shape, 'many', locale), new ChatDriver(place, shape, 'manager', locale)];
  await noor.say('help');
  await iris.say('help');
  return { place, noor, iris };
}

const heard = (talk: ChatDriver) => talk.sent.filter(({ attachments }) => attachments).length;

describe.each(shapes)('in %s form', (shape) => {
  test('a manager hears at once who added what, what it costs a month and a year, and until when it can be undone', async () => {
    const { place, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    const receipt = await noor.press('Pay');
    await rounds(place);
    const { card } = iris;
    expect(card.lines.slice(0, 5)).toEqual([
      'Your team',
      'Noor de Vries added licences',
      '20 → 25 × Power BI Pro',
      '+€60.50',
      'a month, excl. tax',
    ]);
    expect(card.value('Per year')).toBe('+€726.00');
    expect(card.value('Order')).toBe(receipt.value('Order'));
    expect(card.value('Can be undone until')).toBe(receipt.value('Undo until'));
    expect(card.action('Message Noor').url).toContain('teams.microsoft.com/l/chat/0/0?users=noor');
    const team = card.value('Team now, per month');
    expect((await iris.press('Team spending')).lines[1]).toBe(team);
    expect(iris.card.value('Noor de Vries')).toBeDefined();
  });

  test('she hears once, however often it is looked at and started anew', async () => {
    const { place, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    await noor.press('Pay');
    await rounds(place);
    const before = heard(iris);
    await rounds(place);
    const later = await testApp({ documents: place.documents });
    later.talks.set(...([...place.talks].find(([, talk]) => talk === iris) as [string, ChatDriver]));
    await rounds(later);
    expect(heard(iris)).toBe(before);
  });

  test('undone: the card is changed where the channel can, and a new one names the old where it cannot', async () => {
    const { place, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    const number = (await noor.press('Pay')).value('Order') ?? '';
    await rounds(place);
    const before = heard(iris);
    await noor.press('Undo');
    await noor.press('Remove 5');
    await rounds(place);
    if (shape === 'teams') {
      expect(heard(iris)).toBe(before);
      expect(iris.updated.at(-1)?.id).toBeDefined();
      expect(JSON.stringify(iris.updated.at(-1))).toContain('Undone');
    } else {
      expect(heard(iris)).toBe(before + 1);
      expect(iris.card.lines[1]).toBe('Noor de Vries undid something');
      expect(iris.card.text).toContain(`Undoes ${number}`);
      expect(iris.card.lines).toContain('−€60.50');
    }
  });

  test.each([403, 404])(
    'a card that is not there any more (%d) cannot be changed: it is said anew',
    async (statusCode) => {
      const { place, noor, iris } = await both(shape);
      await noor.say('set Power BI Pro to 25');
      await noor.press('Pay');
      await rounds(place);
      iris.updated.push = () => {
        throw Object.assign(new Error('The message was deleted'), { statusCode });
      };
      await noor.press('Undo');
      await noor.press('Remove 5');
      await rounds(place);
      expect(iris.card.lines[1]).toBe('Noor de Vries undid something');
    },
  );

  test('what was undone before she could hear of it is told once, as what it is', async () => {
    const { place, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    await noor.press('Pay');
    await noor.press('Undo');
    await noor.press('Remove 5');
    const before = heard(iris);
    await rounds(place);
    expect(heard(iris)).toBe(before + 1);
    expect(iris.card.lines[1]).toBe('Noor de Vries undid something');
  });

  test('a manager who never spoke here hears of it when she does', async () => {
    const place = await testApp();
    const noor = new ChatDriver(place, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    await noor.press('Pay');
    await rounds(place);
    const iris = new ChatDriver(place, shape, 'manager');
    await iris.say('help');
    await rounds(place);
    expect(iris.card.lines[1]).toBe('Noor de Vries added licences');
  });

  test('settings: off, only some kinds, and only above an amount', async () => {
    const { place, noor, iris } = await both(shape);
    const set = async (fields: object) => {
      await iris.say('settings');
      return iris.press('Save', { cards: 'at-once', kinds: 'buys,adds', above: '0', hears: '', days: '', ...fields });
    };
    const buy = async (total: number) => {
      const before = heard(iris);
      await noor.say(`set Power BI Pro to ${total}`);
      await noor.press('Pay');
      await rounds(place);
      return heard(iris) - before;
    };
    expect((await set({ cards: 'off' })).lines[1]).toBe('Saved');
    expect(await buy(21)).toBe(0);
    await set({ kinds: 'cancels' });
    expect(await buy(22)).toBe(0);
    await set({ above: '50' });
    expect(await buy(23)).toBe(0);
    expect(await buy(28)).toBe(1);
    expect((await set({ above: 'a lot' })).text).toContain('Enter a whole number from 0 to 1,000,000.');
    expect((await set({ quietFrom: '22:00' })).text).toContain('Quiet hours need a start and an end');
  });

  test('a daily digest comes once, at eight in her own time zone, with everything in it', async () => {
    const { place, noor, iris } = await both(shape);
    await iris.say('settings');
    await iris.press('Save', { cards: 'daily', kinds: 'buys,adds,reduces,cancels,payment-fails', above: '0' });
    const before = heard(iris);
    for (const total of [21, 22]) {
      await noor.say(`set Power BI Pro to ${total}`);
      await noor.press('Pay');
      await rounds(place);
    }
    // It is 13:04 in Amsterdam: eight o'clock is 18 hours and 56 minutes away.
    place.pass(18 * HOUR + 55 * 60_000);
    await rounds(place);
    expect(heard(iris)).toBe(before);
    place.pass(60_000);
    await rounds(place);
    expect(heard(iris)).toBe(before + 1);
    expect(iris.card.lines.slice(0, 4)).toEqual([
      'Today in your team',
      '2 changes',
      '+€24.20',
      'Total per month, excl. tax',
    ]);
    place.pass(DAY);
    await rounds(place);
    expect(heard(iris)).toBe(before + 1);
  });

  test('in quiet hours nothing comes; it does when they end', async () => {
    const { place, noor, iris } = await both(shape);
    await iris.say('settings');
    const all = { cards: 'at-once', kinds: 'buys,adds', above: '0' };
    await iris.press('Save', { ...all, quietFrom: '12:00', quietTo: '14:00' });
    const before = heard(iris);
    await noor.say('set Power BI Pro to 21');
    await noor.press('Pay');
    await rounds(place);
    expect(heard(iris)).toBe(before);
    // 13:04 there now.
    place.pass(56 * 60_000);
    await rounds(place);
    expect(heard(iris)).toBe(before + 1);
  });
});

test('nobody’s manager: the administrators hear of it in their digest', async () => {
  const place = await testApp({
    directory: ({ people, ...rest }) => ({
      person: async (tenant, id) => {
        const { manager: _none, ...found } = (await rest.person(tenant, id)) ?? {};
        return id.length > 0 && 'id' in found ? (found as never) : undefined;
      },
    }),
  });
  const [noor, femke] = [new ChatDriver(place, 'teams', 'many'), new ChatDriver(place, 'teams', 'administrator')];
  await noor.say('help');
  await femke.say('help');
  await noor.say('set Power BI Pro to 21');
  await noor.press('Pay');
  await rounds(place);
  const before = heard(femke);
  place.pass(DAY);
  await rounds(place);
  expect(heard(femke)).toBe(before + 1);
  expect(femke.card.lines[0]).toBe('Today: people without a manager');
  expect(femke.card.text).toContain('Noor de Vries added licences');
  expect((await femke.press('All purchases')).lines[0]).toBe('All purchases · read only');
});

test.each(['guest', 'left'] as const)(
  'a manager who is a guest or left (%s) hears nothing of what others buy: the administrators do',
  async (kind) => {
    const place = await testApp({
      directory: ({ person }) => ({
        person: async (tenant, id) => {
          const found = await person(tenant, id);
          return found?.name === 'Iris Smit' ? { ...found, kind } : found;
        },
      }),
    });
    const [noor, iris] = [new ChatDriver(place, 'teams', 'many'), new ChatDriver(place, 'teams', 'manager')];
    const femke = new ChatDriver(place, 'teams', 'administrator');
    for (const talk of [noor, iris, femke]) await talk.say('help');
    const before = { iris: heard(iris), femke: heard(femke) };
    await noor.say('set Power BI Pro to 21');
    await noor.press('Pay');
    await rounds(place);
    place.pass(DAY);
    await rounds(place);
    expect(heard(iris)).toBe(before.iris);
    expect(heard(femke)).toBe(before.femke + 1);
  },
);

test('what is no undelivered message is not sent again, whatever key is sent', async () => {
  const { place, noor } = await both('teams');
  const femke = new ChatDriver(place, 'teams', 'administrator');
  const { owner } = await noor.account();
  const keys = [`account/${owner.tenant}/${owner.person}`, `letter/other/${owner.person}/x`, 'constructor'];
  for (const letter of keys) {
    expect((await femke.forge('send-again', { letter })).lines[1]).toBe('Every message was delivered');
    expect(place.lines.at(-1)).toMatchObject({ level: 30 });
  }
  expect((await femke.say('my history')).text).not.toMatch(/again/i);
});

test('a trial that ends by itself costs nobody anything', async () => {
  const { place, noor, iris } = await both('teams');
  await noor.say('free trial of Microsoft Purview Discovery');
  expect((await noor.press('Start trial')).lines[0]).toBe('Done');
  await rounds(place);
  expect(iris.card.lines[1]).toBe('Noor de Vries started a trial');
  expect(iris.card.text).toContain('€0.00');
});

test('the manager is looked up when the card is sent, not when it was earned', async () => {
  let manager: string | undefined;
  const place = await testApp({
    directory: ({ person }) => ({
      person: async (tenant, id) => {
        const found = await person(tenant, id);
        return found && manager && found.name === 'Noor de Vries' ? { ...found, manager } : found;
      },
    }),
  });
  const noor = new ChatDriver(place, 'teams', 'many');
  const tom = new ChatDriver(place, 'teams', 'old-invoices');
  await noor.say('help');
  await tom.say('help');
  await noor.say('set Power BI Pro to 21');
  await noor.press('Pay');
  manager = place.organisation.personas.find(({ role }) => role === 'old-invoices')?.person.id;
  await rounds(place);
  expect(tom.card.lines[1]).toBe('Noor de Vries added licences');
});

test.each([
  ['en-GB', 'Noor de Vries cancelled', 'a month, excl. tax'],
  ['nl-NL', 'Noor de Vries heeft opgezegd', 'per maand, excl. btw'],
])('%s: a cancellation costs less', async (locale, finding, month) => {
  const { place, noor, iris } = await both('teams', { locale });
  await noor.say(locale === 'en-GB' ? 'buy 2 Clipchamp monthly' : 'koop 2 Clipchamp per maand');
  await noor.press(locale === 'en-GB' ? 'Pay' : '€');
  await rounds(place);
  await noor.press(locale === 'en-GB' ? 'Show subscription' : 'Abonnement tonen');
  await noor.press(locale === 'en-GB' ? 'Cancel' : 'Opzeggen');
  await noor.press(locale === 'en-GB' ? 'Review' : 'Controleren', { reason: 'too-expensive' });
  await noor.press(locale === 'en-GB' ? 'Cancel now' : 'Nu opzeggen');
  await rounds(place);
  expect(iris.card.lines[1]).toBe(finding);
  expect(iris.card.lines[3]).toMatch(/^−|^€ −/);
  expect(iris.card.lines[4]).toBe(month);
});

test.each([
  ['en-GB', 'undelivered messages', '1 message not delivered', 'being sent again', 'Every message was delivered'],
  ['nl-NL', 'onbezorgde berichten', '1 bericht niet bezorgd', 'wordt opnieuw gestuurd', 'Alle berichten zijn bezorgd'],
])(
  '%s: administrators see what nobody could be told, and can send it again',
  async (locale, said, title, again, none) => {
    const { place, noor, iris } = await both('teams');
    const femke = new ChatDriver(place, 'teams', 'administrator', locale);
    const hear = iris.hear.bind(iris);
    iris.hear = async () => {
      throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
    };
    await noor.say('set Power BI Pro to 21');
    await noor.press('Pay');
    await rounds(place);
    expect((await femke.say(said)).lines[1]).toBe(title);
    const forged = await noor.forge('send-again', { letter: femke.card.action('Iris Smit').data.letter });
    expect(forged.lines[0]).toBe('Not possible · nothing changed');
    iris.hear = hear;
    const before = heard(iris);
    await rounds(place);
    expect(heard(iris)).toBe(before);
    expect((await femke.press('Iris Smit')).text.toLowerCase()).toContain(again.toLowerCase());
    await rounds(place);
    expect(heard(iris)).toBe(before + 1);
    expect((await femke.say(said)).lines[1]).toBe(none);
  },
);
