import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../src/domain/account/account.ts';
import type { Subscription } from '../../../src/domain/subscription/subscription.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

const DAY = 86_400_000;

async function start(shape: (typeof shapes)[number], who = 'many', locale = 'en-GB', circumstances = {}) {
  const app = await testApp(circumstances);
  const person = new ChatDriver(app, shape, who, locale);
  const of = async (name: string): Promise<Subscription> => {
    const { subscriptions } = await person.account();
    const match = subscriptions.findLast(
      ({ product, state }) => app.organisation.terms.products.get(product)?.name === name && state.kind !== 'deleted',
    );
    if (!match) throw new Error(`No ${name}.`);
    return match;
  };
  const names = (one: Subscription) =>
    one.assignments.map(({ person: id }) => app.organisation.people.find((each) => each.id === id)?.name).join(', ');
  return { app, person, of, names };
}

/** Yara bought three licences of Visio Plan 2 2.3 days ago, and two are assigned: 28 of 30 days of 42.00. */
const VISIO = 'Visio Plan 2';

describe.each(shapes)('in %s form', (shape) => {
  test('RULES #10, S6: inside the window the unused days are refunded, and people who lose access are named', async () => {
    const { person: yara, of, names } = await start(shape, 'Yara Haddad');
    const before = await of(VISIO);
    const form = await yara.build('cancel', { product: VISIO });
    expect(form.text).toMatch(/Refund for the unused days, until 27 Nov 2026, \d\d:\d\d UTC\./);
    expect(form.fields.map(({ id }) => id)).toEqual(['reason', 'feedback']);
    const review = await yara.press('Review', { reason: 'too-expensive', feedback: ' Too dear for three. ' });
    expect(review.header).toMatchObject({
      title: VISIO,
      change: 'Ends today',
      number: '€47.43',
      caption: 'refunded to Mastercard •••• 4444',
    });
    expect(review.value('3 licences, 28 of 30 days')).toBe('−€39.20');
    expect(review.value('Tax 21%')).toBe('−€8.23');
    expect(review.value('Access')).toBe('ends today');
    expect(review.value('Data kept until')).toBe('20 Feb 2027');
    expect(review.value('Without access from today')).toBe(names(before));
    expect(review.value('Reason')).toBe('It costs too much');
    const receipt = await yara.press('Cancel now');
    expect(receipt.header).toMatchObject({ eyebrow: 'Done', title: VISIO, number: 'Cancelled', caption: 'ends today' });
    expect(receipt.value('Refunded')).toBe('€47.43');
    expect((await of(VISIO)).state.kind).toBe('disabled');
  });

  test('RULES S6: reason and feedback are kept with the order, also once it is filed', async () => {
    const { app, person: yara } = await start(shape, 'Yara Haddad');
    await yara.build('cancel', { product: VISIO });
    await yara.press('Review', { reason: 'other-product', feedback: ' We draw by hand. ' });
    const number = (await yara.press('Cancel now')).value('Order');
    const request = { act: 'cancel', reason: 'other-product', feedback: 'We draw by hand.' };
    expect((await yara.account()).orders.at(-1)).toMatchObject({ number, request });
    await yara.press('Undo');
    await yara.press('Pay');
    const { tenant, person } = (await yara.account()).owner;
    const filed = await app.documents.read<Order>(`order/${tenant}/${person}/${number}`);
    expect(filed?.value).toMatchObject({ number, request });
  });

  test('RULES S6: without a reason, or with feedback of 1,001 characters, it is asked again', async () => {
    const { person: yara, of } = await start(shape, 'Yara Haddad');
    const before = await of(VISIO);
    await yara.build('cancel', { product: VISIO });
    expect((await yara.press('Review', { feedback: 'x' })).text).toContain('No reason was picked. Pick a reason.');
    const long = await yara.press('Review', { reason: 'mistake', feedback: 'x'.repeat(1_001) });
    expect(long.text).toContain('1,001 characters are too many. Write at most 1,000.');
    expect(long.fields.map(({ value }) => value)).toEqual(['mistake', 'x'.repeat(1_001)]);
    expect((await yara.press('Review', { reason: 'mistake', feedback: 'x'.repeat(1_000) })).buttons).toContain(
      'Cancel now',
    );
    expect(await of(VISIO)).toEqual(before);
  });

  test('a cancellation is taken back for what went back: licences, people and renewal as they were', async () => {
    const { person: yara, of } = await start(shape, 'Yara Haddad');
    const before = await of(VISIO);
    await yara.build('cancel', { product: VISIO });
    await yara.press('Review', { reason: 'mistake' });
    await yara.press('Cancel now');
    await yara.press('Show subscription');
    expect(yara.card.value('Ended')).toBe('22 Nov 2026');
    const review = await yara.press('Undo');
    expect(review.header).toMatchObject({ change: 'The cancellation is undone', number: '€47.43' });
    expect((await yara.press('Pay €47.43')).value('Charged')).toBe('€47.43');
    const after = await of(VISIO);
    expect(after.assignments).toEqual(before.assignments);
    expect([after.id, after.term, after.renews, after.state]).toEqual([
      before.id,
      before.term,
      true,
      { kind: 'active' },
    ]);
  });

  test('once the window is over a cancellation cannot be taken back, but is reactivated (RULES #15)', async () => {
    const { app, person: yara, of } = await start(shape, 'Yara Haddad');
    const before = await of(VISIO);
    await yara.build('cancel', { product: VISIO });
    await yara.press('Review', { reason: 'mistake' });
    const receipt = await yara.press('Cancel now');
    app.pass(7 * DAY);
    expect((await yara.press('Undo', {}, receipt)).title).toBe('Too late to undo');
    await yara.build('open', { subscription: before.id });
    expect(yara.card.buttons).toContain('Reactivate');
    const review = await yara.press('Reactivate');
    expect(review.header).toMatchObject({ change: '3 licences, a new term', number: '€50.82' });
    await yara.press('Pay €50.82');
    expect((await of(VISIO)).id).not.toBe(before.id);
  });

  test('RULES #10, #13: outside the window nothing goes back; access for 30 days more, data for 90 after that', async () => {
    const { person: noor, of, names } = await start(shape);
    const before = await of('Power BI Pro');
    const form = await noor.build('cancel', { product: 'Power BI Pro' });
    expect(form.lines).toContain('It runs to 1 Dec 2026 and is not renewed.');
    const review = await noor.press('Review', { reason: 'not-used' });
    expect(review.header).toMatchObject({ change: 'Ends 1 Dec 2026, not renewed', number: '€0.00' });
    expect(review.text).toContain('The 7-day window is over: there is no refund, and recurring billing is turned off.');
    expect(review.value('Access until')).toBe('31 Dec 2026');
    expect(review.value('Data kept until')).toBe('31 Mar 2027');
    expect(review.value('Without access from 31 Dec 2026')).toBe(names(before));
    const receipt = await noor.press('Stop renewing');
    expect(receipt.header).toMatchObject({ number: '20 licences', caption: 'ends 1 Dec 2026, not renewed' });
    expect(await of('Power BI Pro')).toEqual({
      ...before,
      renews: false,
      reason: 'not-used',
      version: before.version + 1,
    });
    await noor.press('Undo');
    expect(noor.card.value('Per month from 1 Dec 2026, incl. tax')).toBe('€292.82');
    await noor.press('Renew again');
    expect(await of('Power BI Pro')).toEqual({ ...before, version: before.version + 2 });
  });

  test('RULES #12: stopping renewal withdraws a planned number, and renewing again does not bring it back', async () => {
    const { person: noor, of } = await start(shape);
    expect((await of('Planner Plan 1')).scheduled?.total).toBe(10);
    const review = await noor.build('recurring', { product: 'Planner Plan 1', on: false });
    expect(review.value('Planned total 10')).toBe('withdrawn');
    await noor.press('Stop renewing');
    await noor.build('recurring', { product: 'Planner Plan 1', on: true });
    await noor.press('Renew again');
    const after = await of('Planner Plan 1');
    expect([after.renews, after.scheduled]).toEqual([true, undefined]);
    expect((await noor.build('recurring', { product: 'Planner Plan 1', on: true })).title).toBe(
      'Planner Plan 1 already renews',
    );
  });

  test('RULES #12: what has ended cannot be renewed again', async () => {
    const { person: noor } = await start(shape);
    const refusal = await noor.build('recurring', { product: 'Power BI Premium', on: true });
    expect(refusal.eyebrow).toBe('Not possible · nothing changed');
    expect(refusal.text).toContain('has ended');
  });

  test('what is unpaid ends at once, and the card is not tried again', async () => {
    const { app, person: milan, of } = await start(shape, 'Milan Jansen');
    const form = await milan.build('cancel', { product: 'Power BI Pro' });
    expect(form.lines).toContain('It is not paid for: it ends today.');
    const review = await milan.press('Review', { reason: 'left-team' });
    expect(review.value('Access until')).toBe('22 Dec 2026');
    await milan.press('Stop renewing');
    const ended = await of('Power BI Pro');
    expect([ended.state.kind, ended.pastDue]).toEqual(['expired', undefined]);
    app.pass(20 * DAY);
    await milan.say('my subscriptions');
    expect((await of('Power BI Pro')).state.kind).toBe('expired');
  });

  test('RULES #9: a pending credit check is waited for', async () => {
    const { person: noor } = await start(shape);
    expect((await noor.build('cancel', { product: 'Microsoft 365 F3' })).title).toBe('A credit check is pending');
  });

  test('RULES #15: what expired comes back as a new subscription with its people, and the old one is gone', async () => {
    const { person: noor, of, names } = await start(shape);
    const name = 'Power BI Premium (standalone)';
    const before = await of(name);
    const review = await noor.build('reactivate', { subscription: before.id });
    expect(review.header).toMatchObject({ change: '5 licences, a new term', number: '€135.52' });
    expect(review.value('With access again')).toBe(names(before));
    await noor.press('Pay €135.52');
    const { subscriptions } = await noor.account();
    expect(subscriptions.find(({ id }) => id === before.id)?.state.kind).toBe('deleted');
    const after = await of(name);
    expect(after.assignments).toEqual(before.assignments);
    expect([after.plan, after.state.kind, after.renews]).toEqual(['monthly', 'active', true]);
    expect((await noor.build('open', { subscription: before.id })).title).toBe('That subscription is not in your list');
  });

  test('a declined card brings nothing back', async () => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const { person: noor, of } = await start(shape, 'many', 'en-GB', { gateway });
    const before = await of('Power BI Premium (standalone)');
    await noor.build('reactivate', { subscription: before.id });
    expect((await noor.press('Pay')).title).toBe('The card was declined');
    expect(await of('Power BI Premium (standalone)')).toEqual(before);
  });

  test('pressing Cancel now five times cancels once; an older card changes nothing', async () => {
    const { person: yara, of } = await start(shape, 'Yara Haddad');
    const form = await yara.build('cancel', { product: VISIO });
    const review = await yara.press('Review', { reason: 'mistake' });
    expect((await yara.press('Review', { reason: 'not-used' }, form)).eyebrow).toBe(
      'No longer current · nothing changed',
    );
    const receipts = await Promise.all([1, 2, 3, 4, 5].map(() => yara.press('Cancel now', {}, review)));
    expect(new Set(receipts.map((one) => one.value('Order'))).size).toBe(1);
    expect((await of(VISIO)).version).toBe(2);
  });

  test('the window that closes between review and confirm: nothing goes back unseen', async () => {
    const { app, person: yara, of } = await start(shape, 'Yara Haddad');
    const before = await of(VISIO);
    await yara.build('cancel', { product: VISIO });
    await yara.press('Review', { reason: 'mistake' });
    app.pass(5 * DAY);
    const again = await yara.press('Cancel now');
    expect(again.eyebrow).toBe('Changed meanwhile · nothing done yet');
    expect(again.text).toContain('The 7-day window is over');
    expect(again.buttons).toContain('Stop renewing');
    expect(await of(VISIO)).toEqual(before);
  });

  test('in Dutch: opzeggen inside and outside the window, and back', async () => {
    const { person: yara } = await start(shape, 'Yara Haddad', 'nl-NL');
    const form = await yara.build('cancel', { product: VISIO });
    expect(form.eyebrow).toBe('Opzeggen');
    expect((await yara.press('Controleren', {})).text).toContain('Er is geen reden gekozen. Kies een reden.');
    const review = await yara.press('Controleren', { reason: 'mistake' });
    expect(review.header).toMatchObject({ change: 'Eindigt vandaag', number: '€ 47,43' });
    expect(review.value('Reden')).toBe('Ik heb het per ongeluk gekocht');
    const receipt = await yara.press('Nu opzeggen');
    expect(receipt.header).toMatchObject({
      eyebrow: 'Gedaan',
      title: VISIO,
      number: 'Opgezegd',
      caption: 'eindigt vandaag',
    });
    await yara.press('Terugdraaien');
    expect((await yara.press('€ 47,43 betalen')).value('Betaald')).toBe('€ 47,43');
    await yara.build('cancel', { product: 'Power BI Pro' });
    const outside = await yara.press('Controleren', { reason: 'not-used' });
    expect(outside.text).toContain(
      'De 7 dagen zijn voorbij: u krijgt geen terugbetaling en automatisch verlengen gaat uit.',
    );
    expect((await yara.press('Niet verlengen')).eyebrow).toBe('Gedaan');
  });
});
