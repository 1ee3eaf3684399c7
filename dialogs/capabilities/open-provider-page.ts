import { refusalCard } from '../../cards/kit/message-card.ts';
import type { UnsupportedAction } from '../../src/domain/common/refusal.ts';
import type { Capability } from '../engine/capability.ts';
import type { Verb } from '../understanding/intent.ts';

/** What people do to buy. */
export const BUY_VERBS: readonly Verb[] = ['catalogue', 'buy'];

/** What people do about what they pay with. */
export const PAYMENT_VERBS: readonly Verb[] = [
  'payment',
  'profile',
  'method',
  'add-card',
  'edit-card',
  'attach',
  'detach',
  'delete-card',
];

/** Everything that charges somebody or is about what they pay with. */
export const SPENDING_ACTIONS: ReadonlySet<UnsupportedAction> = new Set([
  'buy',
  'trial',
  'add',
  'reactivate',
  'reinstate',
  'card-add',
  'card-edit',
  'card-attach',
  'card-detach',
  'card-delete',
]);

/** What is not done here, but on the provider's own page: whoever asks for it is led there. */
export const openProviderPageCapability = (verbs: readonly Verb[], what: UnsupportedAction): Capability => ({
  handlers: Object.fromEntries(
    verbs.map((verb) => [
      verb,
      (_wanted: unknown, { output, t }: Parameters<NonNullable<Capability['handlers']['home']>>[1]) =>
        output.show(refusalCard({ kind: 'elsewhere', what }, t)),
    ]),
  ),
});
