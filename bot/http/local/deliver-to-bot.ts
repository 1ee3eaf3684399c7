import { activityFromBot } from './bot-activity.ts';
import type { Activity } from './local-activity.ts';
import type { LocalChannelOptions } from './options.ts';
import type { Transcript } from './transcript.ts';

const BOT_TIMEOUT = 60_000;

/** Delivers an activity to the bot, and resolves when the bot has completed the turn. */
export type Deliver = (activity: Activity) => Promise<void>;

const NOT_DELIVERED = {
  en: (status?: number) =>
    `The bot did not take this message (${status === undefined ? 'no answer' : `HTTP ${status}`}). ` +
    'See the log of `npm start`, then send the message again.',
  nl: (status?: number) =>
    `De bot heeft dit bericht niet aangenomen (${status === undefined ? 'geen antwoord' : `HTTP ${status}`}). ` +
    'Bekijk het log van `npm start` en stuur het bericht opnieuw.',
};

/** The HTTP status of the bot's response; undefined when there was none. */
async function postToBot(url: string, activity: Activity): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(BOT_TIMEOUT),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}

/** Delivers to the bot; when that fails, tells the user in the conversation. */
export function createDelivery({ botUrl, serviceUrl }: LocalChannelOptions, transcript: Transcript): Deliver {
  return async (activity) => {
    const status = await postToBot(botUrl(), { ...activity, serviceUrl: serviceUrl() });
    if (status !== undefined && status < 300) return;
    const text = NOT_DELIVERED[String(activity.locale).startsWith('nl') ? 'nl' : 'en'](status);
    await transcript.append(activityFromBot(activity.conversation.id, { type: 'message', text }, activity.id));
  };
}
