import { pageReply } from './paged.ts';
import { ACCOUNT, type BillingRoute, notFound, ROOT } from './resource-manager.ts';
import { type Route, refusedWith, type StandInReply, type StandInRequest } from './stand-in.ts';
import { accountOf, type Card, profileOf, type TenantState } from './world.ts';

/** Links are taken away in this version alone: the later one has no call for it. */
const WITH_DETACHING = '2021-10-01';

const names: Readonly<Record<string, string>> = { visa: 'Visa', mc: 'Mastercard', amex: 'American Express' };

/** Billing accounts, their profiles, and what pays for those. */
export function paymentRoutes(world: TenantState, route: BillingRoute): readonly Route[] {
  const links = `${ACCOUNT}/billingProfiles/(?<profile>[^/]+)/paymentMethodLinks`;
  const paging = { query: ['$skiptoken'] };
  return [
    route(
      'GET',
      `${ROOT}/billingAccounts`,
      (asked) => pageReply(asked, accounts(world, asked), (one) => one, 'nextLink'),
      paging,
    ),
    route(
      'GET',
      `${ACCOUNT}/billingProfiles`,
      (asked) => pageReply(asked, profiles(asked), (one) => one, 'nextLink'),
      paging,
    ),
    route(
      'GET',
      links,
      (asked) => {
        if (asked.params.profile !== profileOf(asked.caller)) return notFound('billing profile');
        return pageReply(asked, linkedCards(world, asked), (card) => link(asked, card), 'nextLink');
      },
      paging,
    ),
    route('DELETE', `${links}/(?<name>[^/]+)`, (asked) => detach(world, asked), { version: WITH_DETACHING }),
    route(
      'GET',
      `${ROOT}/paymentMethods`,
      (asked) => pageReply(asked, world.cards.get(asked.caller) ?? [], method, 'nextLink'),
      paging,
    ),
    route('DELETE', `${ROOT}/paymentMethods/(?<name>[^/]+)`, (asked) => deleteMethod(world, asked)),
  ];
}

const accounts = ({ cards }: TenantState, { caller: who }: StandInRequest) =>
  cards.has(who)
    ? [
        {
          id: `/${ROOT}/billingAccounts/${accountOf(who)}`,
          name: accountOf(who),
          type: 'Microsoft.Billing/billingAccounts',
          properties: {
            displayName: 'Self-service purchases',
            agreementType: 'MicrosoftCustomerAgreement',
            accountStatus: 'Active',
            accountType: 'Organization',
            hasReadAccess: true,
          },
        },
      ]
    : [];

const profiles = ({ caller: who, params: at }: StandInRequest) => [
  {
    id: `/${ROOT}/billingAccounts/${at.account}/billingProfiles/${profileOf(who)}`,
    name: profileOf(who),
    type: 'Microsoft.Billing/billingAccounts/billingProfiles',
    properties: { displayName: 'Marketing', currency: 'EUR', status: 'Active', invoiceDay: 5, hasReadAccess: true },
  },
];

const linkedCards = ({ cards, attached }: TenantState, { caller: who, params: at }: StandInRequest): readonly Card[] =>
  (cards.get(who) ?? []).filter(({ name }) => name === attached.get(at.profile ?? ''));

const properties = ({ type, lastFourDigits, expiration }: Card) => ({
  family: 'CreditCard',
  paymentMethodType: type,
  displayName: names[type] ?? type,
  accountHolderName: 'Cardholder',
  lastFourDigits,
  expiration,
  logos: [],
  status: 'active',
});

const method = (card: Card) => ({
  id: `/${ROOT}/paymentMethods/${card.name}`,
  name: card.name,
  type: 'Microsoft.Billing/paymentMethods',
  properties: properties(card),
});

/** A link has the name of its payment method. */
const link = ({ path }: StandInRequest, card: Card) => ({
  id: `/${path}/${card.name}`,
  name: card.name,
  type: 'Microsoft.Billing/billingAccounts/billingProfiles/paymentMethodLinks',
  properties: { paymentMethodId: `/${ROOT}/paymentMethods/${card.name}`, ...properties(card) },
});

function detach(world: TenantState, asked: StandInRequest): StandInReply {
  const { profile = '', name } = asked.params;
  if (profile !== profileOf(asked.caller)) return notFound('billing profile');
  if (world.attached.get(profile) !== name) return { status: 204 };
  world.detach(asked.caller);
  world.changes.push(`detaches ${profile}`);
  return { status: 200 };
}

function deleteMethod(world: TenantState, { params: at, caller: who }: StandInRequest): StandInReply {
  const cards = world.cards.get(who) ?? [];
  if (!cards.some(({ name }) => name === at.name)) return { status: 204 };
  if (world.attached.get(profileOf(who)) === at.name)
    return refusedWith(400, 'PaymentMethodInUse', 'It pays for a billing profile.');
  world.cards.set(
    who,
    cards.filter(({ name }) => name !== at.name),
  );
  world.changes.push(`deletes ${at.name}`);
  return { status: 200 };
}
