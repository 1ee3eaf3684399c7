import type { Clock } from '../../application/ports/clock.ts';
import { type Account, withSubscription } from '../../domain/account/account.ts';
import type { BillingProfile } from '../../domain/account/payment-method.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';
import { mapPaymentMethod, mapSubscription, type ServiceSubscription } from './map-subscription.ts';
import type { BillingClient, BillingSubscription } from './services/billing-client.ts';
import type { GraphSubscription, LicensingClient } from './services/licensing-client.ts';
import { ServiceError } from './services/service-fault.ts';

/** What the services say of one purchaser, at one moment. */
export interface ServiceState {
  /** By the subscription's id. */
  readonly seen: ReadonlyMap<string, ServiceSubscription>;
  /** By the billing profile's: the billing account it is in. */
  readonly accountOf: ReadonlyMap<string, string>;
  readonly accounts: readonly string[];
  readonly profiles: readonly BillingProfile[];
  readonly methods: Account['methods'];
}

/** How the services are called for one purchaser. */
export interface ServiceClients {
  readonly billing: BillingClient;
  readonly licensing: LicensingClient;
}

/** Asks the services for all they have of somebody. What others bought is not among it, whoever may see it. */
export async function fetchServiceState(
  { billing, licensing }: ServiceClients,
  { person }: PersonId,
): Promise<ServiceState> {
  const [all, accounts, methods] = await Promise.all([
    licensing.subscriptions(),
    billing.accounts(),
    billing.methods(),
  ]);
  const own = all.filter((one) => isOwnPurchase(one, person) && one.commerceSubscriptionId);
  const parts = (await Promise.all(accounts.map((name) => fetchBillingAccount(billing, name)))).flatMap(
    (one) => one ?? [],
  );
  const bought = new Map(
    parts.flatMap(({ name, subscriptions }) => subscriptions.map((one) => [one.name, { one, name }])),
  );
  const asGraphHas = await fetchFromGraph(licensing, own, all);
  const seen = asGraphHas.map(([id, one]): [string, ServiceSubscription] => {
    const found = bought.get(id);
    return [id, { ...one, ...(found && { billing: found.one, account: found.name }) }];
  });
  return {
    seen: new Map(seen),
    accounts: parts.map(({ name }) => name),
    accountOf: new Map(parts.flatMap(({ name, profiles }) => profiles.map(({ id }) => [id, name]))),
    profiles: parts.flatMap(({ profiles }) => profiles),
    methods: methods.map(mapPaymentMethod),
  };
}

/** Subscriptions as far as Graph knows of them, by their id. */
export async function fetchFromGraph(
  licensing: LicensingClient,
  some: readonly GraphSubscription[],
  all: readonly GraphSubscription[],
): Promise<readonly (readonly [string, ServiceSubscription])[]> {
  const skus = [...new Set(some.map(({ skuId }) => skuId))];
  const holders = new Map(await Promise.all(skus.map(async (sku) => [sku, await licensing.holders(sku)] as const)));
  const there = all.filter(({ status }) => status.toLowerCase() !== 'deleted').map(({ skuId }) => skuId);
  const alike = new Map<string, number>();
  for (const sku of there) alike.set(sku, (alike.get(sku) ?? 0) + 1);
  return some.map((owned) => {
    const only = alike.get(owned.skuId) === 1;
    return [owned.commerceSubscriptionId ?? '', { owned, holders: holders.get(owned.skuId) ?? new Set(), only }];
  });
}

interface BillingAccount {
  readonly name: string;
  readonly subscriptions: readonly BillingSubscription[];
  readonly profiles: readonly BillingProfile[];
}

/** One billing account; nothing where they may see that it is there and no more. */
async function fetchBillingAccount(billing: BillingClient, name: string): Promise<BillingAccount | undefined> {
  try {
    const [subscriptions, found] = await Promise.all([billing.subscriptions(name), billing.profiles(name)]);
    const profiles = found.map(async ({ name: id, properties }): Promise<BillingProfile> => {
      const [link] = await billing.paymentMethodLinks(name, id);
      return { id, name: properties.displayName ?? id, ...(link?.method && { method: link.method }) };
    });
    return { name, subscriptions, profiles: await Promise.all(profiles) };
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'forbidden') return undefined;
    throw error;
  }
}

interface MergeContext {
  readonly terms: Terms;
  readonly rules: Rules;
  readonly clock: Clock;
}

/** The account with everything as the services have it; the same object where nothing differs. */
export function mergeServiceState(
  account: Account,
  truth: Pick<ServiceState, 'seen' | 'profiles' | 'methods'>,
  { terms, rules, clock }: MergeContext,
): Account {
  const now = clock();
  const before = new Map(account.subscriptions.map((one) => [one.id, one]));
  const seen = [...truth.seen.values()].map((one) =>
    mapSubscription(one, { previous: before.get(one.graph.commerceSubscriptionId ?? ''), terms, rules, now }),
  );
  const there = new Set(seen.map(({ id }) => id));
  // What the services no longer have is over.
  const gone = account.subscriptions
    .filter(({ id, state }) => !there.has(id) && state.kind !== 'deleted')
    .map(
      (one): Subscription => ({
        ...one,
        state: { kind: 'deleted', since: now },
        assignments: [],
        version: one.version + 1,
      }),
    );
  const changed = [...seen, ...gone].filter((one) => before.get(one.id)?.version !== one.version);
  const after = changed.reduce(withSubscription, account);
  const wallet = { profiles: truth.profiles, methods: truth.methods };
  const same = JSON.stringify(wallet) === JSON.stringify({ profiles: account.profiles, methods: account.methods });
  return same ? after : { ...after, ...wallet };
}

/** Whether somebody bought a subscription themselves: nobody else acts on it. */
export const isOwnPurchase = ({ ownerId, ownerType }: GraphSubscription, person: string): boolean =>
  ownerId === person && ownerType?.toLowerCase() === 'user';
