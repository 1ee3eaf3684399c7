import type { PersonId } from '../../../domain/common/person.ts';

/** The tokens that Microsoft's services are called with. */
export interface Tokens {
  /** For Graph, as the app itself in one organisation. */
  graph(tenant: string, renew: boolean): Promise<string>;
  /**
   * For Azure Resource Manager, as a person.
   * @throws {SignInNeeded} when they are not signed in here, or what it needs was not allowed
   */
  resourceManager(person: PersonId, renew: boolean): Promise<string>;
}
