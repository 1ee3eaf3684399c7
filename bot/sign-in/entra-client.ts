import { createHash } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  ManagedIdentityApplication,
  type NodeAuthOptions,
} from '@azure/msal-node';
import type { EntraSetting } from './entra-tokens.ts';

const PATIENCE = 10_000;
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
  /** The app's secret, or the managed identity that speaks for it. */
  readonly credential: { readonly secret: string } | { readonly identity: string };
}

/** The authorisation code flow, with PKCE. */
export class EntraClient {
  readonly #setting: ClientSetting;
  readonly #auth: NodeAuthOptions;
  readonly #system: { readonly networkClient: INetworkModule };

  constructor(setting: ClientSetting) {
    const { login, tenant, appId, credential } = setting;
    this.#setting = setting;
    this.#system = { networkClient: network(setting.fetch) };
    this.#auth = {
      clientId: appId,
      authority: `${login}/${tenant ?? 'organizations'}`,
      knownAuthorities: [new URL(login).host],
      ...('secret' in credential
        ? { clientSecret: credential.secret }
        : { clientAssertion: () => this.#assertion(credential.identity) }),
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

  async #assertion(userAssignedClientId: string): Promise<string> {
    const identity = new ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId },
      system: this.#system,
    });
    return (await identity.acquireToken({ resource: EXCHANGE })).accessToken;
  }
}

/** Requests that are given up in time: those of msal-node itself wait as long as it takes. */
function network(request: typeof fetch): INetworkModule {
  const send = async <T>(
    method: string,
    url: string,
    options: { headers?: Record<string, string>; body?: string } = {},
  ) => {
    const answer = await request(url, { method, ...options, signal: AbortSignal.timeout(PATIENCE) });
    const body = (await answer.json()) as T;
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}
