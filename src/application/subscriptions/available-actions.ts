import type { Refusal } from '../../domain/common/refusal.ts';
import type { RuleContext } from '../../domain/subscription/order-preview.ts';
import {
  previewCancellation,
  previewReactivate,
  previewRecurring,
  previewReinstate,
} from '../../domain/subscription/preview-cancellation.ts';
import { endOf, previewChange } from '../../domain/subscription/preview-change.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';

/** An action on one of the user's subscriptions. */
export type SubscriptionAction =
  | 'open'
  | 'change'
  | 'assign'
  | 'unassign'
  | 'cancel'
  | 'recurring-on'
  | 'recurring-off'
  | 'reactivate';

/** Returns why an action is unavailable for a subscription with any parameters; nothing if it may be available. */
export function unavailableReason(
  subscription: Subscription,
  action: SubscriptionAction,
  context: RuleContext,
): Refusal | undefined {
  const { id, product, state, assignments } = subscription;
  const notActive: Refusal = { kind: 'not-active', product, since: endOf(subscription) };
  const refusalOf = (preview: { ok: true } | { ok: false; refusal: Refusal }) =>
    preview.ok ? undefined : preview.refusal;
  switch (action) {
    case 'open':
      return undefined;
    case 'change': {
      // A total that is always allowed reveals reasons that exclude every change.
      const request = { act: 'change', subscription: id, total: context.rules.maxLicences } as const;
      const refusal = refusalOf(previewChange(subscription, request, context));
      return refusal && appliesToEveryChange(refusal) ? refusal : undefined;
    }
    case 'assign':
      return state.kind === 'active' ? undefined : notActive;
    case 'unassign':
      if (state.kind !== 'active' && state.kind !== 'expired') return notActive;
      return assignments.length > 0 ? undefined : { kind: 'nobody-has-it', product };
    case 'cancel':
      return refusalOf(
        previewCancellation(subscription, { act: 'cancel', subscription: id, reason: 'mistake' }, context),
      );
    case 'recurring-on':
      return refusalOf(previewRecurring(subscription, true, context));
    case 'recurring-off':
      return refusalOf(previewRecurring(subscription, false, context));
    case 'reactivate': {
      const reinstatement = previewReinstate(subscription, context);
      return reinstatement.ok ? undefined : refusalOf(previewReactivate(subscription, context));
    }
  }
}

const appliesToEveryChange = ({ kind }: Refusal): boolean =>
  ['not-active', 'trial', 'credit-check', 'past-due', 'end-of-sale'].includes(kind);
