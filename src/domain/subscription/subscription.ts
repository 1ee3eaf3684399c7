import type { BillingPlan } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import type { Instant, Period } from '../common/time.ts';
import type { CancellationReason } from './order-request.ts';
import { refundWindowEnd } from './refund-window.ts';

/** Lifecycle after the end: Active → Expired → Disabled → Deleted (RULES #13). */
type SubscriptionState =
  | { readonly kind: 'active' }
  | { readonly kind: 'expired' | 'disabled' | 'deleted'; readonly since: Instant };

/** The charge for a lot in the current billing period, and how much of it was refunded. Minor units. */
export interface Charge {
  readonly invoice: string;
  readonly net: number;
  readonly tax: number;
  readonly taxRate: number;
  readonly refundedNet: number;
  readonly refundedTax: number;
}

/** Licences bought, added or renewed together: they share a refund window (RULES #6). */
export interface Lot {
  readonly quantity: number;
  /** When they were bought, added or renewed. */
  readonly at: Instant;
  readonly why: 'bought' | 'added' | 'renewed';
  /** Absent if nothing was charged, as in a trial. */
  readonly charge?: Charge;
}

export interface Assignment {
  readonly person: string;
  readonly at: Instant;
  /** When the person last used the product, if known. */
  readonly lastUsed?: Instant;
}

/** A number of licences that takes effect at the renewal (RULES #7). */
interface ScheduledChange {
  readonly total: number;
  readonly order: string;
}

/** A failed charge: when it was due, and the number of scheduled tries so far. */
interface PastDue {
  readonly since: Instant;
  readonly tries: number;
  /** Retries outside the schedule, one each time its card was replaced or updated. */
  readonly mends?: number;
  /** When to retry outside the schedule, because its card was replaced or updated. */
  readonly again?: Instant;
}

export interface Subscription {
  readonly id: string;
  readonly product: string;
  readonly plan: BillingPlan | 'trial';
  /** For a trial: whether a card is there to pay for the plan that follows (RULES #4). */
  readonly card: boolean;
  readonly state: SubscriptionState;
  /** Anniversaries fall on this day of the month. */
  readonly anchor: Instant;
  readonly term: Period;
  /** The current billing period: the term, or one month of a term paid monthly. */
  readonly billed: Period;
  /** Minor units per licence and billing period; fixed for the term. */
  readonly price: number;
  /** Oldest first. */
  readonly lots: readonly Lot[];
  /** Oldest first. */
  readonly assignments: readonly Assignment[];
  /** Whether recurring billing is on. */
  readonly renews: boolean;
  readonly scheduled?: ScheduledChange;
  /** Since when there are more assignments than licences (RULES #14). */
  readonly overSince?: Instant;
  readonly pastDue?: PastDue;
  /** A credit check is pending until then (RULES #9). */
  readonly creditCheckUntil?: Instant;
  readonly profile?: string;
  /** Set when it was cancelled for a refund: when, and until when that can be undone. */
  readonly cancelled?: { readonly at: Instant; readonly until: Instant };
  /** The purchaser's reason for cancelling, while the cancellation stands. */
  readonly reason?: CancellationReason;
  /** It started as a trial: one per product and person. */
  readonly trial?: true;
  /** Increases with each change: a card shown for an older version is stale. */
  readonly version: number;
}

export const licencesOf = ({ lots }: Pick<Subscription, 'lots'>): number =>
  lots.reduce((sum, { quantity }) => sum + quantity, 0);

/** Returns the licences that can be removed now for a refund: those in lots whose window is open. */
export const removableNow = (subscription: Subscription, now: Instant, rules: Rules): number =>
  licencesOf({ lots: subscription.lots.filter(({ at }) => now < refundWindowEnd(at, rules)) });

/** Returns the assignments beyond a number of licences: the latest ones (RULES #14). */
export const assignmentsBeyond = (subscription: Subscription, total: number): readonly Assignment[] =>
  subscription.assignments.slice(total);
