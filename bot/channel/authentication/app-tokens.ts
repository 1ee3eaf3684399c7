import { ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node';
import { type ServiceClientCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import type { AppCredential } from '../../../src/providers/microsoft365/sign-in/app-credential.ts';
import { entraNetwork } from '../../../src/providers/microsoft365/sign-in/entra-network.ts';
import type { ServiceHosts } from './service-hosts.ts';

export interface AppTokensOptions {
  readonly appId: string;
  readonly credential: AppCredential;
  /** The authority that issues this app's tokens: `https://login.microsoftonline.com/<tenant>`. */
  readonly authority: string;
  readonly hosts: ServiceHosts;
  readonly fetch: typeof fetch;
}

/** Gets a token for an audience. Each library caches its tokens until they expire. */
type TokenSource = (audience: string) => Promise<string | undefined>;

/**
 * The tokens that authenticate this app to channels, by its secret, certificate or managed identity. No token is requested
 * for, or added to, a request to a host that is not allowed.
 */
export class AppTokens extends ServiceClientCredentialsFactory {
  readonly #options: AppTokensOptions;
  readonly #acquireToken: TokenSource;
  readonly #pending = new Map<string, Promise<string | undefined>>();

  constructor(options: AppTokensOptions) {
    super();
    this.#options = options;
    this.#acquireToken = createTokenSource(options);
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#options.appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(_appId: string, audience: string): Promise<ServiceClientCredentials> {
    return {
      signRequest: async (request) => {
        this.#options.hosts.assertReachable(request.url);
        request.headers.set('authorization', `Bearer ${await this.#token(audience)}`);
        return request;
      },
    };
  }

  /** Concurrent callers share one request. */
  #token(audience: string): Promise<string> {
    const request =
      this.#pending.get(audience) ?? this.#acquireToken(audience).finally(() => this.#pending.delete(audience));
    this.#pending.set(audience, request);
    return request.then((token) => {
      if (!token) throw new Error('Entra gave no token');
      return token;
    });
  }
}

function createTokenSource({ appId, credential, authority, fetch }: AppTokensOptions): TokenSource {
  const system = { networkClient: entraNetwork(fetch) };
  if ('identity' in credential) {
    const managedIdentityIdParams = { userAssignedClientId: credential.identity };
    const identity = new ManagedIdentityApplication({ managedIdentityIdParams, system });
    return async (resource) => (await identity.acquireToken({ resource })).accessToken;
  }
  const app = new ConfidentialClientApplication({
    auth: {
      clientId: appId,
      authority,
      knownAuthorities: [new URL(authority).host],
      ...('secret' in credential ? { clientSecret: credential.secret } : { clientCertificate: credential.certificate }),
    },
    system,
  });
  return async (audience) =>
    (await app.acquireTokenByClientCredential({ scopes: [`${audience}/.default`] }))?.accessToken;
}
