import type { Order } from '../../domain/account/account.ts';
import type { ManagerKind } from '../../domain/account/notification.ts';
import type { PaymentMethod } from '../../domain/account/payment-method.ts';
import type { Person } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { RequestView } from '../licence-requests/request-queries.ts';
import type { Receipt } from '../orders/receipt.ts';
import type { PaymentReceipt } from '../payments/payment-receipt.ts';
import type { SubscriptionDetails } from '../subscriptions/overview.ts';

/** What a manager's people spend, and what one of them did about it. Amounts are minor units before tax. */
export interface TeamOrder {
  readonly kind: 'team-order';
  readonly about: ManagerKind | undefined;
  readonly order: Order;
  readonly product: string;
  readonly purchaser: Pick<Person, 'id' | 'name' | 'mail'>;
  /** What it changes a month; negative where less is spent. */
  readonly monthly: number;
  /** What the team spends a month now; absent where nobody's manager is told. */
  readonly team?: number;
  /** The order was taken back since. */
  readonly isUndone: boolean;
}

export interface TeamPaymentFailed {
  readonly kind: 'team-payment-failed';
  readonly details: SubscriptionDetails;
  readonly purchaser: Pick<Person, 'id' | 'name' | 'mail'>;
  /** What the subscription costs a month. */
  readonly monthly: number;
}

/** What goes into a digest. */
export type TeamNotificationContent = TeamOrder | TeamPaymentFailed;

/** Something a person is told without having asked. */
export type NotificationContent =
  | { readonly kind: 'order-settled' | 'window-closes'; readonly receipt: Receipt }
  | { readonly kind: 'wallet-changed'; readonly receipt: PaymentReceipt }
  /** A payment that failed: the subscription as it stands after it. */
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
  /** A licence request, to who asked it or may decide it; again where they were told of it before. */
  | { readonly kind: 'request'; readonly view: RequestView; readonly again: boolean }
  | TeamNotificationContent
  | {
      readonly kind: 'digest';
      readonly every: 'daily' | 'weekly';
      readonly items: readonly TeamNotificationContent[];
      /** Whether its reader is somebody's manager; else it is of people who have none. */
      readonly team: boolean;
    };
