import type { Documents } from '../../application/ports/documents.ts';
import { fetchFromGraph, type ServiceState } from './fetch-state.ts';
import type { ServiceSubscription } from './map-subscription.ts';
import type { LicensingClient } from './services/licensing-client.ts';

/** Which product each pool is of, as Billing told: Graph has other names for them. */
interface Products {
  readonly bySku: Readonly<Record<string, string>>;
}

const productsKey = (tenant: string): string => `microsoft365/products/${tenant}`;

/** Remembers which product is behind a pool, for whoever looks at what others bought. */
export async function saveProducts(
  documents: Documents,
  tenant: string,
  { subscriptions }: ServiceState,
): Promise<void> {
  const products = (await documents.read<Products>(productsKey(tenant)))?.value.bySku ?? {};
  const newProducts = [...seen.values()].flatMap(({ graph: owned, billing: bought }) => {
    const product = bought?.properties.productTypeId;
    return product && products[owned.skuId] !== product ? [[owned.skuId, product] as const] : [];
  });
  if (newProducts.length === 0) return;
  await documents.write<Products>(productsKey(tenant), { bySku: { ...products, ...Object.fromEntries(newProducts) } });
}

/** What people of an organisation bought themselves, by who bought it, as far as Graph knows of it. */
export async function fetchPurchasesByOwner(
  documents: Documents,
  licensing: LicensingClient,
  tenant: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, ServiceSubscription>>> {
  const all = await licensing.subscriptions();
  const own = all.filter(
    ({ ownerId, ownerType, commerceSubscriptionId }) =>
      ownerType?.toLowerCase() === 'user' && ownerId && commerceSubscriptionId,
  );
  const bySku = (await documents.read<Products>(productsKey(tenant)))?.value.bySku ?? {};
  const byOwner = new Map<string, Map<string, ServiceSubscription>>();
  for (const [id, subscription] of await fetchFromGraph(licensing, own, all)) {
    const owner = subscription.graph.ownerId ?? '';
    const subscriptions = byOwner.get(owner) ?? new Map<string, ServiceSubscription>();
    byOwner.set(owner, subscriptions.set(id, { ...subscription, product: bySku[subscription.graph.skuId] }));
  }
  return byOwner;
}
