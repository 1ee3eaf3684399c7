import { activityFromBot } from './bot-activity.ts';
import type { Activity } from './local-activity.ts';
import type { LocalChannelOptions } from './options.ts';
import type { Transcript } from './transcript.ts';

const PATIENCE = 60_000;

/** Brings an activity to the bot and comes back when the bot has done its turn. */
export type Deliver = (activity: Activity) => Promise<void>;

const NOT_TAKEN = {
  en: (status?: number) =>
    `The bot did not take this message (${status === undefined ? 'no answer' : `HTTP ${status}`}). ` +
    'See the log of `npm start`, then send the message again.',
  nl: (status?: number) =>
    `De bot heeft dit bericht niet aangenomen (${status === undefined ? 'geen antwoord' : `HTTP ${status}`}). ` +
    'Bekijk het log van `npm start` en stuur het bericht opnieuw.',
};

/** The HTTP status of the bot's answer; undefined when there was none. */
async function post(url: string, activity: Activity): Promise<number | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}

/** Delivery that tells the person in the conversation when the bot did not take it. */
export function deliveryTo({ botUrl, serviceUrl }: LocalChannelOptions, history: Transcript): Deliver {
  return async (activity) => {
    const status = await post(botUrl(), { ...activity, serviceUrl: serviceUrl() });
    if (status !== undefined && status < 300) return;
    const text = NOT_TAKEN[String(activity.locale).startsWith('nl') ? 'nl' : 'en'](status);
    await history.append(activityFromBot(activity.conversation.id, { type: 'message', text }, activity.id));
  };
}
