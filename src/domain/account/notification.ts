import type { Instant } from '../common/time.ts';

/** What a notification is about, by ids: the details are read when it is sent. */
export type NotificationTopic =
  /** An order that was interrupted by a crash and turned out to be charged. */
  | { readonly kind: 'order-settled'; readonly order: string }
  | { readonly kind: 'payment-failed'; readonly subscription: string }
  /** An order for the purchaser's manager. */
  | { readonly kind: 'order'; readonly order: string; readonly undoes?: string }
  | { readonly kind: 'window-closes'; readonly order: string; readonly by: Instant }
  | { readonly kind: 'renews'; readonly subscription: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'trial-ends'; readonly subscription: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'over'; readonly subscription: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'card-expires'; readonly card: string; readonly by: Instant; readonly days: number }
  | { readonly kind: 'few-licences'; readonly subscription: string; readonly free: number }
  | { readonly kind: 'scheduled-done'; readonly subscription: string; readonly order: string }
  /** A licence request, for one of its deciders; `again` for a reminder. */
  | { readonly kind: 'request-asked'; readonly request: string; readonly decider: string; readonly again: boolean }
  /** A request was decided, in whole or in part, for its other deciders. */
  | { readonly kind: 'request-closed'; readonly request: string; readonly decider: string }
  /** A request was decided, for the requester. */
  | { readonly kind: 'request-answered'; readonly request: string };

/** The recipient: a role, resolved when it is sent, or one person. */
export type NotificationRecipient = 'purchaser' | 'manager' | { readonly person: string };

/** A notification, committed with the change that caused it and sent afterwards. */
export interface Notification {
  /** The same for the same event: it is sent once. */
  readonly id: string;
  readonly to: NotificationRecipient;
  readonly at: Instant;
  /** From then on it is obsolete and not sent. */
  readonly until?: Instant;
  readonly matter: NotificationTopic;
}

/** The kinds of notification a manager can choose. */
export const managerKinds = ['buys', 'adds', 'reduces', 'cancels', 'payment-fails'] as const;
export type ManagerKind = (typeof managerKinds)[number];
