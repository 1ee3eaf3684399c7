import { randomUUID } from 'node:crypto';
import { type Activity, BOT, CHANNEL } from './local-activity.ts';

/** What the bot says in a conversation, whatever sender it filled in. */
export function activityFromBot(
  conversationId: string,
  content: Readonly<Record<string, unknown>> & { type: string },
  replyToId?: string,
): Activity {
  return {
    ...content,
    ...(replyToId === undefined ? {} : { replyToId }),
    id: randomUUID(),
    channelId: CHANNEL,
    from: BOT,
    conversation: { id: conversationId },
  };
}
