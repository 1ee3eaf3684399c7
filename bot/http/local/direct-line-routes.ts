import { randomUUID } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { sendError } from '../error-response.ts';
import { jsonBody } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import type { Deliver } from './deliver-to-bot.ts';
import { conversationIdOf, findAccount, findOwner } from './local-accounts.ts';
import { type Account, isDelivered } from './local-activity.ts';
import type { LocalChannelOptions } from './options.ts';
import { activityFromPerson, arrivalActivity, type PostedActivity, postedActivitySchema } from './person-activity.ts';
import { redactActivity } from './redact-activity.ts';
import type { Transcript } from './transcript.ts';
import { readUpload } from './upload-activity.ts';

const openingSchema = z.object({ user: z.object({ id: z.string() }), locale: postedActivitySchema.shape.locale });
const watermarkSchema = z.coerce.number().int().nonnegative().catch(0);

/** Serves the part of Direct Line that the page needs. As Direct Line does, it responds when the bot has completed the turn. */
export function serveDirectLine(
  server: Server,
  options: LocalChannelOptions,
  transcript: Transcript,
  deliver: Deliver,
): void {
  const { personas } = options;

  /** Wraps a route of a conversation: the sender is its owner. */
  const asOwner = (route: (req: Request, res: Response, owner: Account) => Promise<void>) => {
    return async (req: Request, res: Response): Promise<void> => {
      const owner = findOwner(req.params.id, personas);
      await (owner ? route(req, res, owner) : sendError(res, 404, 'There is no such conversation.'));
    };
  };

  /** Stores the user's activity before it is delivered: Web Chat shows a reply only after the message it belongs to. */
  async function postActivity(res: Response, owner: Account, content: PostedActivity): Promise<void> {
    const activity = activityFromPerson(owner, content);
    if (isDelivered(content.type)) {
      const { timestamp } = await transcript.append(redactActivity(activity));
      await deliver({ ...activity, timestamp });
    }
    res.send(200, { id: activity.id });
  }

  server.post('/directline/conversations', loopbackOnly, ...jsonBody, async (req: Request, res: Response) => {
    const { data } = openingSchema.safeParse(req.body);
    const account = data && findAccount(data.user.id, personas);
    if (!account)
      return sendError(res, 400, 'Say who opens the conversation: a persona, or visitor- and a random UUID.');
    const isPersona = personas.some(({ id }) => id === account.id);
    if (isPersona && options.cookieFor) res.header('Set-Cookie', await options.cookieFor(account.id));
    await deliver(arrivalActivity(account, data.locale));
    res.send(201, { conversationId: conversationIdOf(account), token: randomUUID() });
  });

  server.get(
    '/directline/conversations/:id',
    loopbackOnly,
    asOwner(async (_req, res, owner) => {
      res.send(200, { conversationId: conversationIdOf(owner), token: randomUUID() });
    }),
  );

  server.get(
    '/directline/conversations/:id/activities',
    loopbackOnly,
    asOwner(async (req, res, owner) => {
      const watermark = new URLSearchParams(req.getQuery()).get('watermark');
      const news = await transcript.since(conversationIdOf(owner), watermarkSchema.parse(watermark));
      res.send(200, { activities: news.activities, watermark: String(news.watermark) });
    }),
  );

  server.post(
    '/directline/conversations/:id/activities',
    loopbackOnly,
    ...jsonBody,
    asOwner(async (req, res, owner) => {
      const { data, error } = postedActivitySchema.omit({ attachments: true }).safeParse(req.body);
      await (data ? postActivity(res, owner, data) : sendError(res, 400, z.prettifyError(error)));
    }),
  );

  server.post(
    '/directline/conversations/:id/upload',
    loopbackOnly,
    asOwner(async (req, res, owner) => {
      const activity = await readUpload(req);
      await (activity
        ? postActivity(res, owner, activity)
        : sendError(res, 400, 'This is no form of files, or it is larger than 256 kB.'));
    }),
  );
}
