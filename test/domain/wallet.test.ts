import { describe, expect, test } from '@jest/globals';
import { type Account, emptyAccount } from '../../src/domain/account/account.ts';
import { cardState } from '../../src/domain/account/card-state.ts';
import type { PaymentRequest } from '../../src/domain/account/payment-method.ts';
import { type PaymentPreview, previewPaymentChange } from '../../src/domain/account/preview-payment-change.ts';
import { isSecurityCode } from '../../src/domain/account/security-code.ts';
import { dueChargeFor } from '../../src/domain/billing/apply-order.ts';
import { nextDueEvent, recordFailedCharge } from '../../src/domain/billing/due-event.ts';
import { expiringCardAlerts, subscriptionAlerts } from '../../src/domain/subscription/alerts.ts';
import { DAY, expectRefusal, newSubscription, rules, termsWith, utc } from './support/fixtures.ts';

const now = utc('2026-11-22');
const address = { line: 'Kade 12', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
const visa = { brand: 'Visa', lastFour: '4242', expires: utc('2029-01-01'), holder: 'N. de Vries', token: 't1' };
const amex = { ...visa, brand: 'American Express', lastFour: '0005', token: 't2' };
const newCard = { ...visa, lastFour: '1111', token: 't3', address };

/** A profile that pays for one subscription with the first of two cards, and one that has no card. */
const account: Account = {
  ...emptyAccount({ tenant: 't', person: 'p' }, 'EUR'),
  methods: [
    { ...visa, id: 'card-1' },
    { ...amex, id: 'card-2' },
  ],
  profiles: [
    { id: 'P-1', name: 'Team', method: 'card-1' },
    { id: 'P-2', name: 'Other' },
  ],
  subscriptions: [newSubscription()],
};
const add = { act: 'add', card: newCard, profileName: 'Default' } as const;

const plan = (request: PaymentRequest, of = account) =>
  previewPaymentChange(of, request, { now, rules, country: 'NL' });

function execute(request: PaymentRequest, of = account): PaymentPreview {
  const outcome = plan(request, of);
  if (!outcome.ok) throw new Error(outcome.refusal.kind);
  return outcome.value;
}

describe('adding a card', () => {
  test('is not attaching it (RULES #16)', () => {
    const { next, snapshot } = execute(add);
    expect(next.methods).toHaveLength(3);
    expect(next.profiles).toEqual(account.profiles);
    expect(snapshot).toMatchObject({ card: 'Visa\u00a0••••\u00a01111', pays: [], mends: [] });
  });

  test('attaches it where that was asked for, and the card before it stays (RULES S7, #16)', () => {
    const { next, snapshot } = execute({ ...add, profile: 'P-1' });
    expect(next.profiles[0]).toMatchObject({ method: 'card-3' });
    expect(next.methods.map(({ id }) => id)).toEqual(['card-1', 'card-2', 'card-3']);
    expect(snapshot).toMatchObject({ profile: 'Team', replaced: 'Visa\u00a0••••\u00a04242', pays: ['S-1'] });
  });

  test('makes a first billing profile where there is none', () => {
    const { next } = execute(add, { ...account, profiles: [], methods: [] });
    expect(next.profiles).toEqual([{ id: 'profile-1', name: 'Default', method: 'card-1' }]);
  });

  test('from another country, expired, of an unknown profile or one too many is refused (RULES #16)', () => {
    const abroad = { ...add, card: { ...newCard, address: { ...address, country: 'BE' } } };
    expect(expectRefusal(plan(abroad))).toEqual({ kind: 'card-country', country: 'NL' });
    expect(expectRefusal(plan({ ...add, card: { ...newCard, expires: now } })).kind).toBe('card-expired');
    expect(expectRefusal(plan({ ...add, profile: 'P-9' })).kind).toBe('unknown-profile');
    const methods = Array.from({ length: rules.maxCards }, (_, at) => ({ ...visa, id: `card-${at + 1}` }));
    expect(expectRefusal(plan(add, { ...account, methods }))).toEqual({ kind: 'too-many-cards', max: rules.maxCards });
  });
});

describe('editing a card', () => {
  const edit = { act: 'edit', method: 'card-1', expires: utc('2030-01-01'), holder: 'Noor', address } as const;

  test('changes expiry, name and address, and cannot change its number (RULES S8, #16)', () => {
    const { next } = execute({ ...edit, ...{ lastFour: '9999', brand: 'Other', token: 'stolen' } });
    expect(next.methods[0]).toEqual({ ...visa, id: 'card-1', expires: edit.expires, holder: 'Noor', address });
  });

  test('of another user, or to another country, is refused (RULES #16)', () => {
    expect(expectRefusal(plan({ ...edit, method: 'card-9' })).kind).toBe('unknown-card');
    expect(expectRefusal(plan({ ...edit, address: { ...address, country: 'DE' } })).kind).toBe('card-country');
  });

  test('needs the security code: four digits for American Express, three for others (RULES #16)', () => {
    expect(['737', '', '73', '7373', '73a', '٧٣٧'].map((code) => isSecurityCode('Visa', code))).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect([isSecurityCode('American Express', '7373'), isSecurityCode('American Express', '737')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('attaching, detaching, deleting', () => {
  test('a card already held replaces another, which is not deleted (RULES S7, #16)', () => {
    const { next, snapshot } = execute({ act: 'attach', profile: 'P-1', method: 'card-2' });
    expect(next.profiles[0]?.method).toBe('card-2');
    expect(next.methods).toEqual(account.methods);
    expect(snapshot.replaced).toBe('Visa\u00a0••••\u00a04242');
  });

  test('what makes no sense is refused', () => {
    const attach = { act: 'attach', profile: 'P-1', method: 'card-1' } as const;
    expect(expectRefusal(plan(attach)).kind).toBe('already-attached');
    expect(expectRefusal(plan({ ...attach, profile: 'P-9' })).kind).toBe('unknown-profile');
    expect(expectRefusal(plan({ ...attach, method: 'card-9' })).kind).toBe('unknown-card');
    const expired = { ...account, methods: [{ ...visa, id: 'card-1', expires: now }] };
    expect(expectRefusal(plan({ ...attach, profile: 'P-2' }, expired)).kind).toBe('card-expired');
    expect(expectRefusal(plan({ act: 'detach', profile: 'P-2' })).kind).toBe('nothing-attached');
  });

  test('detaching names the subscriptions whose next payment will fail (RULES #16)', () => {
    const { next, snapshot } = execute({ act: 'detach', profile: 'P-1' });
    expect(next.profiles[0]).toEqual({ id: 'P-1', name: 'Team' });
    expect(snapshot.pays).toEqual(['S-1']);
    const ending = { ...account, subscriptions: [{ ...newSubscription(), renews: false }] };
    expect(execute({ act: 'detach', profile: 'P-1' }, ending).snapshot.pays).toEqual([]);
  });

  test('an attached card cannot be deleted, another can (RULES #16)', () => {
    expect(expectRefusal(plan({ act: 'delete', method: 'card-1' }))).toMatchObject({
      kind: 'card-attached',
      profile: 'Team',
    });
    expect(execute({ act: 'delete', method: 'card-2' }).next.methods.map(({ id }) => id)).toEqual(['card-1']);
  });
});

describe('a failed payment', () => {
  const unpaid = recordFailedCharge(newSubscription(), utc('2026-12-01'), rules);
  const owing: Account = { ...account, subscriptions: [unpaid] };
  const attach = { act: 'attach', profile: 'P-1', method: 'card-2' } as const;

  test('is due at once when its card is mended, by another card or an edit', () => {
    const edit = { act: 'edit', method: 'card-1', expires: utc('2030-01-01'), holder: 'Noor', address } as const;
    for (const request of [attach, { ...add, profile: 'P-1' }, edit]) {
      const { next, snapshot } = execute(request, owing);
      expect(snapshot.mends).toEqual(['S-1']);
      expect(next.subscriptions[0] && nextDueEvent(next.subscriptions[0], rules)).toMatchObject({
        what: 'bill',
        at: now,
      });
    }
  });

  test('that is declined again is not counted against the schedule, and is another charge each time', () => {
    const terms = termsWith();
    const keys = new Set<string>();
    let current = owing;
    for (const method of ['card-2', 'card-1', 'card-2']) {
      current = execute({ ...attach, method }, current).next;
      const [subscription] = current.subscriptions;
      if (!subscription) throw new Error('None.');
      const due = { what: 'bill', at: now, subscription: 'S-1' } as const;
      const bill = dueChargeFor(current, subscription, { due, terms, rules, series: 'A' });
      keys.add(bill.key);
      current = bill.afterDecline();
      expect(current.subscriptions[0]?.pastDue).toMatchObject({ since: utc('2026-12-01'), tries: 1 });
      expect(current.subscriptions[0]?.pastDue?.again).toBeUndefined();
      expect(current.methods.find(({ id }) => id === method)?.declinedAt).toBe(now);
    }
    expect(keys.size).toBe(3);
    const [remaining] = current.subscriptions;
    expect(remaining && nextDueEvent(remaining, rules)?.at).toBe(utc('2026-12-02'));
  });
});

test('a card says how it stands, the gravest first', () => {
  const of = (overrides: object) => cardState(account, { ...visa, id: 'card-1', ...overrides }, now, rules);
  expect(of({})).toBe('in-use');
  expect(of({ id: 'card-2' })).toBe('unused');
  const idle = { ...account, subscriptions: [] };
  expect(cardState(idle, { ...visa, id: 'card-1' }, now, rules)).toBe('attached');
  expect(of({ expires: now + 30 * DAY })).toBe('expires-soon');
  expect(of({ declinedAt: now })).toBe('declined');
  expect(of({ declinedAt: now, expires: now })).toBe('expired');
});

test('a card that expires within 30 days is worth a look while it pays for something (RULES #16)', () => {
  const soon = (expires: number, method = 'card-1') => {
    const methods = account.methods.map((one) => (one.id === method ? { ...one, expires } : one));
    return expiringCardAlerts({ ...account, methods }, now, rules);
  };
  expect(soon(now + 31 * DAY)).toEqual([]);
  expect(soon(now + 30 * DAY, 'card-2')).toEqual([]);
  const state = soon(now + 3 * DAY);
  expect(state).toMatchObject([{ kind: 'card-expires', card: { id: 'card-1' }, by: now + 3 * DAY }]);
  const all = subscriptionAlerts(account.subscriptions, { terms: termsWith(), rules, now, cards: state });
  expect(all[0]?.kind).toBe('card-expires');
});
