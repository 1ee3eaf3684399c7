import { createHash } from 'node:crypto';
import type { Account, Order, PendingOrder } from '../../domain/account/account.ts';
import type { BillingPlan } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { PersonResult } from '../../domain/subscription/order-preview.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import type { ServiceClients, ServiceState } from './fetch-state.ts';
import { type ServiceSubscription, serviceDurations } from './map-subscription.ts';
import type { LicenceResult } from './services/licensing-client.ts';
import type { Progress } from './services/operation.ts';
import { ServiceError } from './services/service-fault.ts';

/** What the services are asked for, by one intent. */
export interface OrderTask {
  readonly owner: PersonId;
  readonly pendingOrder: PendingOrder;
  readonly state: ServiceState;
  readonly now: Instant;
}

/** The name that something is bought under, the same for the same intent: under one name it is bought once. */
const purchaseAlias = ({ chargeKey }: Pick<PendingOrder, 'chargeKey'>): string =>
  `pd-${createHash('sha256').update(chargeKey).digest('hex').slice(0, 32)}`;

/** Asks Billing for what an intent changes of a subscription; nothing where that is only people's licences. */
export async function sendToBilling(
  { billing }: ServiceClients,
  { owner, pendingOrder, state, now }: OrderTask,
): Promise<Progress | undefined> {
  const { order } = pendingOrder;
  const { account, billing: billed } = state.seen.get(order.subscription) ?? {};
  switch (order.act) {
    case 'buy':
      return bought(billing, { owner, pendingOrder, state, now });
    case 'add':
    case 'remove':
    case 'assign':
      if (order.now === order.from) return undefined;
      return billing.change(...billingLocation(account, billed), { quantity: order.now }, now);
    case 'renew':
    case 'end':
      return billing.change(
        ...billingLocation(account, billed),
        { autoRenew: order.act === 'renew' ? 'On' : 'Off' },
        now,
      );
    case 'cancel':
      return billing.cancel(...billingLocation(account, billed), now);
    case 'unassign':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'trial':
    case 'reinstate':
    case 'reactivate':
      return undefined;
  }
}

function bought(billing: ServiceClients['billing'], { owner, pendingOrder, state, now }: OrderTask): Promise<Progress> {
  const { order, next } = pendingOrder;
  const subscription = next.find(({ id }) => id === order.subscription);
  const account = state.accountOf.get(subscription?.profile ?? '');
  if (!subscription || !account || subscription.plan === 'trial')
    throw new ServiceError('not-found', { code: 'billingProfile' });
  const { term, billing: frequency } = serviceDurations(subscription.plan satisfies BillingPlan);
  const purchase = {
    productTypeId: subscription.product,
    quantity: licencesOf(subscription),
    termDuration: term,
    billingFrequency: frequency,
    billingProfileId: `/providers/Microsoft.Billing/billingAccounts/${account}/billingProfiles/${subscription.profile}`,
    tenant: owner.tenant,
  };
  return billing.buy(account, purchaseAlias(pendingOrder), purchase, now);
}

function billingLocation(
  account: string | undefined,
  billing: ServiceSubscription['billing'],
): [account: string, name: string] {
  if (account === undefined || billing === undefined)
    throw new ServiceError('not-found', { code: 'billingSubscription' });
  return [account, billing.name];
}

/** What Billing made of it, read back: before anything is said or asked again. */
export async function reconcile(
  { billing }: ServiceClients,
  { pendingOrder, state }: OrderTask,
): Promise<'done' | 'not-done' | 'open'> {
  const { order } = pendingOrder;
  if (order.act === 'buy') {
    const names = state.accounts.map((account) => billing.findByAlias(account, purchaseAlias(pendingOrder)));
    const subscriptionId = (await Promise.all(names)).find((name) => name !== undefined);
    if (subscriptionId === undefined) return 'not-done';
    return state.seen.has(subscriptionId) ? 'done' : 'open';
  }
  const service = state.seen.get(order.subscription);
  const properties = service?.billing?.properties;
  if (properties?.operationStatus?.toLowerCase() === 'lockedforupdate') return 'open';
  switch (order.act) {
    case 'add':
    case 'remove':
      return properties?.quantity === order.now ? 'done' : 'not-done';
    case 'assign':
      if (order.now === order.from) return isAssignmentApplied(order, service) ? 'done' : 'not-done';
      return properties?.quantity === order.now ? 'done' : 'not-done';
    case 'unassign':
      return isAssignmentApplied(order, service) ? 'done' : 'not-done';
    case 'renew':
    case 'end':
      return (properties?.autoRenew?.toLowerCase() === 'on') === (order.act === 'renew') ? 'done' : 'not-done';
    case 'cancel':
      return properties?.status.toLowerCase() !== 'active' ? 'done' : 'not-done';
    case 'split':
    case 'schedule':
    case 'keep':
    case 'trial':
    case 'reinstate':
    case 'reactivate':
      return 'done';
  }
}

/** Whether at least one of the people has, or lost, what they were to have or lose. */
const isAssignmentApplied = ({ act, people = [] }: Order, service: ServiceSubscription | undefined): boolean =>
  people.some(({ person, result }) => result === 'done' && service?.holders.has(person) === (act === 'assign'));

/** The id of the subscription that an intent made. */
export async function findPurchasedSubscription(
  { billing }: ServiceClients,
  { pendingOrder, state }: OrderTask,
): Promise<string | undefined> {
  const names = await Promise.all(
    state.accounts.map((account) => billing.findByAlias(account, purchaseAlias(pendingOrder))),
  );
  return names.find((name) => name !== undefined);
}

/** What became of each person, in the words of the product. */
export function personResults(
  people: readonly PersonResult[],
  results: ReadonlyMap<string, LicenceResult>,
): readonly PersonResult[] {
  return people.map((person): PersonResult => {
    const result = person.result === 'done' ? results.get(person.person) : undefined;
    if (!result || result.result === 'done') return person;
    const { code, request } = result;
    const reason = refusalReason(code, result.serviceMessage);
    if (reason === undefined) return { person: person.person, result: 'failed' };
    return { person: person.person, result: 'refused', why: reason, ...(request && { request }) };
  });
}

/** Why the service gives somebody no licence, as far as its words are known; what may pass has no reason. */
function refusalReason(
  code = '',
  serviceMessage = '',
): Extract<PersonResult, { result: 'refused' }>['why'] | undefined {
  const text = `${code} ${serviceMessage}`.toLowerCase();
  if (text.includes('usage location')) return 'no-location';
  if (text.includes('prohibitedinusagelocation')) return 'not-there';
  // Graph names no code of its own for it: groups have one, a person's licence has only its sentence.
  if (text.includes('countviolation') || text.includes('any available licenses')) return 'no-room';
  if (text.includes('mutuallyexclusive')) return 'clash';
  if (text.includes('dependency')) return 'needs-other';
  if (text.includes('resourcenotfound')) return 'unknown';
  return code === '' || code === 'TooManyRequests' ? undefined : 'service';
}

/** A subscription with the people it was given to, or taken from, as it came out. */
export function applyAssignments(next: Subscription, previous: Subscription | undefined, order: Order): Subscription {
  const donePeople = new Set(
    (order.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person),
  );
  const previousAssignments = previous?.assignments ?? [];
  if (order.act === 'unassign')
    return { ...next, assignments: previousAssignments.filter(({ person }) => !donePeople.has(person)) };
  if (order.act !== 'assign') return next;
  const added = [...donePeople].filter((person) => !previousAssignments.some((one) => one.person === person));
  return { ...next, assignments: [...previousAssignments, ...added.map((person) => ({ person, at: order.at }))] };
}

export const findSubscription = (account: Account, id: string): Subscription | undefined =>
  account.subscriptions.find((one) => one.id === id);
