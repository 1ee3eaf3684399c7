import type { Person, PersonId, Role } from './person.ts';

/** The person on whose behalf a use case runs: what the channel and the organisation say, never what a card says. */
export interface Actor extends PersonId {
  readonly name: string;
  readonly kind: Person['kind'];
  readonly roles: readonly Role[];
}

/** What can be done to purchases of one's own. */
export type Action = 'purchase.read' | 'purchase.change';

/** Guests may look at help only (RULES #1); everyone else has purchases of their own, administrators too. */
export const may = (actor: Actor, _action: Action): boolean => actor.kind === 'member';
