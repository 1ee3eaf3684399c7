import { createHash } from 'node:crypto';
import { ConfidentialClientApplication, type INetworkModule, type NodeAuthOptions } from '@azure/msal-node';
import { type AppCredential, toAuthOptions } from '../../../src/providers/microsoft365/sign-in/app-credential.ts';
import { entraNetwork } from '../../../src/providers/microsoft365/sign-in/entra-network.ts';
import type { EntraOptions } from './entra-tokens.ts';

/** Binds the redirect to Entra and the callback together. */
export interface SignInFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface EntraClientOptions extends EntraOptions {
  readonly redirectUrl: () => string;
  readonly credential: AppCredential;
}

/** Tokens from Entra, not verified yet. */
interface RedeemedTokens {
  /** Identifies the user. */
  readonly idToken: string;
  /** All tokens, as msal-node serialises them. */
  readonly cache: string;
}

const IDENTITY: readonly string[] = ['openid'];

/** The authorisation code flow with PKCE. */
export class EntraClient {
  readonly #options: EntraClientOptions;
  readonly #auth: NodeAuthOptions;
  readonly #system: { readonly networkClient: INetworkModule };

  constructor(options: EntraClientOptions) {
    const { loginUrl, tenant, appId, credential } = options;
    this.#options = options;
    const networkClient = entraNetwork(options.fetch);
    this.#system = { networkClient };
    this.#auth = {
      clientId: appId,
      authority: `${loginUrl}/${tenant ?? 'organizations'}`,
      knownAuthorities: [new URL(loginUrl).host],
      ...toAuthOptions(credential, networkClient),
    };
  }

  /**
   * URL where the user signs in.
   * @param selectAccount lets the user choose an account
   * @param scopes scopes to request besides the identity
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

  /** A new instance for each use, because it caches the tokens of every user. */
  #createApp(): ConfidentialClientApplication {
    return new ConfidentialClientApplication({ auth: this.#auth, system: this.#system });
  }
}
