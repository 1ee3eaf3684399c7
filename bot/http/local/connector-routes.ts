import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { sendError } from '../error-response.ts';
import { jsonBody } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import { activityFromBot } from './bot-activity.ts';
import { conversationIdOf, findAccount, findOwner } from './local-accounts.ts';
import { isDelivered } from './local-activity.ts';
import type { LocalChannelOptions } from './options.ts';
import type { Transcript } from './transcript.ts';

const activitySchema = z.looseObject({ type: z.string() });
const newConversationSchema = z.object({
  members: z.tuple([z.object({ id: z.string() })]),
  activity: activitySchema.optional(),
});

/**
 * Serves the connector API that receives the bot's replies and proactive messages. As in Web Chat's real channel, messages
 * cannot be updated or deleted, and members cannot be listed.
 */
export function serveConnector(server: Server, { personas }: LocalChannelOptions, transcript: Transcript): void {
  async function receive(
    conversationId: string,
    content: z.infer<typeof activitySchema>,
    replyToId?: string,
  ): Promise<string> {
    const activity = activityFromBot(conversationId, content, replyToId);
    if (isDelivered(content.type)) await transcript.append(activity);
    return activity.id;
  }

  async function reply(req: Request, res: Response): Promise<void> {
    const { id, activityId } = req.params;
    if (!findOwner(id, personas)) return sendError(res, 404, 'There is no such conversation.');
    const { data, error } = activitySchema.safeParse(req.body);
    if (error) return sendError(res, 400, z.prettifyError(error));
    res.send(200, { id: await receive(id, data, activityId) });
  }

  server.post('/v3/conversations', loopbackOnly, ...jsonBody, async (req: Request, res: Response) => {
    const { data } = newConversationSchema.safeParse(req.body);
    const account = data && findAccount(data.members[0].id, personas);
    if (!account) return sendError(res, 400, 'Name the one member of the conversation: a persona or a visitor.');
    const id = conversationIdOf(account);
    const activityId = data.activity && (await receive(id, data.activity));
    res.send(201, { id, ...(activityId === undefined ? {} : { activityId }) });
  });

  server.post('/v3/conversations/:id/activities', loopbackOnly, ...jsonBody, reply);
  server.post('/v3/conversations/:id/activities/:activityId', loopbackOnly, ...jsonBody, reply);
}
