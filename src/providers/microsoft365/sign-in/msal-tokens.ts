import {
  type AccountInfo,
  AuthError,
  ConfidentialClientApplication,
  DistributedCachePlugin,
  type INetworkModule,
} from '@azure/msal-node';
import { LRUCache } from 'lru-cache';
import { SignInRequiredError } from '../../../application/ports/errors.ts';
import { KeyedQueue } from '../../../application/runtime/keyed-queue.ts';
import type { PersonId } from '../../../domain/common/person.ts';
import { type AppCredential, toAuthOptions } from './app-credential.ts';
import { entraNetwork } from './entra-network.ts';
import type { TokenStore } from './token-store.ts';
import type { Tokens } from './tokens.ts';

export interface MsalOptions {
  /** Where users and this app sign in, such as `https://login.microsoftonline.com`. */
  readonly login: string;
  readonly appId: string;
  readonly credential: AppCredential;
  /** The URLs of Graph and Azure Resource Manager. */
  readonly graph: string;
  readonly resourceManager: string;
  readonly store: TokenStore;
  readonly fetch: typeof fetch;
}

/** Entra issued no token, and signing in would not change that. Its messages name people and are left out. */
class TokenUnavailableError extends Error {
  override readonly name = 'NoToken';

  constructor(cause: AuthError) {
    super(`Entra gave no token: ${/^\w{1,60}$/.test(cause.errorCode) ? cause.errorCode : 'for a reason of its own'}.`, {
      cause,
    });
  }
}

/** Organisations whose app-only tokens stay in memory. */
const MAX_TENANT_APPS = 100;

/** Tokens from msal-node: the app's own stay in memory, those of people are encrypted in the document store. */
export class MsalTokens implements Tokens {
  readonly #options: MsalOptions;
  readonly #networkClient: INetworkModule;
  readonly #tenantApps = new LRUCache<string, ConfidentialClientApplication>({ max: MAX_TENANT_APPS });
  readonly #inFlight = new Map<string, Promise<string>>();
  readonly #queue = new KeyedQueue();

  constructor(options: MsalOptions) {
    this.#options = options;
    this.#networkClient = entraNetwork(options.fetch);
  }

  /** The scopes of a purchaser's tokens. */
  get scopes(): string[] {
    return [`${this.#options.resourceManager.replace(/\/$/, '')}/user_impersonation`];
  }

  graph(tenant: string, renew: boolean): Promise<string> {
    const scopes = [`${this.#options.graph.replace(/\/$/, '')}/.default`];
    return this.#shareRequest(`graph/${tenant}/${renew}`, async () => {
      const acquireToken = await this.#tenantApp(tenant).acquireTokenByClientCredential({ scopes, skipCache: renew });
      return acquireToken?.accessToken;
    });
  }

  resourceManager(person: PersonId, renew: boolean): Promise<string> {
    const key = personKey(person);
    return this.#shareRequest(`person/${key}/${renew}`, () =>
      this.#queue.run(key, async () => {
        const app = this.#personApp(person);
        const account = await firstAccount(app);
        if (!account) throw new SignInRequiredError('sign-in');
        const result = await app.acquireTokenSilent({ account, scopes: this.scopes, forceRefresh: renew });
        return result.accessToken;
      }),
    );
  }

  /**
   * Signs a person in on their behalf with the token that Teams issued to their client.
   * @param assertion verified before: it is this person's, and for this app
   * @throws {SignInRequiredError} when that is not enough
   */
  async exchange(person: PersonId, assertion: string): Promise<void> {
    const request = { oboAssertion: assertion, scopes: this.scopes, skipCache: true };
    await this.#queue
      .run(personKey(person), () => this.#personApp(person).acquireTokenOnBehalfOf(request))
      .catch((error: unknown) => {
        throw toSignInError(error);
      });
  }

  /** Stores the tokens of a sign-in on a web page. @param cache as msal-node serialises it */
  async save(person: PersonId, cache: string): Promise<void> {
    const key = personKey(person);
    await this.#queue.run(key, () => this.#options.store.set(key, cache));
  }

  /** Removes the tokens when the person signs out. */
  async remove(person: PersonId): Promise<void> {
    const key = personKey(person);
    await this.#queue.run(key, () => this.#options.store.remove(key));
  }

  /** Runs one request for all concurrent callers. */
  #shareRequest(key: string, request: () => Promise<string | undefined>): Promise<string> {
    const promise = this.#inFlight.get(key) ?? tokenFrom(request).finally(() => this.#inFlight.delete(key));
    this.#inFlight.set(key, promise);
    return promise;
  }

  /** The app's client in an organisation. It is used again and again: its tokens stay in memory. */
  #tenantApp(tenant: string): ConfidentialClientApplication {
    const app = this.#tenantApps.get(tenant) ?? this.#createApp(tenant);
    this.#tenantApps.set(tenant, app);
    return app;
  }

  /** Created for each use, so that tokens of another process are read and no person's tokens stay in memory. */
  #personApp(person: PersonId): ConfidentialClientApplication {
    const key = async () => personKey(person);
    return this.#createApp(
      person.tenant,
      new DistributedCachePlugin(this.#options.store, { getKey: key, extractKey: key }),
    );
  }

  #createApp(tenant: string, cachePlugin?: DistributedCachePlugin): ConfidentialClientApplication {
    const { login, appId, credential } = this.#options;
    return new ConfidentialClientApplication({
      auth: {
        clientId: appId,
        authority: `${login}/${tenant}`,
        knownAuthorities: [new URL(login).host],
        ...toAuthOptions(credential, this.#networkClient),
      },
      system: { networkClient: this.#networkClient },
      ...(cachePlugin && { cache: { cachePlugin } }),
    });
  }
}

/** Lower case, because channels and Entra write ids differently. */
const personKey = ({ tenant, person }: PersonId): string => `${tenant}/${person}`.toLowerCase();

const firstAccount = async (app: ConfidentialClientApplication): Promise<AccountInfo | undefined> =>
  (await app.getTokenCache().getAllAccounts())[0];

async function tokenFrom(request: () => Promise<string | undefined>): Promise<string> {
  try {
    const token = await request();
    if (!token) throw new Error('Entra gave no token.');
    return token;
  } catch (error) {
    throw toSignInError(error);
  }
}

/** Consent is missing, declined or needs an administrator, or the app is not in the organisation. */
const CONSENT_ERRORS = /AADSTS(?:65001|65004|90094|90095|90008|700016|7000229)\b/;

/** Errors after which the person has to sign in again. */
const SIGN_IN_ERRORS: readonly string[] = [
  'invalid_grant',
  'interaction_required',
  'login_required',
  'bad_token',
  'no_tokens_found',
  'refresh_token_expired',
  'no_account_found',
];

/** Maps an error of msal-node to the error that the caller handles. */
function toSignInError(cause: unknown): unknown {
  if (!(cause instanceof AuthError)) return cause;
  const { errorCode, subError, errorMessage } = cause;
  const needsConsent = [errorCode, subError].includes('consent_required') || CONSENT_ERRORS.test(errorMessage);
  if (needsConsent) return new SignInRequiredError('consent', { cause });
  return SIGN_IN_ERRORS.includes(errorCode)
    ? new SignInRequiredError('sign-in', { cause })
    : new TokenUnavailableError(cause);
}
