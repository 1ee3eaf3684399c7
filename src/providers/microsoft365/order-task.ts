import { createHash } from 'node:crypto';
import type { PendingOrder } from '../../domain/account/account.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { ServiceClients, ServiceState } from './fetch-state.ts';

/** A pending order with the state of the services that it is carried out or reconciled against. */
export interface OrderTask {
  readonly owner: PersonId;
  readonly pendingOrder: PendingOrder;
  readonly state: ServiceState;
  readonly now: Instant;
}

/** The alias of a purchase at Billing, the same for the same pending order: Billing sells once under one alias. */
export const purchaseAlias = ({ chargeKey }: Pick<PendingOrder, 'chargeKey'>): string =>
  `pd-${createHash('sha256').update(chargeKey).digest('hex').slice(0, 32)}`;

/** The id of the subscription that a pending purchase created; `undefined` while there is none. */
export async function findPurchasedSubscription(
  { billing }: ServiceClients,
  { pendingOrder, state }: Pick<OrderTask, 'pendingOrder' | 'state'>,
): Promise<string | undefined> {
  const alias = purchaseAlias(pendingOrder);
  const ids = await Promise.all(state.accounts.map((account) => billing.findByAlias(account, alias)));
  return ids.find((id) => id !== undefined);
}
