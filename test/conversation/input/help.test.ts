import { describe, expect, test } from '@jest/globals';
import { translationsFor } from '../../../cards/kit/locale.ts';
import { understand } from '../../../dialogs/understanding/understand.ts';
import type { Account } from '../../../src/domain/account/account.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { ChatDriver, shapes, type TestApp, testApp } from '../support/chat-driver.ts';

const bodies = (card: object): Record<string, unknown>[] =>
  Object.values(card).flatMap((one) => (typeof one === 'object' && one !== null ? [one, ...bodies(one)] : []));

/** The addresses a card's buttons open. */
const opened = (card: object) => bodies(card).flatMap(({ type, url }) => (type === 'Action.OpenUrl' ? [url] : []));

describe.each(shapes)('in %s form', (shape) => {
  test.each([
    ['en-GB', 'Questions', 'Who pays for this?', 'Your organisation gets no bill.'],
    ['en-GB', 'Questions', 'Who can see what I buy?', 'Your administrators see the product'],
    ['en-GB', 'Questions', 'What happens when I leave?', 'keep their licence to the end of the term'],
    ['en-GB', 'Questions', 'Do I get a refund?', 'within 7 days of buying, adding or renewing'],
    ['en-GB', 'Questions', 'Does it renew by itself?', 'people keep access for 30 days'],
    ['en-GB', 'Questions', 'How do trials work?', '25 licences for 30 days'],
    ['nl-NL', 'Vragen', 'Wat als ik vertrek?', 'houdt die tot het einde van de looptijd'],
    ['nl-NL', 'Vragen', 'Krijg ik een terugbetaling?', 'binnen 7 dagen'],
  ])('%s: “%s”, “%s” is answered in our own words (RULES S11)', async (locale, questions, question, answer) => {
    const noor = new ChatDriver(await testApp(), shape, 'many', locale);
    await noor.say('help');
    await noor.press(questions);
    const card = await noor.press(question);
    expect(card.lines).toContain(question);
    expect(card.text).toContain(answer);
  });

  test('support has the last order at hand, and its address is Microsoft’s (RULES S11)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('5 more Power BI Pro');
    const order = (await noor.press('Pay')).value('Order') ?? '';
    await noor.say('help');
    const support = await noor.press('Support');
    expect(support.value('Last order')).toBe(order);
    expect(support.value('Invoice')).toMatch(/^[0-9A-Z]{4}-\d{4}$/);
    expect(opened(support.card)).toEqual([
      'https://docs.microsoft.com/microsoft-365/admin/contact-support-for-business-products',
    ]);
  });

  test('a guest can read the answers, not a word about what others bought (RULES #1)', async () => {
    const guest = new ChatDriver(await testApp(), shape, 'guest');
    expect((await guest.say('help')).title).toBe('Only members of the organisation can buy here');
    expect((await guest.press('Questions')).title).toBe('What do you want to know?');
    expect((await guest.press('Support')).text).toContain('You have no recent order.');
  });
});

describe('a user who left the organisation (RULES #20)', () => {
  const hidde = (app: TestApp) => app.organisation.personas.find(({ role }) => role === 'left')?.person.id ?? '';
  const account = async (app: TestApp) =>
    (await app.documents.read<Account>(`account/${app.organisation.tenant}/${hidde(app)}`))?.value as Account;

  test.each(shapes)('can do nothing, in %s form', async (shape) => {
    const app = await testApp();
    const before = await account(app);
    const [subscription] = before.subscriptions;
    const chat = new ChatDriver(app, shape, 'left');
    expect((await chat.say('home')).title).toBe('You are no longer in this organisation');
    expect((await chat.say('help')).text).not.toContain('guest');
    const verbs = ['list', 'open', 'change', 'assign', 'unassign', 'cancel', 'reactivate', 'catalogue', 'buy', 'undo'];
    for (const verb of verbs) {
      const data = { verb, subscription: subscription?.id, product: subscription?.product, total: 9 };
      const value = shape === 'teams' ? { action: { type: 'Action.Execute', verb, data } } : data;
      const press = shape === 'teams' ? { type: 'invoke', name: 'adaptiveCard/action' } : { type: 'message' };
      expect((await chat.send({ ...press, value })).title).toBe('You are no longer in this organisation');
    }
    expect(await account(app)).toEqual(before);
  });

  test('their people keep their licences to the end of the term, and it does not renew', async () => {
    const app = await testApp();
    const [before] = (await account(app)).subscriptions;
    app.pass(20 * DAY);
    await app.composition.scheduler.runDue();
    expect((await account(app)).subscriptions[0]).toEqual(before);
    app.pass(10 * DAY);
    await app.composition.scheduler.runDue();
    const after = await account(app);
    expect(after.subscriptions[0]?.state).toEqual({ kind: 'expired', since: before?.term.end });
    expect(after.subscriptions[0]?.assignments).toEqual(before?.assignments);
    expect(after.invoices).toBe(1);
  });
});

describe('what is offered by name, in Help and by Teams', () => {
  const offered = Object.keys(translationsFor('en').help.commands);

  test('every capability is named in Help or says why not, and every name has a capability', async () => {
    const { capabilities } = (await testApp()).composition;
    const nameless = capabilities.filter(({ handlers }) => !offered.some((verb) => verb in handlers));
    expect(nameless.filter(({ unlisted }) => !unlisted).map(({ handlers }) => Object.keys(handlers))).toEqual([]);
    expect(offered.filter((verb) => !capabilities.some(({ handlers: answers }) => verb in answers))).toEqual([]);
  });

  test.each(['en', 'nl'])('each is in Help as a sentence that is understood as it, in %s', async (locale) => {
    const app = await testApp();
    const noor = new ChatDriver(app, 'teams', 'many', locale);
    const { help } = translationsFor(locale);
    const { text } = await noor.say('help');
    for (const [verb, { what, example }] of Object.entries(help.commands)) {
      if (verb === 'help') continue;
      expect(text).toContain(what);
      const products = [...app.organisation.terms.products.values()];
      const countMessages = understand(example('Power BI Pro'), { locale, products, today: 0 });
      expect([verb, countMessages]).toEqual([
        verb,
        {
          kind: 'sure',
          certainty: expect.any(Number),
          intent: expect.objectContaining({ verb: verb === 'buy' ? 'catalogue' : verb }),
        },
      ]);
    }
  });
});
