import type { Person, PersonId, Role } from './person.ts';
import { type RefusedResult, refuse } from './result.ts';

/** The user on whose behalf a use case runs, as identified by the channel and the directory, never by card data. */
export interface Actor extends PersonId {
  readonly name: string;
  readonly kind: Person['kind'];
  readonly roles: readonly Role[];
}

/** What an actor can be permitted: their own purchases, or reading everyone's (RULES S12). */
export type Permission = 'purchase.read' | 'purchase.change' | 'purchases.read-all';

/**
 * Tells whether an actor has a permission. Guests and people who left have none (RULES #1, #20); members manage their
 * own purchases; administrators also read everyone's, but change none.
 */
export const isAllowed = ({ kind, roles }: Actor, permission: Permission): boolean =>
  kind === 'member' && (permission !== 'purchases.read-all' || roles.includes('administrator'));

/** Refuses with the reason why the actor lacks a permission. */
export const forbidden = ({ kind }: Actor): RefusedResult =>
  refuse({ kind: kind === 'left' ? 'left' : kind === 'guest' ? 'guest' : 'not-administrator' });
