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
  'look.js',
  'sign-in.js',
  'superseded.js',
  'words.js',
];

// Web Chat writes its styles into the page and draws its pictures from data and blobs; its scripts need nothing special.
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

/** Where Web Chat's bundle is; undefined when the optional package was left out. */
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

/** The chat page and what it loads, read afresh each time: it is a tester's page. */
export function servePageFiles(server: Server): void {
  const webChat = findWebChat();

  const serve = (path: string, type: string, file: string | URL): void => {
    server.get(path, loopbackOnly, async (_req: Request, res: Response) => send(res, 200, type, await readFile(file)));
  };

  server.get('/', loopbackOnly, async (_req: Request, res: Response) => {
    // Not restify's `header`, which would add it to the one that every answer has.
    res.setHeader('Content-Security-Policy', POLICY);
    if (webChat === undefined) send(res, 503, 'text/html', NOT_INSTALLED);
    else send(res, 200, 'text/html', await readFile(new URL('index.html', PAGE)));
  });

  serve('/local/page.css', 'text/css', new URL('page.css', PAGE));
  for (const script of SCRIPTS) serve(`/local/${script}`, 'text/javascript', new URL(script, PAGE));
  if (webChat !== undefined) serve('/local/webchat.js', 'text/javascript', webChat);
}
