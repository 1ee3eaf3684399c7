import { isDeepStrictEqual } from 'node:util';
import type { PaymentMethod } from '../../domain/account/payment-method.ts';
import { chargeLine, chargeOf } from '../../domain/billing/proration.ts';
import { type BillingPlan, listPrice, planMonths, type Terms } from '../../domain/catalogue/product.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { anniversary, DAY, type Instant, type Period } from '../../domain/common/time.ts';
import { refundWindowStart } from '../../domain/subscription/refund-window.ts';
import { type Assignment, type Lot, licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import { type BillingSubscription, lastSegment, type ServiceMethod } from './services/billing-client.ts';
import type { GraphSubscription } from './services/licensing-client.ts';

/** A subscription as the services have it now. */
export interface ServiceSubscription {
  readonly graph: GraphSubscription;
  /** Billing's part; absent for trials without a payment method, which only Graph lists. */
  readonly billing?: BillingSubscription;
  /** The product id, where Billing named it for this SKU before. */
  readonly product?: string | undefined;
  /** The billing account it belongs to. */
  readonly account?: string;
  /** Everybody who has a licence of the SKU, from whichever subscription. */
  readonly holders: ReadonlySet<string>;
  /** True if this is the organisation's only subscription for its SKU, so that all holders belong to it. */
  readonly isOnlyOne: boolean;
}

interface MappingContext {
  /** The subscription as it is stored. */
  readonly previous: Subscription | undefined;
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
}

/**
 * Maps a subscription of the services to the domain. The service itself says until when licences can be reduced or cancelled:
 * its single window replaces the windows of the lots. Amounts are estimates at today's list price.
 */
export function mapSubscription(service: ServiceSubscription, context: MappingContext): Subscription {
  const { graph, billing, holders, isOnlyOne } = service;
  const { previous, terms, rules, now } = context;
  if (!billing && previous) return updateFromGraph(service, previous);
  const { commerceSubscriptionId, isTrial, totalLicenses, createdDateTime, nextLifecycleDateTime } = graph;
  const properties = billing?.properties;
  const product = properties?.productTypeId ?? service.product ?? graph.skuPartNumber ?? graph.skuId;
  const plan = isTrial ? 'trial' : mapBillingPlan(properties?.termDuration, properties?.billingFrequency);
  const start = Date.parse(properties?.termStartDate ?? createdDateTime ?? '') || (previous?.term.start ?? now);
  const term = {
    start,
    end: Date.parse(properties?.termEndDate ?? nextLifecycleDateTime ?? '') || start + rules.trialDays * DAY,
  };
  const billingPeriod = plan === 'annual-monthly' ? currentMonth(term, now) : term;
  const price = plan === 'trial' ? 0 : (listPrice(terms, product, plan) ?? previous?.price ?? 0);
  const quantity = properties?.quantity ?? totalLicenses;
  const id = commerceSubscriptionId ?? graph.skuId;
  const profile = lastSegment(properties?.billingProfileId);
  const state = mapState(properties?.status ?? graph.status, previous, term.end);
  const line = { quantity, from: billingPeriod.start, billed: billingPeriod, taxRate: terms.taxRate };
  const charge = chargeOf(chargeLine('purchase', { id, product, price }, line), '');
  const lot: Lot = {
    quantity,
    at: purchaseTimeFor(properties?.systemOverrides, { start, rules }),
    why: 'bought',
    ...(plan !== 'trial' && { charge }),
  };
  const mapped: Subscription = {
    id,
    product,
    plan,
    card: profile !== undefined,
    state,
    anchor: start,
    term,
    billed: billingPeriod,
    price,
    lots: [lot],
    assignments: mapAssignments(previous?.assignments ?? [], { holders, isOnlyOne, since: start }),
    // Without Billing's part, as for other purchasers, a subscription is assumed to renew unless it is a trial.
    renews: properties ? properties.autoRenew?.toLowerCase() === 'on' : !isTrial,
    ...(profile && { profile }),
    ...(isTrial && { trial: true as const }),
    ...(state.kind !== 'active' && previous?.cancelled && { cancelled: previous.cancelled }),
    ...(previous?.reason && properties?.autoRenew?.toLowerCase() !== 'on' && { reason: previous.reason }),
    version: previous?.version ?? 1,
  };
  return previous ? withNextVersion(mapped, previous) : mapped;
}

/** Updates a stored subscription from Graph alone: its quantity, state and assignments; everything else stays as stored. */
function updateFromGraph({ graph, holders, isOnlyOne }: ServiceSubscription, previous: Subscription): Subscription {
  const { term, lots, assignments } = previous;
  const [lot] = lots;
  const isSameQuantity = licencesOf(previous) === graph.totalLicenses;
  return withNextVersion(
    {
      ...previous,
      state: mapState(graph.status, previous, term.end),
      lots: isSameQuantity || !lot ? lots : [{ ...lot, quantity: graph.totalLicenses }],
      assignments: mapAssignments(assignments, { holders, isOnlyOne, since: term.start }),
    },
    previous,
  );
}

const withNextVersion = (mapped: Subscription, previous: Subscription): Subscription =>
  isDeepStrictEqual(mapped, previous) ? previous : { ...mapped, version: previous.version + 1 };

function mapBillingPlan(term = '', billing = ''): BillingPlan {
  if (!/^P1Y$|^P12M$/i.test(term)) return 'monthly';
  return /^P1M$/i.test(billing) ? 'annual-monthly' : 'annual';
}

/** The billing month of a term that contains the given time. */
function currentMonth({ start, end }: Period, now: Instant): Period {
  let months = 1;
  while (anniversary(start, months) <= now && anniversary(start, months) < end) months++;
  return { start: anniversary(start, months - 1), end: Math.min(end, anniversary(start, months)) };
}

/**
 * The purchase time for which the window of the licences ends when the service says; a closed window where the service says
 * so, or says nothing.
 */
function purchaseTimeFor(
  systemOverrides: BillingSubscription['properties']['systemOverrides'],
  { start, rules }: { start: Instant; rules: Rules },
): Instant {
  const until = Date.parse(systemOverrides?.cancellationAllowedEndDate ?? '');
  if (systemOverrides?.cancellation?.toLowerCase() !== 'notallowed' && until) return refundWindowStart(until, rules);
  return refundWindowStart(start, rules);
}

/** Maps the service's status to a state of RULES #13; an unknown status keeps the stored state. */
function mapState(status: string, previous: Subscription | undefined, end: Instant): Subscription['state'] {
  const since = previous && previous.state.kind !== 'active' ? previous.state.since : end;
  switch (status.toLowerCase()) {
    case 'active':
    case 'enabled':
    case 'autorenew':
    case 'expiring':
      return { kind: 'active' };
    case 'expired':
    case 'warned':
    case 'warning':
      return { kind: 'expired', since };
    case 'disabled':
    case 'suspended':
    case 'lockedout':
    case 'cancelled':
    case 'canceled':
      return { kind: 'disabled', since };
    case 'deleted':
      return { kind: 'deleted', since };
    default:
      return previous?.state ?? { kind: 'active' };
  }
}

/**
 * The assignments of a subscription. Subscriptions of one SKU share its licences, and only the stored account says whose
 * subscription each licence is of. People who no longer hold a licence are dropped; holders of the SKU's only subscription
 * are added.
 */
function mapAssignments(
  recorded: readonly Assignment[],
  { holders, isOnlyOne, since }: { holders: ReadonlySet<string>; isOnlyOne: boolean; since: Instant },
): readonly Assignment[] {
  const stillHolding = recorded.filter(({ person }) => holders.has(person));
  if (!isOnlyOne) return stillHolding;
  const recordedPeople = new Set(stillHolding.map(({ person }) => person));
  return [
    ...stillHolding,
    ...[...holders].filter((person) => !recordedPeople.has(person)).map((person) => ({ person, at: since })),
  ];
}

const cardBrands: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mc: 'Mastercard',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  jcb: 'JCB',
};

/** The expiry of a payment method that does not expire. */
const NEVER = Date.UTC(9999, 11, 31);

export function mapPaymentMethod({ name, properties }: ServiceMethod): PaymentMethod {
  const {
    paymentMethodType: type = '',
    displayName,
    accountHolderName = '',
    lastFourDigits = '',
    expiration = '',
  } = properties;
  const [, month, year] = /^(\d{1,2})\/(\d{4})$/.exec(expiration) ?? [];
  return {
    id: name,
    brand: cardBrands[type.toLowerCase()] ?? displayName ?? type,
    lastFour: lastFourDigits,
    expires: month && year ? Date.UTC(Number(year), Number(month), 1) : NEVER,
    holder: accountHolderName,
    token: '',
  };
}

/** The durations of a plan's term and billing period, as the service writes them. */
export const serviceDurations = (plan: BillingPlan): { readonly term: string; readonly billing: string } => ({
  term: planMonths[plan].term === 12 ? 'P1Y' : 'P1M',
  billing: planMonths[plan].billing === 12 ? 'P1Y' : 'P1M',
});
