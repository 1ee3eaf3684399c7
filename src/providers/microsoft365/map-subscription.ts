import { isDeepStrictEqual } from 'node:util';
import type { PaymentMethod } from '../../domain/account/account.ts';
import { chargeLine, chargeOf } from '../../domain/billing/proration.ts';
import { type BillingPlan, listPrice, planMonths, type Terms } from '../../domain/catalogue/product.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { anniversary, DAY, type Instant, type Period } from '../../domain/common/time.ts';
import { type Assignment, type Lot, licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import { type Bought, lastOf, type ServiceMethod } from './services/billing-client.ts';
import type { Owned } from './services/licensing-client.ts';

/** A subscription as the services have it now. */
export interface Seen {
  readonly owned: Owned;
  /** As Billing has it; trials without a payment method are known to Graph alone. */
  readonly bought?: Bought;
  /** The product, as far as Billing told of that pool before. */
  readonly product?: string | undefined;
  /** The billing account it is in. */
  readonly account?: string;
  /** Everybody who has a licence of the product, whichever subscription it is of. */
  readonly holders: ReadonlySet<string>;
  /** No other subscription of the organisation is of that product: its holders are this one's. */
  readonly only: boolean;
}

interface Known {
  /** As it was last seen here. */
  readonly before: Subscription | undefined;
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
}

/**
 * A subscription of the services in the terms of the product. Until when it can be reduced and cancelled the service says
 * itself: its one window stands in the place of the lots' own. Amounts are estimates at today's list price.
 */
export function subscriptionOf(seen: Seen, known: Known): Subscription {
  const { owned, bought, holders, only } = seen;
  const { before, terms, rules, now } = known;
  if (!bought && before) return stillOf(seen, before);
  const { commerceSubscriptionId, isTrial, totalLicenses, createdDateTime, nextLifecycleDateTime } = owned;
  const of = bought?.properties;
  const product = of?.productTypeId ?? seen.product ?? owned.skuPartNumber ?? owned.skuId;
  const plan = isTrial ? 'trial' : planOf(of?.termDuration, of?.billingFrequency);
  const start = Date.parse(of?.termStartDate ?? createdDateTime ?? '') || (before?.term.start ?? now);
  const term = {
    start,
    end: Date.parse(of?.termEndDate ?? nextLifecycleDateTime ?? '') || start + rules.trialDays * DAY,
  };
  const billed = plan === 'annual-monthly' ? monthOf(term, now) : term;
  const price = plan === 'trial' ? 0 : (listPrice(terms, product, plan) ?? before?.price ?? 0);
  const quantity = of?.quantity ?? totalLicenses;
  const id = commerceSubscriptionId ?? owned.skuId;
  const profile = lastOf(of?.billingProfileId);
  const state = stateOf(of?.status ?? owned.status, before, term.end);
  const line = { quantity, from: billed.start, billed, taxRate: terms.taxRate };
  const charge = chargeOf(chargeLine('purchase', { id, product, price }, line), '');
  const lot: Lot = {
    quantity,
    at: windowOf(of?.systemOverrides, { start, rules }),
    why: 'bought',
    ...(plan !== 'trial' && { charge }),
  };
  const fresh: Subscription = {
    id,
    product,
    plan,
    card: profile !== undefined,
    state,
    anchor: start,
    term,
    billed,
    price,
    lots: [lot],
    assignments: assignmentsOf(before?.assignments ?? [], { holders, only, since: start }),
    // What Billing does not say of somebody else's is taken to go on, unless it is a trial.
    renews: of ? of.autoRenew?.toLowerCase() === 'on' : !isTrial,
    ...(profile && { profile }),
    ...(isTrial && { trial: true as const }),
    ...(state.kind !== 'active' && before?.cancelled && { cancelled: before.cancelled }),
    ...(before?.reason && of?.autoRenew?.toLowerCase() !== 'on' && { reason: before.reason }),
    version: before?.version ?? 1,
  };
  return before ? renewed(fresh, before) : fresh;
}

/** What only Graph was asked about: its number, its state and its people may be others, all else is as it was seen last. */
function stillOf({ owned, holders, only }: Seen, before: Subscription): Subscription {
  const { term, lots, assignments } = before;
  const [lot] = lots;
  const same = licencesOf(before) === owned.totalLicenses;
  return renewed(
    {
      ...before,
      state: stateOf(owned.status, before, term.end),
      lots: same || !lot ? lots : [{ ...lot, quantity: owned.totalLicenses }],
      assignments: assignmentsOf(assignments, { holders, only, since: term.start }),
    },
    before,
  );
}

const renewed = (fresh: Subscription, before: Subscription): Subscription =>
  isDeepStrictEqual(fresh, before) ? before : { ...fresh, version: before.version + 1 };

function planOf(term = '', billing = ''): BillingPlan {
  if (!/^P1Y$|^P12M$/i.test(term)) return 'monthly';
  return /^P1M$/i.test(billing) ? 'annual-monthly' : 'annual';
}

/** The month of a term that is paid for now. */
function monthOf({ start, end }: Period, now: Instant): Period {
  let months = 1;
  while (anniversary(start, months) <= now && anniversary(start, months) < end) months++;
  return { start: anniversary(start, months - 1), end: Math.min(end, anniversary(start, months)) };
}

/** When its licences count as bought, so that their window ends when the service says; closed where it says so, or nothing. */
function windowOf(
  overrides: Bought['properties']['systemOverrides'],
  { start, rules }: { start: Instant; rules: Rules },
): Instant {
  const until = Date.parse(overrides?.cancellationAllowedEndDate ?? '');
  if (overrides?.cancellation?.toLowerCase() !== 'notallowed' && until) return until - rules.windowDays * DAY;
  return start - rules.windowDays * DAY;
}

/** What the service calls states, as RULES #13 does; a word that is not known yet leaves it as it was. */
function stateOf(status: string, before: Subscription | undefined, end: Instant): Subscription['state'] {
  const since = before && before.state.kind !== 'active' ? before.state.since : end;
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
      return before?.state ?? { kind: 'active' };
  }
}

/**
 * Who has a licence of it. Several subscriptions share a product's licences: whom each gave one, only our own record says;
 * whoever lost it elsewhere has none any more, and where there is no other subscription all are of this one.
 */
function assignmentsOf(
  recorded: readonly Assignment[],
  { holders, only, since }: { holders: ReadonlySet<string>; only: boolean; since: Instant },
): readonly Assignment[] {
  const kept = recorded.filter(({ person }) => holders.has(person));
  if (!only) return kept;
  const known = new Set(kept.map(({ person }) => person));
  return [...kept, ...[...holders].filter((person) => !known.has(person)).map((person) => ({ person, at: since }))];
}

const brands: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mc: 'Mastercard',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  jcb: 'JCB',
};

/** The end of time for what does not expire. */
const NEVER = Date.UTC(9999, 11, 31);

export function methodOf({ name, properties }: ServiceMethod): PaymentMethod {
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
    brand: brands[type.toLowerCase()] ?? displayName ?? type,
    lastFour: lastFourDigits,
    expires: month && year ? Date.UTC(Number(year), Number(month), 1) : NEVER,
    holder: accountHolderName,
    token: '',
  };
}

/** How the service writes a plan's term and how often it is paid. */
export const durationsOf = (plan: BillingPlan): { readonly term: string; readonly billing: string } => ({
  term: planMonths[plan].term === 12 ? 'P1Y' : 'P1M',
  billing: planMonths[plan].billing === 12 ? 'P1Y' : 'P1M',
});
