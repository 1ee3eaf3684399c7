import type { Person, PersonId, Role } from './person.ts';
import { type RefusedResult, refuse } from './result.ts';

/** The person on whose behalf a use case runs: what the channel and the organisation say, never what a card says. */
export interface Actor extends PersonId {
  readonly name: string;
  readonly kind: Person['kind'];
  readonly roles: readonly Role[];
}

/** What can be done to purchases of one's own; and looking at everybody's (RULES S12). */
export type Permission = 'purchase.read' | 'purchase.change' | 'purchases.read-all';

/**
 * Guests may look at help only (RULES #1), and whoever left the organisation may do nothing (RULES #20); everyone else
 * has purchases of their own, administrators too. Administrators look at everybody's, and change none of them.
 */
export const isAllowed = ({ kind, roles }: Actor, permission: Permission): boolean =>
  kind === 'member' && (permission !== 'purchases.read-all' || roles.includes('administrator'));

/** Why somebody may not. */
export const forbidden = ({ kind }: Actor): RefusedResult =>
  refuse({ kind: kind === 'left' ? 'left' : kind === 'guest' ? 'guest' : 'not-administrator' });
