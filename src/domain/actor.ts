import { type Refused, refuse } from './outcome.ts';
import type { Person, PersonId, Role } from './person.ts';

/** The person on whose behalf a use case runs: what the channel and the organisation say, never what a card says. */
export interface Actor extends PersonId {
  readonly name: string;
  readonly kind: Person['kind'];
  readonly roles: readonly Role[];
}

/** What can be done to purchases of one's own. */
export type Action = 'purchase.read' | 'purchase.change';

/**
 * Guests may look at help only (RULES #1), and whoever left the organisation may do nothing (RULES #20); everyone else
 * has purchases of their own, administrators too.
 */
export const may = (actor: Actor, _action: Action): boolean => actor.kind === 'member';

/** Why somebody may not. */
export const barred = ({ kind }: Actor): Refused => refuse({ kind: kind === 'left' ? 'left' : 'guest' });
