import type { BillingPlan as Term } from '../catalogue/product.ts';

/** A new total number of licences, and whether it can wait for the renewal (RULES S3, #7). */
export interface ChangeRequest {
  readonly act: 'change';
  readonly subscription: string;
  readonly total: number;
  /** `renewal`: nothing changes today. Absent: what can change now changes now. */
  readonly when?: 'renewal';
  /** The people to unassign first, when the new total is below the assigned number (RULES #8). */
  readonly unassign?: readonly string[];
}

/** A new subscription (RULES S1), or a trial with or without a card (RULES #2, #4). */
export interface BuyRequest {
  readonly act: 'buy';
  readonly product: string;
  readonly term: Term | 'trial';
  readonly quantity: number;
  /** The billing profile that pays; absent for a trial without a card. */
  readonly profile?: string;
}

/** Reasons for a cancellation. This product's own list: Microsoft does not publish one. */
export const cancellationReasons = [
  'not-used',
  'too-expensive',
  'other-product',
  'organisation-buys',
  'left-team',
  'mistake',
  'something-else',
] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** Cancels with a reason and optional feedback (RULES S6, #10). */
export interface CancelRequest {
  readonly act: 'cancel';
  readonly subscription: string;
  readonly reason: CancellationReason;
  readonly feedback?: string;
}

/** Turns recurring billing on or off (RULES #12). */
export interface RecurringRequest {
  readonly act: 'recurring';
  readonly subscription: string;
  readonly on: boolean;
}

/** Undoes a cancellation while its window is open. */
interface ReinstateRequest {
  readonly act: 'reinstate';
  readonly subscription: string;
}

/** Replaces an ended subscription with a new one of the same plan (RULES #15). */
interface ReactivateRequest {
  readonly act: 'reactivate';
  readonly subscription: string;
}

/** Assigns licences, and buys missing ones first (RULES S4, #1). */
export interface AssignRequest {
  readonly act: 'assign';
  readonly subscription: string;
  /** Object ids. */
  readonly people: readonly string[];
  readonly buy?: number;
}

/** Unassigns licences (RULES S5). */
interface UnassignRequest {
  readonly act: 'unassign';
  readonly subscription: string;
  readonly people: readonly string[];
}

/** Every request a purchaser can make about subscriptions. */
export type OrderRequest =
  | ChangeRequest
  | BuyRequest
  | CancelRequest
  | RecurringRequest
  | ReinstateRequest
  | ReactivateRequest
  | AssignRequest
  | UnassignRequest;
