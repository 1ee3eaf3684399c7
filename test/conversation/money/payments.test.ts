import { describe, expect, test } from '@jest/globals';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

const DAY = 86_400_000;

describe.each(shapes)('in %s form', (shape) => {
  test('profiles and cards are listed with how they stand, in both languages (RULES S7)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const list = await noor.say('payment methods');
    expect(list.header).toMatchObject({
      eyebrow: 'Payment',
      title: 'Payment methods',
      caption: '2 billing profiles, 3 cards',
    });
    expect(list.text).toContain('Insight team\nVisa •••• 4242 · pays for');
    expect(list.text).toContain('American Express •••• 8431\nexpires 06/29\nNot used');
    expect(list.text).toMatch(/Mastercard •••• 4444\nexpires ..\/..\nAttached/);
    expect(list.buttons).toEqual(['Add card', 'Home']);
    const femke = new ChatDriver(await testApp(), shape, 'administrator', 'nl-NL');
    expect((await femke.say('mijn betaalmethoden')).header).toMatchObject({
      title: 'Betaalmethoden',
      caption: '1 factureringsprofiel, 1 kaart',
    });
  });

  test('a card already held replaces another after a review, once (RULES S7, #16)', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('payment');
    await noor.press('Projects');
    await noor.press('Replace card');
    expect(noor.card.header).toMatchObject({ eyebrow: 'Replace card', title: 'Which card for Projects?' });
    const review = await noor.press('American Express •••• 8431');
    expect(review.header).toMatchObject({
      eyebrow: 'Review · nothing changed yet',
      title: 'American Express •••• 8431 pays for Projects',
    });
    expect(review.value('Stays among your cards')).toBe('Mastercard •••• 4444');
    expect((await noor.say('banana')).text).toContain('I can’t use that here. Press a button.');
    const receipts = await Promise.all([1, 2, 3].map(() => noor.press('Attach •••• 8431', {}, review)));
    app.pass(3_600_000);
    const later = await noor.press('Attach •••• 8431', {}, review);
    for (const receipt of [...receipts, later]) expect(receipt.eyebrow).toBe('Card attached');
    expect((await noor.say('payment')).text).toContain('Projects\nAmerican Express •••• 8431');
  });

  test('detaching says whose payment will fail, and what follows, beforehand and afterwards (RULES #16)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('payment');
    await noor.press('Insight team');
    const review = await noor.press('Detach');
    expect(review.title).toBe('Detach Visa •••• 4242 from Insight team');
    expect(review.value('Left without a card')).toContain('Power BI Pro');
    expect(review.text).toContain('Without another card the next payment of these subscriptions will fail.');
    const receipt = await noor.press('Detach card');
    expect(receipt.eyebrow).toBe('Card detached');
    expect(receipt.value('Next payment will fail')).toContain('Power BI Pro');
    expect((await noor.say('5 more Power BI Pro')).title).toBe('Power BI Pro has no card');
    expect(noor.card.primaryButton).toBe('Payment methods');
    await noor.press('Payment methods');
    await noor.press('Insight team');
    await noor.press('Attach card');
    expect(noor.card.text).toContain('Visa •••• 4242');
  });

  test('everything is said in Dutch too', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many', 'nl-NL');
    await noor.say('betaling');
    await noor.press('Insight team');
    await noor.press('Kaart vervangen');
    expect((await noor.press('Mastercard')).title).toBe('Mastercard •••• 4444 betaalt voor Insight team');
    expect((await noor.press('•••• 4444 koppelen')).eyebrow).toBe('Kaart gekoppeld');
    await noor.press('Betaalmethoden');
    await noor.press('Projects');
    expect((await noor.press('Ontkoppelen')).text).toContain('volgen geen betalingen');
    expect((await noor.press('Kaart ontkoppelen')).text).toContain('Factureringsprofiel Projects heeft nu geen kaart.');
    await noor.press('Betaalmethoden');
    await noor.press('Visa •••• 4242');
    expect((await noor.press('Verwijderen')).text).toContain('Er wordt niets mee betaald.');
    expect((await noor.press('Kaart verwijderen')).eyebrow).toBe('Kaart verwijderd');
  });

  test('going back and stopping change nothing', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const before = (await noor.say('payment')).lines;
    await noor.press('Insight team');
    await noor.press('Detach');
    expect((await noor.press('Back')).eyebrow).toBe('Billing profile');
    await noor.press('Detach');
    expect((await noor.press('Stop')).eyebrow).toBe('Stopped · nothing changed');
    expect((await noor.say('payment')).lines).toEqual(before);
  });

  test('an attached card is not deleted, another is, once it was reviewed (RULES #16)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('payment');
    await noor.press('Visa •••• 4242');
    const refusal = await noor.press('Delete');
    expect(refusal.header).toMatchObject({
      eyebrow: 'Not possible · nothing changed',
      title: 'Visa •••• 4242 is attached to Insight team',
      sentences: ['Attach another card there, or detach this one. Then you can delete it.'],
    });
    await noor.press('Payment methods');
    await noor.press('American Express •••• 8431');
    expect((await noor.press('Delete')).title).toBe('Delete American Express •••• 8431');
    expect((await noor.press('Delete card')).eyebrow).toBe('Card deleted');
    expect((await noor.say('payment')).text).not.toContain('8431');
  });

  test('a review whose ground has shifted is shown anew instead of being carried out', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('payment');
    await noor.press('Insight team');
    const review = await noor.press('Detach');
    await app.composition.payments.confirm(
      { tenant: app.organisation.tenant, person: noorIn(app), name: 'Noor', kind: 'member', roles: [] },
      { key: 'elsewhere', request: { act: 'attach', profile: 'profile-1', method: 'card-3' } },
    );
    const anew = await noor.press('Detach card', {}, review);
    expect(anew.header).toMatchObject({
      eyebrow: 'Review · nothing changed yet',
      title: 'Detach American Express •••• 8431 from Insight team',
    });
    expect(anew.header.sentences).toContain('Something changed since you last looked.');
  });

  test('cards and billing profiles of another user are not found', async () => {
    const iris = new ChatDriver(await testApp(), shape, 'manager');
    for (const value of [
      { verb: 'profile', profile: 'profile-2' },
      { verb: 'attach', profile: 'profile-2', method: 'card-1' },
      { verb: 'detach', profile: 'profile-2' },
    ]) {
      expect((await iris.send(press(shape, value))).title).toBe('That billing profile is not yours');
    }
    for (const value of [
      { verb: 'method', method: 'card-3' },
      { verb: 'delete-card', method: 'card-3' },
      { verb: 'edit-card', method: 'card-3' },
      { verb: 'attach', profile: 'profile-1', method: 'card-3' },
    ]) {
      expect((await iris.send(press(shape, value))).title).toBe('That card is not among yours');
    }
  });

  test('guests see and change nothing (RULES #1)', async () => {
    const guest = new ChatDriver(await testApp(), shape, 'guest', 'nl-NL');
    for (const value of [
      { verb: 'payment' },
      { verb: 'add-card' },
      { verb: 'edit-card', method: 'card-1' },
      { verb: 'profile', profile: 'profile-1' },
      { verb: 'method', method: 'card-1' },
      { verb: 'attach', profile: 'profile-1', method: 'card-1' },
      { verb: 'detach', profile: 'profile-1' },
      { verb: 'delete-card', method: 'card-1' },
    ]) {
      expect((await guest.send(press(shape, value))).title).toBe('Gasten kunnen niet kopen of wijzigen');
    }
  });

  test('a card number typed into the chat is answered with where it can be typed, and is not kept', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    for (const typed of ['4242 4242 4242 4242', 'my card: 5555-5555-5555-4444, 09/29', '20 378282246310005']) {
      const answer = await noor.say(typed);
      expect(answer.header).toMatchObject({ eyebrow: 'Nothing saved', title: 'That looked like a card number' });
      expect(await noor.pageBehind('Add card')).toContain('/card/');
    }
    expect((await noor.say('set Power BI Pro to 25')).eyebrow).toBe('Review · nothing changed yet');
    expect((await noor.say('4242424242424242')).buttons).toContain('Back to the card');
    await noor.press('Back to the card');
    expect((await noor.press('Pay')).eyebrow).toBe('Done');
  });

  test('a card that expires soon is on the home card and leads to the card (RULES #16)', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('payment');
    await noor.press('Projects');
    await noor.press('Replace card');
    await noor.press('Visa •••• 4242');
    await noor.press('Attach');
    await noor.say('payment');
    await noor.press('Insight team');
    await noor.press('Replace card');
    await noor.press('Mastercard');
    await noor.press('Attach');
    app.pass(60 * DAY);
    const home = await noor.say('home');
    expect(home.text).toContain('Mastercard •••• 4444 expires');
    expect((await noor.press('Mastercard •••• 4444 expires')).text).toContain('Expires soon');
  });
});

const press = (shape: string, value: { verb: string; profile?: string; method?: string }) =>
  shape === 'teams'
    ? {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb: value.verb, data: value } },
      }
    : { type: 'message', value };

const noorIn = ({ organisation }: Awaited<ReturnType<typeof testApp>>): string =>
  organisation.personas.find(({ role }) => role === 'many')?.person.id ?? '';
