import type { Activity, TurnContext } from 'botbuilder';
import { type Translations, translationsFor } from '../../cards/kit/locale.ts';
import { SignInRequiredError } from '../../src/application/ports/errors.ts';
import { retryOnConflict } from '../../src/application/runtime/retry-on-conflict.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import { isArrival, isDialogFetch, isPrivate } from '../channel/activity-parser.ts';
import type { TurnSurface } from '../channel/turn-surface.ts';
import { conversationReference } from './conversation/conversation-reference.ts';
import { ConversationState } from './conversation/conversation-state.ts';
import { answerGroupChat } from './group-chats.ts';
import { answerPrivateChat } from './private-chat.ts';
import { signInCardFor } from './sign-in/ask-to-sign-in.ts';
import { type BotDeps, inputOfTurn, type ResumeConversation, type ResumedTurn } from './turn-deps.ts';
import { identifyUser, unknownUserCard } from './user/identify-user.ts';
import { impersonationFor } from './user/test-personas.ts';

type AnswerDeps = BotDeps & { readonly resumeConversation: ResumeConversation };

/** How often a turn is answered again after another process changed the conversation's state. */
const MAX_ATTEMPTS = 5;

/**
 * Answers a turn: shows cards on the surface and saves the conversation's state. It starts over when another process
 * changed that state meanwhile: nothing was saved or sent yet, and orders have their idempotency keys.
 */
export async function answerTurn(
  deps: AnswerDeps,
  context: TurnContext,
  surface: TurnSurface,
  resumed: ResumedTurn | undefined,
): Promise<void> {
  const attempt = async () => {
    surface.clear();
    await tryAnswer(deps, context, surface, resumed);
    return true;
  };
  await retryOnConflict('conversation', attempt, MAX_ATTEMPTS);
}

async function tryAnswer(
  deps: AnswerDeps,
  context: TurnContext,
  surface: TurnSurface,
  resumed: ResumedTurn | undefined,
): Promise<void> {
  const { activity } = context;
  const { identity } = deps;
  const input = inputOfTurn(activity, resumed);
  const opensDialog = isDialogFetch(activity);
  if (!input && !opensDialog && !isArrival(activity) && !resumed) return;

  // The language for errors until the user is known. Some channels send null for none.
  surface.t = translationsFor(activity.locale || undefined, deps.links);
  const { actor, t } = await identifyUser(deps, activity);
  // The conversation's user may have changed: a tester became another persona, or another user took it over.
  if (resumed && actor?.person !== resumed.person.person) return;
  surface.t = t;
  if (opensDialog && actor && isPrivate(activity)) return openDialog(deps, surface, activity, { actor, t });
  // Nothing is stored about users who are unknown and cannot choose a persona.
  if (!actor && !identity.mayChoose(activity)) {
    if (input || opensDialog) surface.show(await unknownUserCard(t, undefined, input));
    return;
  }
  const state = await ConversationState.read(deps.documents, activity);
  const impersonation = identity.mayChoose(activity)
    ? impersonationFor(deps.organisation, identity, activity)
    : undefined;
  if (!actor) {
    if (input || opensDialog || !state.value.asked) surface.show(await unknownUserCard(t, impersonation, input));
    state.value.asked = true;
    return state.save();
  }
  if (isPrivate(activity)) {
    const user = { actor, t, ...(impersonation && { impersonation }) };
    await answerPrivateChat(deps, context, surface, {
      user,
      state,
      input,
      hasSignedIn: resumed?.input === 'signed in',
    });
  } else if (input || opensDialog) surface.show(await answerGroupChat(deps, actor, { activity, input }, t));
  await surface.prepare(activity, (data) => deps.pageOpening.url(actor, data, t.locale));
  await state.save();
  if (!resumed && isPrivate(activity)) await recordConversation(deps, actor, activity);
}

/** Opens the card form in a Teams dialog, or asks the user to sign in first. */
async function openDialog(
  { pageOpening, chatSignIn }: Pick<BotDeps, 'pageOpening' | 'chatSignIn'>,
  surface: TurnSurface,
  activity: Activity,
  { actor, t }: { readonly actor: Actor; readonly t: Translations },
): Promise<void> {
  try {
    surface.dialog = await pageOpening.dialog(actor, activity, t);
  } catch (error) {
    if (!(error instanceof SignInRequiredError) || !chatSignIn) throw error;
    surface.show(signInCardFor(chatSignIn, actor, error, t));
  }
}

/** Stores where to reach the user, and makes notifications due that waited for it. */
async function recordConversation(
  { userProfiles, outbox }: Pick<BotDeps, 'userProfiles' | 'outbox'>,
  actor: Actor,
  activity: Activity,
): Promise<void> {
  await userProfiles.saveConversationReference(actor, conversationReference(activity));
  await outbox.releaseWaiting(actor);
}
