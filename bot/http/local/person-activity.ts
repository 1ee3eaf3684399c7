import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { conversationIdOf } from './local-accounts.ts';
import { type Account, type Activity, BOT, CHANNEL } from './local-activity.ts';

/** What the page posts. The sender is not part of it: it follows from the conversation. */
export const postedActivitySchema = z.object({
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

export type PostedActivity = z.infer<typeof postedActivitySchema>;

/** The activity that the bot receives for a message or a button press. */
export function activityFromPerson(account: Account, content: Partial<PostedActivity> & { type: string }): Activity {
  return {
    ...content,
    id: randomUUID(),
    channelId: CHANNEL,
    from: account,
    recipient: BOT,
    conversation: { id: conversationIdOf(account) },
  };
}

/** The activity that the bot receives when a user opens the page. */
export const arrivalActivity = (account: Account, locale: string | undefined): Activity => ({
  ...activityFromPerson(account, { type: 'conversationUpdate', ...(locale === undefined ? {} : { locale }) }),
  timestamp: new Date().toISOString(),
  membersAdded: [BOT, account],
});
