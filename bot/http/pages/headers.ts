import type { Request, RequestHandler, Response } from 'restify';
import { Html } from './html.ts';

/** Origins of Teams, which shows some pages in a frame. */
const TEAMS_ORIGINS = 'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft';

/** For responses that are no pages: load nothing, submit nothing, no framing. */
const CLOSED_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const pagePolicy = (frameAncestors: string, formAction: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    `form-action ${formAction}`,
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');

/** Default headers: no caching, MIME sniffing, framing, loading or referrer. */
const CLOSED_HEADERS = {
  'Content-Security-Policy': CLOSED_POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
};

/** Sets the default headers on every response, such as 404. */
export const setClosedHeaders: RequestHandler = (_req, res, next) => {
  for (const [name, value] of Object.entries(CLOSED_HEADERS)) res.header(name, value);
  next();
};

/** Headers of a file to save, or of an image. */
export const fileHeaders = (type: string, name?: string): Readonly<Record<string, string>> => ({
  ...CLOSED_HEADERS,
  'Content-Type': type,
  ...(name !== undefined && { 'Content-Disposition': `attachment; filename="${name}"` }),
});

interface PageResponse {
  readonly status?: number;
  readonly type?: string;
  /** Whether the page is for a frame of Teams; other pages cannot be framed. */
  readonly framed?: boolean;
  /** Milliseconds that the browser may cache it, for content that is the same for every user. */
  readonly cacheFor?: number;
  /** Whether a form on the page may submit to the bot. */
  readonly allowForms?: boolean;
}

export function sendPage(
  res: Response,
  { status = 200, type = 'text/html', framed = false, cacheFor, allowForms = false }: PageResponse,
  body: Html | string | Buffer,
): void {
  res.sendRaw(status, body instanceof Html ? body.toString() : body, {
    ...CLOSED_HEADERS,
    'Content-Security-Policy': pagePolicy(framed ? TEAMS_ORIGINS : "'none'", allowForms ? "'self'" : "'none'"),
    'Content-Type': `${type}; charset=utf-8`,
    ...(cacheFor && { 'Cache-Control': `private, max-age=${cacheFor / 1000}` }),
  });
}

/** Whether a page of this origin made the request, by headers that browsers set and other sites cannot forge. */
export function isOwnPage({ headers }: Request, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin === origin && (site === undefined || site === 'same-origin');
}
