import { type Account, cardName, methodFor, usableProfiles } from '../account/account.ts';
import { ok, type Result, refuse } from '../common/result.ts';
import type { OrderPreview, PersonResult, RuleContext } from './order-preview.ts';
import type { ChangeRequest, OrderRequest } from './order-request.ts';
import { previewAssign, previewUnassign, withoutPeople } from './preview-assignment.ts';
import { previewCancellation, previewReactivate, previewRecurring, previewReinstate } from './preview-cancellation.ts';
import { previewChange } from './preview-change.ts';
import { previewPurchase } from './preview-purchase.ts';
import type { Subscription } from './subscription.ts';

/** Exactly what a request would do to somebody's account, or why it cannot be done. Nothing is changed. */
export function previewOrder(account: Planned, request: OrderRequest, setting: RuleContext): Result<OrderPreview> {
  const plan = planned(account, request, setting);
  const method = plan.ok && plan.value.today.gross !== 0 ? methodFor(account, plan.value.next) : undefined;
  return plan.ok && method ? ok({ ...plan.value, paidWith: cardName(method) }) : plan;
}

type Planned = Pick<Account, 'subscriptions' | 'profiles' | 'methods'>;

function planned(account: Planned, request: OrderRequest, setting: RuleContext): Result<OrderPreview> {
  if (request.act === 'buy') {
    // A billing profile without a card pays for nothing, nor does it stand behind a trial (RULES #2, #4).
    const { profile, ...rest } = request;
    const pays = usableProfiles(account).some(({ id }) => id === profile);
    return previewPurchase(account.subscriptions, pays ? request : rest, setting);
  }
  const subscription = account.subscriptions.find(
    ({ id, state }) => id === request.subscription && state.kind !== 'deleted',
  );
  if (!subscription) return refuse({ kind: 'unknown-subscription', said: '' });
  switch (request.act) {
    case 'change':
      return request.unassign
        ? planReduce(subscription, request, setting)
        : previewChange(subscription, request, setting);
    case 'cancel':
      return previewCancellation(subscription, request, setting);
    case 'recurring':
      return previewRecurring(subscription, request.on, setting);
    case 'reinstate':
      return previewReinstate(subscription, setting);
    case 'reactivate':
      return previewReactivate(subscription, setting);
    case 'assign':
      return previewAssign(subscription, request, setting);
    case 'unassign':
      return previewUnassign(subscription, request.people, setting);
  }
}

/** A new total after some have given up their licence (RULES #8): both are shown as one. */
function planReduce(subscription: Subscription, request: ChangeRequest, setting: RuleContext): Result<OrderPreview> {
  const { unassign = [], ...change } = request;
  const reduced = previewChange(withoutPeople(subscription, unassign), change, setting);
  if (!reduced.ok) return reduced;
  const has = new Set(subscription.assignments.map(({ person }) => person));
  const people = unassign.map((person): PersonResult => ({ person, result: has.has(person) ? 'done' : 'had' }));
  return ok({ ...reduced.value, subscription, people });
}
