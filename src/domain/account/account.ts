import type { AuditTrail } from '../audit/audit-trail.ts';
import type { Invoice, Totals } from '../billing/invoice.ts';
import type { PersonId } from '../common/person.ts';
import type { Instant } from '../common/time.ts';
import type { Act, PersonResult } from '../subscription/order-preview.ts';
import type { OrderRequest } from '../subscription/order-request.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Notification } from './notification.ts';
import type { PaymentAct } from './payment-methods.ts';

/** Where a card's bills go. */
export interface Address {
  readonly line: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166: the organisation's own (RULES #16). */
  readonly country: string;
}

/** A card without its number: what may be kept of it (RULES #16). */
export interface PaymentMethod {
  readonly id: string;
  readonly brand: string;
  readonly lastFour: string;
  /** The first moment it is no longer valid. */
  readonly expires: Instant;
  readonly holder: string;
  /** What the payment gateway knows it by. */
  readonly token: string;
  /** Absent on cards that came before addresses were asked for. */
  readonly address?: Address;
  /** When its last charge was declined, if it was. */
  readonly declinedAt?: Instant;
}

export interface BillingProfile {
  readonly id: string;
  readonly name: string;
  /** The payment method attached to it. */
  readonly method?: string;
}

/** A change that was carried out, and what is needed to show its receipt again or to undo it. */
export interface Order {
  readonly number: string;
  /** The key of the card it was made from: the same key acts once. */
  readonly key: string;
  readonly at: Instant;
  readonly by: string;
  /** What was asked: the same key with something else is refused. */
  readonly request: OrderRequest;
  /** The subscription it made or changed. */
  readonly subscription: string;
  readonly product: string;
  readonly act: Act;
  readonly from: number;
  readonly now: number;
  readonly later?: number;
  readonly renewal?: Instant;
  readonly today: Totals;
  readonly currency: string;
  /** Whoever charges computes the amounts: `today` is what the rules make of list prices. */
  readonly estimated?: true;
  readonly paidWith: string;
  readonly invoice?: string;
  readonly undoUntil?: Instant;
  /** What became of the people it was about. */
  readonly people?: readonly PersonResult[];
  /** The order it took back. */
  readonly undoes?: string;
}

/**
 * An order whose charge is being asked for: written before the gateway is called, gone once its outcome is known.
 * What was to be carried out is kept whole, so that it can be finished after a crash.
 */
export interface PendingOrder {
  readonly order: Order;
  readonly invoice?: Invoice;
  /** The subscriptions it changes or makes. */
  readonly next: readonly Subscription[];
  /** What whoever carries it out knows it by. */
  readonly chargeKey: string;
  /** Where it is asked how far it is, by a provider that answers later. */
  readonly operation?: PendingOperation;
}

/** Something a service goes on with after it answered: where to ask how far it is, and when. */
export interface PendingOperation {
  readonly url: string;
  /** What its address says: a state in the answer, or a status until it is over. */
  readonly says: 'state' | 'status';
  /** Not before then. */
  readonly askAt: Instant;
}

/** One purchaser's live account: changed in one versioned write. */
export interface Account {
  readonly owner: PersonId;
  readonly currency: string;
  readonly subscriptions: readonly Subscription[];
  readonly methods: readonly PaymentMethod[];
  readonly profiles: readonly BillingProfile[];
  /** Those of the last 30 days, not too many, for receipts and undo; all are filed. */
  readonly orders: readonly Order[];
  /** Committed with the account, moved to documents of their own by the next write. */
  readonly unfiled: { readonly orders: readonly Order[]; readonly invoices: readonly Invoice[] };
  /** How many invoices there have been: the series has no gaps. */
  readonly invoices: number;
  /** The highest number a card was given: what is named after one that was deleted is about no other. */
  readonly cards?: number;
  readonly intent?: PendingOrder;
  /** What was done to cards and profiles in the last 30 days: each key acts once. */
  readonly acts?: readonly PaymentAct[];
  /** What is to be told of it, until it is on its way. */
  readonly notices?: readonly Notification[];
  /** Up to when its owner was reminded of what was coming. */
  readonly remindedTo?: Instant;
  /** Who did what to it, when and why: committed with it. */
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

/** The card a subscription is paid with, through its billing profile. */
export function methodFor(
  account: PaymentDetails,
  subscription: Pick<Subscription, 'profile'>,
): PaymentMethod | undefined {
  const profile = account.profiles.find(({ id }) => id === subscription.profile);
  return account.methods.find(({ id }) => id === profile?.method);
}

/** The billing profiles that something can be paid with: those that have a card. */
export const usableProfiles = (
  account: PaymentDetails,
): readonly (BillingProfile & { readonly card: PaymentMethod })[] =>
  account.profiles.flatMap((profile) => {
    const card = methodFor(account, { profile: profile.id });
    return card ? [{ ...profile, card }] : [];
  });

/** `Visa •••• 4242`, with no-break spaces: it is never broken over two lines. */
export const cardName = ({ brand, lastFour }: Pick<PaymentMethod, 'brand' | 'lastFour'>): string =>
  `${brand}\u00a0••••\u00a0${lastFour}`;

/** The account with one of its cards known to have been declined, or to have paid. */
export function withChargeResult(account: Account, card: string | undefined, declinedAt?: Instant): Account {
  const methods = account.methods.map((method) => {
    if (method.id !== card) return method;
    const { declinedAt: _before, ...rest } = method;
    return declinedAt === undefined ? rest : { ...rest, declinedAt };
  });
  return { ...account, methods };
}

/** The account with one of its subscriptions replaced, or added when it is new. */
export function withSubscription(account: Account, changed: Subscription): Account {
  const isExisting = account.subscriptions.some(({ id }) => id === changed.id);
  const subscriptions = isExisting
    ? account.subscriptions.map((subscription) => (subscription.id === changed.id ? changed : subscription))
    : [...account.subscriptions, changed];
  return { ...account, subscriptions };
}
