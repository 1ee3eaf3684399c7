import { randomUUID } from 'node:crypto';
import { type Activity, BOT, CHANNEL } from './local-activity.ts';

/** An activity from the bot, whatever sender the content names. */
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
