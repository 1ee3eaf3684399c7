import type { PersonId } from '../../domain/common/person.ts';
import type { NotificationContent } from './notification-content.ts';

/** The result of sending a message. */
export type SendResult =
  | { readonly result: 'sent'; readonly messageId?: string }
  /** The channel rejected it or did not answer: it is retried after at least `retryAfter` milliseconds. */
  | { readonly result: 'later'; readonly retryAfter?: number }
  /** The user blocked the bot. */
  | { readonly result: 'blocked' }
  /** The conversation no longer exists. */
  | { readonly result: 'gone' };

/** Where a user can be messaged proactively; only the channel adapter knows what `value` means. */
export interface ConversationAddress {
  readonly value: unknown;
  /** The conversation: channels limit the rate of messages in each. */
  readonly thread: string;
  readonly locale?: string;
}

/** Sends proactive messages to users who have used the bot. It does not throw: failures are results. */
export interface Messenger {
  /** Returns where to message a person, or nothing for one who never used the bot. */
  addressOf(person: PersonId): Promise<ConversationAddress | undefined>;
  send(to: ConversationAddress, content: NotificationContent): Promise<SendResult>;
  /** Replaces a sent message; returns nothing where the channel cannot. */
  update(to: ConversationAddress, messageId: string, content: NotificationContent): Promise<SendResult | undefined>;
}
