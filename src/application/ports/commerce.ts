import type { Account, Order } from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import type { PaymentAct, PaymentRequest, PaymentSnapshot } from '../../domain/account/payment-method.ts';
import type { RecentEntries } from '../../domain/audit/audit-trail.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { ProviderAction } from '../../domain/common/provider-action.ts';
import type { Result } from '../../domain/common/result.ts';
import type { Period } from '../../domain/common/time.ts';
import type { PreviewSnapshot } from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';

/** An order that the user confirmed on its review card. */
export interface OrderCommand {
  /** The idempotency key, created with the review: the same key acts once. */
  readonly key: string;
  readonly request: OrderRequest;
  /** What the review showed; the order is refused when it no longer holds. */
  readonly shown: PreviewSnapshot;
}

/** A change of payment methods, confirmed on its review card or submitted on the card page. */
export interface PaymentCommand {
  /** The idempotency key: the same key acts once. */
  readonly key: string;
  readonly request: PaymentRequest;
  /** What the review showed, absent without a review; the change is refused when it no longer holds. */
  readonly shown?: PaymentSnapshot;
}

/**
 * The system of record behind the bot: what people bought, and the changes they make to it. Names of its methods are
 * labels of metrics.
 */
export interface Commerce {
  /** The actions it supports; the others are left to the provider's own pages. */
  readonly supported: ReadonlySet<ProviderAction>;
  /** Loads all purchases of an organisation, including those of people who never used the bot. */
  syncPurchases?(tenant: string): Promise<void>;
  /** Returns the current account, after everything due in it was carried out. */
  account(owner: PersonId): Promise<Account>;
  /** Returns the products, prices and taxes for an organisation's purchasers. */
  terms(tenant: string): Promise<Terms>;
  /** Executes an order once per key and returns it. */
  carryOut(owner: PersonId, command: OrderCommand): Promise<Result<Order>>;
  /**
   * Changes cards and billing profiles once per key, in one write. Failed payments that a change makes possible again are
   * retried at once.
   */
  changePaymentMethods(owner: PersonId, command: PaymentCommand): Promise<Result<PaymentAct>>;
  /** Returns the invoices of a period, newest first, after everything due was charged. */
  invoices(owner: PersonId, period: Period): Promise<readonly Invoice[]>;
  lastInvoice(owner: PersonId): Promise<Invoice | undefined>;
  invoice(owner: PersonId, number: string): Promise<Invoice | undefined>;
  /** Returns a short-lived URL of the biller's own PDF of an invoice; nothing where the bot's PDF is the invoice. */
  providerPdf?(owner: PersonId, number: string): Promise<string | undefined>;
  /** Returns an order of any age. */
  order(owner: PersonId, number: string): Promise<Order | undefined>;
  /** Returns at least `minimum` of the newest entries of the account's audit trail, if there are that many. */
  history(owner: PersonId, minimum: number): Promise<RecentEntries>;
  /**
   * Passes the account's notifications, which were committed with what they are about, to `receive` and removes them once
   * it is done: each is passed at least once, and none is lost.
   */
  handOver(owner: PersonId, receive: (notifications: readonly Notification[]) => Promise<void>): Promise<void>;
}
