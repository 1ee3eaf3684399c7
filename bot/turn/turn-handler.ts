import type { Activity, TurnContext } from 'botbuilder';
import type { Translations } from '../../cards/kit/locale.ts';
import type { Intent } from '../../dialogs/understanding/intent.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { inputOf, signInInvoke } from '../channel/activity-parser.ts';
import { externalError } from '../operations/loggable-error.ts';
import { answerTurn } from './answer-turn.ts';
import { ConversationQueue } from './conversation/conversation-queue.ts';
import { logTurn } from './log-turn.ts';
import { Reply } from './reply.ts';
import { handleSignInInvoke } from './sign-in/sign-in-invoke.ts';
import { type BotDeps, inputOfTurn, type ResumeConversation, type ResumedTurn } from './turn-deps.ts';
import { identifyUser } from './user/identify-user.ts';

export interface Bot {
  (context: TurnContext): Promise<void>;
  /**
   * Continues in the user's conversation what they left for a while, such as buying after a card was added. Returns
   * whether they have a conversation.
   */
  readonly resume: (person: PersonId, intent: Intent) => Promise<boolean>;
  /** Handles the input that was pending until the user signed in. */
  readonly resumeAfterSignIn: (person: PersonId) => void;
  /** Resolves when every turn is over, including those whose channel was told that they take longer. */
  readonly settled: () => Promise<void>;
  /** The translations for the user who sent an activity. */
  readonly translationsOf: (activity: Activity) => Promise<Translations>;
}

/** Creates the bot: it answers activities, one at a time in each conversation, and saves state before it sends. */
export function createBot(deps: BotDeps): Bot {
  const { userProfiles, adapter, appId, chatSignIn, log } = deps;
  const queue = new ConversationQueue();

  const handleTurn = (context: TurnContext, resumed?: ResumedTurn): Promise<void> => {
    // Read now: the context may be revoked by the time the queue reaches this turn.
    const { activity } = context;
    const invoke = chatSignIn && !resumed ? signInInvoke(activity) : undefined;
    if (chatSignIn && invoke) {
      return queue.run(activity, ({ reference }) =>
        handleSignInInvoke({ ...deps, chatSignIn, resumeAfterSignIn, reference }, context, invoke),
      );
    }
    const reply = new Reply(context, (to, send) => adapter.continueConversationAsync(appId, to, send));
    const turn = queue.run(activity, async (trace) => {
      await logTurn({ ...deps, ...trace }, reply, inputOfTurn(activity, resumed), () =>
        answerTurn({ ...deps, resumeConversation }, reply.turn, reply.surface, resumed),
      );
      deps.onTurnEnd();
    });
    return resumed || !inputOf(activity) ? turn : reply.inTime(turn, deps.interimReplyTimer);
  };

  const resumeConversation: ResumeConversation = async (person, input) => {
    const { address } = await userProfiles.get(person);
    if (!address) return false;
    await adapter.continueConversationAsync(appId, address, (context) => handleTurn(context, { person, input }));
    return true;
  };

  // Not awaited by the turn that calls it: the resumed turn may wait for that one in the queue.
  const resumeAfterSignIn: Bot['resumeAfterSignIn'] = (person) => {
    const work = resumeConversation(person, 'signed in').catch((error: unknown) => {
      log.error({ error: externalError(error) }, 'pending input was not resumed after sign-in');
    });
    void queue.track(work.then(() => undefined));
  };

  return Object.assign((context: TurnContext) => handleTurn(context), {
    resume: (person: PersonId, { verb, ...fields }: Intent) =>
      resumeConversation(person, { kind: 'card', verb, fields }),
    resumeAfterSignIn,
    settled: () => queue.settled(),
    translationsOf: async (activity: Activity) => (await identifyUser(deps, activity)).t,
  });
}
