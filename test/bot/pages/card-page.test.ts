import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY } from '../../../src/domain/common/time.ts';
import { shapes } from '../../conversation/support/chat-driver.ts';
import { type CardFormApp, card, otherCard, startCardFormApp } from './card-form-app.ts';

const apps: CardFormApp[] = [];
afterEach(() => {
  for (const app of apps.splice(0)) app.close();
});

async function startApp(options: Parameters<typeof startCardFormApp>[0] = {}): Promise<CardFormApp> {
  const app = await startCardFormApp(options);
  apps.push(app);
  return app;
}

describe.each(shapes)('in %s form', (shape) => {
  test('a first card is attached to a new billing profile, and the chat shows it without being asked (RULES S9)', async () => {
    const { chatWith, save, openPage } = await startApp();
    const lotte = chatWith('none', shape, 'nl-NL');
    expect((await lotte.say('betaling')).lines).toContain('U hebt nog geen kaart');
    const url = await lotte.pageBehind('Kaart toevoegen');
    expect((await openPage(url, 'none')).html).toContain('Kaart toevoegen');
    expect(await save(url, otherCard, 'none')).toMatchObject({
      status: 200,
      saved: true,
      message: 'Klaar, u kunt dit venster sluiten',
    });
    expect(lotte.card.header).toMatchObject({
      eyebrow: 'Kaart toegevoegd',
      title: 'Visa •••• 1111',
      sentences: ['Gekoppeld aan factureringsprofiel Standaard.'],
    });
    expect((await lotte.say('betaalmethoden')).text).toContain('Gekoppeld');
  });

  test('adding is not attaching (RULES #16)', async () => {
    const { chatWith, save } = await startApp();
    const noor = chatWith('many', shape);
    await noor.say('add card');
    expect(noor.card.eyebrow).toBe('Add card');
    await save(await noor.pageBehind('Open page'), otherCard, 'many');
    expect(noor.card.header).toMatchObject({
      eyebrow: 'Card added',
      title: 'Visa •••• 1111',
      sentences: ['Not attached to a billing profile yet: nothing is paid with it.'],
    });
    await noor.say('payment');
    await noor.press('Visa •••• 1111');
    expect(noor.card.text).toContain('Not used');
  });

  test('replacing attaches a new card, and the old one is kept (RULES S7, #16)', async () => {
    const { chatWith, save } = await startApp();
    const noor = chatWith('many', shape);
    await noor.say('payment');
    await noor.press('Insight team');
    await noor.press('Replace card');
    await save(await noor.pageBehind('New card'), otherCard, 'many');
    expect(noor.card.text).toContain('Attached to billing profile Insight team.');
    expect(noor.card.text).toContain('Visa •••• 4242 stays among your cards.');
    expect((await noor.say('payment')).text).toContain('2 billing profiles, 4 cards');
    expect((await noor.say('5 more Power BI Pro')).text).toContain('charged today to Visa •••• 1111');
  });

  test('name, address and expiry can be edited, the number cannot, and the security code is required (RULES S8, #16)', async () => {
    const { chatWith, save, openPage } = await startApp();
    const noor = chatWith('many', shape);
    await noor.say('payment');
    await noor.press('Visa •••• 4242');
    const url = await noor.pageBehind('Edit');
    const page = await openPage(url, 'many');
    expect(page.html.replaceAll('\u00a0', ' ')).toContain('Visa •••• 4242');
    expect(page.html).not.toContain('name="number"');
    const { number, ...details } = { ...card, expires: '11/30', holder: 'Noor de Vries' };
    expect((await save(url, { ...details, code: '' }, 'many')).problems).toEqual({ code: 'Enter the security code.' });
    expect((await save(url, { ...details, number }, 'many')).problems).toEqual({
      number: 'The number of a card cannot be changed.',
    });
    expect((await save(url, details, 'many')).saved).toBe(true);
    expect(noor.card.header).toMatchObject({ eyebrow: 'Card changed', title: 'Visa •••• 4242' });
    await noor.press('Payment methods');
    await noor.press('Visa •••• 4242');
    expect(noor.card.value('Valid through')).toBe('11/30');
    expect(noor.card.value('Address')).toBe('Kade 12, 1011 AB Amsterdam');
  });

  test('a failed payment is retried with a new card at once, outside the schedule', async () => {
    const { chatWith, save, testApp } = await startApp();
    const milan = chatWith('Milan Jansen', shape);
    expect((await milan.say('set Power BI Pro to 40')).buttons).toContain('Payment methods');
    await milan.press('Payment methods');
    expect(milan.card.text).toContain('Declined last time');
    await milan.press('Marktonderzoek');
    expect(milan.card.text).toContain('Attach a card that works');
    await milan.press('Replace card');
    const cookie = { cookie: (await testApp.composition.localSignIn?.cookieFor(idOf(testApp, 'Milan Jansen'))) ?? '' };
    const url = await milan.pageBehind('New card');
    // This card can be added, but every charge is declined.
    expect((await save(url, { ...card, number: '4000000000000341' }, undefined, cookie)).saved).toBe(true);
    expect(milan.card.text).toContain('Declined again');
    await milan.press('Payment methods');
    await milan.press('Marktonderzoek');
    await milan.press('Replace card');
    expect((await save(await milan.pageBehind('New card'), card, undefined, cookie)).saved).toBe(true);
    expect(milan.card.text).toContain('Paid now');
    expect((await milan.say('my subscriptions')).text).not.toContain('Unpaid');
  });

  test('the flow continues in the chat once the card is saved', async () => {
    const { chatWith, save } = await startApp();
    const noor = chatWith('many', shape);
    const list = await noor.say('my subscriptions');
    const { subscription } = list.button('Power BI Pro').data;
    const next = { verb: 'change', subscription, total: 25 };
    await noor.send(
      shape === 'teams' ? invoke({ verb: 'add-card', next }) : { type: 'message', value: { verb: 'add-card', next } },
    );
    const url = await noor.pageBehind('Open page');
    const before = noor.sent.length;
    await save(url, otherCard, 'many');
    expect(noor.sent.length).toBe(before + 2);
    expect(noor.card.header).toMatchObject({
      eyebrow: 'Review · nothing changed yet',
      title: 'Power BI Pro',
      change: '20 → 25 licences',
    });
    expect((await noor.press('Pay')).value('Order')).toBeDefined();
  });
});

test('editing the card of a failed payment retries it at once, in Dutch', async () => {
  const { chatWith, save, testApp } = await startApp();
  const milan = chatWith('Milan Jansen', 'emulator', 'nl-NL');
  await milan.say('betaling');
  await milan.press('Visa •••• 0341');
  const { number: _number, ...details } = card;
  const cookie = { cookie: (await testApp.composition.localSignIn?.cookieFor(idOf(testApp, 'Milan Jansen'))) ?? '' };
  const url = await milan.pageBehind('Bewerken');
  expect((await save(url, { ...details, code: 'x' }, undefined, cookie)).problems).toEqual({
    code: 'De beveiligingscode heeft 3 cijfers.',
  });
  expect((await save(url, details, undefined, cookie)).message).toBe('Klaar, u kunt dit venster sluiten');
  expect(milan.card.header).toMatchObject({ eyebrow: 'Kaart gewijzigd', title: 'Visa •••• 0341' });
  expect(milan.card.text).toContain('Weer geweigerd');
  expect((await milan.say('mijn abonnementen')).text).toContain('volgende poging');
});

test('a guest gets no page (RULES #1)', async () => {
  const { chatWith } = await startApp();
  const olivier = chatWith('guest', 'teams');
  expect((await olivier.say('payment')).title).toBe('Guests cannot buy or change');
  const reply = await olivier.send({ type: 'invoke', name: 'task/fetch', value: { data: { verb: 'add-card' } } });
  expect(reply.title).toBe('Guests cannot buy or change');
});

test('nothing of a declined card is stored, and the page can be used again', async () => {
  const { chatWith, save } = await startApp();
  const noor = chatWith('many');
  await noor.say('payment');
  const url = await noor.pageBehind('Add card');
  const before = (await noor.say('payment')).lines;
  for (const [number, message] of [
    ['4000000000000002', 'The card was declined'],
    ['4000000000000069', 'Visa •••• 0069 has expired'],
  ]) {
    const reply = await save(url, { ...card, number }, 'many');
    expect([reply.status, reply.message.replaceAll('\u00a0', ' ')]).toEqual([409, message]);
  }
  expect((await noor.say('payment')).lines).toEqual(before);
  expect((await save(url, otherCard, 'many')).saved).toBe(true);
});

test('a page closes after five declined cards, so that it cannot be used to test numbers', async () => {
  const { chatWith, save } = await startApp();
  const noor = chatWith('many');
  await noor.say('payment');
  const url = await noor.pageBehind('Add card');
  for (let time = 0; time < 5; time++) await save(url, { ...card, number: '4000000000000002' }, 'many');
  expect(await save(url, otherCard, 'many')).toMatchObject({
    status: 410,
    message: 'Too many cards were declined on this page',
  });
});

test('a person is limited to twenty declined cards a day over all pages; other users are not affected', async () => {
  const { chatWith, save, testApp } = await startApp();
  const noor = chatWith('many');
  const page = async () => {
    await noor.say('payment');
    return noor.pageBehind('Add card');
  };
  for (let time = 0; time < 20; time += 4) {
    const url = await page();
    for (let attempt = 0; attempt < 4; attempt++) await save(url, { ...card, number: '4000000000000002' }, 'many');
  }
  expect(await save(await page(), otherCard, 'many')).toMatchObject({
    status: 429,
    message: 'Too many of your cards were declined today',
  });
  const tom = chatWith('old-invoices');
  await tom.say('payment');
  expect((await save(await tom.pageBehind('Add card'), otherCard, 'old-invoices')).saved).toBe(true);
  testApp.pass(DAY + 10 * 60_000 + 1);
  expect((await save(await page(), otherCard, 'many')).saved).toBe(true);
});

test('a card company that does not answer times out after ten seconds, and nothing is stored', async () => {
  const limits: number[] = [];
  const timeLimit = (milliseconds: number) => {
    limits.push(milliseconds);
    return AbortSignal.abort();
  };
  const { chatWith, save } = await startApp({ timeLimit });
  const noor = chatWith('many');
  const before = (await noor.say('payment')).lines;
  const reply = await save(await noor.pageBehind('Add card'), { ...card, number: '4000000000000259' }, 'many');
  expect(reply).toMatchObject({ status: 409, message: 'The card company does not answer' });
  expect(reply.way).toContain('Nothing was saved');
  expect(limits).toEqual([10_000]);
  expect((await noor.say('payment')).lines).toEqual(before);
});

test('a card’s country is the organisation’s (RULES #16)', async () => {
  const { chatWith, save } = await startApp();
  const noor = chatWith('many');
  await noor.say('payment');
  const reply = await save(await noor.pageBehind('Add card'), { ...card, country: 'BE' }, 'many');
  expect(reply.problems).toEqual({ country: 'A card must be from the country of your organisation.' });
});

test.each([
  ['number', '', 'Enter the card number.'],
  ['number', 'banana', 'A card number has digits only.'],
  ['number', '4242', 'A card number has 12 to 19 digits.'],
  ['number', '4242424242424241', 'This card number has a mistake in it. Check the digits.'],
  ['number', '1234567890123452', 'This kind of card is not known. Use another card.'],
  ['expires', '', 'Enter month and year, such as 04/29.'],
  ['expires', '13/29', 'Write month and year as MM/YY, such as 04/29.'],
  ['expires', '10/26', 'This card has expired. Use another card.'],
  ['expires', '01/99', 'No card is valid that long. Check the year.'],
  ['code', '', 'Enter the security code.'],
  ['code', '12', 'The security code has 3 digits.'],
  ['code', '7373', 'The security code has 3 digits.'],
  ['holder', ' ', 'Enter the name on the card.'],
  ['holder', '4242424242424242', 'Enter the name as it is printed on the card, not a number.'],
  ['holder', 'x'.repeat(100), 'A name has at most 60 characters.'],
  ['line', '', 'Enter street and number.'],
  ['line', 'Kade 4242 4242 4242 4242', 'A card number does not belong here.'],
  ['postalCode', '', 'Enter the postal code.'],
  ['postalCode', '1011', 'A Dutch postal code looks like 1234 AB.'],
  ['city', '', 'Enter the city.'],
  ['city', '4242', 'Enter a city, not a number.'],
])('the page explains what is wrong with %s “%s”, and can be used again', async (field, value, sentence) => {
  const { chatWith, save } = await startApp();
  const noor = chatWith('many');
  await noor.say('payment');
  const url = await noor.pageBehind('Add card');
  expect(await save(url, { ...card, [field]: value }, 'many')).toMatchObject({
    status: 422,
    problems: { [field]: sentence },
  });
  expect((await save(url, otherCard, 'many')).saved).toBe(true);
});

test('invalid values of every kind are rejected with a message, are not stored, and cause no error', async () => {
  const { chatWith, save, testApp } = await startApp();
  const noor = chatWith('many');
  await noor.say('payment');
  const url = await noor.pageBehind('Add card');
  const before = JSON.stringify((await noor.say('payment')).card.body).replaceAll(/card\/[\w-]+/g, '');
  const junk = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('__proto__', '<script>', '4242 4242 4242 4242', '999', '٣٤', '-1', '1e9', null, 7, [], {}, true),
  );
  const field = fc.constantFrom(
    'number',
    'expires',
    'code',
    'holder',
    'line',
    'postalCode',
    'city',
    'country',
    'extra',
  );
  await fc.assert(
    fc.asyncProperty(field, junk, async (name, value) => {
      // One field has a random value; the number is invalid too, so that nothing can be saved.
      const invalid = name === 'number' ? { code: '' } : { number: '4242424242424241' };
      const { status, message } = await save(url, { ...card, ...invalid, [name]: value }, 'many');
      expect(status).toBe(422);
      expect(message).toBe('Nothing was saved. Correct the marked fields.');
    }),
    { numRuns: 60 },
  );
  for (const body of ['', '{', '[]', 'null', '7', '"x"', '{"number":', 'x'.repeat(50_000)]) {
    const { status, message } = await save(url, body, 'many');
    expect([body.slice(0, 9), status < 500, message.length > 0]).toEqual([body.slice(0, 9), true, true]);
  }
  expect(JSON.stringify((await noor.say('payment')).card.body).replaceAll(/card\/[\w-]+/g, '')).toBe(before);
  expect(testApp.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

const invoke = (data: { verb: string; next?: object }) => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { type: 'Action.Execute', verb: data.verb, data } },
});

const idOf = (testApp: CardFormApp['testApp'], name: string): string =>
  testApp.organisation.people.find((one) => one.name === name)?.id ?? '';
