import type { Request, RequestHandler, Response } from 'restify';
import { Html } from './html.ts';

/** Teams shows some pages in a frame of its own. */
const TEAMS_ORIGINS = 'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft';

/** What is no page of ours loads nothing, sends nothing and stands in no frame. */
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

/** What every answer carries unless it says otherwise: nothing is kept, guessed, framed, loaded or passed on. */
const CLOSED_HEADERS = {
  'Content-Security-Policy': CLOSED_POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
};

/** Answers that nobody thought of, such as that there is no such address, are closed as well. */
export const setClosedHeaders: RequestHandler = (_req, res, next) => {
  for (const [name, value] of Object.entries(CLOSED_HEADERS)) res.header(name, value);
  next();
};

/** The headers of a file: it is saved, or shown as a picture, and does nothing. */
export const fileHeaders = (type: string, name?: string): Readonly<Record<string, string>> => ({
  ...CLOSED_HEADERS,
  'Content-Type': type,
  ...(name !== undefined && { 'Content-Disposition': `attachment; filename="${name}"` }),
});

interface PageResponse {
  readonly status?: number;
  readonly type?: string;
  /** Whether it was asked for in a frame of Teams; anything else stands in no frame. */
  readonly framed?: boolean;
  /** Milliseconds that a browser may keep it: for what is the same for everybody. */
  readonly cacheFor?: number;
  /** Whether a form on it asks for another page of ours. */
  readonly allowForms?: boolean;
}

export function sendPage(
  res: Response,
  { status = 200, type = 'text/html', framed = false, cacheFor: keptFor, allowForms: forms = false }: PageResponse,
  body: Html | string | Buffer,
): void {
  res.sendRaw(status, body instanceof Html ? body.toString() : body, {
    ...CLOSED_HEADERS,
    'Content-Security-Policy': pagePolicy(framed ? TEAMS_ORIGINS : "'none'", forms ? "'self'" : "'none'"),
    'Content-Type': `${type}; charset=utf-8`,
    ...(keptFor && { 'Cache-Control': `private, max-age=${keptFor / 1000}` }),
  });
}

/** Whether a request was made by a page of ours: browsers say so, and pages elsewhere cannot make them lie. */
export function isOwnPage({ headers }: Request, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin === origin && (site === undefined || site === 'same-origin');
}
