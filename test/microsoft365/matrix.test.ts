import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { forgeries, pretended, type Theirs } from '../conversation/support/attack-payloads.ts';
import { ChatDriver } from '../conversation/support/chat-driver.ts';
import { deep } from '../domain/support/arbitrary.ts';
import { idOf, organisation, PRO, type TestApp365, testApp365, VISIO } from './stand-in/test-app.ts';

/** The ids of Noor's purchases, as others may have learnt them. */
let testApp: TestApp365;
let theirs: Theirs;

const noor = idOf('many');
const CONFIRM_TITLES = [
  'Review',
  'Pay',
  'Assign',
  'Unassign',
  'Cancel',
  'Stop renewing',
  'Detach',
  'Delete',
  'Remove',
  'Yes',
];

beforeAll(async () => {
  testApp = await testApp365();
  const { tenant, app } = testApp;
  const subscription = tenant.buy(noor, { product: PRO, quantity: 5 });
  tenant.buy(noor, { product: VISIO, quantity: 2 });
  const holder = organisation.people.filter(({ kind, id }) => kind === 'member' && id !== noor)[7];
  const chat = new ChatDriver(app, 'teams', 'many');
  await chat.say(`assign Power BI Pro to ${holder?.name}`);
  await chat.press('Assign 1');
  const review = await chat.say('set Power BI Pro to 7');
  const key = String(review.button('Pay').data.card);
  const order = (await chat.press('Pay')).value('Order') ?? '';
  const pendingReview = await chat.say('set Power BI Pro to 9');
  const { profiles, methods } = await chat.account();
  theirs = {
    person: noor,
    tenant: organisation.tenant,
    subscription: subscription.name,
    product: 'Power BI Pro',
    holder: holder?.id ?? '',
    order,
    invoice: /G\d+/.exec((await new ChatDriver(app, 'emulator', 'many').say('last invoice')).text)?.[0] ?? '',
    method: methods[0]?.id ?? '',
    profile: profiles[0]?.id ?? '',
    request: '3f0c0000-0000-4000-8000-000000000000',
    letter: `letter/${organisation.tenant}/${noor}/x`,
    card: String(pendingReview.button('Pay').data.card),
    key,
  };
  expect(Object.entries(theirs).filter(([, value]) => !value)).toEqual([]);
});
afterAll(() => testApp.tenant.close());

const pressers = ['administrator', ...(deep ? ['Tariq Haddad', 'manager', 'guest', 'one'] : [])];

describe('with Microsoft 365, a press with another user’s data', () => {
  test.each(pressers)('%s changes nothing at its services, and is told no reference of theirs', async (role) => {
    const { tenant, app } = testApp;
    const changesBefore = [...tenant.changes];
    const lines = app.lines.length;
    const other = new ChatDriver(app, 'teams', role);
    for (const [verb, payloads] of Object.entries(forgeries)) {
      for (const payload of payloads(theirs).flatMap((one) => [one, { ...pretended(theirs), ...one }])) {
        let cards = await other.deliver(pressOf(verb, payload));
        for (let presses = 0; presses < 3; presses++) {
          const card = cards.at(-1);
          const leakedReferences = [theirs.order, theirs.invoice].filter(
            (one) => card?.text.includes(one) && !JSON.stringify(payload).includes(one),
          );
          expect([verb, payload, leakedReferences]).toEqual([verb, payload, []]);
          const next = card && CONFIRM_TITLES.find((title) => card.buttons.some((button) => button.startsWith(title)));
          if (!card || !next) break;
          const { verb: nextVerb, data } = card.button(next);
          cards = await other.deliver(pressOf(nextVerb, { ...data, ...payload }));
        }
      }
    }
    expect(tenant.changes).toEqual(changesBefore);
    expect(app.lines.slice(lines).filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

const pressOf = (verb: string, data: object) => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { type: 'Action.Execute', verb, data: { ...data, verb } } },
});
