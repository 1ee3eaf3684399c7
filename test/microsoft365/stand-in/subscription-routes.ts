import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { anniversary, DAY } from '../../../src/domain/common/time.ts';
import { pageReply } from './page-reply.ts';
import { ACCOUNT, accountUrl, type BillingRoute, notFound, ROOT } from './resource-manager.ts';
import { errorReply, type Route, type StandInReply, type StandInRequest } from './stand-in.ts';
import { accountOf, guidOf, iso, profileOf, type StandInSubscription, type TenantState } from './tenant-state.ts';

const seats = z.number().int().positive();
const onOff = z.enum(['On', 'Off']);

const changeSchema = z.strictObject({
  properties: z
    .strictObject({ quantity: seats.optional(), autoRenew: onOff.optional() })
    .refine((one) => Object.keys(one).length > 0, 'Nothing changes'),
});

const purchaseSchema = z.strictObject({
  properties: z.strictObject({
    productTypeId: z.string().min(1),
    skuId: z.literal('0001'),
    quantity: seats,
    termDuration: z.enum(['P1M', 'P1Y']),
    billingFrequency: z.enum(['P1M', 'P1Y']),
    autoRenew: onOff.optional(),
    billingProfileId: z.string().startsWith('/providers/Microsoft.Billing/billingAccounts/'),
    displayName: z.string().optional(),
    beneficiaryTenantId: z.guid(),
    provisioningTenantId: z.guid().optional(),
  }),
});

/** The routes for Azure Billing's subscriptions, and for purchases under an alias. */
export function subscriptionRoutes(state: TenantState, route: BillingRoute): readonly Route[] {
  const subscriptionPath = `${ACCOUNT}/billingSubscriptions/(?<name>[^/]+)`;
  const aliasPath = `${ACCOUNT}/billingSubscriptionAliases/(?<name>[^/]+)`;
  const findOwn = ({ params, caller }: StandInRequest) =>
    state.subscriptions.find(({ name, owner, trial }) => name === params.name && owner === caller && !trial);
  return [
    route('GET', `${ACCOUNT}/billingSubscriptions`, (request) => listSubscriptions(state, request), {
      query: ['includeDeleted', '$skiptoken'],
    }),
    route('GET', subscriptionPath, (request) => {
      const subscription = findOwn(request);
      return subscription ? { json: toSubscription(state, subscription) } : notFound('subscription');
    }),
    route('PATCH', subscriptionPath, (request) => changeSubscription(state, request, findOwn(request)), {
      body: changeSchema,
    }),
    route('DELETE', subscriptionPath, (request) => cancelSubscription(state, request, findOwn(request))),
    route('PUT', aliasPath, (request) => purchaseUnderAlias(state, request), { body: purchaseSchema }),
    route('GET', aliasPath, (request) => {
      const exists = state.aliases.has(aliasKey(request));
      return exists ? { json: toAlias(state, request) } : notFound('alias');
    }),
  ];
}

function listSubscriptions(state: TenantState, request: StandInRequest): StandInReply {
  const includeDeleted = request.query.get('includeDeleted') === 'true';
  const own = state.subscriptions.filter(
    ({ owner, status, trial }) => owner === request.caller && !trial && (includeDeleted || status !== 'Deleted'),
  );
  const all = [
    ...(state.usingAzure.has(request.caller) ? [azureSubscription(request)] : []),
    ...own.map((subscription) => toSubscription(state, subscription)),
  ];
  return pageReply(request, all, (one) => one, 'nextLink');
}

/** A usage-based subscription has no quantity, term or cancellation window. */
const azureSubscription = ({ params, caller }: StandInRequest) => ({
  id: `/${ROOT}/billingAccounts/${params.account}/billingSubscriptions/${guidOf(`${caller} Azure`)}`,
  name: guidOf(`${caller} Azure`),
  type: 'Microsoft.Billing/billingAccounts/billingSubscriptions',
  properties: {
    displayName: 'Azure subscription 1',
    productCategory: 'UsageBased',
    skuId: '0001',
    skuDescription: 'Microsoft Azure Plan',
    status: 'Active',
    lastMonthCharges: { currency: 'EUR', value: 5.4 },
    monthToDateCharges: { currency: 'EUR', value: 0.6 },
  },
});

function changeSubscription(
  state: TenantState,
  request: StandInRequest,
  subscription: StandInSubscription | undefined,
): StandInReply {
  if (!subscription) return notFound('subscription');
  const { quantity, autoRenew } = changeSchema.parse(request.body).properties;
  const isReduction = quantity !== undefined && quantity < subscription.quantity;
  const refusal = refusalFor(state, subscription, isReduction ? 'QuantityReductionNotAllowed' : undefined);
  if (refusal) return refusal;
  const descriptions = [
    ...(quantity === undefined ? [] : [`quantity ${quantity}`]),
    ...(autoRenew === undefined ? [] : [`renews ${autoRenew}`]),
  ];
  return state.operations.begin({
    resource: subscription.name,
    description: `${descriptions.join(' ')} ${subscription.name}`,
    baseUrl: accountUrl(request),
    change: () => {
      if (quantity !== undefined) state.setQuantity(subscription, quantity);
      if (autoRenew !== undefined) subscription.autoRenew = autoRenew;
    },
    result: () => toSubscription(state, subscription),
  });
}

function cancelSubscription(
  state: TenantState,
  request: StandInRequest,
  subscription: StandInSubscription | undefined,
): StandInReply {
  if (!subscription) return notFound('subscription');
  const refusal = refusalFor(state, subscription, 'CancellationNotAllowed');
  if (refusal) return refusal;
  return state.operations.begin({
    resource: subscription.name,
    description: `cancels ${subscription.name}`,
    baseUrl: accountUrl(request),
    change: () => state.cancel(subscription),
  });
}

/** @param windowErrorCode the error code after the cancellation window, for changes that need an open one */
function refusalFor(
  state: TenantState,
  subscription: StandInSubscription,
  windowErrorCode: string | undefined,
): StandInReply | undefined {
  if (state.isLocked(subscription))
    return errorReply(409, 'LockedForUpdate', 'Another change of this subscription is going on.');
  if (subscription.status !== 'Active')
    return errorReply(400, 'SubscriptionNotActive', 'This subscription is not active.');
  if (windowErrorCode === undefined || subscription.allowedUntil > state.clock()) return undefined;
  return errorReply(400, windowErrorCode, 'The time in which this is allowed for this subscription is over.');
}

const aliasKey = ({ params }: StandInRequest): string => `${params.account}/${params.name}`;

/** A repeated alias returns the same purchase, and refuses another one. */
function purchaseUnderAlias(state: TenantState, request: StandInRequest): StandInReply {
  const key = aliasKey(request);
  const existing = state.aliases.get(key);
  if (existing && !isDeepStrictEqual(existing.body, request.body))
    return errorReply(409, 'AliasInUse', 'Something else was bought under this name.');
  if (existing) return state.operations.repeat(existing.name) ?? { json: toAlias(state, request) };
  const { properties } = purchaseSchema.parse(request.body);
  const refusal = purchaseRefusal(state, request, properties);
  if (refusal) return refusal;
  const { caller } = request;
  const { productTypeId, quantity, termDuration, billingFrequency, autoRenew = 'On' } = properties;
  const now = state.clock();
  const name = guidOf(key);
  state.aliases.set(key, { body: request.body, name });
  return state.operations.begin({
    resource: name,
    description: `buys ${quantity} ${productTypeId} ${name}`,
    baseUrl: accountUrl(request),
    change: () =>
      state.buy(caller, {
        name,
        product: productTypeId,
        quantity,
        autoRenew,
        start: now,
        end: anniversary(now, termDuration === 'P1Y' ? 12 : 1),
        term: termDuration,
        billing: billingFrequency,
        allowedUntil: now + 7 * DAY,
      }),
    result: () => toAlias(state, request),
  });
}

type Properties = z.infer<typeof purchaseSchema>['properties'];

function purchaseRefusal(
  { tenant, attached }: TenantState,
  { params, caller }: StandInRequest,
  purchase: Properties,
): StandInReply | undefined {
  const {
    beneficiaryTenantId,
    provisioningTenantId = tenant,
    billingProfileId,
    termDuration,
    billingFrequency,
  } = purchase;
  const profile = `/${ROOT}/billingAccounts/${params.account}/billingProfiles/${profileOf(caller)}`;
  if (beneficiaryTenantId !== tenant || provisioningTenantId !== tenant)
    return errorReply(400, 'InvalidBeneficiary', 'It must be for the organisation of the billing account.');
  if (billingProfileId !== profile)
    return errorReply(400, 'BillingProfileNotFound', 'There is no such billing profile.');
  if (termDuration === 'P1M' && billingFrequency !== 'P1M')
    return errorReply(400, 'InvalidBillingFrequency', 'It is paid more seldom than its term lasts.');
  if (!attached.has(profileOf(caller)))
    return errorReply(400, 'PaymentMethodRequired', 'Nothing is attached that pays for this billing profile.');
  return undefined;
}

function toAlias(state: TenantState, request: StandInRequest) {
  const { name = '' } = state.aliases.get(aliasKey(request)) ?? {};
  const created = state.subscriptions.find((subscription) => subscription.name === name);
  const id = `/${ROOT}/billingAccounts/${request.params.account}/billingSubscriptionAliases/${request.params.name}`;
  return {
    id,
    name: request.params.name,
    type: 'Microsoft.Billing/billingAccounts/billingSubscriptionAliases',
    properties: created
      ? { ...propertiesOf(state, created), billingSubscriptionId: created.name, provisioningState: 'Succeeded' }
      : { provisioningState: 'Provisioning' },
  };
}

const toSubscription = (state: TenantState, subscription: StandInSubscription) => ({
  id: `/${ROOT}/billingAccounts/${accountOf(subscription.owner)}/billingSubscriptions/${subscription.name}`,
  name: subscription.name,
  type: 'Microsoft.Billing/billingAccounts/billingSubscriptions',
  properties: propertiesOf(state, subscription),
});

function propertiesOf(state: TenantState, subscription: StandInSubscription) {
  const { tenant } = state;
  const open = subscription.allowedUntil > state.clock() && subscription.status === 'Active';
  return {
    autoRenew: subscription.autoRenew,
    beneficiaryTenantId: tenant,
    provisioningTenantId: tenant,
    billingFrequency: subscription.billing,
    billingProfileId: `/${ROOT}/billingAccounts/${accountOf(subscription.owner)}/billingProfiles/${subscription.profile}`,
    billingProfileName: subscription.profile,
    displayName: subscription.product,
    productCategory: 'SeatBased',
    productTypeId: subscription.product,
    skuId: '0001',
    purchaseDate: iso(subscription.start),
    quantity: subscription.quantity,
    status: subscription.status,
    termDuration: subscription.term,
    termStartDate: iso(subscription.start),
    termEndDate: iso(subscription.end),
    operationStatus: state.isLocked(subscription) ? 'LockedForUpdate' : 'None',
    provisioningState: 'Succeeded',
    systemOverrides: {
      cancellation: open ? 'Allowed' : 'NotAllowed',
      cancellationAllowedEndDate: iso(subscription.allowedUntil),
    },
  };
}
