import { expect, test } from '@jest/globals';
import { DAY } from '../../src/domain/time.ts';
import { shapes, Talk, world } from './talk.ts';

test.each(shapes)('in %s form, another card than the review showed is not charged', async (shape) => {
  const place = await world();
  const noor = new Talk(place, shape, 'many');
  await noor.say('set Power BI Pro to 25');
  expect(noor.card.lines[4]).toBe('charged today to Visa •••• 4242');
  const elsewhere = new Talk(place, shape === 'teams' ? 'emulator' : 'teams', 'many');
  const review = await elsewhere.forge('attach', { profile: 'profile-1', method: 'card-2' });
  await elsewhere.press(review.buttons[0] ?? '');
  const again = await noor.press('Pay');
  expect(again.lines[0]).toBe('Changed meanwhile · nothing done yet');
  expect(again.value('Paid with')).toBe('Mastercard •••• 4444');
  expect((await noor.press('Pay')).value('Charged')).toBe('€21.96');
});

test('a trial whose product is not sold by the month any more ends instead of going on for nothing (RULES #4)', async () => {
  const place = await world({
    terms: ({ terms }) => ({
      ...terms,
      products: new Map([...terms.products].map(([id, { prices: _gone, ...one }]) => [id, { ...one, prices: {} }])),
    }),
  });
  const noor = new Talk(place, 'teams', 'many');
  place.pass(3 * DAY);
  await noor.say('show Power Apps');
  expect(noor.card.lines.slice(0, 2)).toEqual(['Power Apps per user', 'Expired']);
});

test.each([
  ['en-GB', 'Payment failed', 'was declined. Give it another card, or mend this one, before the next try'],
  ['nl-NL', 'Betaling mislukt', 'is geweigerd. Geef een andere kaart op, of werk deze bij, vóór de volgende poging'],
])(
  '%s: a purchaser is told of a renewal whose payment failed, with the way to mend it',
  async (locale, eyebrow, way) => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const place = await world({ gateway });
    const noor = new Talk(place, 'teams', 'many', locale);
    await noor.say('help');
    place.pass(9 * DAY);
    await place.desk.dueWork.carryOut();
    while (noor.card.lines[0] !== eyebrow) await new Promise(setImmediate);
    expect(noor.card.text).toContain(way);
    await noor.press(locale === 'en-GB' ? 'Payment' : 'Betaling');
    expect(noor.card.lines[1]).toBe(locale === 'en-GB' ? 'Payment methods' : 'Betaalmethoden');
  },
);
