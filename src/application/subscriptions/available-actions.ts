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

/** What somebody wants to do with one of their subscriptions. */
export type Purpose =
  | 'open'
  | 'change'
  | 'assign'
  | 'unassign'
  | 'cancel'
  | 'recurring-on'
  | 'recurring-off'
  | 'reactivate';

/** Why a purpose is out of the question for a subscription, whatever else is said, if it is. */
export function unavailableReason(
  subscription: Subscription,
  purpose: Purpose,
  setting: RuleContext,
): Refusal | undefined {
  const { id, product, state, assignments } = subscription;
  const notActive: Refusal = { kind: 'not-active', product, since: endOf(subscription) };
  const why = (planned: { ok: true } | { ok: false; refusal: Refusal }) => (planned.ok ? undefined : planned.refusal);
  switch (purpose) {
    case 'open':
      return undefined;
    case 'change': {
      // A total that is surely possible brings it out.
      const request = { act: 'change', subscription: id, total: setting.rules.maxLicences } as const;
      const refusal = why(previewChange(subscription, request, setting));
      return refusal && barsAll(refusal) ? refusal : undefined;
    }
    case 'assign':
      return state.kind === 'active' ? undefined : notActive;
    case 'unassign':
      if (state.kind !== 'active' && state.kind !== 'expired') return notActive;
      return assignments.length > 0 ? undefined : { kind: 'nobody-has-it', product };
    case 'cancel':
      return why(previewCancellation(subscription, { act: 'cancel', subscription: id, reason: 'mistake' }, setting));
    case 'recurring-on':
      return why(previewRecurring(subscription, true, setting));
    case 'recurring-off':
      return why(previewRecurring(subscription, false, setting));
    case 'reactivate': {
      const back = previewReinstate(subscription, setting);
      return back.ok ? undefined : why(previewReactivate(subscription, setting));
    }
  }
}

const barsAll = ({ kind }: Refusal): boolean =>
  ['not-active', 'trial', 'credit-check', 'past-due', 'end-of-sale'].includes(kind);
