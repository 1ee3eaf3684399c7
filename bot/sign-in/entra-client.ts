import { createHash } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  ManagedIdentityApplication,
  type NodeAuthOptions,
} from '@azure/msal-node';
import type { AppCredential } from './app-credential.ts';
import { entraNetwork } from './entra-network.ts';
import type { EntraSetting } from './entra-tokens.ts';

/** What a managed identity's token is asked for, to be believed in place of a secret. */
const EXCHANGE = 'api://AzureADTokenExchange';

/** What proves that a browser's way to Entra and back is one and the same. */
export interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface ClientSetting extends EntraSetting {
  readonly redirect: () => string;
  readonly credential: AppCredential;
}

/** The authorisation code flow, with PKCE. */
export class EntraClient {
  readonly #setting: ClientSetting;
  readonly #auth: NodeAuthOptions;
  readonly #system: { readonly networkClient: INetworkModule };

  constructor(setting: ClientSetting) {
    const { login, tenant, appId, credential } = setting;
    this.#setting = setting;
    this.#system = { networkClient: entraNetwork(setting.fetch) };
    this.#auth = {
      clientId: appId,
      authority: `${login}/${tenant ?? 'organizations'}`,
      knownAuthorities: [new URL(login).host],
      ...this.#proof(credential),
    };
  }

  /** Where somebody signs in. @param again asks which account it shall be */
  address({ state, nonce, verifier }: Flow, again: boolean): Promise<string> {
    return this.#app().getAuthCodeUrl({
      ...this.#asked(),
      state,
      nonce,
      codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
      codeChallengeMethod: 'S256',
      responseMode: 'query',
      ...(again && { prompt: 'select_account' }),
    });
  }

  /** The token that says who came back. It is not checked yet. */
  async redeem(code: string, { nonce, verifier }: Flow): Promise<string> {
    const { idToken } = await this.#app().acquireTokenByCode({ ...this.#asked(), code, codeVerifier: verifier, nonce });
    return idToken;
  }

  #asked() {
    return { scopes: ['openid'], redirectUri: this.#setting.redirect() };
  }

  /** One for each use: it would keep everybody's tokens, which nobody needs. */
  #app(): ConfidentialClientApplication {
    return new ConfidentialClientApplication({ auth: this.#auth, system: this.#system });
  }

  #proof(credential: AppCredential): Partial<NodeAuthOptions> {
    if ('secret' in credential) return { clientSecret: credential.secret };
    if ('certificate' in credential) return { clientCertificate: credential.certificate };
    return { clientAssertion: () => this.#assertion(credential.identity) };
  }

  async #assertion(userAssignedClientId: string): Promise<string> {
    const identity = new ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId },
      system: this.#system,
    });
    return (await identity.acquireToken({ resource: EXCHANGE })).accessToken;
  }
}
