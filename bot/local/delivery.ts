import type { Activity } from './activity.ts';
import { activityFromBot } from './bot-activity.ts';
import type { LocalChannelOptions } from './channel.ts';
import type { History } from './history.ts';

const PATIENCE = 60_000;

/** Brings an activity to the bot and comes back when the bot has done its turn. */
export type Deliver = (activity: Activity) => Promise<void>;

const NOT_REACHED = {
  en: (why: string) =>
    `The bot did not take this message (${why}). See the log of \`npm start\`, then send the message again.`,
  nl: (why: string) =>
    `De bot heeft dit bericht niet aangenomen (${why}). Bekijk het log van \`npm start\` en stuur het bericht opnieuw.`,
};

/** What kept the activity from the bot, if anything: an HTTP status, or what the network said. */
async function post(url: string, activity: Activity): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `HTTP ${answer.status}`;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return cause instanceof Error ? (('code' in cause && String(cause.code)) || cause.name) : String(cause);
  }
}

/** Delivery that tells the person in the conversation when the bot was not reached. */
export function deliveryTo({ botUrl, serviceUrl }: LocalChannelOptions, history: History): Deliver {
  return async (activity) => {
    const why = await post(botUrl(), { ...activity, serviceUrl: serviceUrl() });
    if (why === undefined) return;
    const text = NOT_REACHED[String(activity.locale).startsWith('nl') ? 'nl' : 'en'](why);
    await history.append(activityFromBot(activity.conversation.id, { type: 'message', text }, activity.id));
  };
}
