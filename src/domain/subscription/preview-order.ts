import { type Account, cardName, methodFor, usableProfiles } from '../account/account.ts';
import { type Outcome, ok, refuse } from '../common/result.ts';
import type { PersonResult, Plan, Setting } from './order-preview.ts';
import type { ChangeRequest, Request } from './order-request.ts';
import { planAssign, planUnassign, withoutPeople } from './preview-assignment.ts';
import { planCancel, planReactivate, planRecurring, planReinstate } from './preview-cancellation.ts';
import { planChange } from './preview-change.ts';
import { planPurchase } from './preview-purchase.ts';
import type { Subscription } from './subscription.ts';

/** Exactly what a request would do to somebody's account, or why it cannot be done. Nothing is changed. */
export function planOf(account: Planned, request: Request, setting: Setting): Outcome<Plan> {
  const plan = planned(account, request, setting);
  const method = plan.ok && plan.value.today.gross !== 0 ? methodFor(account, plan.value.next) : undefined;
  return plan.ok && method ? ok({ ...plan.value, paidWith: cardName(method) }) : plan;
}

type Planned = Pick<Account, 'subscriptions' | 'profiles' | 'methods'>;

function planned(account: Planned, request: Request, setting: Setting): Outcome<Plan> {
  if (request.act === 'buy') {
    // A billing profile without a card pays for nothing, nor does it stand behind a trial (RULES #2, #4).
    const { profile, ...rest } = request;
    const pays = usableProfiles(account).some(({ id }) => id === profile);
    return planPurchase(account.subscriptions, pays ? request : rest, setting);
  }
  const subscription = account.subscriptions.find(
    ({ id, state }) => id === request.subscription && state.kind !== 'deleted',
  );
  if (!subscription) return refuse({ kind: 'unknown-subscription', said: '' });
  switch (request.act) {
    case 'change':
      return request.unassign ? planReduce(subscription, request, setting) : planChange(subscription, request, setting);
    case 'cancel':
      return planCancel(subscription, request, setting);
    case 'recurring':
      return planRecurring(subscription, request.on, setting);
    case 'reinstate':
      return planReinstate(subscription, setting);
    case 'reactivate':
      return planReactivate(subscription, setting);
    case 'assign':
      return planAssign(subscription, request, setting);
    case 'unassign':
      return planUnassign(subscription, request.people, setting);
  }
}

/** A new total after some have given up their licence (RULES #8): both are shown as one. */
function planReduce(subscription: Subscription, request: ChangeRequest, setting: Setting): Outcome<Plan> {
  const { unassign = [], ...change } = request;
  const reduced = planChange(withoutPeople(subscription, unassign), change, setting);
  if (!reduced.ok) return reduced;
  const has = new Set(subscription.assignments.map(({ person }) => person));
  const people = unassign.map((person): PersonResult => ({ person, result: has.has(person) ? 'done' : 'had' }));
  return ok({ ...reduced.value, subscription, people });
}
