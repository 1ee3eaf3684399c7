import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { sendError } from '../error-response.ts';
import { jsonBody } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import { activityFromBot } from './bot-activity.ts';
import { accountOf, conversationOf, ownerOf } from './local-accounts.ts';
import { isCarried } from './local-activity.ts';
import type { LocalChannelOptions } from './options.ts';
import type { Transcript } from './transcript.ts';

const said = z.looseObject({ type: z.string() });
const creation = z.object({ members: z.tuple([z.object({ id: z.string() })]), activity: said.optional() });

/**
 * Where the bot's answers and its own messages arrive. As in Web Chat's real channel a message cannot be changed or
 * taken back, and members cannot be listed.
 */
export function serveConnector(server: Server, { personas }: LocalChannelOptions, history: Transcript): void {
  async function hear(conversation: string, content: z.infer<typeof said>, replyToId?: string): Promise<string> {
    const activity = activityFromBot(conversation, content, replyToId);
    if (isCarried(content.type)) await history.append(activity);
    return activity.id;
  }

  async function answer(req: Request, res: Response): Promise<void> {
    const { id, activityId } = req.params;
    if (!ownerOf(id, personas)) return sendError(res, 404, 'There is no such conversation.');
    const { data, error } = said.safeParse(req.body);
    if (error) return sendError(res, 400, z.prettifyError(error));
    res.send(200, { id: await hear(id, data, activityId) });
  }

  server.post('/v3/conversations', loopbackOnly, ...jsonBody, async (req: Request, res: Response) => {
    const { data } = creation.safeParse(req.body);
    const account = data && accountOf(data.members[0].id, personas);
    if (!account) return sendError(res, 400, 'Name the one member of the conversation: a persona or a visitor.');
    const id = conversationOf(account);
    const activityId = data.activity && (await hear(id, data.activity));
    res.send(201, { id, ...(activityId === undefined ? {} : { activityId }) });
  });

  server.post('/v3/conversations/:id/activities', loopbackOnly, ...jsonBody, answer);
  server.post('/v3/conversations/:id/activities/:activityId', loopbackOnly, ...jsonBody, answer);
}
