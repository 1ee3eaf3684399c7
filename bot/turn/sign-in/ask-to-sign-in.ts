import type { Activity } from 'botbuilder';
import { consentCard, signInCard } from '../../../cards/help/sign-in-cards.ts';
import type { Card } from '../../../cards/kit/card.ts';
import type { Translations } from '../../../cards/kit/locale.ts';
import type { Input, Turn } from '../../../dialogs/engine/turn.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { SignInRequiredError } from '../../../src/application/ports/errors.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import { isTeams } from '../../channel/activity-parser.ts';
import type { TurnSurface } from '../../channel/turn-surface.ts';
import type { ChatSignIn } from '../../http/sign-in/chat-sign-in.ts';
import type { ConversationState } from '../conversation/conversation-state.ts';
import { addPendingInput, HOME } from './pending-input.ts';

interface SignInRequest {
  readonly error: SignInRequiredError;
  readonly user: Pick<Turn, 'actor' | 't'>;
  readonly activity: Activity;
  /** What to do after sign-in; nothing if the user only arrived. */
  readonly inputs: readonly Input[];
  /** Whether the user signed in just now, which was not enough. */
  readonly hasSignedIn: boolean;
}

/** Undoes the turn, stores its input until the user has signed in, and asks them to. */
export function askToSignIn(
  { chatSignIn, clock }: { readonly chatSignIn: ChatSignIn; readonly clock: Clock },
  surface: TurnSurface,
  state: ConversationState,
  { error, user, activity, inputs, hasSignedIn }: SignInRequest,
): void {
  state.undo();
  surface.clear();
  const isArrival = inputs.length === 0;
  const now = clock();
  // Channels report the same arrival several times.
  if (isArrival && now < (state.value.waiting?.until ?? 0)) return;
  const pending = addPendingInput(state.value.waiting, isArrival ? [HOME] : inputs, now);
  state.value.waiting = pending;
  // Teams clients answer by themselves: asking again what sign-in did not solve would never end.
  if (error.what === 'sign-in' && isTeams(activity) && !hasSignedIn) {
    const url = chatSignIn.signInUrl(user.actor);
    surface.askToSignIn({ id: pending.id, resource: chatSignIn.resource, url, t: user.t });
  } else surface.show(signInCardFor(chatSignIn, user.actor, error, user.t));
}

/** The card with what the user needs first: to sign in, or an administrator's consent. */
export const signInCardFor = (
  chatSignIn: ChatSignIn,
  actor: Actor,
  { what }: Pick<SignInRequiredError, 'what'>,
  t: Translations,
): Card =>
  what === 'consent'
    ? consentCard({ admin: chatSignIn.adminConsentUrl(actor), signIn: chatSignIn.signInUrl(actor) }, t)
    : signInCard(chatSignIn.signInUrl(actor), t);
