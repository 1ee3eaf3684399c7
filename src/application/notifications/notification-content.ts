import type { Order } from '../../domain/account/account.ts';
import type { ManagerKind } from '../../domain/account/notification.ts';
import type { PaymentMethod } from '../../domain/account/payment-method.ts';
import type { Person } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { RequestView } from '../licence-requests/request-queries.ts';
import type { Receipt } from '../orders/receipt.ts';
import type { PaymentReceipt } from '../payments/payment-receipt.ts';
import type { SubscriptionDetails } from '../subscriptions/overview.ts';

/** An order by one of a manager's reports. Amounts are minor units before tax. */
export interface TeamOrder {
  readonly kind: 'team-order';
  readonly about: ManagerKind | undefined;
  readonly order: Order;
  readonly product: string;
  readonly purchaser: Pick<Person, 'id' | 'name' | 'mail'>;
  /** The change of cost a month; negative if less is spent. */
  readonly monthly: number;
  /** What the team spends a month now; absent if the purchaser has no manager. */
  readonly team?: number;
  /** The order has been undone since. */
  readonly isUndone: boolean;
}

export interface TeamPaymentFailed {
  readonly kind: 'team-payment-failed';
  readonly details: SubscriptionDetails;
  readonly purchaser: Pick<Person, 'id' | 'name' | 'mail'>;
  /** What the subscription costs a month. */
  readonly monthly: number;
}

/** Content that can be part of a digest. */
export type TeamNotificationContent = TeamOrder | TeamPaymentFailed;

/** The content of a proactive message. */
export type NotificationContent =
  | { readonly kind: 'order-settled' | 'window-closes'; readonly receipt: Receipt }
  | { readonly kind: 'wallet-changed'; readonly receipt: PaymentReceipt }
  /** A payment failed: the subscription in its current state. */
  | { readonly kind: 'payment-failed'; readonly details: SubscriptionDetails }
  | {
      readonly kind: 'renews' | 'trial-ends' | 'over';
      readonly details: SubscriptionDetails;
      readonly by: Instant;
      readonly days: number;
      /** What the next term costs before tax, minor units. */
      readonly net: number;
    }
  | { readonly kind: 'few-licences' | 'scheduled-done'; readonly details: SubscriptionDetails }
  | { readonly kind: 'card-expires'; readonly card: PaymentMethod; readonly paysFor: readonly string[] }
  /** A licence request, for its requester or a decider; `again` for a reminder. */
  | { readonly kind: 'request'; readonly view: RequestView; readonly again: boolean }
  | TeamNotificationContent
  | {
      readonly kind: 'digest';
      readonly every: 'daily' | 'weekly';
      readonly items: readonly TeamNotificationContent[];
      /** Whether the reader manages these purchasers; else the purchasers have no manager. */
      readonly team: boolean;
    };
