import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import type { Request, RequestHandler, Response, Server } from 'restify';
import { z } from 'zod';
import { purchasesCsv } from '../../../cards/files/purchases-csv.ts';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import type { PurchaseOverview } from '../../../src/application/administration/purchase-overview.ts';
import { purchaseQueryFields } from '../../../src/application/administration/purchase-query.ts';
import type { WebAuthentication } from '../../../src/application/ports/web-authentication.ts';
import type { UserRateLimiter } from '../../../src/application/runtime/user-rate-limiter.ts';
import { type Actor, isAllowed } from '../../../src/domain/common/actor.ts';
import { newReference } from '../../operations/error-reference.ts';
import { internalError } from '../../operations/loggable-error.ts';
import { callerOf, languageOf } from '../pages/caller.ts';
import { IN_TEAMS } from '../pages/card-page-launcher.ts';
import { fileHeaders, sendPage } from '../pages/headers.ts';
import type { Html } from '../pages/html.ts';
import { messagePage } from '../pages/page-layout.ts';
import { shellPage } from '../pages/shell-page.ts';
import { adminUrl } from './admin-url.ts';
import { detailPage } from './detail-page.ts';
import { listPage, STYLESHEET } from './list-page.ts';
import type { PageContext } from './page-context.ts';

const STATIC = new URL('./static/', import.meta.url);

export interface AdminOptions {
  readonly administration: PurchaseOverview;
  readonly authentication: WebAuthentication;
  /** Limits pages and files per user. */
  readonly rateLimiter: Pick<UserRateLimiter, 'consume'>;
  /** Whether users come from Teams, not from the local test channel. */
  readonly inTeams: boolean;
  /** URL to sign in and return to an address. */
  readonly signIn: (to: string) => string;
  readonly links: Translations['links'];
  readonly log: Logger;
  readonly guards?: readonly RequestHandler[];
}

const purchaseQuerySchema = z.object(purchaseQueryFields);
const purchaseIdSchema = z.object({ person: z.string().max(200), subscription: z.string().max(200) });

/** Serves the administrator's pages, for GET requests of signed-in users who are administrators now. */
export function serveAdmin(server: Server, options: AdminOptions): void {
  const { administration, authentication, inTeams, signIn, links, log, rateLimiter, guards = [] } = options;
  const sendHtml = (res: Response, { framed }: Pick<PageContext, 'framed'>, body: Html, status = 200) =>
    sendPage(res, { status, framed, allowForms: true }, body);

  server.get(STYLESHEET, ...guards, async (_req: Request, res: Response) => {
    sendPage(res, { type: 'text/css' }, await readFile(new URL('admin.css', STATIC)));
  });

  /** Adds a page for administrators; other users get a message with what they can do. */
  const addPage = (
    path: string,
    respond: (actor: Actor, query: QueryParams, res: Response, context: PageContext) => Promise<void>,
  ) =>
    server.get(path, ...guards, async (req: Request, res: Response) => {
      const query: QueryParams = Object.fromEntries(new URLSearchParams(req.getQuery()));
      const framed = inTeams && new URLSearchParams(IN_TEAMS).get('host') === query.host;
      const t = translationsFor(query.in ?? languageOf(req), links);
      const url = req.url ?? path;
      // The sign-in page cannot be shown in a frame.
      const link = framed ? undefined : { title: t.signIn.button, url: signIn(url) };
      const sendMessage = (status: number, title: string, way: string, action = link) =>
        sendHtml(res, { framed }, messagePage({ title, way, link: action }, t.lang), status);
      try {
        const caller = callerOf(req);
        const people = await authentication.people(caller);
        const actors = await Promise.all(people.map((person) => administration.findActor(person)));
        const actor = actors.find((candidate) => candidate && isAllowed(candidate, 'purchases.read-all'));
        const isRateLimited =
          actor && (await rateLimiter.consume(JSON.stringify(['pages', actor.tenant, actor.person]))) !== 'allow';
        if (isRateLimited)
          return sendMessage(429, t.messages.rateLimited.title, t.messages.rateLimited.text, undefined);
        if (actor) return await respond(actor, query, res, { ...t, framed });
        if (framed && caller.authorization === undefined)
          return sendHtml(res, { framed }, shellPage(t, urlOutsideTeams(url)));
        if (people.length === 0) return sendMessage(403, t.signIn.needed, t.signIn.neededText);
        const refusal = t.refusal({ kind: 'not-administrator' }, t);
        sendMessage(403, refusal.title, refusal.text);
      } catch (error) {
        const reference = newReference();
        log.error({ reference, error: internalError(error) }, 'an administration page failed');
        if (res.headersSent) return;
        const { failed, failedText } = t.administration.page;
        sendMessage(500, failed, `${failedText} ${reference}.`);
      }
    });

  addPage('/admin', async (actor, query, res, t) => {
    const filter = purchaseQuerySchema.parse(query);
    const [list, totals, policy] = await Promise.all([
      administration.list(actor, filter),
      administration.totals(actor, filter),
      administration.policy(actor),
    ]);
    if (!list.ok || !totals.ok || !policy.ok) throw new Error('The administrator’s request was refused.');
    const { name } = actor;
    sendHtml(res, t, listPage({ name, list: list.value, totals: totals.value, policy: policy.value }, t));
  });

  addPage('/admin/purchase', async (actor, query, res, t) => {
    const id = purchaseIdSchema.safeParse(query);
    const { person = '', subscription = '' } = id.data ?? {};
    const purchase = await administration.get(actor, person, subscription);
    if (purchase.ok) return sendHtml(res, t, detailPage(purchase.value, t));
    const { title, text: way } = t.refusal(purchase.refusal, t);
    const link = { title: t.administration.buttons.purchases, url: adminUrl('/admin', {}, t) };
    sendHtml(res, t, messagePage({ title, way, link }, t.lang), 404);
  });

  addPage('/admin/purchases.csv', async (actor, query, res, t) => {
    const sheet = await administration.exportPurchases(actor, purchaseQuerySchema.parse(query));
    if (!sheet.ok) throw new Error('The administrator’s request was refused.');
    res.writeHead(200, fileHeaders('text/csv; charset=utf-8', `${t.administration.csv.name}.csv`));
    await pipeline(Readable.from(purchasesCsv(sheet.value, t)), res);
  });
}

type QueryParams = Readonly<Record<string, string>>;

/** The URL of the same page outside Teams. */
function urlOutsideTeams(address: string): string {
  const [path, query] = address.split('?');
  const search = new URLSearchParams(query);
  search.delete('host');
  return `${path}?${search}`;
}
