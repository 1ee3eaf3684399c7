import { type Account, cardName } from '../../domain/account/account.ts';
import type { AccountEvent } from '../../domain/audit/account-event.ts';
import { totalOf } from '../../domain/billing/invoice.ts';
import type { Instant } from '../../domain/common/time.ts';
import { licencesOf } from '../../domain/subscription/subscription.ts';

/** What the past's changes outside the ledger's orders leave in a trail, as orders would have. */
export type Tell = (after: Account) => readonly AccountEvent[];

export const cardsAdded =
  (at: Instant): Tell =>
  ({ owner, methods }) =>
    methods.map((method) => ({ at, by: owner.person, what: 'card-add', card: cardName(method) }));

export const bought =
  (id: string, at: Instant): Tell =>
  (account) => {
    const invoice = account.unfiled.invoices.find(({ lines }) => lines.some((line) => line.subscription === id));
    const { gross } = totalOf(invoice?.lines ?? []);
    const { currency } = account;
    const paid = { gross, currency, ...(invoice && { invoice: invoice.id, card: invoice.paidWith }) };
    return about(account, id, at, (plan) => ({ what: plan === 'trial' ? 'trial' : 'buy', from: 0, ...paid }));
  };

export const givenOut =
  (id: string, at: Instant, people: readonly string[]): Tell =>
  (account) =>
    about(account, id, at, () => ({
      what: 'assign',
      people: people.map((person) => ({ person, result: 'done' })),
    }));

export const renewalOff =
  (id: string, at: Instant): Tell =>
  (account) =>
    about(account, id, at, () => ({ what: 'end' }));

function about(
  { owner, subscriptions }: Account,
  id: string,
  at: Instant,
  rest: (plan: string) => Partial<AccountEvent> & Pick<AccountEvent, 'what'>,
): readonly AccountEvent[] {
  return subscriptions
    .filter((one) => one.id === id)
    .map(({ product, plan, lots }) => {
      const licences = licencesOf({ lots });
      return { at, by: owner.person, subscription: id, product, from: licences, now: licences, ...rest(plan) };
    });
}
