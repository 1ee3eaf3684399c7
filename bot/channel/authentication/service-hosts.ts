/** Such as `smba.trafficmanager.net`, `*.botframework.com` for every name under it, or `127.0.0.1:3980`. */
export const hostPattern = /^(?:(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)(?::\d{1,5})?$/;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Somewhere that this bot, and the token with which it speaks, must not go. */
export class HostNotAllowedError extends Error {
  override readonly name = 'HostNotAllowed';

  constructor() {
    super('A channel is at a host that is not allowed');
  }
}

/** Where channels may be. */
export class ServiceHosts {
  readonly #patterns: ((url: URL) => boolean)[];

  private constructor(named: ((url: URL) => boolean)[]) {
    this.#patterns = named;
  }

  static of(hosts: readonly string[]): ServiceHosts {
    return new ServiceHosts(
      hosts.map((host) => (host.startsWith('*.') ? isSubdomainOf(host.slice(1)) : (url) => url.host === host)),
    );
  }

  /** This computer, for where no one is asked who they are. */
  static get loopback(): ServiceHosts {
    return new ServiceHosts([({ hostname }) => LOOPBACK.has(hostname)]);
  }

  /** Whether a channel may be at an address. It must be written as every program reads it, or it may mean another. */
  allows(address: string): boolean {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || (url.href !== address && url.href !== `${address}/`)) return false;
    return url.search === '' && url.hash === '' && this.#isReachable(url);
  }

  /** @throws {HostNotAllowedError} when a request would leave for elsewhere */
  assertReachable(address: string): void {
    if (!this.#isReachable(new URL(address))) throw new HostNotAllowedError();
  }

  #isReachable(url: URL): boolean {
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
    return isSafe && url.username === '' && url.password === '' && this.#patterns.some((matches) => matches(url));
  }
}

/** Names under another one. */
const isSubdomainOf =
  (parent: string) =>
  ({ host }: URL): boolean =>
    host.endsWith(parent) && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(host.slice(0, -parent.length));
