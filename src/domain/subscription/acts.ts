import type { ManagerKind } from '../account/notification.ts';

/**
 * What an order does. `split`: part of a reduction now, the rest at the renewal. `keep`: keeps the number and withdraws
 * a scheduled one. `end`: turns renewal off. `renew`: turns it on. `reinstate`: undoes a cancellation.
 */
export type Act =
  | 'add'
  | 'remove'
  | 'split'
  | 'schedule'
  | 'keep'
  | 'buy'
  | 'trial'
  | 'cancel'
  | 'end'
  | 'renew'
  | 'reinstate'
  | 'reactivate'
  | 'assign'
  | 'unassign';

/** The facts about an act on which the layers depend. */
interface ActTraits {
  /** The verb of the conversation in which it is confirmed. */
  readonly verb: string;
  /** What the user chooses for it: a product to buy, a subscription, or people of a subscription. */
  readonly subject: 'product' | 'subscription' | 'people';
  /** Whether it charges: unavailable where buying is turned off. */
  readonly spends: boolean;
  /** Whether its order can be undone. */
  readonly undoable: boolean;
  /** Whether a new term starts when it is confirmed. */
  readonly startsTerm: boolean;
  /** Whether it leaves the purchaser with new licences to assign. */
  readonly addsLicences: boolean;
  /** The kind of notification the manager gets, if any. */
  readonly managerKind: ManagerKind | undefined;
}

const change = { verb: 'change', subject: 'subscription', startsTerm: false, addsLicences: false } as const;
const status = { subject: 'subscription', startsTerm: false, addsLicences: false } as const;
const purchase = { spends: true, startsTerm: true, addsLicences: true, managerKind: 'buys' } as const;
const assignment = {
  subject: 'people',
  spends: false,
  undoable: true,
  startsTerm: false,
  addsLicences: false,
  managerKind: undefined,
} as const;

/** Every act with its traits. A new act starts here; the compiler then names each place that must handle it. */
export const acts = {
  add: { ...change, spends: true, undoable: true, addsLicences: true, managerKind: 'adds' },
  remove: { ...change, spends: false, undoable: true, managerKind: 'reduces' },
  split: { ...change, spends: false, undoable: true, managerKind: 'reduces' },
  schedule: { ...change, spends: false, undoable: true, managerKind: 'reduces' },
  keep: { ...change, spends: false, undoable: false, managerKind: undefined },
  buy: { ...purchase, verb: 'buy', subject: 'product', undoable: true },
  trial: { ...purchase, verb: 'buy', subject: 'product', undoable: false },
  cancel: { ...status, verb: 'cancel', spends: false, undoable: true, managerKind: 'cancels' },
  end: { ...status, verb: 'recurring', spends: false, undoable: true, managerKind: 'cancels' },
  renew: { ...status, verb: 'recurring', spends: false, undoable: true, managerKind: undefined },
  reinstate: { ...status, verb: 'undo', spends: true, undoable: false, managerKind: undefined },
  reactivate: { ...purchase, verb: 'reactivate', subject: 'subscription', undoable: true },
  assign: { ...assignment, verb: 'assign' },
  unassign: { ...assignment, verb: 'unassign' },
} as const satisfies Record<Act, ActTraits>;

/** A verb whose conversation ends in an order. */
export type OrderVerb = (typeof acts)[Act]['verb'];

/** Returns the acts whose traits satisfy a condition. */
export const actsWhere = (condition: (traits: ActTraits) => boolean): readonly Act[] =>
  (Object.keys(acts) as Act[]).filter((act) => condition(acts[act]));

/** The verbs whose conversation ends in an order, without duplicates. */
export const orderVerbs: readonly OrderVerb[] = [...new Set(Object.values(acts).map(({ verb }) => verb))];

/** Acts that cannot be undone: they cost nothing, or are an undo themselves. */
export const irreversibleActs: readonly Act[] = actsWhere(({ undoable }) => !undoable);
