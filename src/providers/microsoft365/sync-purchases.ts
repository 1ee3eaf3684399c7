import type { Documents } from '../../application/ports/documents.ts';
import { fetchFromGraph, type ServiceState } from './fetch-state.ts';
import type { ServiceSubscription } from './map-subscription.ts';
import type { LicensingClient } from './services/licensing-client.ts';

/** The product of each SKU as Billing names it: Graph has other names for products. */
interface Products {
  readonly bySku: Readonly<Record<string, string>>;
}

const productsKey = (tenant: string): string => `microsoft365/products/${tenant}`;

/** Stores the products that Billing names, for subscriptions of other purchasers that only Graph lists. */
export async function saveProducts(
  documents: Documents,
  tenant: string,
  { subscriptions }: ServiceState,
): Promise<void> {
  const stored = (await documents.read<Products>(productsKey(tenant)))?.value.bySku ?? {};
  const added = [...subscriptions.values()].flatMap(({ graph, billing }) => {
    const product = billing?.properties.productTypeId;
    return product && stored[graph.skuId] !== product ? [[graph.skuId, product] as const] : [];
  });
  if (added.length === 0) return;
  await documents.write<Products>(productsKey(tenant), { bySku: { ...stored, ...Object.fromEntries(added) } });
}

/** Fetches what the people of an organisation bought themselves, by purchaser, as far as Graph knows it. */
export async function fetchPurchasesByOwner(
  documents: Documents,
  licensing: LicensingClient,
  tenant: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, ServiceSubscription>>> {
  const all = await licensing.subscriptions();
  const selfPurchased = all.filter(
    ({ ownerId, ownerType, commerceSubscriptionId }) =>
      ownerType?.toLowerCase() === 'user' && ownerId && commerceSubscriptionId,
  );
  const productBySku = (await documents.read<Products>(productsKey(tenant)))?.value.bySku ?? {};
  const byOwner = new Map<string, Map<string, ServiceSubscription>>();
  for (const [id, subscription] of await fetchFromGraph(licensing, selfPurchased, all)) {
    const owner = subscription.graph.ownerId ?? '';
    const subscriptions = byOwner.get(owner) ?? new Map<string, ServiceSubscription>();
    const product = productBySku[subscription.graph.skuId];
    byOwner.set(owner, subscriptions.set(id, { ...subscription, product }));
  }
  return byOwner;
}
