import { cancelForm } from '../../cards/orders/cancel-form.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { type CancellationReason, cancellationReasons } from '../../src/domain/subscription/order-request.ts';
import type { Form } from '../engine/flow-definition.ts';
import type { PreviousInput } from '../engine/form-fields.ts';
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

/** Words by which a reason in the user's words is one of the form's. */
const REASON_WORDS: readonly (readonly [CancellationReason, RegExp])[] = [
  ['too-expensive', /expensive|cost|price|pric(?:e|ey)|budget|money|cheaper|dear\b|duur|kost|prijs|geld|goedkop/i],
  ['not-used', /us(?:e|ed|es|ing)\b|need|open(?:s|ed)?\b|idle|gebruik|nodig|niemand|mee gedaan|overbodig/i],
  [
    'other-product',
    /switch|mov(?:e|ed|ing)|instead|another|other (?:tool|product)|alternative|overgestapt|overstap|ander(?:e|s)? |vervang/i,
  ],
  ['organisation-buys', /company|organisation|employer|\bit\b|centrally|bedrijf|organisatie|werkgever|centraal/i],
  [
    'left-team',
    /left|leav|gone|project (?:is )?(?:over|done|finished)|vertrok|weg is|uit dienst|project (?:is )?(?:klaar|afgelopen)/i,
  ],
  ['mistake', /mistake|accident|wrong|vergissing|per ongeluk|verkeerd|fout/i],
];

/** The reason form's fields for a reason in the user's words: the nearest of its reasons, with the words as feedback. */
export function reasonFields(reason: string | undefined): PreviousInput {
  if (reason === undefined) return {};
  const text = reason.trim();
  const chosen = cancellationReasons.find((one) => one === text);
  if (chosen) return { fields: { reason: chosen } };
  return { fields: { reason: nearestReason(text) ?? 'something-else', feedback: text } };
}

const nearestReason = (text: string): CancellationReason | undefined =>
  cancellationReasons.find((one) => one === text) ?? REASON_WORDS.find(([, words]) => words.test(text))?.[0];

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
  fieldsFromText: (text) => (nearestReason(text) ? (reasonFields(text).fields ?? {}) : { reason: text }),
  handlesRefusal: ({ kind }) => ['no-reason', 'feedback-too-long', 'file'].includes(kind),
  clearAnswer: ({ subscription }) => ({ subscription }),
});
