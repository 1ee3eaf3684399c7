import type { PersonId } from '../../../domain/common/person.ts';

/** The access tokens for Microsoft's services. */
export interface Tokens {
  /** Returns a token for Graph, as the app in one organisation. */
  graph(tenant: string, renew: boolean): Promise<string>;
  /**
   * Returns a token for Azure Resource Manager, as a person.
   * @throws {SignInRequiredError} when the person is not signed in, or consent is missing
   */
  resourceManager(person: PersonId, renew: boolean): Promise<string>;
}
