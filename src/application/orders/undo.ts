import type { Order } from '../../domain/account/account.ts';
import type { Instant } from '../../domain/common/time.ts';
import { acts } from '../../domain/subscription/acts.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';

const concernsPeople = ({ act }: Order): boolean => acts[act].subject === 'people';

/** Whether an order is the newest of its sort, stands as it left things, and can be taken back. */
export function canUndo(order: Order, orders: readonly Order[], subscription: Subscription, now: Instant): boolean {
  if (order.undoUntil !== undefined && now >= order.undoUntil) return false;
  // Giving somebody a licence does not stand in the way of taking back a purchase.
  const isSimilar = (one: Order) =>
    one.subscription === subscription.id && (concernsPeople(order) || !concernsPeople(one));
  return orders.findLast(isSimilar)?.number === order.number && isUnchangedSince(order, subscription);
}

function isUnchangedSince(
  order: Order,
  { state, renews, lots, scheduled, cancelled, assignments }: Subscription,
): boolean {
  const active = state.kind === 'active';
  const has = (person: string) => assignments.some((one) => one.person === person);
  const done = (order.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person);
  switch (order.act) {
    case 'keep':
    case 'trial':
    case 'reinstate':
      return false;
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule': {
      // Taking an addition back is removing: that needs recurring billing on (RULES #6).
      if (order.act === 'add' && (!renews || order.undoUntil === undefined)) return false;
      return active && licencesOf({ lots }) === order.now && scheduled?.total === order.later;
    }
    case 'buy':
    case 'reactivate':
      return active && licencesOf({ lots }) === order.now;
    case 'cancel':
      return cancelled !== undefined;
    case 'end':
      return active && !renews;
    case 'renew':
      return active && renews;
    case 'assign':
      // Licences bought with it go back as well: that needs recurring billing on (RULES #6).
      return active && done.some(has) && (order.from === order.now || (renews && licencesOf({ lots }) === order.now));
    case 'unassign':
      return active && done.some((person) => !has(person));
  }
}

/** Of those who lost a licence together, whoever still lacks it once these have theirs back. */
export function peopleStillWithout(
  orders: readonly Order[],
  { id, assignments }: Subscription,
  restored: readonly string[],
): readonly string[] {
  const removal = orders.findLast(({ act, subscription }) => act === 'unassign' && subscription === id);
  const lost = (removal?.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person);
  if (!restored.every((person) => lost.includes(person))) return [];
  const has = new Set([...assignments.map(({ person }) => person), ...restored]);
  return lost.filter((person) => !has.has(person));
}

/** The request that takes an order back. */
export function undoRequestFor(
  { act, from, now, people = [] }: Order,
  { id, assignments }: Subscription,
): OrderRequest {
  const target = { subscription: id };
  const done = people.filter(({ result }) => result === 'done').map(({ person }) => person);
  const has = (person: string) => assignments.some((one) => one.person === person);
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
        ? { act: 'unassign', ...target, people: done.filter(has) }
        : { act: 'change', ...target, total: from, unassign: done.filter(has) };
    case 'unassign':
      return { act: 'assign', ...target, people: done.filter((person) => !has(person)) };
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'reinstate':
      return { act: 'change', ...target, total: from };
  }
}
