import { randomUUID } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { sendError } from '../error-response.ts';
import { jsonBody } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import type { Deliver } from './deliver-to-bot.ts';
import { accountOf, conversationOf, ownerOf } from './local-accounts.ts';
import { type Account, isCarried } from './local-activity.ts';
import type { LocalChannelOptions } from './options.ts';
import { activityFrom, arrivalOf, type Posted, posted } from './person-activity.ts';
import { keepsakeOf } from './redact-transcript.ts';
import type { Transcript } from './transcript.ts';
import { uploadedActivity } from './upload-activity.ts';

const opening = z.object({ user: z.object({ id: z.string() }), locale: posted.shape.locale });
const watermark = z.coerce.number().int().nonnegative().catch(0);

/** The part of Direct Line that the page needs. It answers a post when the bot has done its turn, as Direct Line does. */
export function serveDirectLine(
  server: Server,
  options: LocalChannelOptions,
  history: Transcript,
  deliver: Deliver,
): void {
  const { personas } = options;

  /** Wraps a route of one conversation: whoever owns it is who acts. */
  const asOwner = (route: (req: Request, res: Response, owner: Account) => Promise<void>) => {
    return async (req: Request, res: Response): Promise<void> => {
      const owner = ownerOf(req.params.id, personas);
      await (owner ? route(req, res, owner) : sendError(res, 404, 'There is no such conversation.'));
    };
  };

  /** The echo comes first: Web Chat holds an answer back until it has seen what it answers. */
  async function say(res: Response, owner: Account, content: Posted): Promise<void> {
    const activity = activityFrom(owner, content);
    if (isCarried(content.type)) {
      const { timestamp } = await history.append(keepsakeOf(activity));
      await deliver({ ...activity, timestamp });
    }
    res.send(200, { id: activity.id });
  }

  server.post('/directline/conversations', loopbackOnly, ...jsonBody, async (req: Request, res: Response) => {
    const { data } = opening.safeParse(req.body);
    const account = data && accountOf(data.user.id, personas);
    if (!account)
      return sendError(res, 400, 'Say who opens the conversation: a persona, or visitor- and a random UUID.');
    const isPersona = personas.some(({ id }) => id === account.id);
    if (isPersona && options.cookieFor) res.header('Set-Cookie', await options.cookieFor(account.id));
    await deliver(arrivalOf(account, data.locale));
    res.send(201, { conversationId: conversationOf(account), token: randomUUID() });
  });

  server.get(
    '/directline/conversations/:id',
    loopbackOnly,
    asOwner(async (_req, res, owner) => {
      res.send(200, { conversationId: conversationOf(owner), token: randomUUID() });
    }),
  );

  server.get(
    '/directline/conversations/:id/activities',
    loopbackOnly,
    asOwner(async (req, res, owner) => {
      const asked = new URLSearchParams(req.getQuery()).get('watermark');
      const found = await history.since(conversationOf(owner), watermark.parse(asked));
      res.send(200, { activities: found.activities, watermark: String(found.watermark) });
    }),
  );

  server.post(
    '/directline/conversations/:id/activities',
    loopbackOnly,
    ...jsonBody,
    asOwner(async (req, res, owner) => {
      const { data, error } = posted.omit({ attachments: true }).safeParse(req.body);
      await (data ? say(res, owner, data) : sendError(res, 400, z.prettifyError(error)));
    }),
  );

  server.post(
    '/directline/conversations/:id/upload',
    loopbackOnly,
    asOwner(async (req, res, owner) => {
      const activity = await uploadedActivity(req);
      await (activity
        ? say(res, owner, activity)
        : sendError(res, 400, 'This is no form of files, or it is larger than 256 kB.'));
    }),
  );
}
