import type { BillingPlan as Term } from '../catalogue/product.ts';

/** The new total a purchaser wants, and whether it may wait for the renewal (RULES S3, #7). */
export interface ChangeRequest {
  readonly act: 'change';
  readonly subscription: string;
  readonly total: number;
  /** `renewal` leaves today alone; without it, what can go now goes now. */
  readonly when?: 'renewal';
  /** Who gives up the licence first, where fewer are wanted than are assigned (RULES #8). */
  readonly unassign?: readonly string[];
}

/** A new subscription (RULES S1), or a trial with or without a card behind it (RULES #2, #4). */
export interface BuyRequest {
  readonly act: 'buy';
  readonly product: string;
  readonly term: Term | 'trial';
  readonly quantity: number;
  /** The billing profile it is paid with; none for a trial without card. */
  readonly profile?: string;
}

/** Why somebody cancels. Ours: Microsoft does not publish a list. */
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

/** Cancelling, with a reason and perhaps feedback (RULES S6, #10). */
export interface CancelRequest {
  readonly act: 'cancel';
  readonly subscription: string;
  readonly reason: CancellationReason;
  readonly feedback?: string;
}

/** Recurring billing on or off (RULES #12). */
export interface RecurringRequest {
  readonly act: 'recurring';
  readonly subscription: string;
  readonly on: boolean;
}

/** Taking a cancellation back while its window is open. */
interface ReinstateRequest {
  readonly act: 'reinstate';
  readonly subscription: string;
}

/** A new subscription of the same term in place of one that ended (RULES #15). */
interface ReactivateRequest {
  readonly act: 'reactivate';
  readonly subscription: string;
}

/** Giving people a licence, with more bought first where there are too few (RULES S4, #1). */
export interface AssignRequest {
  readonly act: 'assign';
  readonly subscription: string;
  /** Object ids. */
  readonly people: readonly string[];
  readonly buy?: number;
}

/** Taking the licence from people (RULES S5). */
interface UnassignRequest {
  readonly act: 'unassign';
  readonly subscription: string;
  readonly people: readonly string[];
}

/** Everything a purchaser can have done to what they bought. */
export type OrderRequest =
  | ChangeRequest
  | BuyRequest
  | CancelRequest
  | RecurringRequest
  | ReinstateRequest
  | ReactivateRequest
  | AssignRequest
  | UnassignRequest;
