import type { Account, Order, PendingOrder } from '../../domain/account/account.ts';
import type { PersonResult } from '../../domain/subscription/order-preview.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';
import type { ServiceClients, ServiceState } from './fetch-state.ts';
import { findPurchasedSubscription, type OrderTask } from './order-task.ts';
import type { LicenceResult } from './services/licensing-client.ts';

/** What Graph answered for each person, by their object id. */
export type LicenceResults = ReadonlyMap<string, LicenceResult>;

/** The order and its subscription as they turned out; `undefined` while a purchase has no subscription id yet. */
export async function completeOrder(
  clients: ServiceClients,
  task: OrderTask,
  account: Account,
  licenceResults: LicenceResults,
): Promise<Pick<PendingOrder, 'order' | 'next'> | undefined> {
  const { order, next } = task.pendingOrder;
  if (order.act === 'buy') {
    const id = await findPurchasedSubscription(clients, task);
    if (id === undefined) return undefined;
    return { order: { ...order, subscription: id }, next: next.map((subscription) => ({ ...subscription, id })) };
  }
  const people = order.people && personResults(order.people, licenceResults);
  const completed: Order = { ...order, ...(people && { people }) };
  const previousOf = (id: string) => account.subscriptions.find((subscription) => subscription.id === id);
  return {
    order: completed,
    next: next.map((subscription) => applyAssignments(subscription, previousOf(subscription.id), completed)),
  };
}

/** The licence results that the directory shows, for an order whose response from Graph was lost. */
export function observedResults({ order }: PendingOrder, { subscriptions }: ServiceState): LicenceResults {
  const holders = subscriptions.get(order.subscription)?.holders;
  const notApplied = { result: 'refused', code: undefined, serviceMessage: undefined, request: undefined } as const;
  const isAssign = order.act === 'assign';
  return new Map(
    (order.people ?? []).map(({ person }) => [
      person,
      holders?.has(person) === isAssign ? { result: 'done' } : notApplied,
    ]),
  );
}

function personResults(people: readonly PersonResult[], licenceResults: LicenceResults): readonly PersonResult[] {
  return people.map((personResult): PersonResult => {
    const licenceResult = personResult.result === 'done' ? licenceResults.get(personResult.person) : undefined;
    if (!licenceResult || licenceResult.result === 'done') return personResult;
    const { code, serviceMessage, request } = licenceResult;
    const reason = refusalReason(code, serviceMessage);
    if (reason === undefined) return { person: personResult.person, result: 'failed' };
    return { person: personResult.person, result: 'refused', why: reason, ...(request && { request }) };
  });
}

/** Why Graph assigned no licence, as far as its codes and messages are known; `undefined` for a temporary failure. */
function refusalReason(
  code = '',
  serviceMessage = '',
): Extract<PersonResult, { result: 'refused' }>['why'] | undefined {
  const text = `${code} ${serviceMessage}`.toLowerCase();
  if (text.includes('usage location')) return 'no-location';
  if (text.includes('prohibitedinusagelocation')) return 'not-there';
  // Graph has a code for this only where licences are assigned to a group; for a person there is just the message.
  if (text.includes('countviolation') || text.includes('any available licenses')) return 'no-room';
  if (text.includes('mutuallyexclusive')) return 'clash';
  if (text.includes('dependency')) return 'needs-other';
  if (text.includes('resourcenotfound')) return 'unknown';
  return code === '' || code === 'TooManyRequests' ? undefined : 'service';
}

/** The subscription with the assignments that the order made or removed. */
function applyAssignments(next: Subscription, previous: Subscription | undefined, order: Order): Subscription {
  const donePeople = new Set(
    (order.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person),
  );
  const assignments = previous?.assignments ?? [];
  if (order.act === 'unassign') {
    return { ...next, assignments: assignments.filter(({ person }) => !donePeople.has(person)) };
  }
  if (order.act !== 'assign') return next;
  const added = [...donePeople].filter((person) => !assignments.some((assignment) => assignment.person === person));
  return { ...next, assignments: [...assignments, ...added.map((person) => ({ person, at: order.at }))] };
}
