import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Translations } from '../../cards/kit/locale.ts';
import { rateLimitedCard } from '../../cards/kit/status-cards.ts';
import type { UserRateLimiter } from '../../src/application/runtime/user-rate-limiter.ts';
import { inputOf, isCardInvoke, isDialogFetch, isDialogSubmit } from '../channel/activity-parser.ts';
import { invokeResponse, messageFor, sentenceResponse } from '../channel/channel-renderer.ts';
import { sendTimeout, withTimeout } from './with-timeout.ts';

type TurnLogic = (context: TurnContext) => Promise<void>;

interface RateLimitOptions {
  readonly rateLimiter: UserRateLimiter;
  /** The translations for the user who sent an activity. */
  readonly translationsOf: (activity: Activity) => Promise<Translations>;
  /** Called once per user and window in which the user exceeds the limit. */
  readonly onReject: () => void;
}

/**
 * The bot behind the rate limit per user. Rejected activities are not handled and wait in no queue: a user who types
 * gets one message per window. Every rejected press is answered, because it would look done otherwise.
 */
export const rateLimited =
  (turn: TurnLogic, { rateLimiter, translationsOf, onReject }: RateLimitOptions): TurnLogic =>
  async (context) => {
    const { activity } = context;
    const decision = await rateLimiter.consume(senderOf(activity));
    if (decision === 'allow') return turn(context);
    if (decision === 'reject') onReject();
    const isPress = activity.type === ActivityTypes.Invoke || inputOf(activity)?.kind === 'card';
    if (!isPress && (decision === 'rejectSilently' || !inputOf(activity))) return;
    await withTimeout(context.sendActivity(rejection(activity, await translationsOf(activity))), sendTimeout());
  };

/** Identifies the sender: by tenant and object id where users sign in, else by the channel's id. */
const senderOf = ({ channelId, conversation, from }: Activity): string =>
  JSON.stringify(['messages', channelId, conversation?.tenantId, from?.aadObjectId ?? from?.id]);

/** The answer to a rejected activity. A press keeps its card and shows a sentence beside it where the channel can. */
function rejection(activity: Activity, t: Translations): Partial<Activity> {
  const { title, text } = t.messages.rateLimited;
  const sentence = `${title}. ${text}`;
  if (isCardInvoke(activity)) return sentenceResponse(sentence);
  if (isDialogFetch(activity) || isDialogSubmit(activity)) {
    return invokeResponse({ task: { type: 'message', value: sentence } });
  }
  if (activity.type === ActivityTypes.Invoke) return invokeResponse({}, 429);
  return messageFor(rateLimitedCard(t), activity);
}
