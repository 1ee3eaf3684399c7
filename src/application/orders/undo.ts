import type { Account, Order } from '../../domain/account/account.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import { acts } from '../../domain/subscription/acts.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';

/** Returns the people for whom an order succeeded. */
const completedPeople = ({ people = [] }: { readonly people?: Order['people'] }): readonly string[] =>
  people.filter(({ result }) => result === 'done').map(({ person }) => person);

const concernsPeople = ({ act }: Order): boolean => acts[act].subject === 'people';

/** Returns whether an order is the newest of its kind, nothing changed since, and it can be undone. */
export function canUndo(order: Order, orders: readonly Order[], subscription: Subscription, now: Instant): boolean {
  if (order.undoUntil !== undefined && now >= order.undoUntil) return false;
  // A later assignment does not prevent undoing a purchase.
  const isSameKind = (one: Order) =>
    one.subscription === subscription.id && (concernsPeople(order) || !concernsPeople(one));
  return orders.findLast(isSameKind)?.number === order.number && isUnchangedSince(order, subscription);
}

function isUnchangedSince(
  order: Order,
  { state, renews, lots, scheduled, cancelled, assignments }: Subscription,
): boolean {
  const isActive = state.kind === 'active';
  const hasLicence = (person: string) => assignments.some((one) => one.person === person);
  const people = completedPeople(order);
  switch (order.act) {
    case 'keep':
    case 'trial':
    case 'reinstate':
      return false;
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule': {
      // Undoing an addition removes licences, which requires recurring billing (RULES #6).
      if (order.act === 'add' && (!renews || order.undoUntil === undefined)) return false;
      return isActive && licencesOf({ lots }) === order.now && scheduled?.total === order.later;
    }
    case 'buy':
    case 'reactivate':
      return isActive && licencesOf({ lots }) === order.now;
    case 'cancel':
      return cancelled !== undefined;
    case 'end':
      return isActive && !renews;
    case 'renew':
      return isActive && renews;
    case 'assign':
      // Licences bought with it are removed as well, which requires recurring billing (RULES #6).
      return (
        isActive &&
        people.some(hasLicence) &&
        (order.from === order.now || (renews && licencesOf({ lots }) === order.now))
      );
    case 'unassign':
      return isActive && people.some((person) => !hasLicence(person));
  }
}

/** Returns the people who get their licence back next, if more lost one than one order can give back (RULES S4). */
export function remainingPeople(
  { orders }: Account,
  subscription: Subscription,
  { act, people }: Pick<Order, 'act' | 'people'>,
  { maxPeople }: Rules,
): readonly string[] {
  const restored = completedPeople({ people });
  const isFull = act === 'assign' && restored.length >= maxPeople;
  return isFull ? peopleStillWithout(orders, subscription, restored) : [];
}

/** Of the people who lost a licence in one order, returns those who still lack it once the restored ones have theirs. */
function peopleStillWithout(
  orders: readonly Order[],
  { id, assignments }: Subscription,
  restored: readonly string[],
): readonly string[] {
  const removal = orders.findLast(({ act, subscription }) => act === 'unassign' && subscription === id);
  const removedPeople = completedPeople(removal ?? {});
  if (!restored.every((person) => removedPeople.includes(person))) return [];
  const holders = new Set([...assignments.map(({ person }) => person), ...restored]);
  return removedPeople.filter((person) => !holders.has(person));
}

/** Returns the request that undoes an order. */
export function undoRequestFor(order: Order, { id, assignments }: Subscription): OrderRequest {
  const { act, from, now } = order;
  const target = { subscription: id };
  const people = completedPeople(order);
  const hasLicence = (person: string) => assignments.some((one) => one.person === person);
  switch (act) {
    case 'buy':
    case 'reactivate':
    case 'trial':
      return { act: 'cancel', ...target, reason: 'mistake' };
    case 'cancel':
      return { act: 'reinstate', ...target };
    case 'end':
      return { act: 'recurring', ...target, on: true };
    case 'renew':
      return { act: 'recurring', ...target, on: false };
    case 'assign':
      return from === now
        ? { act: 'unassign', ...target, people: people.filter(hasLicence) }
        : { act: 'change', ...target, total: from, unassign: people.filter(hasLicence) };
    case 'unassign':
      return { act: 'assign', ...target, people: people.filter((person) => !hasLicence(person)) };
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'reinstate':
      return { act: 'change', ...target, total: from };
  }
}
