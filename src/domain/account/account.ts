import type { AuditTrail } from '../audit/audit-trail.ts';
import type { Invoice, Totals } from '../billing/invoice.ts';
import type { PersonId } from '../common/person.ts';
import type { Instant } from '../common/time.ts';
import type { Act } from '../subscription/acts.ts';
import type { PersonResult } from '../subscription/order-preview.ts';
import type { OrderRequest } from '../subscription/order-request.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Notification } from './notification.ts';
import type { BillingProfile, PaymentAct, PaymentMethod } from './payment-method.ts';

/** A completed order, with the data needed to show its receipt again and to undo it. */
export interface Order {
  readonly number: string;
  /** The idempotency key from the review card: a key is executed only once. */
  readonly key: string;
  readonly at: Instant;
  readonly by: string;
  /** The original request: reusing the key with another request is refused. */
  readonly request: OrderRequest;
  /** The id of the subscription it created or changed. */
  readonly subscription: string;
  readonly product: string;
  readonly act: Act;
  readonly from: number;
  readonly now: number;
  readonly later?: number;
  readonly renewal?: Instant;
  readonly today: Totals;
  readonly currency: string;
  /** The provider computes the amounts; `today` is an estimate from list prices. */
  readonly estimated?: true;
  readonly paidWith: string;
  readonly invoice?: string;
  readonly undoUntil?: Instant;
  /** The result for each person the order names. */
  readonly people?: readonly PersonResult[];
  /** The order that this order undoes. */
  readonly undoes?: string;
}

/**
 * An order whose charge is pending. It is stored before the provider is called and removed once the result is known. It
 * contains everything needed to complete the order after a crash.
 */
export interface PendingOrder {
  readonly order: Order;
  readonly invoice?: Invoice;
  /** The subscriptions as they are after the order. */
  readonly next: readonly Subscription[];
  /** The idempotency key sent to the provider. */
  readonly chargeKey: string;
  /** The long-running operation to poll, for a provider that answers asynchronously. */
  readonly operation?: PendingOperation;
}

/** A long-running operation of a service: where and when to poll it. */
export interface PendingOperation {
  readonly url: string;
  /** What the URL returns: a state in the response body, or an HTTP status until the operation ends. */
  readonly says: 'state' | 'status';
  /** The earliest time of the next poll. */
  readonly askAt: Instant;
}

/** One purchaser's account, changed in one versioned write. */
export interface Account {
  readonly owner: PersonId;
  readonly currency: string;
  readonly subscriptions: readonly Subscription[];
  readonly methods: readonly PaymentMethod[];
  readonly profiles: readonly BillingProfile[];
  /** Recent orders (30 days, limited in number) for receipts and undo; every order is also filed as a document. */
  readonly orders: readonly Order[];
  /** Committed with the account; the next write moves them to documents of their own. */
  readonly unfiled: { readonly orders: readonly Order[]; readonly invoices: readonly Invoice[] };
  /** The number of invoices so far: the series has no gaps. */
  readonly invoices: number;
  /** The highest card number used so far: the id of a deleted card is never reused. */
  readonly cards?: number;
  readonly intent?: PendingOrder;
  /** Changes to cards and billing profiles in the last 30 days: each key is executed only once. */
  readonly acts?: readonly PaymentAct[];
  /** Notifications not yet handed to the outbox. */
  readonly notices?: readonly Notification[];
  /** The time up to which reminders were created. */
  readonly remindedTo?: Instant;
  /** The audit trail, committed with the account. */
  readonly trail?: AuditTrail;
}

export const emptyAccount = ({ tenant, person }: PersonId, currency: string): Account => ({
  owner: { tenant, person },
  currency,
  subscriptions: [],
  methods: [],
  profiles: [],
  orders: [],
  unfiled: { orders: [], invoices: [] },
  invoices: 0,
});

type PaymentDetails = Pick<Account, 'methods' | 'profiles'>;

/** Returns the card that pays for a subscription, through its billing profile. */
export function methodFor(
  account: PaymentDetails,
  subscription: Pick<Subscription, 'profile'>,
): PaymentMethod | undefined {
  const profile = account.profiles.find(({ id }) => id === subscription.profile);
  return account.methods.find(({ id }) => id === profile?.method);
}

/** Returns the billing profiles that have a card and can therefore pay. */
export const usableProfiles = (
  account: PaymentDetails,
): readonly (BillingProfile & { readonly card: PaymentMethod })[] =>
  account.profiles.flatMap((profile) => {
    const card = methodFor(account, { profile: profile.id });
    return card ? [{ ...profile, card }] : [];
  });

/** Formats a card as `Visa •••• 4242`, with no-break spaces so that it never wraps. */
export const cardName = ({ brand, lastFour }: Pick<PaymentMethod, 'brand' | 'lastFour'>): string =>
  `${brand}\u00a0••••\u00a0${lastFour}`;

/** Returns the account with the result of a charge recorded on one of its cards. */
export function withChargeResult(account: Account, card: string | undefined, declinedAt?: Instant): Account {
  const methods = account.methods.map((method) => {
    if (method.id !== card) return method;
    const { declinedAt: _before, ...rest } = method;
    return declinedAt === undefined ? rest : { ...rest, declinedAt };
  });
  return { ...account, methods };
}

/** Returns the account with a subscription replaced, or added if it is new. */
export function withSubscription(account: Account, changed: Subscription): Account {
  const isExisting = account.subscriptions.some(({ id }) => id === changed.id);
  const subscriptions = isExisting
    ? account.subscriptions.map((subscription) => (subscription.id === changed.id ? changed : subscription))
    : [...account.subscriptions, changed];
  return { ...account, subscriptions };
}
