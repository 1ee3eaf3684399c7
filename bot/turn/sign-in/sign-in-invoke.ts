import type { TurnContext } from 'botbuilder';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { channelName } from '../../channel/activity-parser.ts';
import { invokeResponse, messageFor } from '../../channel/channel-renderer.ts';
import type { ChatSignIn } from '../../http/sign-in/chat-sign-in.ts';
import { exchangeToken, unresolvedResponse } from '../../http/sign-in/token-exchange.ts';
import { captureFault, hasFailed } from '../log-turn.ts';
import type { BotDeps } from '../turn-deps.ts';
import { identifyUser } from '../user/identify-user.ts';
import { sendTimeout, withTimeout } from '../with-timeout.ts';
import { signInCardFor } from './ask-to-sign-in.ts';

type SignInInvokeDeps = Pick<BotDeps, 'identity' | 'userProfiles' | 'links' | 'documents' | 'log' | 'clock'> & {
  readonly chatSignIn: ChatSignIn;
  readonly resumeAfterSignIn: (person: PersonId) => void;
  readonly reference: string;
};

/** Handles a Teams client that delivers a token, or that returns from the sign-in page, where all is done already. */
export async function handleSignInInvoke(
  deps: SignInInvokeDeps,
  context: TurnContext,
  kind: 'token' | 'back',
): Promise<void> {
  const { activity } = context;
  const { log, reference, clock, identity } = deps;
  const startedAt = clock();
  let response = kind === 'back' ? invokeResponse({}) : unresolvedResponse(activity);
  let result: string | undefined;
  const faults = {
    ...(await captureFault('answer', async () => {
      if (kind === 'back') return;
      const person = (await identity.of(activity))?.actor;
      const exchange = await exchangeToken({ documents: deps.documents, chat: deps.chatSignIn }, activity, person);
      response = exchange.response;
      result = exchange.result;
      if (result === 'done' && person) deps.resumeAfterSignIn(person);
    })),
    ...(await captureFault('sending', async () => {
      await context.sendActivity(response);
      if (result === 'consent') await askForConsent(deps, context);
    })),
  };
  const line = { reference, channel: channelName(activity), activity: activity.type, signIn: result ?? kind };
  log[hasFailed(faults) ? 'error' : 'info']({ ...line, ms: Math.round(clock() - startedAt), ...faults }, 'turn');
}

async function askForConsent(deps: SignInInvokeDeps, context: TurnContext): Promise<void> {
  const { activity } = context;
  const { actor, t } = await identifyUser(deps, activity);
  if (!actor) return;
  const card = signInCardFor(deps.chatSignIn, actor, { what: 'consent' }, t);
  await withTimeout(context.sendActivity(messageFor(card, activity)), sendTimeout());
}
