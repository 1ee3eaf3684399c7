import { createHmac } from 'node:crypto';
import { SignInRequiredError } from '../../../src/application/ports/errors.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { MsalTokens } from '../../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';
import type { EntraTokens } from './entra-tokens.ts';
import { SCOPE } from './token-sign-in.ts';

/** What came of signing in by a token of Teams. */
export type TokenExchangeResult = 'done' | SignInRequiredError['what'];

export interface ChatSignInDeps {
  readonly tokens: Pick<MsalTokens, 'exchange' | 'save' | 'remove' | 'scopes'>;
  readonly entra: EntraTokens;
  readonly appId: string;
  /** Where people sign in, such as `https://login.microsoftonline.com`. */
  readonly login: string;
  readonly secret: string;
  /** Where the product's own pages are, ending in a slash. */
  readonly baseUrl: () => string;
}

const CHAT_PATH = '/sign-in/chat/';

/** Signing in for the chat: by a token of Teams, or on a page when that is not enough. */
export class ChatSignIn {
  readonly #deps: ChatSignInDeps;

  constructor(deps: ChatSignInDeps) {
    this.#deps = deps;
  }

  /** What Teams gets a token for, by itself. */
  get resource(): string {
    const { baseUrl: base, appId } = this.#deps;
    return `api://${new URL(base()).host}/botid-${appId}`;
  }

  /** What is asked for on the page, besides who somebody is. */
  get scopes(): readonly string[] {
    return this.#deps.tokens.scopes;
  }

  /** @throws when Entra cannot be asked, so that nobody can tell */
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

  /** Where this person signs in on a page, and nobody else can for them. */
  signInUrl(person: PersonId): string {
    const target = `${CHAT_PATH}${this.#personMark(person)}`;
    return new URL(`sign-in?${new URLSearchParams({ to: target })}`, this.#deps.baseUrl()).href;
  }

  /** Whether a place to go on to is the end of signing in for the chat. */
  isChatTarget(target: string): boolean {
    return target.startsWith(CHAT_PATH);
  }

  /** Whether it is that of this person. */
  isTargetOf(target: string, person: PersonId): boolean {
    return timingSafeTextEqual(target, `${CHAT_PATH}${this.#personMark(person)}`);
  }

  saveTokens(person: PersonId, cache: string): Promise<void> {
    return this.#deps.tokens.save(person, cache);
  }

  removeTokens(person: PersonId): Promise<void> {
    return this.#deps.tokens.remove(person);
  }

  /** Where an administrator allows what this needs, for a whole organisation. */
  adminConsentUrl({ tenant }: PersonId): string {
    const { login, appId, baseUrl: base } = this.#deps;
    const query = { client_id: appId, redirect_uri: new URL('sign-in/callback', base()).href };
    return `${login}/${encodeURIComponent(tenant)}/adminconsent?${new URLSearchParams(query)}`;
  }

  /** Tells whose a page is without naming them in an address. */
  #personMark({ tenant, person }: PersonId): string {
    const text = `sign-in/chat/${tenant}/${person}`.toLowerCase();
    return createHmac('sha256', this.#deps.secret).update(text).digest('base64url');
  }
}

const isSamePerson = (left: PersonId, right: PersonId): boolean =>
  left.tenant.toLowerCase() === right.tenant.toLowerCase() && left.person.toLowerCase() === right.person.toLowerCase();
