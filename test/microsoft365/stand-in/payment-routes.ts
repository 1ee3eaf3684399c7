import { paged } from './paged.ts';
import { ACCOUNT, type BillingRoute, none, ROOT } from './resource-manager.ts';
import { type Answered, type Asked, type Route, refused } from './stand-in.ts';
import { accountOf, type Card, profileOf, type World } from './world.ts';

/** Links are taken away in this version alone: the later one has no call for it. */
const WITH_DETACHING = '2021-10-01';

const names: Readonly<Record<string, string>> = { visa: 'Visa', mc: 'Mastercard', amex: 'American Express' };

/** Billing accounts, their profiles, and what pays for those. */
export function paymentRoutes(world: World, route: BillingRoute): readonly Route[] {
  const links = `${ACCOUNT}/billingProfiles/(?<profile>[^/]+)/paymentMethodLinks`;
  const more = { query: ['$skiptoken'] };
  return [
    route(
      'GET',
      `${ROOT}/billingAccounts`,
      (asked) => paged(asked, accounts(world, asked), (one) => one, 'nextLink'),
      more,
    ),
    route(
      'GET',
      `${ACCOUNT}/billingProfiles`,
      (asked) => paged(asked, profiles(asked), (one) => one, 'nextLink'),
      more,
    ),
    route(
      'GET',
      links,
      (asked) => {
        if (asked.at.profile !== profileOf(asked.who)) return none('billing profile');
        return paged(asked, linked(world, asked), (card) => link(asked, card), 'nextLink');
      },
      more,
    ),
    route('DELETE', `${links}/(?<name>[^/]+)`, (asked) => detached(world, asked), { version: WITH_DETACHING }),
    route(
      'GET',
      `${ROOT}/paymentMethods`,
      (asked) => paged(asked, world.cards.get(asked.who) ?? [], method, 'nextLink'),
      more,
    ),
    route('DELETE', `${ROOT}/paymentMethods/(?<name>[^/]+)`, (asked) => deleted(world, asked)),
  ];
}

const accounts = ({ cards }: World, { who }: Asked) =>
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

const profiles = ({ who, at }: Asked) => [
  {
    id: `/${ROOT}/billingAccounts/${at.account}/billingProfiles/${profileOf(who)}`,
    name: profileOf(who),
    type: 'Microsoft.Billing/billingAccounts/billingProfiles',
    properties: { displayName: 'Marketing', currency: 'EUR', status: 'Active', invoiceDay: 5, hasReadAccess: true },
  },
];

const linked = ({ cards, attached }: World, { who, at }: Asked): readonly Card[] =>
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
const link = ({ path }: Asked, card: Card) => ({
  id: `/${path}/${card.name}`,
  name: card.name,
  type: 'Microsoft.Billing/billingAccounts/billingProfiles/paymentMethodLinks',
  properties: { paymentMethodId: `/${ROOT}/paymentMethods/${card.name}`, ...properties(card) },
});

function detached(world: World, asked: Asked): Answered {
  const { profile = '', name } = asked.at;
  if (profile !== profileOf(asked.who)) return none('billing profile');
  if (world.attached.get(profile) !== name) return { status: 204 };
  world.detach(asked.who);
  world.changes.push(`detaches ${profile}`);
  return { status: 200 };
}

function deleted(world: World, { at, who }: Asked): Answered {
  const cards = world.cards.get(who) ?? [];
  if (!cards.some(({ name }) => name === at.name)) return { status: 204 };
  if (world.attached.get(profileOf(who)) === at.name)
    return refused(400, 'PaymentMethodInUse', 'It pays for a billing profile.');
  world.cards.set(
    who,
    cards.filter(({ name }) => name !== at.name),
  );
  world.changes.push(`deletes ${at.name}`);
  return { status: 200 };
}
