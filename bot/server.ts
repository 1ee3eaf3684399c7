import type { Server as HttpServer } from 'node:http';
import type { Activity, TurnContext } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import type { Logger } from 'pino';
import restify, { type Request, type RequestHandler, type Response, type Server } from 'restify';
import { z } from 'zod';
import type { DeskAdapter } from './desk-adapter.ts';
import { foreignFault } from './fault.ts';
import { jsonBody } from './json-body.ts';
import { newReference } from './reference.ts';
import { refuse } from './refuse.ts';

/** Ids stand in the addresses that answers are sent to: there these two would be other places. */
const id = z
  .string()
  .min(1)
  .max(1_000)
  .refine((one) => one !== '.' && one !== '..');

/** What an activity must have to be looked at: everything else is read where it is used. */
const activityShape = z.looseObject({
  type: z.string().min(1),
  id: id.optional(),
  replyToId: id.nullish(),
  channelId: id,
  serviceUrl: z.url(),
  conversation: z.looseObject({
    id,
    tenantId: id.nullish(),
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  from: z.looseObject({ id, name: z.string().nullish(), aadObjectId: id.nullish() }),
  recipient: z.looseObject({ id: z.string() }).optional(),
  text: z.string().nullish(),
  locale: z.string().max(100).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string() })).optional(),
  entities: z.array(z.looseObject({ type: z.string(), text: z.string().nullish() })).optional(),
  membersAdded: z.array(z.looseObject({ id: z.string() })).optional(),
});

/** How long what is under way may take once the program is told to stop. */
const LAST_CALL = 10_000;
/** How long a caller may take to send a request. */
const SLOWEST_REQUEST = 10_000;

export interface ServerParts {
  readonly adapter: DeskAdapter;
  readonly bot: (context: TurnContext) => Promise<void>;
  /** Whether the store can be read. */
  readonly ready: () => Promise<boolean>;
  /** What a caller must pass before a message is read. */
  readonly guards?: readonly RequestHandler[];
  /** Milliseconds that a caller may take to send a request. */
  readonly slowest?: number;
  readonly log: Logger;
}

/** The product's own addresses; it can be told to finish what is under way. */
export interface DeskServer {
  readonly http: Server;
  /** Takes no more work, and is done when what was under way is answered. */
  drain(): Promise<void>;
}

export function createServer({ slowest = SLOWEST_REQUEST, ...parts }: ServerParts): DeskServer {
  const { adapter, bot, ready, log, guards = [] } = parts;
  const http = restify.createServer({ name: 'purchase-desk' });
  let draining = false;
  limitTime(http.server as unknown as HttpServer, slowest);

  http.get('/healthz', async (_req: Request, res: Response) => {
    res.send(200, { status: 'ok' });
  });
  http.get('/readyz', async (_req: Request, res: Response) => {
    const isReady = !draining && (await ready().catch(() => false));
    res.send(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  });
  const open: RequestHandler = (_req, res, next) => {
    if (!draining) return next();
    res.header('Connection', 'close');
    refuse(res, 503, 'Stopping: send it again in a moment.');
    next(false);
  };
  http.post('/api/messages', open, ...guards, ...jsonBody, async (req: Request, res: Response) => {
    const parsed = activityShape.safeParse(req.body);
    if (!parsed.success) {
      refuse(res, 400, 'This is not an activity.');
      return;
    }
    try {
      const activity = parsed.data as unknown as Activity;
      const answer = await adapter.deliver(req.header('authorization', ''), activity, bot);
      if (answer) res.send(answer.status, answer.body);
      else res.send(200);
    } catch (error) {
      if (error instanceof AuthenticationError) {
        log.warn({ reason: error.message }, 'not authenticated');
        res.send(401);
        return;
      }
      const reference = newReference();
      log.error({ reference, error: foreignFault(error) }, 'request failed');
      refuse(res, 500, `That did not work. Reference ${reference}.`);
    }
  });

  return {
    http,
    drain: () =>
      new Promise((resolve) => {
        draining = true;
        const server = http.server as unknown as HttpServer;
        server.close(() => resolve());
        server.closeIdleConnections();
        // Whoever keeps a connection open for more is not waited for.
        setTimeout(() => server.closeAllConnections(), LAST_CALL).unref();
      }),
  };
}

/** Slow requests are looked for as often as they may take: by itself Node would do that twice a minute only. */
function limitTime(server: HttpServer, slowest: number): void {
  const limits = { requestTimeout: slowest, headersTimeout: slowest, connectionsCheckingInterval: slowest / 10 };
  Object.assign(server, limits);
}
