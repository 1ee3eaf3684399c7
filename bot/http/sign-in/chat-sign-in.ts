import { createHmac } from 'node:crypto';
import { SignInRequiredError } from '../../../src/application/ports/errors.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { MsalTokens } from '../../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';
import type { EntraTokens } from './entra-tokens.ts';
import { SCOPE } from './token-sign-in.ts';

/** Result of exchanging a token from Teams. */
export type TokenExchangeResult = 'done' | SignInRequiredError['what'];

export interface ChatSignInDeps {
  readonly tokens: Pick<MsalTokens, 'exchange' | 'save' | 'remove' | 'scopes'>;
  readonly entra: EntraTokens;
  readonly appId: string;
  /** Base URL of Entra, such as `https://login.microsoftonline.com`. */
  readonly loginUrl: string;
  readonly secret: string;
  /** The bot's public URL, ending in a slash. */
  readonly baseUrl: () => string;
}

const CHAT_PATH = '/sign-in/chat/';

/** Signs users in for the chat: with a token from Teams, or on a page when that does not suffice. */
export class ChatSignIn {
  readonly #deps: ChatSignInDeps;

  constructor(deps: ChatSignInDeps) {
    this.#deps = deps;
  }

  /** The resource that Teams requests a token for. */
  get resource(): string {
    const { baseUrl, appId } = this.#deps;
    return `api://${new URL(baseUrl()).host}/botid-${appId}`;
  }

  /** The scopes that the sign-in page requests besides the user's identity. */
  get scopes(): readonly string[] {
    return this.#deps.tokens.scopes;
  }

  /** @throws when Entra does not respond */
  async exchange(person: PersonId, token: string): Promise<TokenExchangeResult> {
    const { entra, appId, tokens } = this.#deps;
    const claims = await entra.verify(token, [appId, this.resource]);
    if (!claims?.scopes.includes(SCOPE) || !isSamePerson(claims.owner, person)) return 'sign-in';
    try {
      await tokens.exchange(person, token);
      return 'done';
    } catch (error) {
      if (error instanceof SignInRequiredError) return error.what;
      throw error;
    }
  }

  /** URL of the sign-in page for this user only. */
  signInUrl(person: PersonId): string {
    const target = `${CHAT_PATH}${this.#personMark(person)}`;
    return new URL(`sign-in?${new URLSearchParams({ to: target })}`, this.#deps.baseUrl()).href;
  }

  /** Whether a return address is the end of a sign-in for the chat. */
  isChatTarget(target: string): boolean {
    return target.startsWith(CHAT_PATH);
  }

  /** Whether a return address belongs to this user's sign-in. */
  isTargetOf(target: string, person: PersonId): boolean {
    return timingSafeTextEqual(target, `${CHAT_PATH}${this.#personMark(person)}`);
  }

  saveTokens(person: PersonId, cache: string): Promise<void> {
    return this.#deps.tokens.save(person, cache);
  }

  removeTokens(person: PersonId): Promise<void> {
    return this.#deps.tokens.remove(person);
  }

  /** URL where an administrator grants consent for the whole organisation. */
  adminConsentUrl({ tenant }: PersonId): string {
    const { loginUrl, appId, baseUrl } = this.#deps;
    const query = { client_id: appId, redirect_uri: new URL('sign-in/callback', baseUrl()).href };
    return `${loginUrl}/${encodeURIComponent(tenant)}/adminconsent?${new URLSearchParams(query)}`;
  }

  /** Identifies the user in a URL without exposing their id. */
  #personMark({ tenant, person }: PersonId): string {
    const text = `sign-in/chat/${tenant}/${person}`.toLowerCase();
    return createHmac('sha256', this.#deps.secret).update(text).digest('base64url');
  }
}

const isSamePerson = (left: PersonId, right: PersonId): boolean =>
  left.tenant.toLowerCase() === right.tenant.toLowerCase() && left.person.toLowerCase() === right.person.toLowerCase();
