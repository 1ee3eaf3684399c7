import { describe, expect, test } from '@jest/globals';
import { buttonRows, MAX_BUTTONS } from '../../cards/kit/buttons.ts';
import { translationsFor } from '../../cards/kit/locale.ts';
import { receiptCard } from '../../cards/orders/receipt-card.ts';
import { subscriptionCard } from '../../cards/subscriptions/subscription-card.ts';
import type { Receipt } from '../../src/application/orders/receipt.ts';
import type { Order } from '../../src/domain/account/account.ts';
import { defaultRules } from '../../src/domain/common/rules.ts';
import { DAY } from '../../src/domain/common/time.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';

const buttons = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `B${index}`, verb: 'x' }));

const titlesOf = (element: unknown): readonly string[] => {
  if (typeof element !== 'object' || element === null) return [];
  const { type, actions } = element as { type?: unknown; actions?: readonly { readonly title: string }[] };
  if (type === 'ActionSet' && actions) return actions.map(({ title }) => title);
  return Object.values(element).flatMap(titlesOf);
};

test('every button is drawn, up to six', () => {
  for (let count = 0; count <= MAX_BUTTONS; count++) {
    const rows = buttonRows(buttons(count));
    expect(rows.flatMap(({ actions }) => actions).length).toBe(count);
  }
  expect(MAX_BUTTONS).toBe(6);
});

test('a seventh button is an error that names them, not an empty row', () => {
  expect(() => buttonRows(buttons(7))).toThrow('A card has at most 6 buttons, not 7: B0, B1, B2, B3, B4, B5, B6.');
});

test('the first button is the primary one, and rows fit the narrowest screen', () => {
  const long = ['A long primary label', 'Two', 'Three'].map((title) => ({ title, verb: 'x' }));
  expect(buttonRows(long).map(({ actions }) => actions.length)).toEqual([1, 2]);
  expect(buttonRows(long)[0]?.actions[0]).toMatchObject({ style: 'positive' });
});

const NOW = Date.UTC(2026, 10, 22);
const term = { start: NOW - DAY, end: NOW + 30 * DAY };

const subscription: Subscription = {
  id: 'S-1',
  product: 'visio',
  plan: 'monthly',
  card: true,
  state: { kind: 'active' },
  anchor: NOW,
  term,
  billed: term,
  price: 1000,
  lots: [{ quantity: 9, at: NOW - DAY, why: 'bought' }],
  assignments: [{ person: 'p', at: NOW - DAY }],
  renews: true,
  scheduled: { total: 5, order: 'PD-2026-0' },
  version: 1,
};

const order: Order = {
  number: 'PD-2026-1',
  key: 'k',
  at: NOW,
  by: 'p',
  request: { act: 'change', subscription: 'S-1', total: 9 },
  subscription: 'S-1',
  product: 'visio',
  act: 'add',
  from: 5,
  now: 9,
  today: { net: 100, tax: 21, gross: 121 },
  currency: 'EUR',
  paidWith: 'Visa',
  invoice: 'K7QM-0003',
  undoUntil: NOW + DAY,
  people: [
    { person: 'a', result: 'done' },
    { person: 'b', result: 'failed' },
  ],
};

/** A receipt with everything that adds a button. */
const receiptWith = (act: Order['act'], more: Partial<Receipt> = {}): Receipt => ({
  order: { ...order, act },
  product: 'Visio',
  freeLicences: 3,
  canUndo: true,
  subscription,
  names: new Map(),
  freedPeople: ['a'],
  remainingPeople: [],
  ...more,
});

const incompleteReduction = { refusal: { kind: 'service-busy' }, total: 5 } as const;

describe.each(['en-GB', 'nl-NL'])('in %s', (locale) => {
  const t = translationsFor(locale);

  test.each([
    ['a receipt', receiptWith('add')],
    ['a reactivation', receiptWith('reactivate')],
    ['an assignment', receiptWith('assign', { remainingPeople: ['c'] })],
    ['an incomplete reduction', receiptWith('unassign', { incompleteReduction })],
  ])('%s with every button fits', (_name, receipt) => {
    expect(titlesOf(receiptCard(receipt, t).body).length).toBe(MAX_BUTTONS);
  });

  test('a subscription with every button fits', () => {
    const details = {
      subscription,
      product: 'Visio',
      currency: 'EUR',
      rules: defaultRules,
      paidWith: 'Visa',
      now: NOW,
    };
    expect(titlesOf(subscriptionCard(details, t).body).length).toBe(MAX_BUTTONS);
  });
});
