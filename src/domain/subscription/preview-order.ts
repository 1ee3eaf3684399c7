import { type Account, cardName, methodFor, usableProfiles } from '../account/account.ts';
import { ok, type Result, refuse } from '../common/result.ts';
import type { OrderPreview, PersonResult, RuleContext } from './order-preview.ts';
import type { ChangeRequest, OrderRequest } from './order-request.ts';
import { previewAssign, previewUnassign, withoutPeople } from './preview-assignment.ts';
import { previewCancellation, previewReactivate, previewRecurring, previewReinstate } from './preview-cancellation.ts';
import { previewChange } from './preview-change.ts';
import { previewPurchase } from './preview-purchase.ts';
import type { Subscription } from './subscription.ts';

/** Previews what a request does to an account, or returns why it is refused. */
export function previewOrder(
  account: PreviewableAccount,
  request: OrderRequest,
  context: RuleContext,
): Result<OrderPreview> {
  const preview = previewRequest(account, request, context);
  const method = preview.ok && preview.value.today.gross !== 0 ? methodFor(account, preview.value.next) : undefined;
  return preview.ok && method ? ok({ ...preview.value, paidWith: cardName(method) }) : preview;
}

type PreviewableAccount = Pick<Account, 'subscriptions' | 'profiles' | 'methods'>;

function previewRequest(
  account: PreviewableAccount,
  request: OrderRequest,
  context: RuleContext,
): Result<OrderPreview> {
  if (request.act === 'buy') {
    // A billing profile without a card can neither pay nor back a trial (RULES #2, #4).
    const { profile, ...rest } = request;
    const canPay = usableProfiles(account).some(({ id }) => id === profile);
    return previewPurchase(account.subscriptions, canPay ? request : rest, context);
  }
  const subscription = account.subscriptions.find(
    ({ id, state }) => id === request.subscription && state.kind !== 'deleted',
  );
  if (!subscription) return refuse({ kind: 'unknown-subscription', said: '' });
  switch (request.act) {
    case 'change':
      return request.unassign
        ? previewReduction(subscription, request, context)
        : previewChange(subscription, request, context);
    case 'cancel':
      return previewCancellation(subscription, request, context);
    case 'recurring':
      return previewRecurring(subscription, request.on, context);
    case 'reinstate':
      return previewReinstate(subscription, context);
    case 'reactivate':
      return previewReactivate(subscription, context);
    case 'assign':
      return previewAssign(subscription, request, context);
    case 'unassign':
      return previewUnassign(subscription, request.people, context);
  }
}

/** Previews unassigning people and reducing the total as one change (RULES #8). */
function previewReduction(
  subscription: Subscription,
  request: ChangeRequest,
  context: RuleContext,
): Result<OrderPreview> {
  const { unassign = [], ...changeRequest } = request;
  const change = previewChange(withoutPeople(subscription, unassign), changeRequest, context);
  if (!change.ok) return change;
  const holders = new Set(subscription.assignments.map(({ person }) => person));
  const people = unassign.map((person): PersonResult => ({ person, result: holders.has(person) ? 'done' : 'had' }));
  return ok({ ...change.value, subscription, people });
}
