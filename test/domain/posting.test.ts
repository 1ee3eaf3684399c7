import { describe, expect, test } from '@jest/globals';
import { type Account, emptyAccount, type Order, withSubscription } from '../../src/domain/account/account.ts';
import {
  applyOrder,
  createInvoice,
  dueChargeFor,
  firstDueEvent,
  nextDueAt,
  nextInvoiceId,
  withInvoice,
} from '../../src/domain/billing/apply-order.ts';
import { DAY, expectPreview, newSubscription, previewTotal, rules, termsWith, utc } from './support/fixtures.ts';

const now = utc('2026-11-22');
const ten = newSubscription();
const visa = {
  id: 'M-1',
  brand: 'Visa',
  lastFour: '4242',
  expires: utc('2029-01-01'),
  holder: 'A. Person',
  token: 'approves',
};
const account: Account = {
  ...withSubscription(emptyAccount({ tenant: 'T', person: 'P' }, 'EUR'), ten),
  methods: [visa],
  profiles: [{ id: 'P-1', name: 'Team', method: 'M-1' }],
  invoices: 1,
};
const plan = expectPreview(previewTotal(ten, 15, { now }));
const invoice = createInvoice('A-0002', now, plan.lines, { account, profile: 'P-1' });
const order: Order = {
  number: 'PD-1',
  key: 'K',
  at: now,
  by: 'P',
  request: { act: 'change', subscription: 'S-1', total: 15 },
  subscription: 'S-1',
  product: ten.product,
  act: plan.act,
  from: plan.from,
  now: plan.now,
  today: plan.today,
  currency: 'EUR',
  paidWith: '',
};

describe('invoices', () => {
  test('are numbered in a series without gaps', () => {
    expect(nextInvoiceId(account, 'A')).toBe('A-0002');
    expect(nextInvoiceId(withInvoice(account, invoice), 'A')).toBe('A-0003');
    expect(nextInvoiceId({ ...account, invoices: 9999 }, 'A')).toBe('A-10000');
  });

  test('without lines are none, and use up no number', () => {
    const none = createInvoice('A-0002', now, [], { account, profile: 'P-1' });
    expect(none).toBeUndefined();
    expect(withInvoice(account, none)).toBe(account);
  });

  test('name the card, of which only the last four digits are known', () => {
    expect(invoice?.paidWith).toBe('Visa\u00a0••••\u00a04242');
    expect(invoice?.lines).toEqual(plan.lines);
  });
});

describe('an order that is placed', () => {
  const after = applyOrder(account, order, [plan.next], invoice);

  test('is one of the last thousand in the account, so that many orders do not slow down other users', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({ ...order, number: `PD-${at}`, key: `${at}` }));
    const { orders, unfiled } = applyOrder({ ...account, orders: many }, { ...order, key: 'last' }, [plan.next]);
    expect([orders.length, orders[0]?.key, orders.at(-1)?.key]).toEqual([1_000, '1', 'last']);
    expect(unfiled.orders.at(-1)?.key).toBe('last');
  });

  test('is the subscription, the order and its invoice in one step', () => {
    expect(after.subscriptions).toEqual([plan.next]);
    expect(after.orders).toEqual([order]);
    expect(after.unfiled).toEqual({ orders: [order], invoices: [invoice] });
    expect(after.invoices).toBe(2);
  });

  test('is kept for 30 days', () => {
    const later = (at: number) => applyOrder(after, { ...order, number: 'PD-2', at }, [plan.next]).orders;
    expect(later(now + 30 * DAY - 1).map(({ number }) => number)).toEqual(['PD-1', 'PD-2']);
    expect(later(now + 30 * DAY).map(({ number }) => number)).toEqual(['PD-2']);
  });
});

describe('what is due in an account', () => {
  const trial = newSubscription({ id: 'S-2', plan: 'trial', card: false, at: utc('2026-10-20') });
  const both = withSubscription(account, trial);

  test('comes in the order of its days, whichever subscription it is of', () => {
    expect(nextDueAt(both, rules)).toBe(utc('2026-11-19'));
    expect(firstDueEvent(both, now, rules)).toMatchObject({ what: 'expire', subscription: 'S-2' });
    expect(firstDueEvent(account, utc('2026-12-01'), rules)).toMatchObject({ what: 'bill', subscription: 'S-1' });
  });

  test('is nothing a millisecond before', () => {
    expect(firstDueEvent(account, utc('2026-12-01') - 1, rules)).toBeUndefined();
    expect(nextDueAt(emptyAccount(account.owner, 'EUR'), rules)).toBeUndefined();
  });
});

describe('a payment that falls due', () => {
  const due = { what: 'bill', at: utc('2026-12-01'), subscription: 'S-1' } as const;
  const setting = { due, terms: termsWith(), rules, series: 'A' };
  const bill = dueChargeFor(account, ten, setting);

  test('is the gross of the invoice it makes', () => {
    const [invoice] = bill.afterSuccess().unfiled.invoices;
    expect([bill.amount, bill.token]).toEqual([14_641, 'approves']);
    expect(invoice?.lines.reduce((sum, { net, tax }) => sum + net + tax, 0)).toBe(bill.amount);
    expect([invoice?.id, invoice?.at]).toEqual(['A-0002', due.at]);
  });

  test('has the same key each time it is tried for the first time, and another for the second', () => {
    expect(dueChargeFor(account, ten, setting).key).toBe(bill.key);
    const [late = ten] = bill.afterDecline().subscriptions;
    expect(dueChargeFor(account, late, setting).key).not.toBe(bill.key);
  });

  test('makes no invoice when it is declined', () => {
    const declined = bill.afterDecline();
    expect([declined.invoices, declined.unfiled.invoices]).toEqual([1, []]);
    expect(declined.subscriptions[0]?.pastDue).toEqual({ since: due.at, tries: 1 });
  });
});
