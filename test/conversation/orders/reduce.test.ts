import { describe, expect, test } from '@jest/globals';
import type { GatewayCharge } from '../../../src/application/ports/payment-gateway.ts';
import { leastRecentlyUsed } from '../../../src/domain/subscription/preview-assignment.ts';
import { licencesOf, type Subscription } from '../../../src/domain/subscription/subscription.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

const VISIO = 'Visio Plan 2';

/** Noor with 14 licences of Visio Plan 2, five of them added 5.8 days ago, and 9 assigned; all 14, where wanted. */
async function start(
  shape: (typeof shapes)[number],
  circumstances: Parameters<typeof testApp>[0] = {},
  locale = 'en-GB',
) {
  const app = await testApp(circumstances);
  const noor = new ChatDriver(app, shape, 'many', locale);
  const now = async (): Promise<Subscription> => {
    const { subscriptions } = await noor.account();
    const match = subscriptions.find(({ product }) => app.organisation.terms.products.get(product)?.name === VISIO);
    if (!match) throw new Error('No Visio Plan 2.');
    return match;
  };
  const nameOf = (id: string) => app.organisation.people.find((one) => one.id === id)?.name ?? id;
  return { app, noor, now, nameOf, before: await now() };
}

/** A card company that does not answer while it is on fire. */
function burning() {
  const charges: GatewayCharge[] = [];
  const state = { fire: true };
  return {
    state,
    charges,
    gateway: {
      charge: async (charge: GatewayCharge) => {
        if (state.fire) throw new Error('on fire');
        charges.push(charge);
        return 'accepted' as const;
      },
      void: async () => 'voided' as const,
    },
  };
}

/** Four more people get a licence: thirteen of fourteen are assigned. */
async function fill({ app, noor, before }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const has = new Set(before.assignments.map(({ person }) => person));
  const free = app.organisation.people.filter(({ id, kind }) => kind === 'member' && !has.has(id));
  await noor.build('assign', { product: VISIO, chosen: free.slice(0, 4).map(({ id }) => id) });
  await noor.press(noor.locale === 'nl-NL' ? '4 toewijzen' : 'Assign 4');
}

describe.each(shapes)('in %s form', (shape) => {
  test('RULES #8: below the number assigned, the people who used it longest ago are proposed first; one review, one confirm', async () => {
    const setting = await start(shape);
    const { noor, now, nameOf } = setting;
    await fill(setting);
    const proposed = leastRecentlyUsed(await now())
      .slice(0, 3)
      .map(({ person }) => person);
    const form = await noor.build('change', { product: VISIO, total: 10 });
    expect(form.text).toContain('13 are assigned. Enter 13 or more, or set 10 at the renewal.');
    const picking = await noor.press('Unassign 3');
    expect(picking.header).toMatchObject({
      eyebrow: 'Change licences',
      title: 'Whose licence is removed?',
      caption: `${VISIO} · 10 licences`,
    });
    expect(picking.field?.value).toBe(proposed.join());
    expect(picking.choices.slice(0, 3).map(({ value }) => value)).toEqual(proposed);
    expect(picking.lines).toContain('Ticked: the 3 people who used it longest ago, or never.');
    const review = await noor.press('Review', { people: proposed.join() });
    expect(review.header).toMatchObject({
      change: '14 → 10 licences',
      number: '€31.62',
      caption: 'refunded to Visa •••• 4242',
    });
    expect(review.value('Without a licence from today')).toBe(proposed.map(nameOf).join(', '));
    const receipt = await noor.press('Unassign 3, set 10');
    expect(receipt.header).toMatchObject({
      eyebrow: 'Done',
      title: VISIO,
      number: '10 licences',
      caption: 'all assigned',
    });
    expect(receipt.value('Refunded')).toBe('€31.62');
    expect(receipt.value('Without a licence from today')).toBe(proposed.map(nameOf).join(', '));
    const after = await now();
    expect([licencesOf(after), after.assignments.length]).toEqual([10, 10]);
    expect(after.assignments.filter(({ person }) => proposed.includes(person))).toEqual([]);
  });

  test('others can be picked instead, by tick or by name; too few are refused', async () => {
    const setting = await start(shape);
    const { noor, now, nameOf } = setting;
    await fill(setting);
    const [first, second, third] = (await now()).assignments.map(({ person }) => person).slice(-3);
    await noor.build('change', { product: VISIO, total: 10 });
    await noor.press('Unassign 3');
    const few = await noor.press('Review', { people: [first, second].join() });
    expect(few.text).toContain('3 licences must go, 2 picked. Pick at least 3.');
    expect(few.field?.value).toBe([first, second].join());
    const match = await noor.press('Find', { people: [first, second].join(), find: nameOf(third ?? '') });
    expect(match.choices.map(({ value }) => value)).toContain(third);
    const review = await noor.press('Review', { people: [first, second, third].join() });
    expect(review.value('Without a licence from today')).toBe(
      [first, second, third].map((id) => nameOf(id ?? '')).join(', '),
    );
    await noor.press('Unassign 3, set 10');
    expect((await now()).assignments).toHaveLength(10);
  });

  test('pressing again after it is done shows the receipt, and does nothing more', async () => {
    const setting = await start(shape);
    const { noor, now } = setting;
    await fill(setting);
    await noor.build('change', { product: VISIO, total: 10 });
    const form = await noor.press('Unassign 3');
    const review = await noor.press('Review', { people: form.field?.value });
    const receipts = await Promise.all([1, 2, 3].map(() => noor.press('Unassign 3, set 10', {}, review)));
    const after = await now();
    const again = await noor.press('Unassign 3, set 10', {}, review);
    expect(new Set([...receipts, again].map((one) => one.value('Order'))).size).toBe(1);
    expect(await now()).toEqual(after);
    expect([licencesOf(after), after.assignments.length]).toEqual([10, 10]);
  });

  test('a refund that is not answered after people were unassigned: told exactly, and “Try again” finishes it', async () => {
    const { state, charges, gateway } = burning();
    const setting = await start(shape, { gateway });
    const { noor, now, nameOf } = setting;
    await fill(setting);
    await noor.build('change', { product: VISIO, total: 10 });
    const form = await noor.press('Unassign 3');
    const departed = String(form.field?.value).split(',');
    await noor.press('Review', { people: departed.join() });
    const messages = await noor.press('Unassign 3, set 10');
    expect(messages.eyebrow).toBe('3 unassigned, number unchanged');
    expect(messages.lines).toContain('The billing system did not answer. Press Try again to set 10.');
    for (const id of departed) expect(messages.value(nameOf(id))).toBe('Done');
    const halfway = await now();
    expect([licencesOf(halfway), halfway.assignments.length]).toEqual([14, 10]);
    expect(charges).toEqual([]);

    state.fire = false;
    const review = await noor.press('Try again');
    expect(review.header).toMatchObject({ change: '14 → 10 licences', number: '€31.62' });
    const receipt = await noor.press('Remove 4');
    expect(receipt.value('Refunded')).toBe('€31.62');
    expect(charges.map(({ amount }) => amount)).toEqual([-3162]);
    const after = await now();
    expect([licencesOf(after), after.assignments.length]).toEqual([10, 10]);
  });

  test('a licence assigned elsewhere between review and confirm: no person loses one, and the new review says so', async () => {
    const setting = await start(shape);
    const { app, noor, now } = setting;
    await fill(setting);
    await noor.build('change', { product: VISIO, total: 12 });
    const form = await noor.press('Unassign 1');
    await noor.press('Review', { people: form.field?.value });
    const otherConversation = new ChatDriver(app, shape === 'teams' ? 'emulator' : 'teams', 'many');
    const last = (await now()).assignments.at(-1)?.person;
    await otherConversation.build('unassign', { product: VISIO, chosen: [last] });
    await otherConversation.press('Unassign 1');
    const again = await noor.press('Unassign 1, set 12');
    expect(again.eyebrow).toBe('Changed meanwhile · nothing done yet');
    expect((await now()).assignments).toHaveLength(12);
  });

  test('the picked person lost their licence elsewhere meanwhile: the number goes down all the same', async () => {
    const setting = await start(shape);
    const { app, noor, now } = setting;
    await fill(setting);
    await noor.build('change', { product: VISIO, total: 12 });
    const form = await noor.press('Unassign 1');
    await noor.press('Review', { people: form.field?.value });
    const otherConversation = new ChatDriver(app, shape === 'teams' ? 'emulator' : 'teams', 'many');
    await otherConversation.build('unassign', { product: VISIO, chosen: [form.field?.value] });
    await otherConversation.press('Unassign 1');
    expect((await noor.press('Unassign 1, set 12')).eyebrow).toBe('Changed meanwhile · nothing done yet');
    expect((await noor.press('Remove 2')).header).toMatchObject({
      eyebrow: 'Done',
      title: VISIO,
      number: '12 licences',
    });
    expect([licencesOf(await now()), (await now()).assignments.length]).toEqual([12, 12]);
  });

  test('RULES #7: what is past the window goes at the renewal, and says that people lose theirs today', async () => {
    const { noor } = await start(shape);
    await noor.build('change', { product: 'Power BI Pro', total: 15 });
    const form = await noor.press('Unassign 2');
    const review = await noor.press('Review', { people: form.field?.value });
    expect(review.change).toBe('20 → 15 from 1 Dec 2026');
    expect(review.value('Without a licence from today')?.split(', ')).toHaveLength(2);
    const receipt = await noor.press('Unassign 2, set 15');
    expect(receipt.header).toMatchObject({ number: '20 licences', caption: '15 from 1 Dec 2026' });
  });

  test('in Dutch: proposal, review, a refund that is not answered, and trying again', async () => {
    const { state, gateway } = burning();
    const setting = await start(shape, { gateway }, 'nl-NL');
    const { noor, now } = setting;
    await fill(setting);
    await noor.build('change', { product: VISIO, total: 10 });
    const form = await noor.press('3 intrekken');
    expect(form.lines).toContain('Aangevinkt: de 3 die het product het langst niet gebruikten.');
    const review = await noor.press('Controleren', { people: form.field?.value });
    expect(review.header).toMatchObject({
      change: '14 → 10 licenties',
      number: '€ 31,62',
      caption: 'terugbetaling op Visa •••• 4242',
    });
    const messages = await noor.press('3 intrekken, naar 10');
    expect(messages.eyebrow).toBe('3 ingetrokken, aantal ongewijzigd');
    state.fire = false;
    await noor.press('Opnieuw proberen');
    expect((await noor.press('4 verwijderen')).value('Terugbetaald')).toBe('€ 31,62');
    expect(licencesOf(await now())).toBe(10);
  });
});
