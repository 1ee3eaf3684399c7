import { describe, expect, test } from '@jest/globals';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

const words = {
  'en-GB': {
    ask: 'what did I do',
    eyebrow: 'Your history',
    add: 'set Power BI Pro to 25',
    pay: 'Pay',
    added: 'Added licences',
    licences: 'Power BI Pro · 20 → 25 licences',
    caption: (from: number, to: number, of: number) => `${from} to ${to} of ${of} · newest first, amounts incl. tax`,
    next: 'Next 6',
    previous: 'Previous',
    list: 'my subscriptions',
    button: 'History',
    order: 'Order',
    settings: ['settings', 'Save', 'Changed settings'],
    nothing: 'Nothing has happened yet',
  },
  'nl-NL': {
    ask: 'wat heb ik gedaan',
    eyebrow: 'Uw geschiedenis',
    add: 'zet Power BI Pro op 25',
    pay: '€ ',
    added: 'Licenties bijgekocht',
    licences: 'Power BI Pro · 20 → 25 licenties',
    caption: (from: number, to: number, of: number) =>
      `${from} t/m ${to} van ${of} · nieuwste eerst, bedragen incl. btw`,
    next: 'Volgende 6',
    previous: 'Vorige',
    list: 'mijn abonnementen',
    button: 'Geschiedenis',
    order: 'Bestelling',
    settings: ['instellingen', 'Opslaan', 'Instellingen gewijzigd'],
    nothing: 'Er is nog niets gebeurd',
  },
} as const;

const forms = shapes.flatMap((shape) => (['en-GB', 'nl-NL'] as const).map((locale) => [shape, locale] as const));

describe.each(forms)('in %s form and %s', (shape, locale) => {
  const texts = words[locale];

  test('what was done stands first, with its order to press: the receipt, also months later', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many', locale);
    await noor.say(texts.add);
    const receipt = await noor.press(texts.pay);
    const order = receipt.value(texts.order) ?? '';
    const card = await noor.say(texts.ask);
    const count = Number(/\d+/.exec(card.title ?? '')?.[0]);
    expect(card.eyebrow).toBe(texts.eyebrow);
    expect(card.caption).toBe(texts.caption(1, 6, count));
    expect(card.entries[0]).toEqual(
      expect.arrayContaining([texts.added, texts.licences, expect.stringContaining(order)]),
    );
    expect((await noor.press(texts.added)).value(texts.order)).toBe(order);
    app.pass(40 * 86_400_000);
    const forgery = await noor.build('receipt', { order });
    expect(forgery.value(texts.order)).toBe(order);
    expect(forgery.buttons).not.toContain('Undo');
  });

  test('it is read a page at a time, each event once, down to the first', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many', locale);
    await noor.say(texts.list);
    let card = await noor.press(texts.button);
    const count = Number(/\d+/.exec(card.title ?? '')?.[0]);
    const pages = [String(card.entries)];
    for (let page = 1; page < Math.ceil(count / 6); page++) {
      card = await noor.build('history', { page });
      pages.push(String(card.entries));
    }
    expect(new Set(pages).size).toBe(pages.length);
    expect(card.caption).toBe(texts.caption((pages.length - 1) * 6 + 1, count, count));
    expect(card.primaryButton).toBe(texts.previous);
    expect((await noor.build('history', { page: 9_999 })).caption).toBe(card.caption);
    expect((await noor.say(texts.ask)).primaryButton).toBe(texts.next);
  });

  test('settings that were saved are in it', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many', locale);
    const [ask, save, resolve] = texts.settings;
    await noor.say(ask);
    await noor.press(save, { hears: '', days: '' });
    expect((await noor.say(texts.ask)).entries[0]).toContain(resolve);
  });

  test('who did nothing yet reads that', async () => {
    const fem = new ChatDriver(await testApp(), shape, 'none', locale);
    expect((await fem.say(texts.ask)).title).toBe(texts.nothing);
  });
});

describe.each(shapes)('in %s form', (shape) => {
  test('a user sees only their own history; guests and users who left see none', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    const order = (await noor.press('Pay')).value('Order') ?? '';
    const femke = new ChatDriver(app, shape, 'administrator');
    expect((await femke.say('my history')).text).not.toContain(order);
    const refused = await femke.build('receipt', { order });
    expect(refused.text).not.toContain('Power BI Pro');
    expect(refused.eyebrow).toBe('Not possible · nothing changed');
    const guest = new ChatDriver(app, shape, 'guest');
    expect((await guest.say('my history')).text).not.toContain('Your history');
    expect((await guest.build('receipt', { order })).text).not.toContain(order);
  });

  test('each row leads to more: an invoice, a subscription that is still there, the cards, the settings', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const { subscriptions } = await noor.account();
    expect(subscriptions.length).toBeGreaterThan(0);
    const accounts = new Map<string, string>();
    for (let page = 0; page < 27; page++) {
      const card = await noor.build('history', { page });
      for (const what of ['Renewed', 'Added a card', 'Expired', 'Assigned', 'Payment failed', 'Turned renewal off']) {
        if (card.lines.includes(what) && !accounts.has(what)) {
          accounts.set(what, (await noor.press(what, {}, card)).eyebrow ?? '');
        }
      }
    }
    expect(accounts.get('Renewed')).toMatch(/^Invoice/);
    expect(accounts.get('Added a card')).toBe('Payment');
    expect([...accounts.keys()]).toEqual(expect.arrayContaining(['Expired', 'Assigned', 'Turned renewal off']));
    expect([...accounts.values()].join()).not.toMatch(/Not possible|went wrong/);
  });
});
