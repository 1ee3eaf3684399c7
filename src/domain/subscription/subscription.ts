import type { BillingPlan } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant, type Period } from '../common/time.ts';
import type { CancellationReason } from './order-request.ts';

/** Life after the end: Active → Expired → Disabled → Deleted (RULES #13). */
type SubscriptionState =
  | { readonly kind: 'active' }
  | { readonly kind: 'expired' | 'disabled' | 'deleted'; readonly since: Instant };

/** What was charged for a lot in the billing period now running, and what of it went back. Minor units. */
export interface Charge {
  readonly invoice: string;
  readonly net: number;
  readonly tax: number;
  readonly taxRate: number;
  readonly refundedNet: number;
  readonly refundedTax: number;
}

/** Licences bought, added or renewed together: they share a window (RULES #6). */
export interface Lot {
  readonly quantity: number;
  /** When they were bought, added or renewed. */
  readonly at: Instant;
  readonly why: 'bought' | 'added' | 'renewed';
  /** Absent while nothing was charged, as in a trial. */
  readonly charge?: Charge;
}

export interface Assignment {
  readonly person: string;
  readonly at: Instant;
  /** When they last used the product, as far as is known. */
  readonly lastUsed?: Instant;
}

/** A number of licences that starts at the renewal (RULES #7). */
interface ScheduledChange {
  readonly total: number;
  readonly order: string;
}

/** A charge that failed: when it was due, and how often it was tried by the schedule. */
interface PastDue {
  readonly since: Instant;
  readonly tries: number;
  /** How often its card was mended since: each is a try of its own, outside the schedule. */
  readonly mends?: number;
  /** When it is to be tried at once, because its card was mended. */
  readonly again?: Instant;
}

export interface Subscription {
  readonly id: string;
  readonly product: string;
  readonly plan: BillingPlan | 'trial';
  /** For a trial: whether a card stands ready for what follows (RULES #4). */
  readonly card: boolean;
  readonly state: SubscriptionState;
  /** Anniversaries keep this day. */
  readonly anchor: Instant;
  readonly term: Period;
  /** What is paid for now: the term, or one month of a term paid monthly. */
  readonly billed: Period;
  /** Minor units a licence a billing period; it stays for the term. */
  readonly price: number;
  /** Oldest first. */
  readonly lots: readonly Lot[];
  /** Longest ago first. */
  readonly assignments: readonly Assignment[];
  /** Recurring billing. */
  readonly renews: boolean;
  readonly scheduled?: ScheduledChange;
  /** Since when more people have a licence than there are licences (RULES #14). */
  readonly overSince?: Instant;
  readonly pastDue?: PastDue;
  /** A credit check is pending until then (RULES #9). */
  readonly creditCheckUntil?: Instant;
  readonly profile?: string;
  /** It was cancelled for money back, which can be taken back until then. */
  readonly cancelled?: { readonly at: Instant; readonly until: Instant };
  /** Why its purchaser cancelled it, for as long as that holds. */
  readonly reason?: CancellationReason;
  /** It began as a trial: one per product and person. */
  readonly trial?: true;
  /** One more for each change: a card made for an older one is stale. */
  readonly version: number;
}

export const licencesOf = ({ lots }: Pick<Subscription, 'lots'>): number =>
  lots.reduce((sum, { quantity }) => sum + quantity, 0);

/** Until when this lot can go back for money: 7 × 24 hours after it came (RULES #6). */
export const windowEnd = (lot: Lot, rules: Rules): Instant => lot.at + rules.windowDays * DAY;

/** Licences that can be removed now for money back: those of lots whose window is open. */
export const removableNow = (subscription: Subscription, now: Instant, rules: Rules): number =>
  licencesOf({ lots: subscription.lots.filter((lot) => now < windowEnd(lot, rules)) });

/** Whoever would be without a licence at this number: those who got theirs last (RULES #14). */
export const assignmentsBeyond = (subscription: Subscription, total: number): readonly Assignment[] =>
  subscription.assignments.slice(total);
