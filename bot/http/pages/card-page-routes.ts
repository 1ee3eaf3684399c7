import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Request, RequestHandler, Response, Server } from 'restify';
import { translationsFor } from '../../../cards/kit/locale.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { readJson } from '../read-json.ts';
import { callerOf, languageOf } from './caller.ts';
import type { CardPage } from './card-page.ts';
import { IN_TEAMS } from './card-page-launcher.ts';
import { formPage } from './form-page.ts';
import { isOwnPage, sendPage } from './headers.ts';
import { messagePage } from './page-layout.ts';
import { shellPage } from './shell-page.ts';

/** Largest body: a form with a few short fields. */
const MAX_BODY_BYTES = 16 * 1024;

const STATIC = new URL('./static/', import.meta.url);

const STATIC_FILES = {
  'card.css': 'text/css',
  'card.js': 'text/javascript',
  'card-check.js': 'text/javascript',
  'card-numbers.js': 'text/javascript',
  'statement.css': 'text/css',
  'teams.js': 'text/javascript',
  'shell.js': 'text/javascript',
};

/** Teams' client library, served by the bot itself: its pages load nothing from other origins. */
const teamsLibraryFile = (): string => createRequire(import.meta.url).resolve('@microsoft/teams-js');

export interface CardPageOptions {
  readonly page: CardPage;
  readonly clock: Clock;
  /** The bot's public URL. */
  readonly baseUrl: () => string;
  /** Whether users come from Teams, not from the local test channel. */
  readonly inTeams: boolean;
  /** URL to sign in and return to an address. */
  readonly signIn: (to: string) => string;
  readonly guards?: readonly RequestHandler[];
}

/** Serves the card form: GET shows it, POST from its own script submits it. */
export function serveCardPage(server: Server, options: CardPageOptions): void {
  const { page, clock, baseUrl, inTeams, signIn, guards = [] } = options;

  for (const [file, type] of Object.entries(STATIC_FILES)) {
    server.get(`/pages/${file}`, ...guards, async (_req: Request, res: Response) => {
      sendPage(res, { type }, await readFile(new URL(file, STATIC)));
    });
  }

  if (inTeams) {
    server.get('/pages/microsoft-teams.js', ...guards, async (_req: Request, res: Response) => {
      sendPage(res, { type: 'text/javascript', cacheFor: DAY }, await readFile(teamsLibraryFile()));
    });
  }

  server.get('/card/:id', ...guards, async (req: Request, res: Response) => {
    const framed = inTeams && req.getQuery() === IN_TEAMS;
    const result = await page.open(String(req.params.id), callerOf(req), languageOf(req)).catch((error) => ({ error }));
    if ('error' in result) {
      const t = translationsFor(languageOf(req));
      const { status, body } = page.failureReply(result.error, t);
      sendPage(res, { status, framed }, messagePage({ title: body.message, way: body.way ?? '' }, t.lang));
      return;
    }
    const { t } = result;
    if (result.kind === 'form') {
      sendPage(res, { framed }, formPage(result.form, t, clock()));
      return;
    }
    const { status, title, way, signInReason } = result.message;
    if (signInReason === 'not-signed-in' && framed && req.headers.authorization === undefined) {
      sendPage(res, { framed }, shellPage(t, req.path()));
      return;
    }
    // The sign-in page cannot be shown in a frame.
    const link = signInReason && !framed ? { title: t.signIn.button, url: signIn(req.path()) } : undefined;
    sendPage(res, { status, framed }, messagePage({ title, way, link }, t.lang));
  });

  server.post('/card/:id', ...guards, async (req: Request, res: Response) => {
    const strings = translationsFor(languageOf(req)).payments.cardPage;
    const reply = (status: number, body: object) =>
      sendPage(res, { status, type: 'application/json' }, JSON.stringify(body));
    const content = await readJson(req, MAX_BODY_BYTES);
    if (!isOwnPage(req, new URL(baseUrl()).origin)) return reply(403, { message: strings.otherOrigin });
    if ('status' in content) return reply(content.status, { message: strings.broken });
    const { status, body } = await page.save(String(req.params.id), callerOf(req), languageOf(req), content.value);
    reply(status, body);
  });
}
