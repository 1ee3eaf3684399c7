import type { Request, Response } from 'restify';

/** Teams shows the page in a frame of its own; locally nothing does. */
const TEAMS = 'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft';

const policy = (framedBy: string, forms: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    `form-action ${forms}`,
    `frame-ancestors ${framedBy}`,
  ].join('; ');

/** What every answer of our own pages carries: nothing is kept, guessed, framed elsewhere or passed on. */
const pageHeaders = (inTeams: boolean, forms: boolean): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': policy(inTeams ? TEAMS : "'none'", forms ? "'self'" : "'none'"),
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
});

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly inTeams: boolean;
  /** Milliseconds that a browser may keep it: for what is the same for everybody. */
  readonly keptFor?: number;
  /** Whether a form on it asks for another page of ours. */
  readonly forms?: boolean;
}

export function sendPage(
  res: Response,
  { status = 200, type = 'text/html', inTeams, keptFor, forms = false }: Answer,
  body: string | Buffer,
): void {
  const kept = keptFor && { 'Cache-Control': `private, max-age=${keptFor / 1000}` };
  res.sendRaw(status, body, { ...pageHeaders(inTeams, forms), ...kept, 'Content-Type': `${type}; charset=utf-8` });
}

/** Whether a request was made by a page of ours: browsers say so, and pages elsewhere cannot make them lie. */
export function isOwnPage({ headers }: Request, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin === origin && (site === undefined || site === 'same-origin');
}
