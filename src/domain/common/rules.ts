/** All numeric rules; a deployment can override them. */
export interface Rules {
  /** Days after buying, adding or renewing in which licences can be removed for a refund (RULES #6, #10). */
  readonly windowDays: number;
  /** Days of normal access after the end (RULES #13). */
  readonly expiredDays: number;
  /** Days after expiry in which only administrators have access to the data (RULES #13). */
  readonly disabledDays: number;
  /** Days to resolve more assignments than licences (RULES #14). */
  readonly overDays: number;
  /** Days after a failed charge on which it is retried; after the last retry the subscription expires. */
  readonly retryDays: readonly number[];
  /** Days a trial lasts. */
  readonly trialDays: number;
  /** Licences of a trial. */
  readonly trialLicences: number;
  /** The most people to assign at a time (RULES S4). */
  readonly maxPeople: number;
  /** The maximum length of cancellation feedback, in characters. */
  readonly maxFeedback: number;
  /** The maximum length of a request's reason and of a decision's note, in characters. */
  readonly maxWhy: number;
  /** Licence requests a person can submit in 24 hours. */
  readonly maxRequests: number;
  /** Days after which deciders are reminded of a licence request (RULES #19). */
  readonly requestRemindDays: readonly number[];
  /** Days after which an undecided request expires. */
  readonly requestDays: number;
  /** Months a closed request is kept. */
  readonly requestMonths: number;
  /** Purchases above this amount need the manager's approval: minor units a month before tax; absent: none. */
  readonly approvalAbove?: number;
  /** Countries and segments where no, or not all, products are offered (RULES #3). Countries as ISO 3166-1. */
  readonly excluded: {
    readonly countries: readonly string[];
    readonly segments: readonly string[];
    readonly families: readonly { readonly families: readonly string[]; readonly countries: readonly string[] }[];
  };
  /** The most licences of one subscription. */
  readonly maxLicences: number;
  /** The most payment cards a person can have, so that one message card can list them. */
  readonly maxCards: number;
  /** Days before expiry from which a payment card is shown as expiring. */
  readonly cardSoonDays: number;
  /**
   * Days before a renewal, the end of a trial, or the removal of excess assignments on which the purchaser is reminded.
   */
  readonly remindDays: readonly number[];
  /** Days before a payment card expires on which its owner is reminded. */
  readonly cardRemindDays: readonly number[];
}

export const defaultRules: Rules = {
  windowDays: 7,
  expiredDays: 30,
  disabledDays: 90,
  overDays: 90,
  retryDays: [1, 3, 7, 14],
  trialDays: 30,
  trialLicences: 25,
  maxPeople: 20,
  maxFeedback: 1_000,
  maxWhy: 1_000,
  maxRequests: 20,
  requestRemindDays: [2, 5],
  requestDays: 30,
  requestMonths: 12,
  excluded: {
    countries: ['IN'],
    segments: ['education', 'government'],
    families: [{ families: ['project', 'visio'], countries: ['BR', 'CD'] }],
  },
  maxLicences: 10_000,
  maxCards: 10,
  cardSoonDays: 30,
  remindDays: [30, 7, 1],
  cardRemindDays: [30, 7],
};
