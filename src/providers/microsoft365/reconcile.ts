import type { Clock } from '../../application/ports/clock.ts';
import type { Account, Order } from '../../domain/account/account.ts';
import { applyRecoveredOrder } from '../../domain/billing/apply-order.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { withoutPendingOrder } from '../shared/account-repository.ts';
import { completeOrder, observedResults } from './complete-order.ts';
import type { ServiceClients, ServiceState } from './fetch-state.ts';
import type { ServiceSubscription } from './map-subscription.ts';
import { findPurchasedSubscription, type OrderTask } from './order-task.ts';

/** Milliseconds after which a pending order counts as abandoned by a process that died, and is reconciled. */
export const ABANDONED_AFTER = 60_000;

type Outcome = 'done' | 'not-done' | 'open';

interface ReconciliationDeps {
  readonly clients: (owner: PersonId) => ServiceClients;
  readonly clock: Clock;
}

/**
 * Settles an order that a process left pending when it died, or that Billing took long to carry out: reads its outcome back
 * from the services. Returns the same account while the outcome is open.
 */
export async function settlePendingOrder(
  account: Account,
  state: ServiceState,
  { clients, clock }: ReconciliationDeps,
): Promise<Account> {
  const { intent: pendingOrder, owner } = account;
  if (!pendingOrder) return account;
  const now = clock();
  const task: OrderTask = { owner, pendingOrder, state, now };
  const outcome = await outcomeOf(clients(owner), task);
  if (outcome === 'open') return account;
  if (outcome === 'not-done') return withoutPendingOrder(account);
  const completed = await completeOrder(clients(owner), task, account, observedResults(pendingOrder, state));
  return completed ? applyRecoveredOrder(account, completed, now) : account;
}

async function outcomeOf(clients: ServiceClients, task: OrderTask): Promise<Outcome> {
  const { operation, order } = task.pendingOrder;
  if (operation) {
    const progress = await clients.billing.progress(operation, task.now);
    if (progress.is !== 'done') return progress.is === 'running' ? 'open' : 'not-done';
  } else if (task.now < order.at + ABANDONED_AFTER) return 'open';
  return reconcile(clients, task);
}

/** Whether the services carried out a pending order, read from their state. */
export async function reconcile(clients: ServiceClients, task: OrderTask): Promise<Outcome> {
  const { pendingOrder, state } = task;
  const { order } = pendingOrder;
  if (order.act === 'buy') {
    const id = await findPurchasedSubscription(clients, task);
    if (id === undefined) return 'not-done';
    return state.subscriptions.has(id) ? 'done' : 'open';
  }
  const service = state.subscriptions.get(order.subscription);
  if (service?.billing?.properties.operationStatus?.toLowerCase() === 'lockedforupdate') return 'open';
  return isCarriedOut(order, service) ? 'done' : 'not-done';
}

function isCarriedOut(order: Order, service: ServiceSubscription | undefined): boolean {
  const properties = service?.billing?.properties;
  switch (order.act) {
    case 'add':
    case 'remove':
      return properties?.quantity === order.now;
    case 'assign':
      return order.now === order.from ? isAssignmentApplied(order, service) : properties?.quantity === order.now;
    case 'unassign':
      return isAssignmentApplied(order, service);
    case 'renew':
    case 'end':
      return (properties?.autoRenew?.toLowerCase() === 'on') === (order.act === 'renew');
    case 'cancel':
      return properties?.status.toLowerCase() !== 'active';
    case 'buy':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'trial':
    case 'reinstate':
    case 'reactivate':
      return true;
  }
}

/** Whether at least one of the people got, or lost, the licence. */
const isAssignmentApplied = ({ act, people = [] }: Order, service: ServiceSubscription | undefined): boolean =>
  people.some(({ person, result }) => result === 'done' && service?.holders.has(person) === (act === 'assign'));
