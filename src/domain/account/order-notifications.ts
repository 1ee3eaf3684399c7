import { acts } from '../subscription/acts.ts';
import { licencesOf } from '../subscription/subscription.ts';
import type { Account, Order } from './account.ts';
import type { ManagerKind, Notification, NotificationTopic } from './notification.ts';

/** Returns the manager's notification kind for an order; nothing for orders that managers are not notified of. */
export const managerKindOf = ({ act, from, now }: Pick<Order, 'act' | 'from' | 'now'>): ManagerKind | undefined =>
  act === 'assign' && now > from ? 'adds' : acts[act].managerKind;

/** The purchaser is notified when no more than this many licences are free. */
const FEW_LICENCES = 2;

/** Returns the notifications for an order: to the manager, and to the purchaser when few licences are left. */
export function notificationsForOrder(account: Account, order: Order): readonly Notification[] {
  const { number, at, undoes } = order;
  const isForManager = managerKindOf(order) !== undefined || undoes !== undefined;
  const matter: NotificationTopic = { kind: 'order', order: number, ...(undoes && { undoes }) };
  const toManager: Notification = { id: `order/${number}`, to: 'manager', at, matter };
  const subscription = account.subscriptions.find(({ id }) => id === order.subscription);
  const freeLicences = subscription ? licencesOf(subscription) - subscription.assignments.length : FEW_LICENCES + 1;
  const assignedCount =
    order.act === 'assign' ? (order.people ?? []).filter(({ result }) => result === 'done').length : 0;
  const addedLicences = order.now - order.from;
  // Only when the number drops to the limit, so that assigning the last two one by one notifies once.
  const becameFew =
    assignedCount > 0 && freeLicences <= FEW_LICENCES && freeLicences + assignedCount - addedLicences > FEW_LICENCES;
  const toPurchaser: Notification = {
    id: `few/${number}`,
    to: 'purchaser',
    at,
    matter: { kind: 'few-licences', subscription: order.subscription, free: freeLicences },
  };
  return [...(isForManager ? [toManager] : []), ...(becameFew ? [toPurchaser] : [])];
}

/** Returns the account with further notifications. */
export const withNotifications = (account: Account, notices: readonly Notification[]): Account =>
  notices.length === 0 ? account : { ...account, notices: [...(account.notices ?? []), ...notices] };
