import type { WebAuthentication, WebCaller } from '../../../src/application/ports/web-authentication.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { EntraTokens } from './entra-tokens.ts';

/** The scope that a token must have: Teams requests it by itself. */
export const SCOPE = 'access_as_user';

/** Identifies the user of a page in Teams by the token from Teams. */
export class TokenSignIn implements WebAuthentication {
  readonly #tokens: EntraTokens;
  readonly #audience: readonly string[];

  constructor(tokens: EntraTokens, audience: readonly string[]) {
    this.#tokens = tokens;
    this.#audience = audience;
  }

  async people({ authorization = '' }: WebCaller): Promise<readonly PersonId[]> {
    const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? [];
    const claims = token === undefined ? undefined : await this.#tokens.verify(token, this.#audience);
    return claims?.scopes.includes(SCOPE) ? [claims.owner] : [];
  }
}
