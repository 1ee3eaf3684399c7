import { type Actor, isAllowed } from '../../domain/common/actor.ts';
import type { Refusal } from '../../domain/common/refusal.ts';

/** Refusals that an administrator may get for an item they saw in the overview. */
const notFoundKinds: readonly Refusal['kind'][] = [
  'unknown-subscription',
  'unknown-invoice',
  'unknown-card',
  'unknown-profile',
];

/** Tells administrators "read-only" instead of "not found": they can see others' purchases, but not change them (RULES S12). */
export function readOnlyIfAdministrator(actor: Actor, refusal: Refusal): Refusal {
  if (!isAllowed(actor, 'purchases.read-all') || !notFoundKinds.includes(refusal.kind)) return refusal;
  return { kind: 'read-only', said: 'said' in refusal ? refusal.said : '' };
}
