import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR } from '../../../src/domain/common/time.ts';
import { ChatDriver, type Shape, shapes, type TestApp, testApp } from '../support/chat-driver.ts';

/** What every due moment brings is done and told. */
async function runScheduler(app: TestApp): Promise<void> {
  await app.composition.scheduler.runDue();
  await app.composition.outbox.run();
}

/** Noor and her manager Iris, who both have spoken here. */
async function both(shape: Shape, { locale = 'en-GB', ...others }: { locale?: string; at?: number } = {}) {
  const app = await testApp(others);
  const [noor, iris] = [new ChatDriver(app, shape, 'many', locale), new ChatDriver(app, shape, 'manager', locale)];
  await noor.say('help');
  await iris.say('help');
  return { app, noor, iris };
}

const countMessages = (chat: ChatDriver) => chat.sent.filter(({ attachments }) => attachments).length;

describe.each(shapes)('in %s form', (shape) => {
  test('a manager hears at once who added what, what it costs a month and a year, and until when it can be undone', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    const receipt = await noor.press('Pay');
    await runScheduler(app);
    const { card } = iris;
    expect(card.header).toMatchObject({
      eyebrow: 'Your team',
      title: 'Noor de Vries added licences',
      change: '20 → 25 × Power BI Pro',
      number: '+€60.50',
      caption: 'a month, excl. tax',
    });
    expect(card.value('Per year')).toBe('+€726.00');
    expect(card.value('Order')).toBe(receipt.value('Order'));
    expect(card.value('Can be undone until')).toBe(receipt.value('Undo until'));
    expect(card.action('Message Noor').url).toContain('teams.microsoft.com/l/chat/0/0?users=noor');
    const team = card.value('Team now, per month');
    expect((await iris.press('Team spending')).number).toBe(team);
    expect(iris.card.value('Noor de Vries')).toBeDefined();
  });

  test('she hears once, however often it is looked at and started anew', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    await noor.press('Pay');
    await runScheduler(app);
    const before = countMessages(iris);
    await runScheduler(app);
    const later = await testApp({ documents: app.documents });
    later.chats.set(...([...app.chats].find(([, chat]) => chat === iris) as [string, ChatDriver]));
    await runScheduler(later);
    expect(countMessages(iris)).toBe(before);
  });

  test('undone: the card is changed where the channel can, and a new one names the old where it cannot', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    const number = (await noor.press('Pay')).value('Order') ?? '';
    await runScheduler(app);
    const before = countMessages(iris);
    await noor.press('Undo');
    await noor.press('Remove 5');
    await runScheduler(app);
    if (shape === 'teams') {
      expect(countMessages(iris)).toBe(before);
      expect(iris.updated.at(-1)?.id).toBeDefined();
      expect(JSON.stringify(iris.updated.at(-1))).toContain('Undone');
    } else {
      expect(countMessages(iris)).toBe(before + 1);
      expect(iris.card.title).toBe('Noor de Vries undid something');
      expect(iris.card.text).toContain(`Undoes ${number}`);
      expect(iris.card.lines).toContain('−€60.50');
    }
  });

  test.each([403, 404])(
    'a card that is not there any more (%d) cannot be changed: it is said anew',
    async (statusCode) => {
      const { app, noor, iris } = await both(shape);
      await noor.say('set Power BI Pro to 25');
      await noor.press('Pay');
      await runScheduler(app);
      iris.updated.push = () => {
        throw Object.assign(new Error('The message was deleted'), { statusCode });
      };
      await noor.press('Undo');
      await noor.press('Remove 5');
      await runScheduler(app);
      expect(iris.card.title).toBe('Noor de Vries undid something');
    },
  );

  test('what was undone before she could hear of it is told once, as what it is', async () => {
    const { app, noor, iris } = await both(shape);
    await noor.say('set Power BI Pro to 25');
    await noor.press('Pay');
    await noor.press('Undo');
    await noor.press('Remove 5');
    const before = countMessages(iris);
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before + 1);
    expect(iris.card.title).toBe('Noor de Vries undid something');
  });

  test('a manager who never spoke here hears of it when she does', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    await noor.press('Pay');
    await runScheduler(app);
    const iris = new ChatDriver(app, shape, 'manager');
    await iris.say('help');
    await runScheduler(app);
    expect(iris.card.title).toBe('Noor de Vries added licences');
  });

  test('settings: off, only some kinds, and only above an amount', async () => {
    const { app, noor, iris } = await both(shape);
    const set = async (fields: object) => {
      await iris.say('settings');
      return iris.press('Save', { cards: 'at-once', kinds: 'buys,adds', above: '0', hears: '', days: '', ...fields });
    };
    const buy = async (total: number) => {
      const before = countMessages(iris);
      await noor.say(`set Power BI Pro to ${total}`);
      await noor.press('Pay');
      await runScheduler(app);
      return countMessages(iris) - before;
    };
    expect((await set({ cards: 'off' })).title).toBe('Saved');
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
    const { app, noor, iris } = await both(shape);
    await iris.say('settings');
    await iris.press('Save', { cards: 'daily', kinds: 'buys,adds,reduces,cancels,payment-fails', above: '0' });
    const before = countMessages(iris);
    for (const total of [21, 22]) {
      await noor.say(`set Power BI Pro to ${total}`);
      await noor.press('Pay');
      await runScheduler(app);
    }
    // It is 13:04 in Amsterdam: eight o'clock is 18 hours and 56 minutes away.
    app.pass(18 * HOUR + 55 * 60_000);
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before);
    app.pass(60_000);
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before + 1);
    expect(iris.card.header).toMatchObject({
      eyebrow: 'Today in your team',
      title: '2 changes',
      number: '+€24.20',
      caption: 'Total per month, excl. tax',
    });
    app.pass(DAY);
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before + 1);
  });

  test('in quiet hours nothing comes; it does when they end', async () => {
    const { app, noor, iris } = await both(shape);
    await iris.say('settings');
    const all = { cards: 'at-once', kinds: 'buys,adds', above: '0' };
    await iris.press('Save', { ...all, quietFrom: '12:00', quietTo: '14:00' });
    const before = countMessages(iris);
    await noor.say('set Power BI Pro to 21');
    await noor.press('Pay');
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before);
    // 13:04 there now.
    app.pass(56 * 60_000);
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before + 1);
  });
});

test('a purchaser without a manager: the administrators are notified in their digest', async () => {
  const app = await testApp({
    directory: ({ people, ...rest }) => ({
      person: async (tenant, id) => {
        const { manager: _none, ...match } = (await rest.person(tenant, id)) ?? {};
        return id.length > 0 && 'id' in match ? (match as never) : undefined;
      },
    }),
  });
  const [noor, femke] = [new ChatDriver(app, 'teams', 'many'), new ChatDriver(app, 'teams', 'administrator')];
  await noor.say('help');
  await femke.say('help');
  await noor.say('set Power BI Pro to 21');
  await noor.press('Pay');
  await runScheduler(app);
  const before = countMessages(femke);
  app.pass(DAY);
  await runScheduler(app);
  expect(countMessages(femke)).toBe(before + 1);
  expect(femke.card.eyebrow).toBe('Today: people without a manager');
  expect(femke.card.text).toContain('Noor de Vries added licences');
  expect((await femke.press('All purchases')).eyebrow).toBe('All purchases · read only');
});

test.each(['guest', 'left'] as const)(
  'a manager who is a guest or left (%s) hears nothing of what others buy: the administrators do',
  async (kind) => {
    const app = await testApp({
      directory: ({ person }) => ({
        person: async (tenant, id) => {
          const match = await person(tenant, id);
          return match?.name === 'Iris Smit' ? { ...match, kind } : match;
        },
      }),
    });
    const [noor, iris] = [new ChatDriver(app, 'teams', 'many'), new ChatDriver(app, 'teams', 'manager')];
    const femke = new ChatDriver(app, 'teams', 'administrator');
    for (const chat of [noor, iris, femke]) await chat.say('help');
    const before = { iris: countMessages(iris), femke: countMessages(femke) };
    await noor.say('set Power BI Pro to 21');
    await noor.press('Pay');
    await runScheduler(app);
    app.pass(DAY);
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before.iris);
    expect(countMessages(femke)).toBe(before.femke + 1);
  },
);

test('what is no undelivered message is not sent again, whatever key is sent', async () => {
  const { app, noor } = await both('teams');
  const femke = new ChatDriver(app, 'teams', 'administrator');
  const { owner } = await noor.account();
  const keys = [`account/${owner.tenant}/${owner.person}`, `letter/other/${owner.person}/x`, 'constructor'];
  for (const delivery of keys) {
    expect((await femke.build('send-again', { letter: delivery })).title).toBe('Every message was delivered');
    expect(app.lines.at(-1)).toMatchObject({ level: 30 });
  }
  expect((await femke.say('my history')).text).not.toMatch(/again/i);
});

test('a trial that ends by itself costs nothing', async () => {
  const { app, noor, iris } = await both('teams');
  await noor.say('free trial of Microsoft Purview Discovery');
  expect((await noor.press('Start trial')).eyebrow).toBe('Done');
  await runScheduler(app);
  expect(iris.card.title).toBe('Noor de Vries started a trial');
  expect(iris.card.text).toContain('€0.00');
});

test('the manager is looked up when the card is sent, not when it was earned', async () => {
  let manager: string | undefined;
  const app = await testApp({
    directory: ({ person }) => ({
      person: async (tenant, id) => {
        const match = await person(tenant, id);
        return match && manager && match.name === 'Noor de Vries' ? { ...match, manager } : match;
      },
    }),
  });
  const noor = new ChatDriver(app, 'teams', 'many');
  const tom = new ChatDriver(app, 'teams', 'old-invoices');
  await noor.say('help');
  await tom.say('help');
  await noor.say('set Power BI Pro to 21');
  await noor.press('Pay');
  manager = app.organisation.personas.find(({ role }) => role === 'old-invoices')?.person.id;
  await runScheduler(app);
  expect(tom.card.title).toBe('Noor de Vries added licences');
});

test.each([
  ['en-GB', 'Noor de Vries cancelled', 'a month, excl. tax'],
  ['nl-NL', 'Noor de Vries heeft opgezegd', 'per maand, excl. btw'],
])('%s: a cancellation costs less', async (locale, finding, month) => {
  const { app, noor, iris } = await both('teams', { locale });
  await noor.say(locale === 'en-GB' ? 'buy 2 Clipchamp monthly' : 'koop 2 Clipchamp per maand');
  await noor.press(locale === 'en-GB' ? 'Pay' : '€');
  await runScheduler(app);
  await noor.press(locale === 'en-GB' ? 'Show subscription' : 'Abonnement tonen');
  await noor.press(locale === 'en-GB' ? 'Cancel' : 'Opzeggen');
  await noor.press(locale === 'en-GB' ? 'Review' : 'Controleren', { reason: 'too-expensive' });
  await noor.press(locale === 'en-GB' ? 'Cancel now' : 'Nu opzeggen');
  await runScheduler(app);
  expect(iris.card.title).toBe(finding);
  expect(iris.card.number).toMatch(/^−|^€ −/);
  expect(iris.card.caption).toBe(month);
});

test.each([
  ['en-GB', 'undelivered messages', '1 message not delivered', 'being sent again', 'Every message was delivered'],
  ['nl-NL', 'onbezorgde berichten', '1 bericht niet bezorgd', 'wordt opnieuw gestuurd', 'Alle berichten zijn bezorgd'],
])(
  '%s: administrators see undelivered notifications, and can send them again',
  async (locale, sentence, title, again, none) => {
    const { app, noor, iris } = await both('teams');
    const femke = new ChatDriver(app, 'teams', 'administrator', locale);
    const hear = iris.hear.bind(iris);
    iris.hear = async () => {
      throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
    };
    await noor.say('set Power BI Pro to 21');
    await noor.press('Pay');
    await runScheduler(app);
    expect((await femke.say(sentence)).title).toBe(title);
    const forgery = await noor.build('send-again', { letter: femke.card.action('Iris Smit').data.letter });
    expect(forgery.eyebrow).toBe('Not possible · nothing changed');
    iris.hear = hear;
    const before = countMessages(iris);
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before);
    expect((await femke.press('Iris Smit')).text.toLowerCase()).toContain(again.toLowerCase());
    await runScheduler(app);
    expect(countMessages(iris)).toBe(before + 1);
    expect((await femke.say(sentence)).title).toBe(none);
  },
);
