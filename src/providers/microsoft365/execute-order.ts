import { createHash } from 'node:crypto';
import type { Account, Order, PendingOrder } from '../../domain/account/account.ts';
import type { BillingPlan } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { PersonResult } from '../../domain/subscription/order-preview.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import type { ServiceClients, ServiceState } from './fetch-state.ts';
import { durationsOf, type Seen } from './map-subscription.ts';
import type { Given } from './services/licensing-client.ts';
import type { Progress } from './services/operation.ts';
import { ServiceFault } from './services/service-fault.ts';

/** What the services are asked for, by one intent. */
export interface Task {
  readonly owner: PersonId;
  readonly intent: PendingOrder;
  readonly truth: ServiceState;
  readonly now: Instant;
}

/** The name that something is bought under, the same for the same intent: under one name it is bought once. */
const aliasOf = ({ chargeKey }: Pick<PendingOrder, 'chargeKey'>): string =>
  `pd-${createHash('sha256').update(chargeKey).digest('hex').slice(0, 32)}`;

/** Asks Billing for what an intent changes of a subscription; nothing where that is only people's licences. */
export async function asked(
  { billing }: ServiceClients,
  { owner, intent, truth, now }: Task,
): Promise<Progress | undefined> {
  const { order } = intent;
  const { account, bought: there } = truth.seen.get(order.subscription) ?? {};
  switch (order.act) {
    case 'buy':
      return bought(billing, { owner, intent, truth, now });
    case 'add':
    case 'remove':
    case 'assign':
      if (order.now === order.from) return undefined;
      return billing.change(...placeOf(account, there), { quantity: order.now }, now);
    case 'renew':
    case 'end':
      return billing.change(...placeOf(account, there), { autoRenew: order.act === 'renew' ? 'On' : 'Off' }, now);
    case 'cancel':
      return billing.cancel(...placeOf(account, there), now);
    default:
      return undefined;
  }
}

function bought(billing: ServiceClients['billing'], { owner, intent, truth, now }: Task): Promise<Progress> {
  const { order, next } = intent;
  const made = next.find(({ id }) => id === order.subscription);
  const account = truth.accountOf.get(made?.profile ?? '');
  if (!made || !account || made.plan === 'trial') throw new ServiceFault('not-found', { code: 'billingProfile' });
  const { term, billing: frequency } = durationsOf(made.plan satisfies BillingPlan);
  const wanted = {
    productTypeId: made.product,
    quantity: licencesOf(made),
    termDuration: term,
    billingFrequency: frequency,
    billingProfileId: `/providers/Microsoft.Billing/billingAccounts/${account}/billingProfiles/${made.profile}`,
    tenant: owner.tenant,
  };
  return billing.buy(account, aliasOf(intent), wanted, now);
}

function placeOf(account: string | undefined, bought: Seen['bought']): [account: string, name: string] {
  if (account === undefined || bought === undefined)
    throw new ServiceFault('not-found', { code: 'billingSubscription' });
  return [account, bought.name];
}

/** What Billing made of it, read back: before anything is said or asked again. */
export async function readBack(
  { billing }: ServiceClients,
  { intent, truth }: Task,
): Promise<'done' | 'not-done' | 'open'> {
  const { order } = intent;
  if (order.act === 'buy') {
    const names = truth.accounts.map((account) => billing.boughtAs(account, aliasOf(intent)));
    const bought = (await Promise.all(names)).find((name) => name !== undefined);
    if (bought === undefined) return 'not-done';
    return truth.seen.has(bought) ? 'done' : 'open';
  }
  const seen = truth.seen.get(order.subscription);
  const of = seen?.bought?.properties;
  if (of?.operationStatus?.toLowerCase() === 'lockedforupdate') return 'open';
  switch (order.act) {
    case 'add':
    case 'remove':
      return of?.quantity === order.now ? 'done' : 'not-done';
    case 'assign':
      if (order.now === order.from) return anybody(order, seen) ? 'done' : 'not-done';
      return of?.quantity === order.now ? 'done' : 'not-done';
    case 'unassign':
      return anybody(order, seen) ? 'done' : 'not-done';
    case 'renew':
    case 'end':
      return (of?.autoRenew?.toLowerCase() === 'on') === (order.act === 'renew') ? 'done' : 'not-done';
    case 'cancel':
      return of?.status.toLowerCase() !== 'active' ? 'done' : 'not-done';
    default:
      return 'done';
  }
}

/** Whether at least one of the people has, or lost, what they were to have or lose. */
const anybody = ({ act, people = [] }: Order, seen: Seen | undefined): boolean =>
  people.some(({ person, result }) => result === 'done' && seen?.holders.has(person) === (act === 'assign'));

/** The id of the subscription that an intent made. */
export async function madeBy({ billing }: ServiceClients, { intent, truth }: Task): Promise<string | undefined> {
  const names = await Promise.all(truth.accounts.map((account) => billing.boughtAs(account, aliasOf(intent))));
  return names.find((name) => name !== undefined);
}

/** What became of each person, in the words of the product. */
export function resultsOf(people: readonly PersonResult[], given: ReadonlyMap<string, Given>): readonly PersonResult[] {
  return people.map((one): PersonResult => {
    const found = one.result === 'done' ? given.get(one.person) : undefined;
    if (!found || found.result === 'done') return one;
    const { code, request } = found;
    const why = whyOf(code, found.said);
    if (why === undefined) return { person: one.person, result: 'failed' };
    return { person: one.person, result: 'refused', why, ...(request && { request }) };
  });
}

/** Why the service gives somebody no licence, as far as its words are known; what may pass has no reason. */
function whyOf(code = '', said = ''): Extract<PersonResult, { result: 'refused' }>['why'] | undefined {
  const all = `${code} ${said}`.toLowerCase();
  if (all.includes('usage location')) return 'no-location';
  if (all.includes('prohibitedinusagelocation')) return 'not-there';
  // Graph names no code of its own for it: groups have one, a person's licence has only its sentence.
  if (all.includes('countviolation') || all.includes('any available licenses')) return 'no-room';
  if (all.includes('mutuallyexclusive')) return 'clash';
  if (all.includes('dependency')) return 'needs-other';
  if (all.includes('resourcenotfound')) return 'unknown';
  return code === '' || code === 'TooManyRequests' ? undefined : 'service';
}

/** A subscription with the people it was given to, or taken from, as it came out. */
export function withResults(next: Subscription, before: Subscription | undefined, order: Order): Subscription {
  const done = new Set((order.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person));
  const had = before?.assignments ?? [];
  if (order.act === 'unassign') return { ...next, assignments: had.filter(({ person }) => !done.has(person)) };
  if (order.act !== 'assign') return next;
  const added = [...done].filter((person) => !had.some((one) => one.person === person));
  return { ...next, assignments: [...had, ...added.map((person) => ({ person, at: order.at }))] };
}

export const subscriptionIn = (account: Account, id: string): Subscription | undefined =>
  account.subscriptions.find((one) => one.id === id);
