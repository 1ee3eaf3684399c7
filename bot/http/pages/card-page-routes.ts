import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Request, RequestHandler, Response, Server } from 'restify';
import { translationsFor } from '../../../cards/kit/locale.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { readJson } from '../read-json.ts';
import { callerOf, languageOf } from './caller.ts';
import type { CardPage } from './card-page.ts';
import { formPage } from './form-page.ts';
import { isOwnPage, sendPage } from './headers.ts';
import { messagePage } from './page-layout.ts';
import { IN_TEAMS } from './page-opening.ts';
import { shellPage } from './shell-page.ts';

/** Bytes of what a page of ours sends: a form of a few short fields. */
const LARGEST = 16 * 1024;

const STATIC = new URL('./static/', import.meta.url);

const FILES = {
  'card.css': 'text/css',
  'card.js': 'text/javascript',
  'card-check.js': 'text/javascript',
  'card-numbers.js': 'text/javascript',
  'statement.css': 'text/css',
  'teams.js': 'text/javascript',
  'shell.js': 'text/javascript',
};

/** Teams' own library, from our own address: a page of ours loads nothing from elsewhere. */
const teamsLibrary = (): string => createRequire(import.meta.url).resolve('@microsoft/teams-js');

export interface PageServing {
  readonly page: CardPage;
  readonly clock: Clock;
  /** Where the product's own pages are, as browsers see it. */
  readonly base: () => string;
  /** Whether people come from Teams, and not from this computer's own test channel. */
  readonly inTeams: boolean;
  /** Where somebody can sign in to go on to an address. */
  readonly signIn: (to: string) => string;
  readonly guards?: readonly RequestHandler[];
}

/** The page for card details: looked at with GET, used with a POST of its own script only. */
export function serveCardPage(server: Server, serving: PageServing): void {
  const { page, clock, base, inTeams, signIn, guards = [] } = serving;

  for (const [file, type] of Object.entries(FILES)) {
    server.get(`/pages/${file}`, ...guards, async (_req: Request, res: Response) => {
      sendPage(res, { type }, await readFile(new URL(file, STATIC)));
    });
  }

  if (inTeams) {
    server.get('/pages/microsoft-teams.js', ...guards, async (_req: Request, res: Response) => {
      sendPage(res, { type: 'text/javascript', keptFor: DAY }, await readFile(teamsLibrary()));
    });
  }

  server.get('/card/:id', ...guards, async (req: Request, res: Response) => {
    const framed = inTeams && req.getQuery() === IN_TEAMS;
    const opened = await page.open(String(req.params.id), callerOf(req), languageOf(req)).catch((fault) => ({ fault }));
    if ('fault' in opened) {
      const t = translationsFor(languageOf(req));
      const { status, body } = page.broken(opened.fault, t);
      sendPage(res, { status, framed }, messagePage({ title: body.message, way: body.way ?? '' }, t.lang));
      return;
    }
    const { t } = opened;
    if (opened.kind === 'form') {
      sendPage(res, { framed }, formPage(opened.facts, t, clock()));
      return;
    }
    const { status, title, way, here } = opened.saying;
    if (here === 'nobody' && framed && req.headers.authorization === undefined) {
      sendPage(res, { framed }, shellPage(t, req.path()));
      return;
    }
    // Signing in shows itself in no frame.
    const link = here && !framed ? { title: t.signIn.go, url: signIn(req.path()) } : undefined;
    sendPage(res, { status, framed }, messagePage({ title, way, link }, t.lang));
  });

  server.post('/card/:id', ...guards, async (req: Request, res: Response) => {
    const says = translationsFor(languageOf(req)).payment.page;
    const answer = (status: number, body: object) =>
      sendPage(res, { status, type: 'application/json' }, JSON.stringify(body));
    const read = await readJson(req, LARGEST);
    if (!isOwnPage(req, new URL(base()).origin)) return answer(403, { message: says.foreign });
    if ('status' in read) return answer(read.status, { message: says.broken });
    const { status, body } = await page.save(String(req.params.id), callerOf(req), languageOf(req), read.value);
    answer(status, body);
  });
}
