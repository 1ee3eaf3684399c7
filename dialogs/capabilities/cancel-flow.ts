import { cancelForm } from '../../cards/orders/cancel-form.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { type CancellationReason, cancellationReasons } from '../../src/domain/subscription/order-request.ts';
import type { Form } from '../engine/flow-definition.ts';
import { type OrderFlowDeps, orderFlow } from '../engine/order-flow.ts';

/** Stored between turns: its property names are a data format. */
interface CancelDraft {
  readonly subscription: string;
  readonly reason?: CancellationReason;
  readonly feedback?: string;
}

/** Asks for the reason of a cancellation, and for feedback (RULES S6). */
export const cancelFlow = (deps: OrderFlowDeps, rules: Rules) =>
  orderFlow<CancelDraft>(deps, {
    id: 'cancel',
    forms: [reasonForm(deps, rules)],
    request: ({ subscription, reason = 'something-else', feedback }) => ({
      act: 'cancel',
      subscription,
      reason,
      ...(feedback && { feedback }),
    }),
  });

const reasonForm = ({ orderService }: OrderFlowDeps, { maxFeedback }: Rules): Form<CancelDraft> => ({
  isNeeded: ({ reason }) => reason === undefined,
  async render({ actor, t }, { subscription }, { fields, refusal }) {
    const details = await orderService.checkAction(actor, subscription, 'cancel');
    if (!details.ok) return details;
    const problem = refusal && t.refusal(refusal, t);
    const input = { ...fields, ...(problem && { problem: `${problem.title}. ${problem.text}` }) };
    return ok(cancelForm(details.value, input, t));
  },
  parseAnswer(_turn, { reason, feedback }) {
    const chosen = cancellationReasons.find((one) => one === reason);
    if (!chosen) return refuse({ kind: 'no-reason' });
    const text = typeof feedback === 'string' ? feedback.trim() : '';
    const letters = [...text].length;
    if (letters > maxFeedback) return refuse({ kind: 'feedback-too-long', letters, max: maxFeedback });
    return ok({ reason: chosen, ...(text !== '' && { feedback: text }) });
  },
  fieldsFromText: (text) => ({ reason: text }),
  handlesRefusal: ({ kind }) => ['no-reason', 'feedback-too-long', 'file'].includes(kind),
  clearAnswer: ({ subscription }) => ({ subscription }),
});
