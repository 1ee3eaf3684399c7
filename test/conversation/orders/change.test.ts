import { describe, expect, test } from '@jest/globals';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

describe.each(shapes)('in %s form', (shape) => {
  test('a purchaser sees their subscriptions, changes one and sees beforehand what it costs (RULES S2, S3)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const list = await noor.say('my subscriptions');
    expect(list.eyebrow).toBe('My subscriptions');
    await noor.press('Power BI Pro');
    await noor.press('Change licences');
    const review = await noor.press('Review', { total: '25' });
    expect(review.header).toMatchObject({
      eyebrow: 'Review · nothing changed yet',
      title: 'Power BI Pro',
      change: '20 → 25 licences',
      number: '€21.96',
      caption: 'charged today to Visa •••• 4242',
    });
    expect(review.value('5 licences, 9 of 30 days')).toBe('€18.15');
    expect(review.value('Tax 21%')).toBe('€3.81');
    expect(review.value('Today')).toBe('€21.96');
    expect(review.value('Per month from 1 Dec 2026, incl. tax')).toBe('€366.02');
    expect(review.value('Undo until')).toBe('29 Nov 2026, 12:04 UTC');
    const receipt = await noor.press('Pay €21.96');
    expect(receipt.header).toMatchObject({
      eyebrow: 'Done',
      title: 'Power BI Pro',
      number: '25 licences',
      caption: '8 not assigned yet',
    });
    expect(receipt.value('Order')).toMatch(/^PD-2026-[0-9A-Z]{6}$/);
    expect(receipt.value('Charged')).toBe('€21.96');
    expect((await noor.press('Show subscription')).text).toContain('17 of 25');
  });

  test('undo takes an order back through a review of its own', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('5 more Power BI Pro');
    await noor.press('Pay');
    const review = await noor.press('Undo');
    expect(review.header).toMatchObject({
      change: '25 → 20 licences',
      number: '€21.96',
      caption: 'refunded to Visa •••• 4242',
    });
    const receipt = await noor.press('Remove 5');
    expect(receipt.value('Refunded')).toBe('€21.96');
    expect(receipt.buttons).toContain('Undo');
  });

  test('pressing Confirm five times makes one order and shows its receipt again', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const review = await noor.say('set Power BI Pro to 25');
    const receipts = await Promise.all([1, 2, 3, 4, 5].map(() => noor.press('Pay', {}, review)));
    app.pass(3_600_000);
    const later = await noor.press('Pay', {}, review);
    const numbers = new Set([...receipts, later].map((receipt) => receipt.value('Order')));
    expect(numbers.size).toBe(1);
    expect((await noor.say('my subscriptions')).text).toContain('17 of 25 used');
  });

  test('a card that was replaced says so, offers the current one, and a press on it changes nothing', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const old = await noor.say('set Power BI Pro to 25');
    const current = await noor.press('Other number');
    const stale = await noor.press('Pay', {}, old);
    expect(stale.eyebrow).toBe('No longer current · nothing changed');
    const again = await noor.press('Back to the card');
    expect(again.lines).toEqual(current.lines);
    expect((await noor.say('my subscriptions')).text).toContain('17 of 20 used');
  });

  test('licences of which only part can go back are split: part now, the rest at the renewal (RULES #6, #7)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('5 more Power BI Pro');
    await noor.press('Pay');
    const review = await noor.say('set Power BI Pro to 18');
    expect(review.header).toMatchObject({
      change: '25 → 20 now, 18 from 1 Dec 2026',
      number: '€21.96',
      caption: 'refunded to Visa •••• 4242',
    });
    expect(review.text).toContain('2 licences past the 7-day window go at the renewal.');
    expect(review.buttons).toEqual(['20 now, 18 later', '18 at renewal', 'Other number', 'Stop']);
    const allLater = await noor.press('18 at renewal');
    expect(allLater.header).toMatchObject({ change: '25 → 18 from 1 Dec 2026', number: '€0.00' });
    await noor.say('set Power BI Pro to 18');
    const receipt = await noor.press('20 now, 18 later');
    expect(receipt.header).toMatchObject({ number: '20 licences', caption: '18 from 1 Dec 2026' });
    expect(receipt.value('Refunded')).toBe('€21.96');
  });

  test('outside the window a lower number waits for the renewal, is seen, and can be withdrawn (RULES #7)', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const review = await noor.say('set Power BI Pro to 18');
    expect(review.change).toBe('20 → 18 from 1 Dec 2026');
    expect(review.text).toContain('2 licences past the 7-day window go at the renewal.');
    const receipt = await noor.press('18 at renewal');
    expect(receipt.header).toMatchObject({ number: '20 licences', caption: '18 from 1 Dec 2026' });
    await noor.press('Show subscription');
    expect(noor.card.value('From the renewal on')).toBe('18 licences');
    await noor.press('Keep 20');
    expect(noor.card.change).toBe('20 licences stay');
    await noor.press('Keep 20');
    await noor.press('Show subscription');
    expect(noor.card.value('From the renewal on')).toBeUndefined();
  });

  test('a scheduled number is in force after the renewal', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 18');
    await noor.press('18 at renewal');
    app.pass(9 * 86_400_000);
    await noor.press('Show subscription');
    expect(noor.card.text).toContain('17 of 18');
    expect(noor.card.value('Removable with refund')).toBe('18 licences');
  });

  test('fewer than are assigned is refused at once with what to do, and allowed at the renewal naming who is over (RULES #8, #14)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const form = await noor.say('set Power BI Pro to 12');
    expect(form.text).toContain('17 are assigned. Enter 17 or more, or set 12 at the renewal.');
    expect(form.field?.value).toBe(12);
    const review = await noor.press('12 at renewal');
    const names = review.value('Without a licence unless resolved in 90 days')?.split(', ');
    expect(names).toHaveLength(5);
    expect(review.value('5 too many at the renewal')).toBe('1 Dec 2026');
    const receipt = await noor.press('12 at renewal');
    expect(receipt.caption).toBe('12 from 1 Dec 2026');
  });

  test('a declined charge changes nothing and says so', async () => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const noor = new ChatDriver(await testApp({ gateway }), shape, 'many');
    await noor.say('set Power BI Pro to 25');
    const refusal = await noor.press('Pay');
    expect(refusal.header).toMatchObject({ eyebrow: 'Not possible · nothing changed', title: 'The card was declined' });
    expect((await noor.say('my subscriptions')).text).toContain('17 of 20 used');
  });

  test('a price that changed between review and confirm: nothing happens and the new review says what changed', async () => {
    let rise = 0;
    const app = await testApp({
      terms: ({ terms }) => ({
        ...terms,
        products: new Map(
          [...terms.products].map(([id, one]) => [
            id,
            { ...one, prices: { ...one.prices, monthly: (one.prices.monthly ?? 0) + rise } },
          ]),
        ),
      }),
    });
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    rise = 110;
    const again = await noor.press('Pay');
    expect(again.eyebrow).toBe('Changed meanwhile · nothing done yet');
    expect(again.value('Renewal')).toBe('€366.02 → €399.30');
    expect((await noor.press('Pay')).value('Order')).toBeDefined();
  });

  test('a day that passed between review and confirm: the new review says the new amount', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const first = await noor.say('set Power BI Pro to 25');
    app.pass(86_400_000);
    const again = await noor.press('Pay €21.96');
    expect(again.value('Today, incl. tax')).toBe('€21.96 → €19.52');
    const stale = await noor.press('Pay €21.96', {}, first);
    expect(stale.eyebrow).toBe('No longer current · nothing changed');
  });

  test('licences changed elsewhere between review and confirm: nothing happens and the new review says so', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    const otherConversation = new ChatDriver(app, shape === 'teams' ? 'emulator' : 'teams', 'many');
    await otherConversation.say('set Power BI Pro to 22');
    await otherConversation.press('Pay');
    const again = await noor.press('Pay');
    expect(again.value('Licences')).toBe('20 → 22');
    expect(again.lines).toContain('22 → 25 licences');
  });

  test('back, stop, help and something else work at any point', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('set Power BI Pro to 25');
    await noor.say('help');
    expect(noor.card.eyebrow).toBe('Help');
    await noor.press('Back to the card');
    expect(noor.card.change).toBe('20 → 25 licences');
    await noor.say('yes please do it');
    expect(noor.card.change).toBe('20 → 25 licences');
    expect(noor.card.text).toContain('I can’t use that here. Press a button, or type another total.');
    await noor.say('back');
    expect(noor.card.field?.value).toBe(20);
    await noor.say('30');
    expect(noor.card.change).toBe('20 → 30 licences');
    await noor.say('stop');
    expect(noor.card.eyebrow).toBe('Stopped · nothing changed');
    await noor.say('set Power BI Pro to 25');
    await noor.say('set Visio Plan 2 to 20');
    expect(noor.card.title).toBe('Visio Plan 2');
  });

  test('several subscriptions match: one is chosen, and the number said goes along', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const choice = await noor.say('5 more Visio');
    expect(choice.title).toBe('Which Visio?');
    expect((await noor.press('Visio Plan 2')).change).toBe('14 → 19 licences');
  });

  test('“2 fewer” is about the subscription looked at last', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('my subscriptions');
    await noor.press('Power BI Pro');
    expect((await noor.say('2 fewer')).change).toBe('20 → 18 from 1 Dec 2026');
  });

  test('a purchaser none of whose subscriptions can be changed is told so', async () => {
    const tom = new ChatDriver(await testApp(), shape, 'old-invoices');
    expect((await tom.say('change licences')).title).toBe('None of your subscriptions can be changed now');
    expect((await tom.say('my subscriptions')).lines).toContain('ended');
  });

  test('what is added to a subscription that ends says beforehand that it cannot be undone (RULES #6)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const review = await noor.say('set Visio Plan 1 to 12');
    expect(review.value('Undo')).toBe('not possible');
    expect((await noor.press('Pay')).buttons).not.toContain('Undo');
  });

  test('what cannot be changed says why and until when (RULES #9)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    expect((await noor.say('set F3 to 40')).title).toBe('A credit check is pending');
    expect((await noor.say('set Viva Goals to 40')).title).toBe('Viva Goals is a trial');
    expect((await noor.say('set Teams Premium to 40')).text).toContain('is no longer sold');
    expect((await noor.say('set Power BI Premium to 40')).text).toContain('has ended');
    expect((await noor.say('set Visio Plan 1 to 6')).text).toContain('ends and is not renewed');
    const milan = new ChatDriver(await testApp(), shape, 'Milan Jansen');
    expect((await milan.say('set Power BI Pro to 40')).text).toContain('A payment for Power BI Pro failed');
  });
});
