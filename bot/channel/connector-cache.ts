import type { Activity } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { LRUCache } from 'lru-cache';
import { HostNotAllowedError, type ServiceHosts } from './authentication/service-hosts.ts';

/** Service URLs are few; a caller who invents them cannot grow the cache beyond this. */
const MAX_CLIENTS = 50;

/**
 * Bot Framework's authentication with its clients cached: creating them takes over a quarter of a turn's time. No client is
 * created for a host that is not allowed, whether an activity or a stored conversation reference names it.
 */
export class ConnectorCache extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #hosts: ServiceHosts;
  readonly #connectors = new LRUCache<string, Promise<ConnectorClient>>({ max: MAX_CLIENTS });
  readonly #tokenClients = new LRUCache<string, Promise<UserTokenClient>>({ max: MAX_CLIENTS });

  constructor(inner: BotFrameworkAuthentication, hosts: ServiceHosts) {
    super();
    this.#inner = inner;
    this.#hosts = hosts;
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await this.#inner.authenticateRequest(activity, authHeader);
    return { ...result, connectorFactory: this.#cachingFactory(result.claimsIdentity, result.connectorFactory) };
  }

  override authenticateStreamingRequest(authHeader: string, channelId: string): Promise<AuthenticateRequestResult> {
    return this.#inner.authenticateStreamingRequest(authHeader, channelId);
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return this.#cachingFactory(identity, this.#inner.createConnectorFactory(identity));
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    return getOrCreate(this.#tokenClients, appOf(identity), () => this.#inner.createUserTokenClient(identity));
  }

  override getOriginatingAudience(): string {
    return this.#inner.getOriginatingAudience();
  }

  override authenticateChannelRequest(authHeader: string): Promise<ClaimsIdentity> {
    return this.#inner.authenticateChannelRequest(authHeader);
  }

  #cachingFactory(identity: ClaimsIdentity, factory: ConnectorFactory | undefined): ConnectorFactory {
    const [connectors, hosts] = [this.#connectors, this.#hosts];
    const app = appOf(identity);
    return new (class extends ConnectorFactory {
      override async create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
        if (!hosts.allows(serviceUrl)) throw new HostNotAllowedError();
        if (!factory) throw new Error('Bot Framework gave no connector factory for this request.');
        return getOrCreate(connectors, `${serviceUrl} ${audience} ${app}`, async () => {
          const client = await factory.create(serviceUrl, audience);
          // The default retry policy ignores Teams' Retry-After, and sends twice after a connection reset.
          (client as unknown as ClientWithPipeline).client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
          return client;
        });
      }
    })();
  }
}

/** The pipeline of a connector client, which its type hides. */
interface ClientWithPipeline {
  readonly client: { readonly pipeline: { removePolicy(policy: { name: string }): unknown } };
}

const appOf = (identity: ClaimsIdentity): string =>
  identity.getClaimValue('aud') ?? identity.getClaimValue('appid') ?? '';

/** The cached client for a key, or a new one. A client that could not be created is not cached. */
function getOrCreate<T>(cache: LRUCache<string, Promise<T>>, key: string, create: () => Promise<T>): Promise<T> {
  const cached = cache.get(key);
  if (cached) return cached;
  const client = create();
  cache.set(key, client);
  client.catch(() => cache.delete(key));
  return client;
}
