import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { conversationOf } from './local-accounts.ts';
import { type Account, type Activity, BOT, CHANNEL } from './local-activity.ts';

/** What the page posts. Who says it is not in here: that follows from the conversation. */
export const posted = z.object({
  type: z.string(),
  text: z.string().optional(),
  textFormat: z.string().optional(),
  name: z.string().optional(),
  value: z.unknown().optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/)
    .optional(),
  localTimestamp: z.string().optional(),
  localTimezone: z.string().optional(),
  attachments: z.array(z.object({ contentType: z.string().max(255), name: z.string().max(255) })).optional(),
  // Web Chat recognises its own message by the first, and hides a message by the second.
  channelData: z.object({ clientActivityID: z.string().optional(), postBack: z.boolean().optional() }).optional(),
});

export type Posted = z.infer<typeof posted>;

/** What the bot receives when somebody says or presses something. */
export function activityFrom(account: Account, content: Partial<Posted> & { type: string }): Activity {
  return {
    ...content,
    id: randomUUID(),
    channelId: CHANNEL,
    from: account,
    recipient: BOT,
    conversation: { id: conversationOf(account) },
  };
}

/** What the bot receives when somebody opens the page. */
export const arrivalOf = (account: Account, locale: string | undefined): Activity => ({
  ...activityFrom(account, { type: 'conversationUpdate', ...(locale === undefined ? {} : { locale }) }),
  timestamp: new Date().toISOString(),
  membersAdded: [BOT, account],
});
