import { expect, test } from '@jest/globals';
import { DAY } from '../../../src/domain/common/time.ts';
import { ChatDriver, type TestApp, testApp } from '../support/chat-driver.ts';

async function runScheduler(app: TestApp): Promise<void> {
  await app.composition.scheduler.runDue();
  await app.composition.outbox.run();
}

/** What the bot says first on each of the days to come, by its second line. */
async function days(app: TestApp, chat: ChatDriver, count: number): Promise<readonly string[]> {
  const messages: string[] = [];
  for (let day = 0; day < count; day++) {
    const before = chat.sent.length;
    app.pass(DAY);
    await runScheduler(app);
    for (const { attachments } of chat.sent.slice(before)) {
      messages.push(String(attachments?.[0]?.content.fallbackText).replaceAll('\u00a0', ' '));
    }
  }
  return messages;
}

test.each([
  [
    'en-GB',
    'buy 2 Clipchamp monthly',
    'Last day to undo: Clipchamp Premium',
    'Clipchamp Premium renews in 7 days',
    'Clipchamp Premium renews tomorrow',
  ],
  [
    'nl-NL',
    'koop 2 Clipchamp per maand',
    'Laatste dag om terug te draaien: Clipchamp Premium',
    'Clipchamp Premium wordt over 7 dagen verlengd',
    'Clipchamp Premium wordt morgen verlengd',
  ],
])(
  '%s: the last day to undo, and a renewal, are told in time, each with what deals with it',
  async (locale, buy, ...texts) => {
    const app = await testApp();
    const iris = new ChatDriver(app, 'teams', 'manager', locale);
    await iris.say(buy);
    await iris.press(locale === 'en-GB' ? 'Pay' : '€');
    await runScheduler(app);
    const messages = (await days(app, iris, 31)).filter((one) => one.includes('Clipchamp'));
    for (const one of texts) expect(messages.filter((line) => line.startsWith(one))).toHaveLength(1);
  },
);

test('undone, nothing is left to be reminded of', async () => {
  const app = await testApp();
  const iris = new ChatDriver(app, 'teams', 'manager');
  await iris.say('buy 2 Clipchamp monthly');
  await iris.press('Pay');
  await iris.press('Undo');
  await iris.press('Cancel now');
  expect((await days(app, iris, 31)).filter((one) => one.includes('Clipchamp'))).toEqual([]);
});

test('the button of a reminder deals with it', async () => {
  const app = await testApp();
  const iris = new ChatDriver(app, 'teams', 'manager');
  await iris.say('buy 2 Clipchamp monthly');
  await iris.press('Pay');
  app.pass(6 * DAY);
  await runScheduler(app);
  expect(iris.card.title).toBe('Last day to undo: Clipchamp Premium');
  await iris.press('Undo');
  expect(iris.card.text).toContain('Clipchamp Premium');
  expect(iris.card.eyebrow).toBe('Review · nothing changed yet');
});

test('who does not want to be reminded is not; failed payments are told all the same', async () => {
  const gateway = { charge: async () => 'accepted' as 'accepted' | 'declined', void: async () => 'voided' as const };
  const app = await testApp({ gateway });
  const iris = new ChatDriver(app, 'teams', 'manager');
  await iris.say('buy 2 Clipchamp monthly');
  await iris.press('Pay');
  await iris.say('settings');
  await iris.press('Save', { cards: 'off', kinds: '', above: '0', hears: '', days: '' });
  gateway.charge = async () => 'declined';
  const messages = (await days(app, iris, 30)).filter((one) => one.includes('Clipchamp'));
  expect(messages).toEqual(['The payment for Clipchamp Premium failed.']);
});

test('giving out the last licences is told once, with the way to more', async () => {
  const app = await testApp();
  const noor = new ChatDriver(app, 'teams', 'many');
  await noor.say('assign Power BI Pro to Milan Jansen');
  await noor.press('Assign 1');
  await runScheduler(app);
  expect(noor.card.header).toMatchObject({ eyebrow: 'Reminder', title: '2 left of Power BI Pro' });
  expect((await noor.press('Change licences')).text).toContain('20');
});

test('a scheduled number that came into force is told', async () => {
  const app = await testApp();
  const noor = new ChatDriver(app, 'teams', 'many');
  await noor.say('set Power BI Pro to 18');
  if (noor.card.buttons.some((one) => one.startsWith('18 at renewal'))) await noor.press('18 at renewal');
  await noor.press(noor.card.primaryButton ?? '');
  const messages = await days(app, noor, 31);
  expect(messages.some((one) => one.includes('Power BI Pro has its new number'))).toBe(true);
});
