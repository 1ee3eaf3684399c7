import { type Account, cardName } from '../../domain/account/account.ts';
import type { AccountEvent } from '../../domain/audit/account-event.ts';
import { totalOf } from '../../domain/billing/invoice.ts';
import type { Instant } from '../../domain/common/time.ts';
import { licencesOf } from '../../domain/subscription/subscription.ts';

/** The audit events of a seeded change that is no order, as the order would have left them. */
export type EventsFor = (after: Account) => readonly AccountEvent[];

export const cardsAddedEvents =
  (at: Instant): EventsFor =>
  ({ owner, methods }) =>
    methods.map((method) => ({ at, by: owner.person, what: 'card-add', card: cardName(method) }));

export const purchaseEvents =
  (id: string, at: Instant): EventsFor =>
  (account) => {
    const invoice = account.unfiled.invoices.find(({ lines }) => lines.some((line) => line.subscription === id));
    const { gross } = totalOf(invoice?.lines ?? []);
    const { currency } = account;
    const payment = { gross, currency, ...(invoice && { invoice: invoice.id, card: invoice.paidWith }) };
    return subscriptionEvents(account, id, at, (plan) => ({
      what: plan === 'trial' ? 'trial' : 'buy',
      from: 0,
      ...payment,
    }));
  };

export const assignmentEvents =
  (id: string, at: Instant, people: readonly string[]): EventsFor =>
  (account) =>
    subscriptionEvents(account, id, at, () => ({
      what: 'assign',
      people: people.map((person) => ({ person, result: 'done' })),
    }));

export const renewalOffEvents =
  (id: string, at: Instant): EventsFor =>
  (account) =>
    subscriptionEvents(account, id, at, () => ({ what: 'end' }));

function subscriptionEvents(
  { owner, subscriptions }: Account,
  id: string,
  at: Instant,
  details: (plan: string) => Partial<AccountEvent> & Pick<AccountEvent, 'what'>,
): readonly AccountEvent[] {
  return subscriptions
    .filter((subscription) => subscription.id === id)
    .map(({ product, plan, lots }) => {
      const licences = licencesOf({ lots });
      return { at, by: owner.person, subscription: id, product, from: licences, now: licences, ...details(plan) };
    });
}
