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
import { ServiceError } from './services/service-error.ts';

/** What the services have of one purchaser at one moment. */
export interface ServiceState {
  /** By the subscription's id. */
  readonly subscriptions: ReadonlyMap<string, ServiceSubscription>;
  /** The billing account that a billing profile belongs to, by the profile's id. */
  readonly accountByProfile: ReadonlyMap<string, string>;
  readonly accounts: readonly string[];
  readonly profiles: readonly BillingProfile[];
  readonly methods: Account['methods'];
}

/** The clients that call the services for one purchaser. */
export interface ServiceClients {
  readonly billing: BillingClient;
  readonly licensing: LicensingClient;
}

/** Fetches everything the services have of a purchaser; what others bought is left out, even where they may see it. */
export async function fetchServiceState(
  { billing, licensing }: ServiceClients,
  { person }: PersonId,
): Promise<ServiceState> {
  const [all, accountNames, methods] = await Promise.all([
    licensing.subscriptions(),
    billing.accounts(),
    billing.methods(),
  ]);
  const own = all.filter((subscription) => isOwnPurchase(subscription, person) && subscription.commerceSubscriptionId);
  const fetched = await Promise.all(accountNames.map((name) => fetchBillingAccount(billing, name)));
  const accounts = fetched.flatMap((account) => account ?? []);
  const billingById = new Map(
    accounts.flatMap(({ name, subscriptions }) =>
      subscriptions.map((subscription) => [subscription.name, { billing: subscription, account: name }]),
    ),
  );
  const fromGraph = await fetchFromGraph(licensing, own, all);
  return {
    subscriptions: new Map(fromGraph.map(([id, subscription]) => [id, { ...subscription, ...billingById.get(id) }])),
    accounts: accounts.map(({ name }) => name),
    accountByProfile: new Map(accounts.flatMap(({ name, profiles }) => profiles.map(({ id }) => [id, name]))),
    profiles: accounts.flatMap(({ profiles }) => profiles),
    methods: methods.map(mapPaymentMethod),
  };
}

/**
 * Fetches the licence holders of subscriptions, by the subscription's id.
 * @param all every subscription of the organisation
 */
export async function fetchFromGraph(
  licensing: LicensingClient,
  selected: readonly GraphSubscription[],
  all: readonly GraphSubscription[],
): Promise<readonly (readonly [string, ServiceSubscription])[]> {
  const skus = [...new Set(selected.map(({ skuId }) => skuId))];
  const holders = new Map(await Promise.all(skus.map(async (sku) => [sku, await licensing.holders(sku)] as const)));
  const existing = all.filter(({ status }) => status.toLowerCase() !== 'deleted');
  const countBySku = new Map<string, number>();
  for (const { skuId } of existing) countBySku.set(skuId, (countBySku.get(skuId) ?? 0) + 1);
  return selected.map((graph) => {
    const isOnlyOne = countBySku.get(graph.skuId) === 1;
    return [graph.commerceSubscriptionId ?? '', { graph, holders: holders.get(graph.skuId) ?? new Set(), isOnlyOne }];
  });
}

interface BillingAccount {
  readonly name: string;
  readonly subscriptions: readonly BillingSubscription[];
  readonly profiles: readonly BillingProfile[];
}

/** Fetches one billing account; `undefined` where the purchaser may see its name and nothing else. */
async function fetchBillingAccount(billing: BillingClient, name: string): Promise<BillingAccount | undefined> {
  try {
    const [subscriptions, billingProfiles] = await Promise.all([billing.subscriptions(name), billing.profiles(name)]);
    const profiles = billingProfiles.map(async ({ name: id, properties }): Promise<BillingProfile> => {
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
  state: Pick<ServiceState, 'subscriptions' | 'profiles' | 'methods'>,
  { terms, rules, clock }: MergeContext,
): Account {
  const now = clock();
  const previousById = new Map(account.subscriptions.map((subscription) => [subscription.id, subscription]));
  const current = [...state.subscriptions.values()].map((service) => {
    const previous = previousById.get(service.graph.commerceSubscriptionId ?? '');
    return mapSubscription(service, { previous, terms, rules, now });
  });
  const currentIds = new Set(current.map(({ id }) => id));
  // A subscription that the services no longer list is deleted.
  const deleted = account.subscriptions
    .filter((subscription) => !currentIds.has(subscription.id) && subscription.state.kind !== 'deleted')
    .map(
      (subscription): Subscription => ({
        ...subscription,
        state: { kind: 'deleted', since: now },
        assignments: [],
        version: subscription.version + 1,
      }),
    );
  const changed = [...current, ...deleted].filter(({ id, version }) => previousById.get(id)?.version !== version);
  const merged = changed.reduce(withSubscription, account);
  const payment = { profiles: state.profiles, methods: state.methods };
  const isSame = JSON.stringify(payment) === JSON.stringify({ profiles: account.profiles, methods: account.methods });
  return isSame ? merged : { ...merged, ...payment };
}

/** Whether the person bought the subscription; only then may they change it. */
export const isOwnPurchase = ({ ownerId, ownerType }: GraphSubscription, person: string): boolean =>
  ownerId === person && ownerType?.toLowerCase() === 'user';
