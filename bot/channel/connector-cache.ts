import type { Activity } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { HostNotAllowedError, type ServiceHosts } from './authentication/service-hosts.ts';

/** Service URLs are few; a caller who makes them up does not make the cache grow. */
const MAX_CLIENTS = 50;

/**
 * Authentication as Bot Framework does it, but the clients it makes are kept: making them anew is over a quarter of a
 * stock turn's cost. None is made for a host that is not allowed, whether an activity or something stored names it.
 */
export class ConnectorCache extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #hosts: ServiceHosts;
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  readonly #tokenClients = new Map<string, Promise<UserTokenClient>>();

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
          // Its own way of trying again leaves out what Teams asks for, and says things twice after a reset.
          (client as unknown as ClientWithPipeline).client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
          return client;
        });
      }
    })();
  }
}

/** What a connector client is made of; its type does not say. */
interface ClientWithPipeline {
  readonly client: { readonly pipeline: { removePolicy(policy: { name: string }): unknown } };
}

const appOf = (identity: ClaimsIdentity): string =>
  identity.getClaimValue('aud') ?? identity.getClaimValue('appid') ?? '';

/** What was made for a key before, or what is made now; the oldest goes when there are too many. */
function getOrCreate<T>(held: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = held.get(key);
  if (known) return known;
  const made = make();
  held.set(key, made);
  made.catch(() => held.delete(key));
  const [oldest] = held.keys();
  if (held.size > MAX_CLIENTS && oldest !== undefined) held.delete(oldest);
  return made;
}
