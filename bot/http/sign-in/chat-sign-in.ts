import { createHmac } from 'node:crypto';
import { SignInRequiredError } from '../../../src/application/ports/ports.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { MsalTokens } from '../../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';
import type { EntraTokens } from './entra-tokens.ts';
import { SCOPE } from './token-sign-in.ts';

/** What came of signing in by a token of Teams. */
export type Exchanged = 'done' | SignInRequiredError['what'];

export interface ChatSignInParts {
  readonly tokens: Pick<MsalTokens, 'exchange' | 'keep' | 'forget' | 'scopes'>;
  readonly entra: EntraTokens;
  readonly appId: string;
  /** Where people sign in, such as `https://login.microsoftonline.com`. */
  readonly login: string;
  readonly secret: string;
  /** Where the product's own pages are, ending in a slash. */
  readonly base: () => string;
}

const PAGE = '/sign-in/chat/';

/** Signing in for the chat: by a token of Teams, or on a page when that is not enough. */
export class ChatSignIn {
  readonly #parts: ChatSignInParts;

  constructor(parts: ChatSignInParts) {
    this.#parts = parts;
  }

  /** What Teams gets a token for, by itself. */
  get resource(): string {
    const { base, appId } = this.#parts;
    return `api://${new URL(base()).host}/botid-${appId}`;
  }

  /** What is asked for on the page, besides who somebody is. */
  get scopes(): readonly string[] {
    return this.#parts.tokens.scopes;
  }

  /** @throws when Entra cannot be asked, so that nobody can tell */
  async exchange(person: PersonId, token: string): Promise<Exchanged> {
    const { entra, appId, tokens } = this.#parts;
    const claims = await entra.read(token, [appId, this.resource]);
    if (!claims?.scopes.includes(SCOPE) || !isSame(claims.owner, person)) return 'sign-in';
    try {
      await tokens.exchange(person, token);
      return 'done';
    } catch (error) {
      if (error instanceof SignInRequiredError) return error.what;
      throw error;
    }
  }

  /** Where this person signs in on a page, and nobody else can for them. */
  link(person: PersonId): string {
    const to = `${PAGE}${this.#mark(person)}`;
    return new URL(`sign-in?${new URLSearchParams({ to })}`, this.#parts.base()).href;
  }

  /** Whether a place to go on to is the end of signing in for the chat. */
  isFor(to: string): boolean {
    return to.startsWith(PAGE);
  }

  /** Whether it is that of this person. */
  isOf(to: string, person: PersonId): boolean {
    return timingSafeTextEqual(to, `${PAGE}${this.#mark(person)}`);
  }

  keep(person: PersonId, cache: string): Promise<void> {
    return this.#parts.tokens.save(person, cache);
  }

  forget(person: PersonId): Promise<void> {
    return this.#parts.tokens.remove(person);
  }

  /** Where an administrator allows what this needs, for a whole organisation. */
  adminLink({ tenant }: PersonId): string {
    const { login, appId, base } = this.#parts;
    const asked = { client_id: appId, redirect_uri: new URL('sign-in/callback', base()).href };
    return `${login}/${encodeURIComponent(tenant)}/adminconsent?${new URLSearchParams(asked)}`;
  }

  /** Tells whose a page is without naming them in an address. */
  #mark({ tenant, person }: PersonId): string {
    const whose = `sign-in/chat/${tenant}/${person}`.toLowerCase();
    return createHmac('sha256', this.#parts.secret).update(whose).digest('base64url');
  }
}

const isSame = (one: PersonId, other: PersonId): boolean =>
  one.tenant.toLowerCase() === other.tenant.toLowerCase() && one.person.toLowerCase() === other.person.toLowerCase();
