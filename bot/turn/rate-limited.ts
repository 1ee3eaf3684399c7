import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Translations } from '../../cards/kit/locale.ts';
import { tooMuchCard } from '../../cards/kit/message-card.ts';
import type { UserRateLimiter } from '../../src/application/runtime/user-rate-limiter.ts';
import {
  inputOf,
  isCardInvoke,
  isPageClose,
  isPageFetch,
  messageFor,
  patience,
  sentenceAnswer,
} from '../channel/surface.ts';
import { withTimeout } from './with-timeout.ts';

type TurnLogic = (context: TurnContext) => Promise<void>;

interface Limits {
  readonly pace: UserRateLimiter;
  /** The language to speak in with whoever sent something. */
  readonly wordsOf: (activity: Activity) => Promise<Translations>;
  /** Told that somebody was told that they send too much. */
  readonly onTell: () => void;
}

/**
 * Takes the turns of one person as fast as one may send them. What is too much is not done, and waits in no queue: who
 * typed it is told so once, and every press gets its answer, as what was pressed looks done otherwise.
 */
export const paced =
  (turn: TurnLogic, { pace, wordsOf, onTell }: Limits): TurnLogic =>
  async (context) => {
    const { activity } = context;
    const found = pace.consume(senderOf(activity));
    if (found === 'go') return turn(context);
    if (found === 'tell') onTell();
    const pressed = activity.type === ActivityTypes.Invoke || inputOf(activity)?.kind === 'card';
    if (!pressed && (found === 'quiet' || !inputOf(activity))) return;
    await withTimeout(context.sendActivity(answerTo(activity, await wordsOf(activity))), patience());
  };

/** Who sent it: where they sign in their object id in their tenant, elsewhere what the channel calls them. */
const senderOf = ({ channelId, conversation, from }: Activity): string =>
  JSON.stringify([channelId, conversation?.tenantId, from?.aadObjectId ?? from?.id]);

/** A press keeps its card and gets a sentence beside it, where the channel can do that. */
function answerTo(activity: Activity, t: Translations): Partial<Activity> {
  const { title, way } = t.tooMuch;
  const sentence = `${title}. ${way}`;
  const invoked = (status: number, body: object): Partial<Activity> => ({
    type: ActivityTypes.InvokeResponse,
    value: { status, body },
  });
  if (isCardInvoke(activity)) {
    return sentenceAnswer(sentence);
  }
  if (isPageFetch(activity) || isPageClose(activity))
    return invoked(200, { task: { type: 'message', value: sentence } });
  if (activity.type === ActivityTypes.Invoke) return invoked(429, {});
  return messageFor(tooMuchCard(t), activity);
}
