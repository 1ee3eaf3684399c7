import { ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node';
import { type ServiceClientCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import type { AppCredential } from '../../../src/providers/microsoft365/sign-in/app-credential.ts';
import { entraNetwork } from '../../../src/providers/microsoft365/sign-in/entra-network.ts';
import type { ServiceHosts } from './service-hosts.ts';

export interface AppTokensSetting {
  readonly appId: string;
  readonly credential: AppCredential;
  /** Where this app gets its tokens: `https://login.microsoftonline.com/<tenant>`. */
  readonly authority: string;
  readonly hosts: ServiceHosts;
  readonly fetch: typeof fetch;
}

/** Gets a token for an audience; each library keeps those it got while they last. */
type Source = (audience: string) => Promise<string | undefined>;

/**
 * The tokens with which this app speaks to channels, by its secret, its certificate or its managed identity. None is
 * asked for, or put on a request, that would leave for a host that is not allowed.
 */
export class AppTokens extends ServiceClientCredentialsFactory {
  readonly #setting: AppTokensSetting;
  readonly #source: Source;
  readonly #asking = new Map<string, Promise<string | undefined>>();

  constructor(setting: AppTokensSetting) {
    super();
    this.#setting = setting;
    this.#source = sourceOf(setting);
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#setting.appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(_appId: string, audience: string): Promise<ServiceClientCredentials> {
    return {
      signRequest: async (request) => {
        this.#setting.hosts.mustReach(request.url);
        request.headers.set('authorization', `Bearer ${await this.#token(audience)}`);
        return request;
      },
    };
  }

  /** One request, however many wait for it. */
  #token(audience: string): Promise<string> {
    const asked = this.#asking.get(audience) ?? this.#source(audience).finally(() => this.#asking.delete(audience));
    this.#asking.set(audience, asked);
    return asked.then((token) => {
      if (!token) throw new Error('Entra gave no token');
      return token;
    });
  }
}

function sourceOf({ appId, credential, authority, fetch }: AppTokensSetting): Source {
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
