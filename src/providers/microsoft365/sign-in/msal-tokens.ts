import {
  type AccountInfo,
  AuthError,
  ConfidentialClientApplication,
  DistributedCachePlugin,
  type INetworkModule,
} from '@azure/msal-node';
import { SignInRequiredError } from '../../../application/ports/ports.ts';
import { KeyedQueue } from '../../../application/runtime/keyed-queue.ts';
import type { PersonId } from '../../../domain/common/person.ts';
import { type AppCredential, proofOf } from './app-credential.ts';
import { entraNetwork } from './entra-network.ts';
import type { TokenStore } from './token-store.ts';
import type { Tokens } from './tokens.ts';

export interface MsalSetting {
  /** Where people and this app sign in, such as `https://login.microsoftonline.com`. */
  readonly login: string;
  readonly appId: string;
  readonly credential: AppCredential;
  /** Where Graph and Azure Resource Manager are. */
  readonly graph: string;
  readonly resourceManager: string;
  readonly store: TokenStore;
  readonly fetch: typeof fetch;
}

/** Entra gave no token, and signing in would not change that. Its own sentences name people: they are left out. */
class NoToken extends Error {
  override readonly name = 'NoToken';

  constructor(cause: AuthError) {
    super(`Entra gave no token: ${/^\w{1,60}$/.test(cause.errorCode) ? cause.errorCode : 'for a reason of its own'}.`, {
      cause,
    });
  }
}

/** Organisations whose app-only tokens are kept at hand. */
const KEPT = 100;

/** Tokens by msal-node: the app's own are kept in memory, those of people sealed on the document store. */
export class MsalTokens implements Tokens {
  readonly #setting: MsalSetting;
  readonly #networkClient: INetworkModule;
  readonly #ofTheApp = new Map<string, ConfidentialClientApplication>();
  readonly #asking = new Map<string, Promise<string>>();
  readonly #turns = new KeyedQueue();

  constructor(setting: MsalSetting) {
    this.#setting = setting;
    this.#networkClient = entraNetwork(setting.fetch);
  }

  /** What a purchaser's tokens are for. */
  get scopes(): string[] {
    return [`${this.#setting.resourceManager.replace(/\/$/, '')}/user_impersonation`];
  }

  graph(tenant: string, renew: boolean): Promise<string> {
    const scopes = [`${this.#setting.graph.replace(/\/$/, '')}/.default`];
    return this.#once(`graph/${tenant}/${renew}`, async () => {
      const given = await this.#appIn(tenant).acquireTokenByClientCredential({ scopes, skipCache: renew });
      return given?.accessToken;
    });
  }

  resourceManager(person: PersonId, renew: boolean): Promise<string> {
    const key = keyOf(person);
    return this.#once(`person/${key}/${renew}`, () =>
      this.#turns.run(key, async () => {
        const app = this.#appFor(person);
        const account = await accountIn(app);
        if (!account) throw new SignInRequiredError('sign-in');
        const given = await app.acquireTokenSilent({ account, scopes: this.scopes, forceRefresh: renew });
        return given.accessToken;
      }),
    );
  }

  /**
   * Signs a person in with the token that Teams gave their client, on their behalf.
   * @param assertion checked before: this person's, and for this app
   * @throws {SignInRequiredError} when that is not enough
   */
  async exchange(person: PersonId, assertion: string): Promise<void> {
    const ask = { oboAssertion: assertion, scopes: this.scopes, skipCache: true };
    await this.#turns
      .run(keyOf(person), () => this.#appFor(person).acquireTokenOnBehalfOf(ask))
      .catch((error: unknown) => {
        throw meantBy(error);
      });
  }

  /** Keeps what signing in elsewhere brought. @param cache as msal-node writes it */
  async keep(person: PersonId, cache: string): Promise<void> {
    const key = keyOf(person);
    await this.#turns.run(key, () => this.#setting.store.set(key, cache));
  }

  /** Signing out. */
  async forget(person: PersonId): Promise<void> {
    const key = keyOf(person);
    await this.#turns.run(key, () => this.#setting.store.forget(key));
  }

  /** One request, however many wait for it. */
  #once(key: string, ask: () => Promise<string | undefined>): Promise<string> {
    const asked = this.#asking.get(key) ?? given(ask).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asked);
    return asked;
  }

  /** The app itself in an organisation. It is asked of again and again: its tokens stay in memory. */
  #appIn(tenant: string): ConfidentialClientApplication {
    const app = this.#ofTheApp.get(tenant) ?? this.#app(tenant);
    this.#ofTheApp.set(tenant, app);
    const [oldest] = this.#ofTheApp.keys();
    if (this.#ofTheApp.size > KEPT && oldest !== undefined) this.#ofTheApp.delete(oldest);
    return app;
  }

  /** Made anew each time: what another process wrote meanwhile is read, and nobody's tokens stay in memory. */
  #appFor(person: PersonId): ConfidentialClientApplication {
    const key = async () => keyOf(person);
    return this.#app(person.tenant, new DistributedCachePlugin(this.#setting.store, { getKey: key, extractKey: key }));
  }

  #app(tenant: string, cachePlugin?: DistributedCachePlugin): ConfidentialClientApplication {
    const { login, appId, credential } = this.#setting;
    return new ConfidentialClientApplication({
      auth: {
        clientId: appId,
        authority: `${login}/${tenant}`,
        knownAuthorities: [new URL(login).host],
        ...proofOf(credential, this.#networkClient),
      },
      system: { networkClient: this.#networkClient },
      ...(cachePlugin && { cache: { cachePlugin } }),
    });
  }
}

/** Channels and Entra do not write ids the same way. */
const keyOf = ({ tenant, person }: PersonId): string => `${tenant}/${person}`.toLowerCase();

const accountIn = async (app: ConfidentialClientApplication): Promise<AccountInfo | undefined> =>
  (await app.getTokenCache().getAllAccounts())[0];

async function given(ask: () => Promise<string | undefined>): Promise<string> {
  try {
    const token = await ask();
    if (!token) throw new Error('Entra gave no token.');
    return token;
  } catch (error) {
    throw meantBy(error);
  }
}

/** Not consented; declined; an administrator's approval needed; the app not in the organisation at all. */
const CONSENT = /AADSTS(?:65001|65004|90094|90095|90008|700016|7000229)\b/;

/** After these somebody signs in anew. */
const SIGN_IN: readonly string[] = [
  'invalid_grant',
  'interaction_required',
  'login_required',
  'bad_token',
  'no_tokens_found',
  'refresh_token_expired',
  'no_account_found',
];

/** What an error of msal-node means for whoever waits. */
function meantBy(cause: unknown): unknown {
  if (!(cause instanceof AuthError)) return cause;
  const { errorCode, subError, errorMessage } = cause;
  const consent = [errorCode, subError].includes('consent_required') || CONSENT.test(errorMessage);
  if (consent) return new SignInRequiredError('consent', { cause });
  return SIGN_IN.includes(errorCode) ? new SignInRequiredError('sign-in', { cause }) : new NoToken(cause);
}
