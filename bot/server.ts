import type { Server as HttpServer } from 'node:http';
import type { Activity } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import type { Logger } from 'pino';
import restify, { type Request, type Response, type Server } from 'restify';
import { z } from 'zod';
import type { createBot } from './bot.ts';
import type { DeskAdapter } from './desk-adapter.ts';
import { jsonBody } from './json-body.ts';
import { newReference } from './reference.ts';

/** What an activity must have to be looked at: everything else is read where it is used. */
const activityShape = z.looseObject({
  type: z.string().min(1),
  id: z.string().optional(),
  channelId: z.string().min(1),
  serviceUrl: z.url(),
  conversation: z.looseObject({ id: z.string().min(1) }),
  from: z.looseObject({ id: z.string().min(1) }),
  recipient: z.looseObject({ id: z.string() }).optional(),
  text: z.string().nullish(),
  locale: z.string().nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string() })).optional(),
  entities: z.array(z.looseObject({ type: z.string() })).optional(),
  membersAdded: z.array(z.looseObject({ id: z.string() })).optional(),
});

export interface ServerParts {
  readonly adapter: DeskAdapter;
  readonly bot: ReturnType<typeof createBot>;
  /** Whether the store can be read. */
  readonly ready: () => Promise<boolean>;
  readonly log: Logger;
}

/** The product's own addresses; it can be told to finish what is under way. */
export interface DeskServer {
  readonly http: Server;
  /** Takes no more work, and is done when what was under way is answered. */
  drain(): Promise<void>;
}

export function createServer({ adapter, bot, ready, log }: ServerParts): DeskServer {
  const http = restify.createServer({ name: 'purchase-desk' });
  let draining = false;

  http.get('/healthz', async (_req: Request, res: Response) => {
    res.send(200, { status: 'ok' });
  });
  http.get('/readyz', async (_req: Request, res: Response) => {
    const isReady = !draining && (await ready().catch(() => false));
    res.send(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  });
  http.post('/api/messages', ...jsonBody, async (req: Request, res: Response) => {
    const parsed = activityShape.safeParse(req.body);
    if (!parsed.success) {
      res.send(400, { error: 'This is not an activity.' });
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
      log.error(
        {
          reference,
          error: error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : {},
        },
        'request failed',
      );
      res.send(500, { error: `That did not work. Reference ${reference}.` });
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
      }),
  };
}
