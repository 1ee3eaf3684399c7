import { isDeepStrictEqual } from 'node:util';
import type { PaymentMethod } from '../../domain/account/payment-method.ts';
import { chargeLine, chargeOf } from '../../domain/billing/proration.ts';
import { type BillingPlan, listPrice, planMonths, type Terms } from '../../domain/catalogue/product.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { anniversary, DAY, type Instant, type Period } from '../../domain/common/time.ts';
import { type Assignment, type Lot, licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import { type BillingSubscription, lastSegment, type ServiceMethod } from './services/billing-client.ts';
import type { GraphSubscription } from './services/licensing-client.ts';

/** A subscription as the services have it now. */
export interface ServiceSubscription {
  readonly graph: GraphSubscription;
  /** As Billing has it; trials without a payment method are known to Graph alone. */
  readonly billing?: BillingSubscription;
  /** The product, as far as Billing told of that pool before. */
  readonly product?: string | undefined;
  /** The billing account it is in. */
  readonly account?: string;
  /** Everybody who has a licence of the product, whichever subscription it is of. */
  readonly holders: ReadonlySet<string>;
  /** No other subscription of the organisation is of that product: its holders are this one's. */
  readonly isOnlyOne: boolean;
}

interface MappingContext {
  /** As it was last seen here. */
  readonly previous: Subscription | undefined;
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
}

/**
 * A subscription of the services in the terms of the product. Until when it can be reduced and cancelled the service says
 * itself: its one window stands in the place of the lots' own. Amounts are estimates at today's list price.
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
    assignments: mapAssignments(previous?.assignments ?? [], { holders, only: isOnlyOne, since: start }),
    // What Billing does not say of somebody else's is taken to go on, unless it is a trial.
    renews: properties ? properties.autoRenew?.toLowerCase() === 'on' : !isTrial,
    ...(profile && { profile }),
    ...(isTrial && { trial: true as const }),
    ...(state.kind !== 'active' && previous?.cancelled && { cancelled: previous.cancelled }),
    ...(previous?.reason && properties?.autoRenew?.toLowerCase() !== 'on' && { reason: previous.reason }),
    version: previous?.version ?? 1,
  };
  return previous ? withNextVersion(mapped, previous) : mapped;
}

/** What only Graph was asked about: its number, its state and its people may be others, all else is as it was seen last. */
function updateFromGraph({ graph, holders, isOnlyOne }: ServiceSubscription, previous: Subscription): Subscription {
  const { term, lots, assignments } = previous;
  const [lot] = lots;
  const isSameQuantity = licencesOf(previous) === graph.totalLicenses;
  return withNextVersion(
    {
      ...previous,
      state: mapState(graph.status, previous, term.end),
      lots: isSameQuantity || !lot ? lots : [{ ...lot, quantity: graph.totalLicenses }],
      assignments: mapAssignments(assignments, { holders, only: isOnlyOne, since: term.start }),
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

/** The month of a term that is paid for now. */
function currentMonth({ start, end }: Period, now: Instant): Period {
  let months = 1;
  while (anniversary(start, months) <= now && anniversary(start, months) < end) months++;
  return { start: anniversary(start, months - 1), end: Math.min(end, anniversary(start, months)) };
}

/** When its licences count as bought, so that their window ends when the service says; closed where it says so, or nothing. */
function purchaseTimeFor(
  systemOverrides: BillingSubscription['properties']['systemOverrides'],
  { start, rules }: { start: Instant; rules: Rules },
): Instant {
  const until = Date.parse(systemOverrides?.cancellationAllowedEndDate ?? '');
  if (systemOverrides?.cancellation?.toLowerCase() !== 'notallowed' && until) return until - rules.windowDays * DAY;
  return start - rules.windowDays * DAY;
}

/** What the service calls states, as RULES #13 does; a word that is not known yet leaves it as it was. */
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
 * Who has a licence of it. Several subscriptions share a product's licences: whom each gave one, only our own record says;
 * whoever lost it elsewhere has none any more, and where there is no other subscription all are of this one.
 */
function mapAssignments(
  recorded: readonly Assignment[],
  { holders, only: isOnlyOne, since }: { holders: ReadonlySet<string>; only: boolean; since: Instant },
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

/** The end of time for what does not expire. */
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

/** How the service writes a plan's term and how often it is paid. */
export const serviceDurations = (plan: BillingPlan): { readonly term: string; readonly billing: string } => ({
  term: planMonths[plan].term === 12 ? 'P1Y' : 'P1M',
  billing: planMonths[plan].billing === 12 ? 'P1Y' : 'P1M',
});
