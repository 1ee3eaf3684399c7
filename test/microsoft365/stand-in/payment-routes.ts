import { pageReply } from './page-reply.ts';
import { ACCOUNT, type BillingRoute, notFound, ROOT } from './resource-manager.ts';
import { errorReply, type Route, type StandInReply, type StandInRequest } from './stand-in.ts';
import { accountOf, type Card, profileOf, type TenantState } from './tenant-state.ts';

/** The only version with a call that deletes a link. */
const WITH_DETACHING = '2021-10-01';

const names: Readonly<Record<string, string>> = { visa: 'Visa', mc: 'Mastercard', amex: 'American Express' };

/** The routes for billing accounts, billing profiles and payment methods. */
export function paymentRoutes(state: TenantState, route: BillingRoute): readonly Route[] {
  const links = `${ACCOUNT}/billingProfiles/(?<profile>[^/]+)/paymentMethodLinks`;
  const paging = { query: ['$skiptoken'] };
  return [
    route(
      'GET',
      `${ROOT}/billingAccounts`,
      (request) => pageReply(request, accounts(state, request), (one) => one, 'nextLink'),
      paging,
    ),
    route(
      'GET',
      `${ACCOUNT}/billingProfiles`,
      (request) => pageReply(request, profiles(request), (one) => one, 'nextLink'),
      paging,
    ),
    route(
      'GET',
      links,
      (request) => {
        if (request.params.profile !== profileOf(request.caller)) return notFound('billing profile');
        return pageReply(request, linkedCards(state, request), (card) => link(request, card), 'nextLink');
      },
      paging,
    ),
    route('DELETE', `${links}/(?<name>[^/]+)`, (request) => detach(state, request), { version: WITH_DETACHING }),
    route(
      'GET',
      `${ROOT}/paymentMethods`,
      (request) => pageReply(request, state.cards.get(request.caller) ?? [], method, 'nextLink'),
      paging,
    ),
    route('DELETE', `${ROOT}/paymentMethods/(?<name>[^/]+)`, (request) => deleteMethod(state, request)),
  ];
}

const accounts = ({ cards }: TenantState, { caller }: StandInRequest) =>
  cards.has(caller)
    ? [
        {
          id: `/${ROOT}/billingAccounts/${accountOf(caller)}`,
          name: accountOf(caller),
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

const profiles = ({ caller, params }: StandInRequest) => [
  {
    id: `/${ROOT}/billingAccounts/${params.account}/billingProfiles/${profileOf(caller)}`,
    name: profileOf(caller),
    type: 'Microsoft.Billing/billingAccounts/billingProfiles',
    properties: { displayName: 'Marketing', currency: 'EUR', status: 'Active', invoiceDay: 5, hasReadAccess: true },
  },
];

const linkedCards = ({ cards, attached }: TenantState, { caller, params }: StandInRequest): readonly Card[] =>
  (cards.get(caller) ?? []).filter(({ name }) => name === attached.get(params.profile ?? ''));

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

function detach(state: TenantState, request: StandInRequest): StandInReply {
  const { profile = '', name } = request.params;
  if (profile !== profileOf(request.caller)) return notFound('billing profile');
  if (state.attached.get(profile) !== name) return { status: 204 };
  state.detach(request.caller);
  state.changes.push(`detaches ${profile}`);
  return { status: 200 };
}

function deleteMethod(state: TenantState, { params, caller }: StandInRequest): StandInReply {
  const cards = state.cards.get(caller) ?? [];
  if (!cards.some(({ name }) => name === params.name)) return { status: 204 };
  if (state.attached.get(profileOf(caller)) === params.name)
    return errorReply(400, 'PaymentMethodInUse', 'It pays for a billing profile.');
  state.cards.set(
    caller,
    cards.filter(({ name }) => name !== params.name),
  );
  state.changes.push(`deletes ${params.name}`);
  return { status: 200 };
}
