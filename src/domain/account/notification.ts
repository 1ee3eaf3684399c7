import type { Instant } from '../common/time.ts';
import type { Act } from '../subscription/order-preview.ts';
import { licencesOf } from '../subscription/subscription.ts';
import type { Account, Order } from './account.ts';

/** What somebody is told of without having asked, by ids: how it stands is looked up when it is told. */
export type NotificationTopic =
  /** An order that was left open by a process that died, and turned out to be charged. */
  | { readonly kind: 'order-settled'; readonly order: string }
  | { readonly kind: 'payment-failed'; readonly subscription: string }
  /** An order that somebody's manager hears of. */
  | { readonly kind: 'order'; readonly order: string; readonly undoes?: string }
  | { readonly kind: 'window-closes'; readonly order: string; readonly by: Instant }
  | { readonly kind: 'renews'; readonly subscription: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'trial-ends'; readonly subscription: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'over'; readonly subscription: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'card-expires'; readonly card: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'few-licences'; readonly subscription: string; readonly free: number }
  | { readonly kind: 'scheduled-done'; readonly subscription: string; readonly order: string }
  /** Somebody asks for licences: to one who may decide, once more where nobody did. */
  | { readonly kind: 'request-asked'; readonly request: string; readonly decider: string; readonly again: boolean }
  /** What became of it, in whole or in part: to another who may decide. */
  | { readonly kind: 'request-closed'; readonly request: string; readonly decider: string }
  /** What became of it: to whoever asked. */
  | { readonly kind: 'request-answered'; readonly request: string };

/** Who is told: in their part, looked up when it is told, or one person. */
export type NotificationRecipient = 'purchaser' | 'manager' | { readonly person: string };

/** Something that must be told: committed with what happened, sent afterwards. */
export interface Notification {
  /** The same for the same thing: it is told once. */
  readonly id: string;
  readonly to: NotificationRecipient;
  readonly at: Instant;
  /** From then on it is no news any more. */
  readonly until?: Instant;
  readonly matter: NotificationTopic;
}

/** What a manager can want to hear of. */
export const managerKinds = ['buys', 'adds', 'reduces', 'cancels', 'payment-fails'] as const;
export type ManagerKind = (typeof managerKinds)[number];

const managerKindByAct: Readonly<Partial<Record<Act, ManagerKind>>> = {
  buy: 'buys',
  trial: 'buys',
  reactivate: 'buys',
  add: 'adds',
  remove: 'reduces',
  split: 'reduces',
  schedule: 'reduces',
  cancel: 'cancels',
  end: 'cancels',
};

/** What kind of order it is to a manager; nothing for what spends nothing. */
export const managerKindOf = ({ act, from, now }: Pick<Order, 'act' | 'from' | 'now'>): ManagerKind | undefined =>
  act === 'assign' && now > from ? 'adds' : managerKindByAct[act];

/** As few licences as this left are worth a word. */
const FEW_LICENCES = 2;

/** What an order gives to tell: to the manager, and to the purchaser when it left few licences. */
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
  // Only when it became few: whoever gives out the last two one by one hears it once.
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

/** The account with more to be told. */
export const withNotifications = (account: Account, notices: readonly Notification[]): Account =>
  notices.length === 0 ? account : { ...account, notices: [...(account.notices ?? []), ...notices] };
