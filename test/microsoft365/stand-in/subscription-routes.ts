import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { anniversary, DAY } from '../../../src/domain/common/time.ts';
import { paged } from './paged.ts';
import { ACCOUNT, type BillingRoute, none, placeOf, ROOT } from './resource-manager.ts';
import { type Answered, type Asked, type Route, refused } from './stand-in.ts';
import { accountOf, guidOf, iso, profileOf, type Sold, type World } from './world.ts';

const seats = z.number().int().positive();
const onOff = z.enum(['On', 'Off']);

const change = z.strictObject({
  properties: z
    .strictObject({ quantity: seats.optional(), autoRenew: onOff.optional() })
    .refine((one) => Object.keys(one).length > 0, 'Nothing changes'),
});

const purchase = z.strictObject({
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
export function subscriptionRoutes(world: World, route: BillingRoute): readonly Route[] {
  const one = `${ACCOUNT}/billingSubscriptions/(?<name>[^/]+)`;
  const alias = `${ACCOUNT}/billingSubscriptionAliases/(?<name>[^/]+)`;
  const own = ({ at, who }: Asked) =>
    world.sold.find(({ name, owner, trial }) => name === at.name && owner === who && !trial);
  return [
    route('GET', `${ACCOUNT}/billingSubscriptions`, (asked) => listed(world, asked), {
      query: ['includeDeleted', '$skiptoken'],
    }),
    route('GET', one, (asked) => {
      const sold = own(asked);
      return sold ? { json: shown(world, sold) } : none('subscription');
    }),
    route('PATCH', one, (asked) => changed(world, asked, own(asked)), { body: change }),
    route('DELETE', one, (asked) => cancelled(world, asked, own(asked))),
    route('PUT', alias, (asked) => bought(world, asked), { body: purchase }),
    route('GET', alias, (asked) => {
      const found = world.aliases.has(aliasKey(asked));
      return found ? { json: shownAlias(world, asked) } : none('alias');
    }),
  ];
}

function listed(world: World, asked: Asked): Answered {
  const deleted = asked.query.get('includeDeleted') === 'true';
  const own = world.sold.filter(
    ({ owner, status, trial }) => owner === asked.who && !trial && (deleted || status !== 'Deleted'),
  );
  const all = [...(world.usingAzure.has(asked.who) ? [azure(asked)] : []), ...own.map((sold) => shown(world, sold))];
  return paged(asked, all, (one) => one, 'nextLink');
}

/** What is paid by use has no number, no term and no window. */
const azure = ({ at, who }: Asked) => ({
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

function changed(world: World, asked: Asked, sold: Sold | undefined): Answered {
  if (!sold) return none('subscription');
  const { quantity, autoRenew } = change.parse(asked.body).properties;
  const fewer = quantity !== undefined && quantity < sold.quantity;
  const barred = barredBy(world, sold, fewer ? 'QuantityReductionNotAllowed' : undefined);
  if (barred) return barred;
  const what = [
    ...(quantity === undefined ? [] : [`quantity ${quantity}`]),
    ...(autoRenew === undefined ? [] : [`renews ${autoRenew}`]),
  ];
  return world.operations.begin({
    of: sold.name,
    what: `${what.join(' ')} ${sold.name}`,
    below: placeOf(asked),
    change: () => {
      if (quantity !== undefined) world.setQuantity(sold, quantity);
      if (autoRenew !== undefined) sold.autoRenew = autoRenew;
    },
    result: () => shown(world, sold),
  });
}

function cancelled(world: World, asked: Asked, sold: Sold | undefined): Answered {
  if (!sold) return none('subscription');
  const barred = barredBy(world, sold, 'CancellationNotAllowed');
  if (barred) return barred;
  return world.operations.begin({
    of: sold.name,
    what: `cancels ${sold.name}`,
    below: placeOf(asked),
    change: () => world.cancel(sold),
  });
}

/** @param onlyWithin the code with which it is refused once its time is over, where it has one */
function barredBy(world: World, sold: Sold, onlyWithin: string | undefined): Answered | undefined {
  if (world.locked(sold)) return refused(409, 'LockedForUpdate', 'Another change of this subscription is going on.');
  if (sold.status !== 'Active') return refused(400, 'SubscriptionNotActive', 'This subscription is not active.');
  if (onlyWithin === undefined || sold.allowedUntil > world.clock()) return undefined;
  return refused(400, onlyWithin, 'The time in which this is allowed for this subscription is over.');
}

const aliasKey = ({ at }: Asked): string => `${at.account}/${at.name}`;

/** The same name again is the same purchase, and never another. */
function bought(world: World, asked: Asked): Answered {
  const key = aliasKey(asked);
  const known = world.aliases.get(key);
  if (known && !isDeepStrictEqual(known.body, asked.body))
    return refused(409, 'AliasInUse', 'Something else was bought under this name.');
  if (known) return world.operations.again(known.name) ?? { json: shownAlias(world, asked) };
  const { properties } = purchase.parse(asked.body);
  const refusal = unsaleable(world, asked, properties);
  if (refusal) return refusal;
  const { who } = asked;
  const { productTypeId, quantity, termDuration, billingFrequency, autoRenew = 'On' } = properties;
  const now = world.clock();
  const name = guidOf(key);
  world.aliases.set(key, { body: asked.body, name });
  return world.operations.begin({
    of: name,
    what: `buys ${quantity} ${productTypeId} ${name}`,
    below: placeOf(asked),
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
    result: () => shownAlias(world, asked),
  });
}

type Properties = z.infer<typeof purchase>['properties'];

function unsaleable({ tenant, attached }: World, { at, who }: Asked, wanted: Properties): Answered | undefined {
  const {
    beneficiaryTenantId,
    provisioningTenantId = tenant,
    billingProfileId,
    termDuration,
    billingFrequency,
  } = wanted;
  const profile = `/${ROOT}/billingAccounts/${at.account}/billingProfiles/${profileOf(who)}`;
  if (beneficiaryTenantId !== tenant || provisioningTenantId !== tenant)
    return refused(400, 'InvalidBeneficiary', 'It must be for the organisation of the billing account.');
  if (billingProfileId !== profile) return refused(400, 'BillingProfileNotFound', 'There is no such billing profile.');
  if (termDuration === 'P1M' && billingFrequency !== 'P1M')
    return refused(400, 'InvalidBillingFrequency', 'It is paid more seldom than its term lasts.');
  if (!attached.has(profileOf(who)))
    return refused(400, 'PaymentMethodRequired', 'Nothing is attached that pays for this billing profile.');
  return undefined;
}

function shownAlias(world: World, asked: Asked) {
  const { name = '' } = world.aliases.get(aliasKey(asked)) ?? {};
  const made = world.sold.find((sold) => sold.name === name);
  const id = `/${ROOT}/billingAccounts/${asked.at.account}/billingSubscriptionAliases/${asked.at.name}`;
  return {
    id,
    name: asked.at.name,
    type: 'Microsoft.Billing/billingAccounts/billingSubscriptionAliases',
    properties: made
      ? { ...propertiesOf(world, made), billingSubscriptionId: made.name, provisioningState: 'Succeeded' }
      : { provisioningState: 'Provisioning' },
  };
}

const shown = (world: World, sold: Sold) => ({
  id: `/${ROOT}/billingAccounts/${accountOf(sold.owner)}/billingSubscriptions/${sold.name}`,
  name: sold.name,
  type: 'Microsoft.Billing/billingAccounts/billingSubscriptions',
  properties: propertiesOf(world, sold),
});

function propertiesOf(world: World, sold: Sold) {
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
