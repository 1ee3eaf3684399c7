import { expect, test } from '@jest/globals';
import { DAY } from '../../../src/domain/common/time.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

test.each(shapes)('in %s form, another card than the review showed is not charged', async (shape) => {
  const app = await testApp();
  const noor = new ChatDriver(app, shape, 'many');
  await noor.say('set Power BI Pro to 25');
  expect(noor.card.caption).toBe('charged today to Visa •••• 4242');
  const otherConversation = new ChatDriver(app, shape === 'teams' ? 'emulator' : 'teams', 'many');
  const review = await otherConversation.build('attach', { profile: 'profile-1', method: 'card-2' });
  await otherConversation.press(review.primaryButton ?? '');
  const again = await noor.press('Pay');
  expect(again.eyebrow).toBe('Changed meanwhile · nothing done yet');
  expect(again.value('Paid with')).toBe('Mastercard •••• 4444');
  expect((await noor.press('Pay')).value('Charged')).toBe('€21.96');
});

test('a trial whose product is not sold by the month any more ends instead of going on for nothing (RULES #4)', async () => {
  const app = await testApp({
    terms: ({ terms }) => ({
      ...terms,
      products: new Map([...terms.products].map(([id, { prices: _gone, ...one }]) => [id, { ...one, prices: {} }])),
    }),
  });
  const noor = new ChatDriver(app, 'teams', 'many');
  app.pass(3 * DAY);
  await noor.say('show Power Apps');
  expect(noor.card.header).toMatchObject({ title: 'Power Apps per user', state: 'Expired' });
});

test.each([
  ['en-GB', 'Payment failed', 'was declined. Attach another card, or correct this one, before the next try'],
  ['nl-NL', 'Betaling mislukt', 'is geweigerd. Koppel een andere kaart, of verbeter deze, vóór de volgende poging'],
])(
  '%s: a purchaser is told of a renewal whose payment failed, with the way to mend it',
  async (locale, eyebrow, way) => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const app = await testApp({ gateway });
    const noor = new ChatDriver(app, 'teams', 'many', locale);
    await noor.say('help');
    app.pass(9 * DAY);
    await app.composition.scheduler.runDue();
    await app.composition.outbox.run();
    expect(noor.card.eyebrow).toBe(eyebrow);
    expect(noor.card.text).toContain(way);
    await noor.press(locale === 'en-GB' ? 'Payment methods' : 'Betaalmethoden');
    expect(noor.card.title).toBe(locale === 'en-GB' ? 'Payment methods' : 'Betaalmethoden');
  },
);

test('a wish that is not clear, typed over a review, is asked about; the review waits', async () => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many');
  const review = await noor.say('set Power BI Pro to 25');
  const requests = await noor.say('did I buy 5 more Visio 2');
  expect(requests.title).toBe('Did you mean one of these?');
  expect((await noor.press('Back to the card')).lines).toEqual(review.lines);
});

test('a declined card does not end the order: with another card the same can be tried again', async () => {
  let declines = true;
  const gateway = {
    charge: async () => (declines ? ('declined' as const) : ('accepted' as const)),
    void: async () => 'voided' as const,
  };
  const noor = new ChatDriver(await testApp({ gateway }), 'teams', 'many');
  await noor.say('set Power BI Pro to 25');
  expect((await noor.press('Pay')).title).toBe('The card was declined');
  declines = false;
  expect((await noor.press('Try again')).change).toBe('20 → 25 licences');
  expect((await noor.press('Pay')).value('Charged')).toBe('€21.96');
});

test('a person who gave up a licence for a lower number can be given it again', async () => {
  const noor = new ChatDriver(await testApp(), 'teams', 'many');
  await noor.say('set Power BI Pro to 12');
  await noor.press('Unassign 5');
  const form = noor.card;
  await noor.press('Review', { people: form.field?.value });
  const receipt = await noor.press('Unassign 5');
  expect(receipt.buttons).not.toContain('Undo');
  const review = await noor.press('Assign 5 again');
  expect(review.number).toBe('5 people');
  expect((await noor.press('Assign 5')).number).toBe('5 of 5 done');
});

test('what ended is said to have ended, wherever it can be chosen', async () => {
  const app = await testApp();
  const noor = new ChatDriver(app, 'emulator', 'many');
  for (const quantity of [2, 3]) {
    await noor.build('buy', { product: 'CFQ7TTC0N8SS', quantity, plan: 'monthly' });
    await noor.press('Pay');
    await noor.press('Undo');
    await noor.press('Cancel now');
  }
  expect((await noor.say('assign Clipchamp to Ngozi')).title).toBe('Clipchamp Premium has ended');
  expect((await noor.say('reactivate Clipchamp')).text).toContain('Disabled, data until');
});

test.each([
  ['en-GB', 'questions', 'What do you want to know?'],
  ['nl-NL', 'vragen', 'Wat wilt u weten?'],
  ['nl-NL', 'betaling', 'Betaalmethoden'],
  ['en-GB', 'Power BI Pro', 'Power BI Pro'],
])('%s: a button’s title or a product’s name can be typed as well: “%s”', async (locale, sentence, title) => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many', locale);
  expect((await noor.say(sentence)).lines).toContain(title);
});

test('who has a licence is shown under its own name, with when each used it last (RULES S5)', async () => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many');
  const card = await noor.say('who has Power BI Pro');
  expect(card.header).toMatchObject({ eyebrow: 'Who has it', title: 'Power BI Pro', caption: '17 of 20 used' });
});
