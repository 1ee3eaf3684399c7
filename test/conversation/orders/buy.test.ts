import { describe, expect, test } from '@jest/globals';
import type { Terms } from '../../../src/domain/catalogue/product.ts';
import { licencesOf } from '../../../src/domain/subscription/subscription.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

const COPILOT = 'CFQ7TTC0MM8R';
const VISIO_1 = 'CFQ7TTC0HD33';
const plain = (card: RenderedCard) => card.text.replaceAll('\\', '');

/** A product in a world whose terms are these. */
const where = (changed: Partial<Terms>) => testApp({ terms: ({ terms }) => ({ ...terms, ...changed }) });

describe.each(shapes)('in %s form', (shape) => {
  test('RULES S1: the catalogue is paged by five, with a price each, and searched by name', async () => {
    const lotte = new ChatDriver(await testApp(), shape, 'none');
    const first = await lotte.build('catalogue', {});
    expect(first.header).toMatchObject({
      eyebrow: 'Buy',
      title: '16 products',
      caption: 'Price per licence, excl. tax',
    });
    expect(first.value('Monthly or yearly')).toBe('€10.90');
    expect(first.buttons).toEqual(['Find', 'Next 5', 'Home']);
    await lotte.press('Next 5');
    await lotte.press('Next 5');
    const last = await lotte.press('Next 1');
    expect(last.lines).toContain('Viva Goals');
    expect(last.buttons).toEqual(['Find', 'Previous', 'Home']);
    const match = await lotte.press('Find', { find: ' visio ' });
    expect(match.title).toBe('2 products for “visio”');
    expect(match.field?.value).toBe('visio');
    const none = await lotte.press('Find', { find: 'paint' });
    expect(none.title).toBe('Nothing found for “paint”');
    expect((await lotte.press('Find', { find: '' })).title).toBe('16 products');
    expect((await lotte.build('catalogue', { page: 9_999 })).lines).toContain('Viva Goals');
  });

  test('RULES S1: a product is bought through form, review and receipt, and its licences can be assigned at once', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.build('catalogue', {});
    const form = await noor.press('Clipchamp Premium');
    expect(form.fields.map(({ id, value }) => [id, value])).toEqual([
      ['quantity', 1],
      ['term', 'monthly'],
      ['profile', 'profile-1'],
    ]);
    const review = await noor.press('Review', { quantity: '3', term: 'annual-monthly', profile: 'profile-2' });
    expect(review.header).toMatchObject({
      eyebrow: 'Review · nothing changed yet',
      title: 'Clipchamp Premium',
      change: '3 licences · Annual, paid monthly',
      number: '€35.76',
      caption: 'charged today to Mastercard •••• 4444',
    });
    expect(review.value('3 licences, 30 of 30 days')).toBe('€29.55');
    expect(review.value('Tax 21%')).toBe('€6.21');
    expect(review.value('Per month from 22 Dec 2026, incl. tax')).toBe('€35.76');
    expect(review.value('Runs to')).toBe('22 Nov 2027');
    expect(review.value('Refund until')).toBe('29 Nov 2026, 12:04 UTC');
    const receipt = await noor.press('Pay €35.76');
    expect(receipt.header).toMatchObject({
      eyebrow: 'Done',
      title: 'Clipchamp Premium',
      number: '3 licences',
      caption: '3 not assigned yet',
    });
    expect(receipt.value('Charged')).toBe('€35.76');
    expect(receipt.buttons).toEqual(['Assign 3', 'Show subscription', 'Undo', 'Invoice', 'Home']);
    expect((await noor.press('Assign 3')).lines).toContain('3 licences free');
  });

  test('“Change” leads back to the form as it was filled in, and “Back” to the catalogue', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.build('buy', { product: 'Clipchamp' });
    await noor.press('Review', { quantity: '7', term: 'annual', profile: 'profile-2' });
    const form = await noor.press('Change');
    expect(form.fields.map(({ value }) => value)).toEqual([7, 'annual', 'profile-2']);
    expect((await noor.press('Back')).title).toBe('16 products');
  });

  test('what is no number, out of range or no term is asked again with what would be right', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.build('buy', { product: 'Clipchamp' });
    const wrong = async (quantity: unknown, term: unknown = 'monthly') =>
      plain(await noor.press('Review', { quantity, term, profile: 'profile-1' }));
    expect(await wrong('banana')).toContain('“banana” is not a whole number. Enter a number from 1 to 10,000.');
    expect(await wrong('2.5')).toContain('“2.5” is not a whole number. Enter a number from 1 to 10,000.');
    expect(await wrong('0')).toContain('0 is not possible. Enter a number from 1 to 10,000.');
    expect(await wrong('-3')).toContain('−3 is not possible. Enter a number from 1 to 10,000.');
    expect(await wrong('10001')).toContain('10,001 is not possible. Enter a number from 1 to 10,000.');
    expect(await wrong('3', 'forever')).toContain(
      'Clipchamp Premium is not sold with that term. Pick one of the terms offered.',
    );
    expect(await wrong('1,000')).toContain('1,000 licences · Monthly');
  });

  test('a declined card changes nothing and says so', async () => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const noor = new ChatDriver(await testApp({ gateway }), shape, 'many');
    await noor.build('buy', { product: 'Clipchamp', quantity: 3, plan: 'monthly' });
    const before = await noor.account();
    const refusal = await noor.press('Pay');
    expect(refusal.header).toMatchObject({ eyebrow: 'Not possible · nothing changed', title: 'The card was declined' });
    expect(refusal.value('Amount')).toBe('€39.57');
    const { intent, ...after } = await noor.account();
    expect(intent).toBeUndefined();
    // All that is known from then on is that the card was declined.
    const methods = after.methods.map(({ declinedAt: _declined, ...method }) => method);
    expect({ ...after, methods }).toEqual(before);
  });

  test('RULES #2: an expired card is not charged', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    app.pass(100 * 86_400_000);
    await noor.build('buy', { product: 'Clipchamp', quantity: 3, plan: 'monthly', profile: 'profile-2' });
    const { subscriptions } = await noor.account();
    expect((await noor.press('Pay')).title).toBe('Mastercard •••• 4444 has expired');
    expect((await noor.account()).subscriptions).toEqual(subscriptions);
  });

  test('pressing Pay five times buys once and shows its receipt again', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const review = await noor.build('buy', { product: 'Clipchamp', quantity: 3, plan: 'monthly' });
    const before = (await noor.account()).subscriptions.length;
    const receipts = await Promise.all([1, 2, 3, 4, 5].map(() => noor.press('Pay', {}, review)));
    expect(new Set(receipts.map((one) => one.value('Order'))).size).toBe(1);
    expect((await noor.account()).subscriptions).toHaveLength(before + 1);
    expect((await noor.account()).orders).toHaveLength(1 + (await ordersBefore()));
  });

  test('a card that was replaced says so and buys nothing', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const old = await noor.build('buy', { product: 'Clipchamp', quantity: 3, plan: 'monthly' });
    await noor.press('Change');
    const { subscriptions } = await noor.account();
    expect((await noor.press('Pay', {}, old)).eyebrow).toBe('No longer current · nothing changed');
    expect((await noor.account()).subscriptions).toEqual(subscriptions);
  });

  test('a price that rose between review and confirm: nothing is bought and the new review says what changed', async () => {
    let rise = 0;
    const app = await testApp({
      terms: ({ terms }) => ({
        ...terms,
        products: new Map(
          [...terms.products].map(([id, one]) => [
            id,
            { ...one, prices: { monthly: (one.prices.monthly ?? 0) + rise } },
          ]),
        ),
      }),
    });
    const noor = new ChatDriver(app, shape, 'many');
    await noor.build('buy', { product: 'Clipchamp', quantity: 3, plan: 'monthly' });
    const before = (await noor.account()).subscriptions.length;
    rise = 100;
    const again = await noor.press('Pay €39.57');
    expect(again.eyebrow).toBe('Changed meanwhile · nothing done yet');
    expect(again.value('Price of a licence')).toBe('€10.90 → €11.90');
    expect(again.value('Today, incl. tax')).toBe('€39.57 → €43.20');
    expect((await noor.account()).subscriptions).toHaveLength(before);
    expect((await noor.press('Pay €43.20')).value('Charged')).toBe('€43.20');
  });

  test('undo cancels the purchase and gives all of it back (RULES #10)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.build('buy', { product: 'Clipchamp', quantity: 3, plan: 'annual' });
    expect((await noor.press('Pay')).value('Charged')).toBe('€395.67');
    const review = await noor.press('Undo');
    expect(review.header).toMatchObject({
      change: 'Ends today',
      number: '€395.67',
      caption: 'refunded to Visa •••• 4242',
    });
    expect((await noor.press('Cancel now')).value('Refunded')).toBe('€395.67');
  });

  test('RULES #2: a trial without a card is 25 licences for 30 days, free, and one per person', async () => {
    const lotte = new ChatDriver(await testApp(), shape, 'none');
    await lotte.build('buy', { product: VISIO_1 });
    const review = await lotte.press('Free trial');
    expect(review.lines).toContain('25 licences for 30 days');
    expect(review.lines).toContain('No card is needed. The trial ends by itself.');
    expect(review.value('Trial ends')).toBe('22 Dec 2026');
    const receipt = await lotte.press('Start trial');
    expect(receipt.header).toMatchObject({
      title: 'Visio Plan 1',
      number: '25 licences',
      caption: '25 not assigned yet',
    });
    expect((await lotte.say('undo')).title).toBe('There is nothing to undo');
    const again = await lotte.build('buy', { product: VISIO_1, trial: true });
    expect(again.title).toBe('You already had a trial of Visio Plan 1');
    expect((await lotte.build('buy', { product: VISIO_1 })).buttons).not.toContain('Free trial');
    await lotte.build('open', { product: 'Visio' });
    expect(lotte.card.value('Trial ends')).toBe('22 Dec 2026');
  });

  test('the account of a first purchase is kept as any other: whose it is, and nothing else of them', async () => {
    const app = await testApp();
    const lotte = new ChatDriver(app, shape, 'none');
    await lotte.build('buy', { product: VISIO_1, trial: true });
    await lotte.press('Start trial');
    const { owner } = await lotte.account();
    expect(Object.keys(owner)).toEqual(['tenant', 'person']);
    const [match] = await app.documents.find({ kind: 'account', where: { person: owner.person }, limit: 1 });
    // A week before its end the purchaser has to be reminded of it.
    expect(match?.row.due).toBe(app.now() + 23 * 86_400_000);
  });

  test('RULES #4: a trial with a card says what it costs after it, and can be had without where that exists', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const review = await noor.build('buy', { product: 'Microsoft 365 Copilot', trial: true });
    expect(review.lines).toContain('Becomes paid after the trial. Turn renewal off before then and you pay nothing.');
    expect(review.value('Per month from 22 Dec 2026, incl. tax')).toBe('€943.80');
    expect(review.buttons).toEqual(['Start trial', 'Back', 'Stop']);
    const either = await noor.build('buy', { product: 'Visio Plan 1', trial: true });
    expect(either.buttons).toContain('Without card');
    const without = await noor.press('Without card');
    expect(without.value('Trial ends')).toBe('22 Dec 2026');
    expect(without.buttons).toContain('With card');
    await noor.press('Start trial');
    expect((await noor.account()).subscriptions.at(-1)).toMatchObject({ plan: 'trial', card: false, renews: false });
  });

  test('RULES #4: a trial with a card that is not to be paid ends, and its card says so', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.build('buy', { product: 'Microsoft 365 Copilot', trial: true });
    await noor.press('Start trial');
    await noor.press('Show subscription');
    expect(noor.card.value('Paid from')).toBe('22 Dec 2026');
    await noor.press('Cancel');
    await noor.press('Review', { reason: 'not-used' });
    await noor.press('Stop renewing');
    await noor.press('Show subscription');
    expect(noor.card.value('Paid from')).toBeUndefined();
    expect(noor.card.value('Trial ends')).toBe('22 Dec 2026');
  });

  test('RULES #2: a purchaser without a card is asked for one, and the order waits for it', async () => {
    const lotte = new ChatDriver(await testApp(), shape, 'none');
    await lotte.build('buy', { product: COPILOT });
    const form = await lotte.press('Review', { quantity: '3', term: 'annual' });
    expect(form.text).toContain('Add a card first, then this order goes on.');
    expect(form.fields.map(({ value }) => value)).toEqual([3, 'annual']);
    const { verb, data } = form.button('Add a card');
    expect(verb).toBe('add-card');
    expect(data.next).toEqual({ verb: 'buy', product: COPILOT, quantity: 3, plan: 'annual' });
    const trial = await lotte.press('Free trial');
    expect(trial.text).toContain('A trial of Microsoft 365 Copilot needs a card.');
    expect(trial.button('Add a card').data.next).toEqual({ verb: 'buy', product: COPILOT, quantity: 3, trial: true });
  });

  test('RULES #18: a policy that stops purchases says what is left', async () => {
    const policy = new Map([
      [COPILOT, 'Disabled' as const],
      [VISIO_1, 'OnlyTrialsWithoutPaymentMethod' as const],
    ]);
    const app = await where({ policy });
    const lotte = new ChatDriver(app, shape, 'none');
    expect((await lotte.build('catalogue', { find: 'copilot' })).lines).toContain('Not allowed here');
    expect((await lotte.build('catalogue', { find: 'visio plan 1' })).lines).toContain('Trial only');
    const noor = new ChatDriver(app, shape, 'many');
    const none = await noor.build('buy', { product: COPILOT });
    expect(none.header).toMatchObject({
      title: 'Microsoft 365 Copilot cannot be bought here',
      sentences: ['Your organisation does not allow it. Ask a colleague for a licence, or pick another product.'],
    });
    const trialOnly = await noor.build('buy', { product: VISIO_1, quantity: 2, plan: 'monthly' });
    expect(trialOnly.text).toContain('Your organisation allows only a trial without a card.');
    const form = await noor.build('buy', { product: VISIO_1 });
    expect(form.fields).toEqual([]);
    expect((await noor.press('Free trial')).text).toContain('No card is needed.');
    expect((await noor.build('change', { product: 'Visio Plan 1', total: 12 })).change).toBe('8 → 12 licences');
  });

  test.each([{ country: 'IN' }, { segment: 'education' as const }, { segment: 'government' as const }])(
    'RULES #3: nothing is offered where %p',
    async (terms) => {
      const noor = new ChatDriver(await where(terms), shape, 'many');
      const before = await noor.build('catalogue', {});
      expect(before.title).toBe('Nothing is offered here');
      expect(before.buttons).toEqual(['Home']);
      const refusal = await noor.build('buy', { product: 'Clipchamp', quantity: 1, plan: 'monthly' });
      expect(refusal.title).toBe('Clipchamp Premium is not sold here');
    },
  );

  test('RULES #3: Project and Visio are not sold in Brazil, the others are', async () => {
    const noor = new ChatDriver(await where({ country: 'BR' }), shape, 'many');
    expect((await noor.build('buy', { product: 'Visio Plan 2' })).title).toBe('Visio Plan 2 is not sold here');
    expect((await noor.build('buy', { product: 'Project Plan 3' })).title).toBe('Project Plan 3 is not sold here');
    expect((await noor.build('buy', { product: 'Clipchamp' })).fields).not.toEqual([]);
  });

  test('RULES #9: a withdrawn product says since when, and an unknown product is not found', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const ended = await noor.build('buy', { product: 'Teams Premium' });
    expect(ended.title).toBe('Teams Premium Introductory Pricing is no longer sold');
    expect(ended.value('Since')).toBe('30 Sept 2026');
    expect((await noor.build('buy', { product: 'Paint' })).text).toContain('I do not know the product “Paint”');
    const several = await noor.build('buy', { product: 'Visio', quantity: 4, plan: 'monthly' });
    expect(several.title).toBe('Which product?');
    expect((await noor.press('Visio Plan 2')).change).toBe('4 licences · Monthly');
  });

  test('in Dutch: catalogue, form, review, receipt', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many', 'nl-NL');
    expect((await noor.build('catalogue', {})).header).toMatchObject({
      eyebrow: 'Kopen',
      title: '16 producten',
      caption: 'Prijs per licentie, excl. btw',
    });
    await noor.press('Clipchamp Premium');
    expect(plain(await noor.press('Controleren', { quantity: '2,5', term: 'monthly' }))).toContain(
      '‘2,5’ is geen heel getal. Voer een getal van 1 tot en met 10.000 in.',
    );
    const review = await noor.press('Controleren', { quantity: 'drie', term: 'monthly', profile: 'profile-1' });
    expect(review.header).toMatchObject({
      eyebrow: 'Controleren · nog niets gewijzigd',
      title: 'Clipchamp Premium',
      change: '3 licenties · Maandelijks',
      number: '€ 39,57',
      caption: 'vandaag afgeschreven van Visa •••• 4242',
    });
    expect(review.value('Terugbetaling tot')).toBe('29 nov 2026 12:04 UTC');
    const receipt = await noor.press('€ 39,57 betalen');
    expect(receipt.header).toMatchObject({
      eyebrow: 'Gedaan',
      title: 'Clipchamp Premium',
      number: '3 licenties',
      caption: '3 nog niet toegewezen',
    });
    expect(receipt.primaryButton).toBe('3 toewijzen');
    const { subscriptions } = await noor.account();
    expect(licencesOf(subscriptions.at(-1) ?? { lots: [] })).toBe(3);
  });
});

async function ordersBefore(): Promise<number> {
  return (await new ChatDriver(await testApp(), 'teams', 'many').account()).orders.length;
}

test.each([
  ['en-GB', 'buy Visio Plan 1', 'Your organisation does not allow'],
  ['nl-NL', 'koop Visio Plan 1', 'Uw organisatie staat'],
])('%s: RULES #18: what POLICY stops cannot be bought, and what is held stays', async (locale, sentence, refused) => {
  const app = await testApp({ env: { POLICY: 'CFQ7TTC0HD33=Disabled' } });
  const noor = new ChatDriver(app, 'emulator', 'many', locale);
  const before = await noor.account();
  expect((await noor.say(sentence)).text).toContain(refused);
  expect(await noor.account()).toEqual(before);
  await noor.say(locale === 'en-GB' ? 'set Visio Plan 2 to 15' : 'zet Visio Plan 2 op 15');
  expect(noor.card.lines).toContain(locale === 'en-GB' ? '14 → 15 licences' : '14 → 15 licenties');
});

test('a POLICY for what is not sold is said at the start', async () => {
  await expect(testApp({ env: { POLICY: 'NOSUCH=Disabled' } })).rejects.toThrow(
    'POLICY names unknown products: remove NOSUCH',
  );
});
