import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { Request, RequestHandler, Response, Server } from 'restify';

interface MetricsRoutesOptions {
  /** What an operator looks at, as Prometheus reads it. */
  readonly scrape: () => Promise<string>;
  /** What whoever asks has to know. */
  readonly token: string;
  readonly guards: readonly RequestHandler[];
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** `/metrics` at the product's own address, for whoever has the token. */
export function serveMetrics(server: Server, { scrape, token, guards }: MetricsRoutesOptions): void {
  server.get('/metrics', ...guards, async (req: Request, res: Response) => {
    const { authorization = '' } = req.headers;
    if (isEqual(authorization, `Bearer ${token}`)) res.sendRaw(200, await scrape(), { 'Content-Type': CONTENT_TYPE });
    else res.sendRaw(401, '', { 'WWW-Authenticate': 'Bearer' });
  });
}

/** `/metrics` on a port of its own, for whoever can reach that. */
export function metricsServer(scrape: () => Promise<string>): HttpServer {
  return createServer((req, res) => {
    if (req.method !== 'GET' || req.url?.split('?')[0] !== '/metrics') {
      res.statusCode = 404;
      res.end();
      return;
    }
    scrape().then(
      (text) => res.setHeader('Content-Type', CONTENT_TYPE).end(text),
      () => {
        res.statusCode = 500;
        res.end();
      },
    );
  });
}

/** How alike two texts are is not told by how long comparing takes. */
const isEqual = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));
const hash = (text: string) => createHash('sha256').update(text).digest();
