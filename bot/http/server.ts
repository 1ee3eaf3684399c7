import type { Server as HttpServer } from 'node:http';
import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import restify, { type Request, type RequestHandler, type Response, type Server } from 'restify';
import { z } from 'zod';
import { KeysUnavailableError } from '../channel/authentication/channel-keys.ts';
import type { RejectionReason } from '../channel/authentication/channel-token.ts';
import { NotAuthenticatedError, type PurchaseDeskAdapter } from '../channel/bot-adapter.ts';
import { newReference } from '../operations/error-reference.ts';
import { externalError } from '../operations/loggable-error.ts';
import { sendError } from './error-response.ts';
import { GracefulShutdown } from './graceful-shutdown.ts';
import { jsonBody } from './json-body.ts';
import { setClosedHeaders } from './pages/headers.ts';

/** Ids become path segments of the URLs that replies are sent to, where `.` and `..` would change the path. */
const id = z
  .string()
  .min(1)
  .max(1_000)
  .refine((one) => one !== '.' && one !== '..');

/** The fields of an activity that routing needs; the others are parsed where they are used. */
const activitySchema = z.looseObject({
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

/** Milliseconds that a caller may take to send a request. */
const REQUEST_TIMEOUT = 10_000;

/**
 * Milliseconds that a connection may be idle: longer than load balancers allow (most one minute, Azure's four), so that none is
 * closed while a request is in transit. Node's default is five seconds.
 */
const KEEP_ALIVE_TIMEOUT = 250_000;

/** Error code when the caller disconnects while sending. */
const CONNECTION_RESET = 'ECONNRESET';

interface RouteError {
  readonly statusCode?: number;
  readonly code?: unknown;
}

export interface ServerOptions {
  readonly adapter: PurchaseDeskAdapter;
  readonly bot: (context: TurnContext) => Promise<void>;
  /** Whether the store can be read. */
  readonly ready: () => Promise<boolean>;
  /** Handlers that run before a message is read. */
  readonly guards?: readonly RequestHandler[];
  /** Called with the reason when a caller cannot be authenticated. */
  readonly onRejectedCaller?: (reason: RejectionReason | 'bot framework') => void;
  /** Milliseconds that a caller may take to send a request. */
  readonly requestTimeout?: number;
  readonly log: Logger;
}

/** The bot's HTTP server. */
export interface BotServer {
  readonly http: Server;
  /** Accepts no more work and waits for unfinished requests. */
  drain(): Promise<void>;
}

export function createServer({ requestTimeout = REQUEST_TIMEOUT, ...options }: ServerOptions): BotServer {
  const { adapter, bot, ready, log, guards = [], onRejectedCaller } = options;
  const http = restify.createServer({ name: 'purchase-desk' });
  http.pre(setClosedHeaders);
  const shutdown = new GracefulShutdown(http);
  limitRequestTime(http.server as unknown as HttpServer, requestTimeout);

  // Errors that a route did not catch: restify would respond with the error's text and log nothing.
  http.on('restifyError', (_req: Request, res: Response, error: RouteError | undefined, done: () => void) => {
    if ((error?.statusCode ?? 500) < 500 || res.headersSent || error?.code === CONNECTION_RESET) return done();
    const reference = newReference();
    log.error({ reference, error: externalError(error) }, 'request failed');
    sendError(res, 500, `That did not work. Reference ${reference}.`);
    done();
  });

  http.get('/healthz', async (_req: Request, res: Response) => {
    res.send(200, { status: 'ok' });
  });
  http.get('/readyz', async (_req: Request, res: Response) => {
    const isReady = !shutdown.isDraining && (await ready().catch(() => false));
    res.send(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  });
  const rejectWhileStopping: RequestHandler = (_req, res, next) => {
    if (!shutdown.isDraining) return next();
    sendError(res, 503, 'Stopping: try again in a moment.');
    next(false);
  };
  /** The caller does not learn the reason; the log and the metrics do. */
  const rejectCaller = (res: Response, reason: RejectionReason | 'bot framework') => {
    log.warn({ reason }, 'not authenticated');
    onRejectedCaller?.(reason);
    res.sendRaw(401, '', { 'WWW-Authenticate': 'Bearer' });
  };
  http.post('/api/messages', rejectWhileStopping, ...guards, ...jsonBody, async (req: Request, res: Response) => {
    try {
      const [authorization = '', ...more] = req.headersDistinct.authorization ?? [];
      const rejection = await adapter.verifyCaller([authorization, ...more], req.body);
      if (rejection) return rejectCaller(res, rejection);
      const parsed = activitySchema.safeParse(req.body);
      if (!parsed.success) return sendError(res, 400, 'The body is not an activity.');
      const activity = parsed.data as unknown as Activity;
      if (!adapter.mayAnswerAt(activity.serviceUrl)) {
        return sendError(res, 400, 'Without MicrosoftAppId serviceUrl must be on this computer: http://localhost.');
      }
      const response = await shutdown.waitFor(adapter.handleActivity(authorization, activity, bot));
      if (response) res.send(response.status, response.body);
      else res.send(200);
    } catch (error) {
      if (error instanceof NotAuthenticatedError) return rejectCaller(res, 'bot framework');
      if (error instanceof KeysUnavailableError) {
        log.error({ cause: externalError(error.cause ?? error) }, 'the keys of Bot Framework cannot be fetched');
        return sendError(res, 503, 'The caller cannot be authenticated at the moment: try again in a moment.');
      }
      const reference = newReference();
      log.error({ reference, error: externalError(error) }, 'request failed');
      sendError(res, 500, `That did not work. Reference ${reference}.`);
    }
  });

  return { http, drain: () => shutdown.drain() };
}

/** Limits the time of requests. Node checks for slow requests every 30 seconds unless told otherwise. */
function limitRequestTime(server: HttpServer, timeout: number): void {
  const limits = { requestTimeout: timeout, headersTimeout: timeout, connectionsCheckingInterval: timeout / 10 };
  Object.assign(server, limits, { keepAliveTimeout: KEEP_ALIVE_TIMEOUT });
}
