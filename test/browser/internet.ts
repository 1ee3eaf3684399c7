import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer as createProxy, type IncomingMessage, type RequestListener, request } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect } from 'node:net';

/**
 * A fake internet: it serves every host that a browser requests over TLS, and reaches no other. Cookies, frames and browser
 * headers behave as on the real internet.
 */
export class Internet {
  readonly #http: Server;
  /** Tunnels every host to `#http`. */
  readonly #proxy = createProxy();
  readonly #hosts = new Map<string, RequestListener>();
  /** Every request with its headers. */
  readonly requests: IncomingMessage[] = [];

  private constructor() {
    this.#http = createServer(selfSigned(), (req, res) => {
      this.requests.push(req);
      const listener = this.#hosts.get(req.headers.host ?? '');
      if (listener) listener(req, res);
      else res.destroy();
    });
    this.#proxy.on('connect', (_req, socket, head) => {
      const tunnel = connect(portOf(this.#http), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        tunnel.write(head);
        tunnel.pipe(socket).pipe(tunnel);
      });
      tunnel.on('error', () => socket.destroy());
      socket.on('error', () => tunnel.destroy());
    });
  }

  static async open(): Promise<Internet> {
    const internet = new Internet();
    for (const server of [internet.#http, internet.#proxy])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return internet;
  }

  /** Proxy for browser contexts that use it; their pages must accept its certificate. */
  get proxy(): { readonly server: string } {
    return { server: `http://127.0.0.1:${portOf(this.#proxy)}` };
  }

  answer(host: string, listener: RequestListener): void {
    this.#hosts.set(host, listener);
  }

  page(host: string, html: string): void {
    this.answer(host, (_req, res) => {
      res.writeHead(200, { 'content-type': 'text/html' });
      res.end(`<!doctype html>${html}`);
    });
  }

  /** @param to returns the URL to redirect a requested URL to */
  redirect(host: string, to: (address: string) => string): void {
    this.answer(host, (req, res) => {
      res.writeHead(302, { location: to(`https://${host}${req.url}`) });
      res.end();
    });
  }

  /** Forwards requests for a host to a local server, as a reverse proxy does. */
  forward(host: string, base: string): void {
    this.answer(host, (req, res) => {
      const { method, headers, url = '/' } = req;
      const onward = request(new URL(url, base), { method, headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      });
      onward.on('error', () => res.destroy());
      req.pipe(onward);
    });
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
    this.#proxy.close();
  }
}

const portOf = (server: { address(): unknown }): number => (server.address() as { port: number }).port;

const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  const lengthBytes = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : lengthBytes)]), content]);
};
const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');

/** Creates a self-signed X.509 certificate: Node.js generates keys, but no certificates. */
function selfSigned(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(hex('06082a8648ce3d040302'));
  const name = sequence(der(0x31, sequence(hex('0603550403'), der(0x0c, Buffer.from('nobody')))));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const content = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    algorithm,
    name,
    sequence(time('200101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const certificate = sequence(content, algorithm, der(0x03, hex('00'), sign('sha256', content, privateKey)));
  const cert = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`;
  return { key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert };
}
