import { expect, test } from '@jest/globals';
import { purchaseRows } from '../../src/application/administration/purchase-row.ts';
import { emptyAccount } from '../../src/domain/account/account.ts';
import { previewCancellation } from '../../src/domain/subscription/preview-cancellation.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import { DAY, newSubscription, PRODUCT, people, rules, termsWith, utc } from '../domain/support/fixtures.ts';

const owner = { tenant: 't', person: 'p-1' };
const noor = { name: 'Noor de Vries', mail: 'noor@example.com', kind: 'member' } as const;
const terms = termsWith({ aliases: ['task board'] });

const rowOf = (subscription: Subscription, purchaser: Parameters<typeof purchaseRows>[1]['purchaser'] = noor) =>
  purchaseRows({ ...emptyAccount(owner, 'EUR'), subscriptions: [subscription] }, { purchaser, terms, rules })[0];

test('RULES S12: a purchase is found with everything an administrator sees of it', () => {
  expect(rowOf({ ...newSubscription(), assignments: people(3) })).toEqual({
    kind: 'purchase',
    ...owner,
    purchaser: 'Noor de Vries',
    purchaserSorted: 'noor de vries',
    left: 0,
    subscription: 'S-1',
    product: PRODUCT,
    productName: 'Planner',
    productSorted: 'planner',
    plan: 'monthly',
    licences: 10,
    assigned: 3,
    since: utc('2026-11-01'),
    ends: utc('2026-12-01'),
    renews: 1,
    price: 1210,
    monthly: 12_100,
    state: 'active',
    reason: '',
    search: 'noor de vries noor example com planner task board s 1',
  });
});

test('what a purchase costs a month: a twelfth of a year, the month as it is, nothing for a trial or an ended one', () => {
  const monthly = (subscription: Subscription) => rowOf(subscription)?.monthly;
  expect(monthly(newSubscription({ plan: 'annual' }))).toBe(1008);
  expect(monthly(newSubscription({ plan: 'annual-monthly' }))).toBe(12_100);
  expect(monthly(newSubscription({ plan: 'trial' }))).toBe(0);
  expect(monthly({ ...newSubscription(), state: { kind: 'expired', since: 0 } })).toBe(0);
});

test('RULES #10, #13: its state and until when there is access', () => {
  const since = utc('2026-12-01');
  const stands = (subscription: Subscription) => {
    const { state, ends, renews } = rowOf(subscription) ?? {};
    return [state, ends, renews];
  };
  expect(stands({ ...newSubscription(), renews: false })).toEqual(['ends', since, 0]);
  expect(stands(newSubscription({ plan: 'trial' }))).toEqual(['trial', utc('2026-12-01'), 1]);
  expect(stands({ ...newSubscription(), pastDue: { since, tries: 1 } })).toEqual(['past-due', since, 1]);
  expect(stands({ ...newSubscription(), state: { kind: 'expired', since } })).toEqual(['expired', since + 30 * DAY, 0]);
  expect(stands({ ...newSubscription(), state: { kind: 'disabled', since } })).toEqual(['disabled', since, 0]);
  expect(rowOf({ ...newSubscription(), state: { kind: 'deleted', since } })).toBeUndefined();
});

test('RULES S6: the reason of a cancellation stays with it, inside the window and after it', () => {
  for (const [now, state] of [
    [utc('2026-11-03'), 'cancelled'],
    [utc('2026-11-20'), 'ends'],
  ] as const) {
    const request = { act: 'cancel', subscription: 'S-1', reason: 'too-expensive' } as const;
    const planned = previewCancellation(newSubscription(), request, { terms, rules, now });
    if (!planned.ok) throw new Error(planned.refusal.kind);
    expect(rowOf(planned.value.next)).toMatchObject({ state, reason: 'too-expensive' });
  }
});

test('RULES #20: a purchaser who left is known as such', () => {
  expect(rowOf(newSubscription(), { ...noor, kind: 'left' })).toMatchObject({ left: 1, renews: 0, state: 'ends' });
});
