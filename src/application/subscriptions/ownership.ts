import { type Actor, isAllowed } from '../../domain/common/actor.ts';
import type { Refusal } from '../../domain/common/refusal.ts';

/** What is not there is not there for its purchaser; an administrator may well have seen it. */
const notFoundKinds: readonly Refusal['kind'][] = [
  'unknown-subscription',
  'unknown-invoice',
  'unknown-card',
  'unknown-profile',
];

/** Why somebody cannot touch what is not theirs: administrators look, the purchaser changes (RULES S12). */
export function readOnlyIfAdministrator(actor: Actor, refusal: Refusal): Refusal {
  if (!isAllowed(actor, 'purchases.read-all') || !notFoundKinds.includes(refusal.kind)) return refusal;
  return { kind: 'read-only', said: 'said' in refusal ? refusal.said : '' };
}
