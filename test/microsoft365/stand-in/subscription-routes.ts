import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { anniversary, DAY } from '../../../src/domain/common/time.ts';
import { pageReply } from './paged.ts';
import { ACCOUNT, accountUrl, type BillingRoute, notFound, ROOT } from './resource-manager.ts';
import { type Route, refusedWith, type StandInReply, type StandInRequest } from './stand-in.ts';
import { accountOf, guidOf, iso, profileOf, type SoldSubscription, type TenantState } from './world.ts';

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

/** Azure Billing's subscriptions, and what is bought under a name of the buyer's own. */
export function subscriptionRoutes(world: TenantState, route: BillingRoute): readonly Route[] {
  const subscriptionPath = `${ACCOUNT}/billingSubscriptions/(?<name>[^/]+)`;
  const aliasPath = `${ACCOUNT}/billingSubscriptionAliases/(?<name>[^/]+)`;
  const findOwn = ({ params: at, caller: who }: StandInRequest) =>
    world.subscriptions.find(({ name, owner, trial }) => name === at.name && owner === who && !trial);
  return [
    route('GET', `${ACCOUNT}/billingSubscriptions`, (asked) => listSubscriptions(world, asked), {
      query: ['includeDeleted', '$skiptoken'],
    }),
    route('GET', subscriptionPath, (asked) => {
      const sold = findOwn(asked);
      return sold ? { json: toSubscription(world, sold) } : notFound('subscription');
    }),
    route('PATCH', subscriptionPath, (asked) => changeSubscription(world, asked, findOwn(asked)), {
      body: changeSchema,
    }),
    route('DELETE', subscriptionPath, (asked) => cancelSubscription(world, asked, findOwn(asked))),
    route('PUT', aliasPath, (asked) => purchaseUnderAlias(world, asked), { body: purchaseSchema }),
    route('GET', aliasPath, (asked) => {
      const exists = world.aliases.has(aliasKey(asked));
      return exists ? { json: toAlias(world, asked) } : notFound('alias');
    }),
  ];
}

function listSubscriptions(world: TenantState, asked: StandInRequest): StandInReply {
  const deleted = asked.query.get('includeDeleted') === 'true';
  const own = world.subscriptions.filter(
    ({ owner, status, trial }) => owner === asked.caller && !trial && (deleted || status !== 'Deleted'),
  );
  const all = [
    ...(world.usingAzure.has(asked.caller) ? [azureSubscription(asked)] : []),
    ...own.map((sold) => toSubscription(world, sold)),
  ];
  return pageReply(asked, all, (one) => one, 'nextLink');
}

/** What is paid by use has no number, no term and no window. */
const azureSubscription = ({ params: at, caller: who }: StandInRequest) => ({
  id: `/${ROOT}/billingAccounts/${at.account}/billingSubscriptions/${guidOf(`${who} Azure`)}`,
  name: guidOf(`${who} Azure`),
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
  world: TenantState,
  asked: StandInRequest,
  sold: SoldSubscription | undefined,
): StandInReply {
  if (!sold) return notFound('subscription');
  const { quantity, autoRenew } = changeSchema.parse(asked.body).properties;
  const isReduction = quantity !== undefined && quantity < sold.quantity;
  const refusal = refusalFor(world, sold, isReduction ? 'QuantityReductionNotAllowed' : undefined);
  if (refusal) return refusal;
  const what = [
    ...(quantity === undefined ? [] : [`quantity ${quantity}`]),
    ...(autoRenew === undefined ? [] : [`renews ${autoRenew}`]),
  ];
  return world.operations.begin({
    of: sold.name,
    what: `${what.join(' ')} ${sold.name}`,
    below: accountUrl(asked),
    change: () => {
      if (quantity !== undefined) world.setQuantity(sold, quantity);
      if (autoRenew !== undefined) sold.autoRenew = autoRenew;
    },
    result: () => toSubscription(world, sold),
  });
}

function cancelSubscription(
  world: TenantState,
  asked: StandInRequest,
  sold: SoldSubscription | undefined,
): StandInReply {
  if (!sold) return notFound('subscription');
  const refusal = refusalFor(world, sold, 'CancellationNotAllowed');
  if (refusal) return refusal;
  return world.operations.begin({
    of: sold.name,
    what: `cancels ${sold.name}`,
    below: accountUrl(asked),
    change: () => world.cancel(sold),
  });
}

/** @param onlyWithin the code with which it is refused once its time is over, where it has one */
function refusalFor(
  world: TenantState,
  sold: SoldSubscription,
  onlyWithin: string | undefined,
): StandInReply | undefined {
  if (world.locked(sold))
    return refusedWith(409, 'LockedForUpdate', 'Another change of this subscription is going on.');
  if (sold.status !== 'Active') return refusedWith(400, 'SubscriptionNotActive', 'This subscription is not active.');
  if (onlyWithin === undefined || sold.allowedUntil > world.clock()) return undefined;
  return refusedWith(400, onlyWithin, 'The time in which this is allowed for this subscription is over.');
}

const aliasKey = ({ params: at }: StandInRequest): string => `${at.account}/${at.name}`;

/** The same name again is the same purchase, and never another. */
function purchaseUnderAlias(world: TenantState, asked: StandInRequest): StandInReply {
  const key = aliasKey(asked);
  const existing = world.aliases.get(key);
  if (existing && !isDeepStrictEqual(existing.body, asked.body))
    return refusedWith(409, 'AliasInUse', 'Something else was bought under this name.');
  if (existing) return world.operations.repeat(existing.name) ?? { json: toAlias(world, asked) };
  const { properties } = purchaseSchema.parse(asked.body);
  const refusal = purchaseRefusal(world, asked, properties);
  if (refusal) return refusal;
  const { caller: who } = asked;
  const { productTypeId, quantity, termDuration, billingFrequency, autoRenew = 'On' } = properties;
  const now = world.clock();
  const name = guidOf(key);
  world.aliases.set(key, { body: asked.body, name });
  return world.operations.begin({
    of: name,
    what: `buys ${quantity} ${productTypeId} ${name}`,
    below: accountUrl(asked),
    change: () =>
      world.buy(who, {
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
    result: () => toAlias(world, asked),
  });
}

type Properties = z.infer<typeof purchaseSchema>['properties'];

function purchaseRefusal(
  { tenant, attached }: TenantState,
  { params: at, caller: who }: StandInRequest,
  wanted: Properties,
): StandInReply | undefined {
  const {
    beneficiaryTenantId,
    provisioningTenantId = tenant,
    billingProfileId,
    termDuration,
    billingFrequency,
  } = wanted;
  const profile = `/${ROOT}/billingAccounts/${at.account}/billingProfiles/${profileOf(who)}`;
  if (beneficiaryTenantId !== tenant || provisioningTenantId !== tenant)
    return refusedWith(400, 'InvalidBeneficiary', 'It must be for the organisation of the billing account.');
  if (billingProfileId !== profile)
    return refusedWith(400, 'BillingProfileNotFound', 'There is no such billing profile.');
  if (termDuration === 'P1M' && billingFrequency !== 'P1M')
    return refusedWith(400, 'InvalidBillingFrequency', 'It is paid more seldom than its term lasts.');
  if (!attached.has(profileOf(who)))
    return refusedWith(400, 'PaymentMethodRequired', 'Nothing is attached that pays for this billing profile.');
  return undefined;
}

function toAlias(world: TenantState, asked: StandInRequest) {
  const { name = '' } = world.aliases.get(aliasKey(asked)) ?? {};
  const created = world.subscriptions.find((sold) => sold.name === name);
  const id = `/${ROOT}/billingAccounts/${asked.params.account}/billingSubscriptionAliases/${asked.params.name}`;
  return {
    id,
    name: asked.params.name,
    type: 'Microsoft.Billing/billingAccounts/billingSubscriptionAliases',
    properties: created
      ? { ...propertiesOf(world, created), billingSubscriptionId: created.name, provisioningState: 'Succeeded' }
      : { provisioningState: 'Provisioning' },
  };
}

const toSubscription = (world: TenantState, sold: SoldSubscription) => ({
  id: `/${ROOT}/billingAccounts/${accountOf(sold.owner)}/billingSubscriptions/${sold.name}`,
  name: sold.name,
  type: 'Microsoft.Billing/billingAccounts/billingSubscriptions',
  properties: propertiesOf(world, sold),
});

function propertiesOf(world: TenantState, sold: SoldSubscription) {
  const { tenant } = world;
  const open = sold.allowedUntil > world.clock() && sold.status === 'Active';
  return {
    autoRenew: sold.autoRenew,
    beneficiaryTenantId: tenant,
    provisioningTenantId: tenant,
    billingFrequency: sold.billing,
    billingProfileId: `/${ROOT}/billingAccounts/${accountOf(sold.owner)}/billingProfiles/${sold.profile}`,
    billingProfileName: sold.profile,
    displayName: sold.product,
    productCategory: 'SeatBased',
    productTypeId: sold.product,
    skuId: '0001',
    purchaseDate: iso(sold.start),
    quantity: sold.quantity,
    status: sold.status,
    termDuration: sold.term,
    termStartDate: iso(sold.start),
    termEndDate: iso(sold.end),
    operationStatus: world.locked(sold) ? 'LockedForUpdate' : 'None',
    provisioningState: 'Succeeded',
    systemOverrides: {
      cancellation: open ? 'Allowed' : 'NotAllowed',
      cancellationAllowedEndDate: iso(sold.allowedUntil),
    },
  };
}
