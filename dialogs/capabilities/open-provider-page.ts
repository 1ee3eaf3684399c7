import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { paymentVerbs } from '../../src/domain/account/payment-acts.ts';
import type { ProviderAction } from '../../src/domain/common/provider-action.ts';
import { acts, actsWhere } from '../../src/domain/subscription/acts.ts';
import type { Capability } from '../engine/capability.ts';
import type { Turn } from '../engine/turn.ts';
import type { Verb } from '../understanding/intent.ts';

/** The verbs for buying a product. */
export const BUY_VERBS: readonly Verb[] = [
  'catalogue',
  ...new Set(actsWhere(({ subject }) => subject === 'product').map((act) => acts[act].verb)),
];

/** The verbs for payment methods. */
export const PAYMENT_VERBS: readonly Verb[] = ['payment', 'profile', 'method', ...paymentVerbs];

/** Answers verbs that are not supported here with a link to the provider's own page. */
export const openProviderPageCapability = (verbs: readonly Verb[], what: ProviderAction): Capability => ({
  handlers: Object.fromEntries(
    verbs.map((verb) => [
      verb,
      (_intent: unknown, { output, t }: Turn) => output.show(refusalCard({ kind: 'elsewhere', what }, t)),
    ]),
  ),
});
