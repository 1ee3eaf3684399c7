import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import { translationsFor } from '../../cards/kit/locale.ts';
import { notificationCard } from '../../cards/notifications/notification-card.ts';
import type { ConversationAddress, Messenger, SendResult } from '../../src/application/notifications/messenger.ts';
import type { NotificationContent } from '../../src/application/notifications/notification-content.ts';
import type { UserProfiles } from '../../src/application/people/user-profiles.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { sendTimeout, withTimeout } from '../turn/with-timeout.ts';
import { isTeams } from './activity-parser.ts';
import type { PurchaseDeskAdapter } from './bot-adapter.ts';
import { messageFor } from './channel-renderer.ts';

type Reference = Partial<ConversationReference> & Pick<Activity, 'channelId'>;

interface MessengerOptions {
  readonly appId?: string | undefined;
  /** Called for each message that the channel did not accept. */
  readonly onError: (error: unknown) => void;
  /** How long the channel may take to accept a message. */
  readonly sendTimeout?: () => AbortSignal;
}

/** Sends proactive messages to users whose conversation reference is stored. */
export class ChannelMessenger implements Messenger {
  readonly #adapter: Pick<PurchaseDeskAdapter, 'continueConversationAsync'>;
  readonly #userProfiles: UserProfiles;
  readonly #appId: string;
  readonly #onError: (error: unknown) => void;
  readonly #sendTimeout: () => AbortSignal;

  constructor(
    adapter: Pick<PurchaseDeskAdapter, 'continueConversationAsync'>,
    userProfiles: UserProfiles,
    { appId = '', onError: onFault, sendTimeout: limit = sendTimeout }: MessengerOptions,
  ) {
    this.#adapter = adapter;
    this.#userProfiles = userProfiles;
    this.#appId = appId;
    this.#onError = onFault;
    this.#sendTimeout = limit;
  }

  async addressOf(person: PersonId): Promise<ConversationAddress | undefined> {
    const { address, language } = await this.#userProfiles.get(person);
    if (!address) return undefined;
    const { locale, channelId, conversation } = address as Reference;
    const preferred = language ?? locale;
    return { value: address, thread: `${channelId}/${conversation?.id}`, ...(preferred && { locale: preferred }) };
  }

  send(to: ConversationAddress, content: NotificationContent): Promise<SendResult> {
    return this.#send(to, async (context, reference) => {
      const card = notificationCard(content, translationsFor(to.locale));
      return (await context.sendActivity(messageFor(card, reference)))?.id;
    });
  }

  async update(
    to: ConversationAddress,
    messageId: string,
    content: NotificationContent,
  ): Promise<SendResult | undefined> {
    if (!isTeams(to.value as Reference)) return undefined;
    return this.#send(to, async (context, reference) => {
      const card = notificationCard(content, translationsFor(to.locale));
      await context.updateActivity({ ...messageFor(card, reference), id: messageId });
      return messageId;
    });
  }

  async #send(
    { value }: ConversationAddress,
    send: (context: TurnContext, reference: Reference) => Promise<string | undefined>,
  ): Promise<SendResult> {
    const reference = value as Reference;
    let messageId: string | undefined;
    try {
      const delivery = this.#adapter.continueConversationAsync(this.#appId, reference, async (context) => {
        // With an id it would be a reply, which Web Chat holds back until it has shown the message replied to.
        delete context.activity.id;
        messageId = await send(context, reference);
      });
      await withTimeout(delivery, this.#sendTimeout());
      return { result: 'sent', ...(messageId && { messageId }) };
    } catch (error) {
      this.#onError(error);
      return sendResultFor(error);
    }
  }
}

interface ChannelError {
  readonly statusCode?: unknown;
  readonly response?: { readonly headers?: { get?(name: string): string | null | undefined } };
}

/** What a channel's error means for the delivery: whether to retry, and when. */
function sendResultFor(error: unknown): SendResult {
  const { statusCode, response } = (typeof error === 'object' && error !== null ? error : {}) as ChannelError;
  switch (statusCode) {
    case 403:
      return { result: 'blocked' };
    case 404:
      return { result: 'gone' };
    case 429: {
      const seconds = Number(response?.headers?.get?.('retry-after'));
      return { result: 'later', ...(seconds > 0 && { retryAfter: Math.min(seconds, 3_600) * 1_000 }) };
    }
    default:
      return { result: 'later' };
  }
}
