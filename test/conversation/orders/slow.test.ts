import { describe, expect, test } from '@jest/globals';
import type { PaymentGateway } from '../../../src/application/ports/payment-gateway.ts';
import { ChatDriver, type Shape, shapes, testApp } from '../support/chat-driver.ts';

/** Something that others wait for until a test lets it happen. */
function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** Waits for a condition that other code under way brings about. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

/** Noor before the button that pays; the card company answers when a test lets it, and so do the seconds pass. */
async function paying(shape: Shape, locale = 'en-GB') {
  const [answer, late] = [gate(), gate()];
  let charges = 0;
  const gateway: PaymentGateway = {
    charge: async () => {
      charges++;
      await answer.passed;
      return 'accepted';
    },
    void: async () => 'voided',
  };
  const app = await testApp({ gateway, interimReplyTimer: () => late.passed });
  const noor = new ChatDriver(app, shape, 'many', locale);
  await noor.say(locale === 'nl-NL' ? 'zet Power BI Pro op 21' : 'set Power BI Pro to 21');
  return { app, noor, answer, late, charges: () => charges };
}

describe.each(shapes)('in %s form, when the card company takes long', (shape) => {
  test.each([
    ['en-GB', 'Pay', 'In progress', 'Done'],
    ['nl-NL', '€ 4,39 betalen', 'Bezig', 'Gedaan'],
  ])(
    '%s: a press is answered before its channel gives up, and the receipt follows by itself',
    async (locale, pay, busy, title) => {
      const { app, noor, answer, late, charges } = await paying(shape, locale);
      const pressed = noor.press(pay);
      await until(() => charges() === 1);
      late.open();
      expect((await pressed).eyebrow).toBe(busy);
      const [sentText, updated] = [noor.sent.length, noor.updated.length];
      answer.open();
      await app.composition.bot.settled();
      const result = shape === 'teams' ? noor.updated.slice(updated) : noor.sent.slice(sentText);
      expect(result).toHaveLength(1);
      // In Teams the receipt takes the place of the card that was pressed.
      if (shape === 'teams') expect(result[0]?.id).toBe('shown');
      expect(JSON.stringify(result[0])).toContain(`"text":"${title}"`);
      expect(charges()).toBe(1);
    },
  );

  test('the receipt comes also when the card it would take the place of was deleted', async () => {
    const { app, noor, answer, late, charges } = await paying(shape);
    const pressed = noor.press('Pay');
    await until(() => charges() === 1);
    late.open();
    await pressed;
    noor.updated.push = () => {
      throw Object.assign(new Error('The message was deleted'), { statusCode: 404 });
    };
    const sentText = noor.sent.length;
    answer.open();
    await app.composition.bot.settled();
    expect(JSON.stringify(noor.sent.slice(sentText))).toContain('"text":"Done"');
  });

  test('who presses on meanwhile is answered in time too, and one order is made', async () => {
    const { app, noor, answer, late, charges } = await paying(shape);
    const before = (await noor.account()).orders.length;
    const presses = [noor.press('Pay'), ...Array.from({ length: 39 }, () => noor.pressAgain())];
    await until(() => charges() === 1);
    late.open();
    for (const press of await Promise.all(presses)) expect(press.eyebrow).toBe('In progress');
    answer.open();
    await app.composition.bot.settled();
    expect(charges()).toBe(1);
    expect((await noor.account()).orders).toHaveLength(before + 1);
    const result = (shape === 'teams' ? noor.updated : noor.sent)
      .slice(-presses.length)
      .map((one) => JSON.stringify(one));
    expect(new Set(result.map((one) => /PD-2026-\w+/.exec(one)?.[0])).size).toBe(1);
    expect(result.every((one) => one.includes('"text":"Done"'))).toBe(true);
  });

  test('what was typed is answered with a word, and then with what was asked', async () => {
    const { app, noor, answer, late, charges } = await paying(shape);
    const pressed = noor.press('Pay');
    await until(() => charges() === 1);
    const requests = noor.say('my subscriptions');
    late.open();
    await pressed;
    expect((await requests).eyebrow).toBe('In progress');
    answer.open();
    await app.composition.bot.settled();
    const last = shape === 'teams' ? noor.updated.at(-1) : noor.sent.at(-1);
    expect(JSON.stringify(last)).toContain('Power BI Pro');
  });

  test('what is answered in time is answered once, and nothing follows', async () => {
    const { app, noor, answer, late } = await paying(shape);
    answer.open();
    expect((await noor.press('Pay')).eyebrow).toBe('Done');
    const [sentText, updated] = [noor.sent.length, noor.updated.length];
    late.open();
    await app.composition.bot.settled();
    expect([noor.sent.length, noor.updated.length]).toEqual([sentText, updated]);
  });
});

describe.each(shapes)('Teams’ way of trying again, in %s form', (shape) => {
  test('the same press with the same id, then with new ones after 15 and 45 seconds, and after a restart: one order', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const review = await noor.say('set Power BI Pro to 21');
    const before = (await noor.account()).orders.length;
    const receipts = [(await noor.press('Pay', {}, review)).value('Order')];
    for (const seconds of [0, 15, 30]) {
      app.pass(seconds * 1_000);
      receipts.push((await noor.pressAgain()).value('Order'));
    }
    const restarted = new ChatDriver(await testApp({ documents: app.documents, at: app.now() }), shape, 'many');
    receipts.push((await restarted.press('Pay', {}, review)).value('Order'));
    expect(new Set(receipts).size).toBe(1);
    expect(receipts[0]).toMatch(/^PD-/);
    expect((await noor.account()).orders).toHaveLength(before + 1);
  });
});
