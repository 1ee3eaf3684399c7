/** A host such as `smba.trafficmanager.net` or `127.0.0.1:3980`, or `*.botframework.com` for all its subdomains. */
export const hostPattern = /^(?:(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)(?::\d{1,5})?$/;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A request would send this bot's answer and token to a host that is not allowed. */
export class HostNotAllowedError extends Error {
  override readonly name = 'HostNotAllowedError';

  constructor() {
    super('The channel’s host is not allowed');
  }
}

/** The hosts that channels may use. */
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

  /** This computer only, for use without authentication. */
  static get loopback(): ServiceHosts {
    return new ServiceHosts([({ hostname }) => LOOPBACK.has(hostname)]);
  }

  /** Whether a channel may use a service URL. Only the normalised form is accepted: programs read others differently. */
  allows(address: string): boolean {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || (url.href !== address && url.href !== `${address}/`)) return false;
    return url.search === '' && url.hash === '' && this.#isReachable(url);
  }

  /** @throws {HostNotAllowedError} when a request goes to another host */
  assertReachable(address: string): void {
    if (!this.#isReachable(new URL(address))) throw new HostNotAllowedError();
  }

  #isReachable(url: URL): boolean {
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
    return isSafe && url.username === '' && url.password === '' && this.#patterns.some((matches) => matches(url));
  }
}

/** Whether a URL's host is a subdomain of `parent`, which starts with a dot. */
const isSubdomainOf =
  (parent: string) =>
  ({ host }: URL): boolean =>
    host.endsWith(parent) && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(host.slice(0, -parent.length));
