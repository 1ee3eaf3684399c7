import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Request, Response, Server } from 'restify';
import { loopbackOnly } from '../loopback.ts';

const PAGE = new URL('./page/', import.meta.url);

const SCRIPTS = [
  'page.js',
  'choices.js',
  'clock.js',
  'connection.js',
  'idle.js',
  'appearance.js',
  'sign-in.js',
  'superseded.js',
  'strings.js',
];

// Web Chat writes inline styles and draws images from data URLs and blobs; its scripts need no exception.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' };

const NOT_INSTALLED = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Purchase Desk</title>
<p>The chat page needs the package botframework-webchat. Run <code>npm ci</code>, then start again.</p></html>`;

/** Path of Web Chat's bundle; undefined when the optional package is not installed. */
function findWebChat(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('botframework-webchat/dist/webchat.js');
  } catch {
    return undefined;
  }
}

function send(res: Response, status: number, type: string, body: string | Buffer): void {
  res.sendRaw(status, body, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` });
}

/** Serves the chat page and its files, read again for each request so that changes show at once. */
export function servePageFiles(server: Server): void {
  const webChat = findWebChat();

  const serve = (path: string, type: string, file: string | URL): void => {
    server.get(path, loopbackOnly, async (_req: Request, res: Response) => send(res, 200, type, await readFile(file)));
  };

  server.get('/', loopbackOnly, async (_req: Request, res: Response) => {
    // Not restify's `header`, which would add it to the policy that every response has.
    res.setHeader('Content-Security-Policy', POLICY);
    if (webChat === undefined) send(res, 503, 'text/html', NOT_INSTALLED);
    else send(res, 200, 'text/html', await readFile(new URL('index.html', PAGE)));
  });

  serve('/local/page.css', 'text/css', new URL('page.css', PAGE));
  for (const script of SCRIPTS) serve(`/local/${script}`, 'text/javascript', new URL(script, PAGE));
  if (webChat !== undefined) serve('/local/webchat.js', 'text/javascript', webChat);
}
