/** Every number of the rules, in one place; a deployment may pass its own. */
export interface Rules {
  /** Days after buying, adding or renewing in which licences can be removed for money back (RULES #6, #10). */
  readonly windowDays: number;
  /** Days of normal access after the end (RULES #13). */
  readonly expiredDays: number;
  /** Days after that in which only administrators reach the data (RULES #13). */
  readonly disabledDays: number;
  /** Days to resolve more people than licences (RULES #14). */
  readonly overDays: number;
  /** Days after a failed renewal on which the charge is tried again; after the last the subscription expires. */
  readonly retryDays: readonly number[];
  /** Days a trial lasts. */
  readonly trialDays: number;
  /** Licences of a trial. */
  readonly trialLicences: number;
  /** People who can be given a licence at a time (RULES S4). */
  readonly maxPeople: number;
  /** Letters of feedback on a cancellation. */
  readonly maxFeedback: number;
  /** Letters of why a licence is asked for, and of the note with an answer. */
  readonly maxWhy: number;
  /** Times somebody may ask in 24 hours: others hear of each. */
  readonly maxRequests: number;
  /** Days after which those who decide on a licence request are reminded of it (RULES #19). */
  readonly requestRemindDays: readonly number[];
  /** Days after which a request that nobody decided expires. */
  readonly requestDays: number;
  /** Months a request is kept once it is over. */
  readonly requestMonths: number;
  /** Purchases that cost more than this wait for the manager's yes: minor units a month before tax; absent: none do. */
  readonly approvalAbove?: number;
  /** Where nothing, or not everything, is offered (RULES #3). Countries as ISO 3166-1. */
  readonly excluded: {
    readonly countries: readonly string[];
    readonly segments: readonly string[];
    readonly families: readonly { readonly families: readonly string[]; readonly countries: readonly string[] }[];
  };
  /** The most licences of one subscription. */
  readonly maxLicences: number;
  /** The most cards somebody keeps: what a card can list. */
  readonly maxCards: number;
  /** Days before a card expires in which that is worth a look. */
  readonly cardSoonDays: number;
  /** Days before a renewal, the end of a trial, or the end of too many assigned, on which the purchaser is told. */
  readonly remindDays: readonly number[];
  /** Days before a card expires on which its owner is told. */
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
