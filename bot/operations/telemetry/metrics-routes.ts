import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { Request, RequestHandler, Response, Server } from 'restify';

interface MetricsRoutesOptions {
  /** Returns the metrics in Prometheus text format. */
  readonly scrape: () => Promise<string>;
  /** Bearer token that a request must have. */
  readonly token: string;
  readonly guards: readonly RequestHandler[];
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Serves `/metrics` on the bot's own address, for requests with the token. */
export function serveMetrics(server: Server, { scrape, token, guards }: MetricsRoutesOptions): void {
  server.get('/metrics', ...guards, async (req: Request, res: Response) => {
    const { authorization = '' } = req.headers;
    if (isEqual(authorization, `Bearer ${token}`)) res.sendRaw(200, await scrape(), { 'Content-Type': CONTENT_TYPE });
    else res.sendRaw(401, '', { 'WWW-Authenticate': 'Bearer' });
  });
}

/** Serves `/metrics` without a token on a port of its own. */
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

/** Compares in constant time, also for texts of different length. */
const isEqual = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));
const hash = (text: string) => createHash('sha256').update(text).digest();
