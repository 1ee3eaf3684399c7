import type { Documents } from '../../application/ports/ports.ts';
import { type ServiceState, seenByGraph } from './fetch-state.ts';
import type { Seen } from './map-subscription.ts';
import type { LicensingClient } from './services/licensing-client.ts';

/** Which product each pool is of, as Billing told: Graph has other names for them. */
interface Products {
  readonly bySku: Readonly<Record<string, string>>;
}

const placeOf = (tenant: string): string => `microsoft365/products/${tenant}`;

/** Remembers which product is behind a pool, for whoever looks at what others bought. */
export async function productsNoted(documents: Documents, tenant: string, { seen }: ServiceState): Promise<void> {
  const known = (await documents.read<Products>(placeOf(tenant)))?.value.bySku ?? {};
  const told = [...seen.values()].flatMap(({ owned, bought }) => {
    const product = bought?.properties.productTypeId;
    return product && known[owned.skuId] !== product ? [[owned.skuId, product] as const] : [];
  });
  if (told.length === 0) return;
  await documents.write<Products>(placeOf(tenant), { bySku: { ...known, ...Object.fromEntries(told) } });
}

/** What people of an organisation bought themselves, by who bought it, as far as Graph knows of it. */
export async function surveyed(
  documents: Documents,
  licensing: LicensingClient,
  tenant: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Seen>>> {
  const all = await licensing.subscriptions();
  const own = all.filter(
    ({ ownerId, ownerType, commerceSubscriptionId }) =>
      ownerType?.toLowerCase() === 'user' && ownerId && commerceSubscriptionId,
  );
  const bySku = (await documents.read<Products>(placeOf(tenant)))?.value.bySku ?? {};
  const byOwner = new Map<string, Map<string, Seen>>();
  for (const [id, one] of await seenByGraph(licensing, own, all)) {
    const owner = one.owned.ownerId ?? '';
    const theirs = byOwner.get(owner) ?? new Map<string, Seen>();
    byOwner.set(owner, theirs.set(id, { ...one, product: bySku[one.owned.skuId] }));
  }
  return byOwner;
}
