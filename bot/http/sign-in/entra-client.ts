import { createHash } from 'node:crypto';
import { ConfidentialClientApplication, type INetworkModule, type NodeAuthOptions } from '@azure/msal-node';
import { type AppCredential, toAuthOptions } from '../../../src/providers/microsoft365/sign-in/app-credential.ts';
import { entraNetwork } from '../../../src/providers/microsoft365/sign-in/entra-network.ts';
import type { EntraOptions } from './entra-tokens.ts';

/** What proves that a browser's way to Entra and back is one and the same. */
export interface SignInFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface EntraClientOptions extends EntraOptions {
  readonly redirectUrl: () => string;
  readonly credential: AppCredential;
}

/** What signing in brought; nothing of it is checked yet. */
interface RedeemedTokens {
  /** The token that says who came back. */
  readonly idToken: string;
  /** All tokens there are now, as msal-node keeps them. */
  readonly cache: string;
}

const IDENTITY: readonly string[] = ['openid'];

/** The authorisation code flow, with PKCE. */
export class EntraClient {
  readonly #options: EntraClientOptions;
  readonly #auth: NodeAuthOptions;
  readonly #system: { readonly networkClient: INetworkModule };

  constructor(options: EntraClientOptions) {
    const { loginUrl: login, tenant, appId, credential } = options;
    this.#options = options;
    const networkClient = entraNetwork(options.fetch);
    this.#system = { networkClient };
    this.#auth = {
      clientId: appId,
      authority: `${login}/${tenant ?? 'organizations'}`,
      knownAuthorities: [new URL(login).host],
      ...toAuthOptions(credential, networkClient),
    };
  }

  /**
   * Where somebody signs in.
   * @param selectAccount asks which account it shall be
   * @param scopes what tokens are wanted for besides
   */
  authorisationUrl(
    { state, nonce, verifier }: SignInFlow,
    selectAccount: boolean,
    scopes: readonly string[] = [],
  ): Promise<string> {
    return this.#createApp().getAuthCodeUrl({
      ...this.#tokenRequest(scopes),
      state,
      nonce,
      codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
      codeChallengeMethod: 'S256',
      responseMode: 'query',
      ...(selectAccount && { prompt: 'select_account' }),
    });
  }

  async redeem(code: string, { nonce, verifier }: SignInFlow, scopes: readonly string[] = []): Promise<RedeemedTokens> {
    const app = this.#createApp();
    const { idToken } = await app.acquireTokenByCode({
      ...this.#tokenRequest(scopes),
      code,
      codeVerifier: verifier,
      nonce,
    });
    return { idToken, cache: app.getTokenCache().serialize() };
  }

  #tokenRequest(scopes: readonly string[]) {
    return { scopes: [...IDENTITY, ...scopes], redirectUri: this.#options.redirectUrl() };
  }

  /** One for each use: it would keep everybody's tokens. */
  #createApp(): ConfidentialClientApplication {
    return new ConfidentialClientApplication({ auth: this.#auth, system: this.#system });
  }
}
