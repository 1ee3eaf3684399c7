import { describe, expect, test } from '@jest/globals';
import { OrderService } from '../../../src/application/orders/order-service.ts';
import { PeopleSearch } from '../../../src/application/people/people-search.ts';
import { SubscriptionOverview } from '../../../src/application/subscriptions/overview.ts';
import { defaultRules as rules } from '../../../src/domain/common/rules.ts';
import { snapshotOf } from '../../../src/domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../../src/domain/subscription/order-request.ts';
import { previewOrder } from '../../../src/domain/subscription/preview-order.ts';
import { SandboxGateway } from '../../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../../src/providers/sandbox/ledger.ts';
import { sign } from '../../domain/support/sign.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

const READ_ONLY = 'Only the purchaser can change it. You can take a subscription over in the admin centre.';

/** Every press that is about a purchase, an order, an invoice, a card or a profile, with ids of another user. */
const presses = (ids: Record<'subscription' | 'person' | 'order' | 'invoice' | 'method' | 'profile', string>) =>
  [
    ['open', { subscription: ids.subscription }],
    ['change', { subscription: ids.subscription, total: 30 }],
    ['change', { subscription: ids.subscription, total: 1 }],
    ['keep', { subscription: ids.subscription }],
    ['assign', { subscription: ids.subscription, chosen: [ids.person] }],
    ['unassign', { subscription: ids.subscription, chosen: [ids.person] }],
    ['holders', { subscription: ids.subscription }],
    ['cancel', { subscription: ids.subscription }],
    ['recurring', { subscription: ids.subscription, on: false }],
    ['recurring', { subscription: ids.subscription, on: true }],
    ['reactivate', { subscription: ids.subscription }],
    ['undo', { order: ids.order }],
    ['invoice', { number: ids.invoice }],
    ['profile', { profile: ids.profile }],
    ['method', { method: ids.method }],
    ['edit-card', { method: ids.method }],
    ['add-card', { profile: ids.profile }],
    ['attach', { profile: ids.profile }],
    ['attach', { profile: ids.profile, method: ids.method }],
    ['detach', { profile: ids.profile }],
    ['delete-card', { method: ids.method }],
  ] as const;

describe.each(shapes)('in %s form', (shape) => {
  test('RULES S12: an administrator who presses with another user’s data changes nothing, and is told why', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.build('change', { product: 'Power BI Pro', total: 25 });
    const order = (await noor.press('Pay')).value('Order') ?? '';
    await noor.say('last invoice');
    const invoice = /[0-9A-Z]{4}-\d{4}/.exec(noor.card.text)?.[0] ?? '';
    const before = await noor.account();
    const femke = new ChatDriver(app, shape, 'administrator');
    const own = await femke.account();
    for (const { id, assignments } of before.subscriptions) {
      for (const [verb, payload] of presses({
        subscription: id,
        person: assignments[0]?.person ?? 'somebody',
        order,
        invoice,
        // Ids of cards and profiles are their owner's: another may have one that is called the same.
        method: 'card-of-noor',
        profile: 'profile-of-noor',
      })) {
        const card = await femke.build(verb, payload);
        expect([verb, card.eyebrow, card.header.sentences?.[0]]).toEqual([
          verb,
          'Not possible · nothing changed',
          READ_ONLY,
        ]);
        expect(card.buttons).toContain('All purchases');
        expect(card.text).toContain('linkid=2024339');
      }
    }
    expect(await noor.account()).toEqual(before);
    expect(await femke.account()).toEqual(own);
  });

  test('RULES S12: what an administrator buys is their own, whatever person the press names', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const before = await noor.account();
    const { owner, subscriptions } = before;
    const femke = new ChatDriver(app, shape, 'administrator');
    const expected = { product: 'Planner Plan 1', quantity: 2, plan: 'monthly', owner, person: owner.person };
    const review = await femke.build('buy', { ...expected, subscription: subscriptions[0]?.id, tenant: owner.tenant });
    if (review.buttons.some((title) => title.startsWith('Review'))) {
      await femke.press('Review', { quantity: '2', term: 'monthly', person: owner.person, owner });
    }
    await femke.press('Pay', { person: owner.person, owner, subscription: subscriptions[0]?.id });
    expect((await femke.account()).subscriptions.map(({ product }) => product)).toContain('CFQ7TTC0HDB1');
    expect(await noor.account()).toEqual(before);
  });

  test('RULES S12: the verbs of the administrator’s view change nothing either', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const before = await noor.account();
    const femke = new ChatDriver(app, shape, 'administrator');
    const [mine] = before.subscriptions;
    const forgery = { person: before.owner.person, subscription: mine?.id, total: 1, state: 'left', renews: 0 };
    for (const verb of ['purchases', 'purchase-filter', 'purchase', 'totals', 'policy'])
      await femke.build(verb, forgery);
    expect(await noor.account()).toEqual(before);
  });
});

test('RULES S12: a request that no card offers is refused too: a confirmed change of another’s subscription', async () => {
  const app = await testApp();
  const noor = new ChatDriver(app, 'emulator', 'many');
  const before = await noor.account();
  const { organisation, documents, now } = app;
  const femke = organisation.personas.find(({ role }) => role === 'administrator')?.person;
  if (!femke) throw new Error('There is no administrator.');
  const actor = { ...femke, tenant: organisation.tenant, person: femke.id };
  const ledger = new Ledger({
    documents,
    gateway: new SandboxGateway(documents, now),
    directory: organisation,
    clock: now,
    rules,
    sign,
    terms: () => organisation.terms,
  });
  const ordering = new OrderService({
    commerce: ledger,
    directory: organisation,
    people: new PeopleSearch(organisation),
    clock: now,
    rules,
    onError: (error) => {
      throw error;
    },
  });
  const one = before.subscriptions.find(
    ({ state, renews, plan }) => state.kind === 'active' && renews && plan === 'monthly',
  );
  const subscription = one?.id ?? '';
  const [person = ''] = (one?.assignments ?? []).map((assignment) => assignment.person);
  const requests: readonly OrderRequest[] = [
    { act: 'change', subscription, total: 40 },
    { act: 'assign', subscription, people: [femke.id] },
    { act: 'unassign', subscription, people: [person] },
    { act: 'cancel', subscription, reason: 'mistake' },
    { act: 'recurring', subscription, on: false },
    { act: 'reinstate', subscription },
    { act: 'reactivate', subscription },
  ];
  for (const request of requests) {
    const planned = previewOrder(before, request, { terms: organisation.terms, rules, now: now() });
    const shownCard = planned.ok ? snapshotOf(planned.value) : ({} as never);
    const messages = { ok: false, refusal: { kind: 'read-only', said: '' } };
    expect([
      request.act,
      await ordering.confirm(actor, { key: `k-${request.act}`, request, shown: shownCard }),
    ]).toEqual([request.act, messages]);
    expect([request.act, await ordering.review(actor, request)]).toEqual([request.act, messages]);
  }
  expect(await new SubscriptionOverview(ledger, now, rules).subscription(actor, subscription)).toMatchObject({
    refusal: { kind: 'read-only' },
  });
  expect(await noor.account()).toEqual(before);
});
