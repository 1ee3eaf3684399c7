import type { TurnContext } from 'botbuilder';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { loadWelcomeCards } from '../../dialogs/capabilities/welcome.ts';
import { type Input, setTurn, type Turn } from '../../dialogs/engine/turn.ts';
import { SignInRequiredError } from '../../src/application/ports/errors.ts';
import type { TurnSurface } from '../channel/turn-surface.ts';
import type { ConversationState } from './conversation/conversation-state.ts';
import { askToSignIn } from './sign-in/ask-to-sign-in.ts';
import { takePendingInput } from './sign-in/pending-input.ts';
import type { BotDeps } from './turn-deps.ts';

type PrivateChatDeps = Pick<BotDeps, 'router' | 'overview' | 'userProfiles' | 'chatSignIn' | 'clock'>;

interface PrivateChatTurn {
  readonly user: Pick<Turn, 'actor' | 't' | 'impersonation'>;
  readonly state: ConversationState;
  /** The user's input; none if they only arrived. */
  readonly input: Input | undefined;
  /** Whether the user signed in just now: then the pending input is handled. */
  readonly hasSignedIn: boolean;
}

/** Answers the user's input, welcomes them on arrival, or keeps the input until they have signed in. */
export async function answerPrivateChat(
  deps: PrivateChatDeps,
  context: TurnContext,
  surface: TurnSurface,
  turn: PrivateChatTurn,
): Promise<void> {
  const { user, state, input, hasSignedIn } = turn;
  const current = input ? [input] : [];
  const inputs = hasSignedIn ? takePendingInput(state.value.waiting, deps.clock()) : current;
  try {
    if (hasSignedIn) delete state.value.waiting;
    for (const one of inputs) await runDialogs(deps, context, surface, { ...turn, input: one });
    if (!input && !hasSignedIn) await greet(deps, user, surface);
  } catch (error) {
    const { chatSignIn, clock } = deps;
    if (!(error instanceof SignInRequiredError) || !chatSignIn) throw error;
    const { activity } = context;
    askToSignIn({ chatSignIn, clock }, surface, state, { error, user, activity, inputs, hasSignedIn });
  }
}

async function runDialogs(
  { router }: Pick<BotDeps, 'router'>,
  context: TurnContext,
  surface: TurnSurface,
  { user, state, input }: PrivateChatTurn & { readonly input: Input },
): Promise<void> {
  const recordIntent = (intent: string) => {
    surface.intent = intent;
  };
  const turn: Turn = { ...user, input, output: surface, memory: state.value.memory, recordIntent };
  setTurn(context, turn);
  const dialogs = new DialogSet(state.dialogs as never);
  for (const dialog of router.dialogs) dialogs.add(dialog);
  await router.handle(await dialogs.createContext(context), turn);
}

async function greet(
  { userProfiles, overview }: Pick<BotDeps, 'userProfiles' | 'overview'>,
  user: PrivateChatTurn['user'],
  surface: TurnSurface,
): Promise<void> {
  const cards = await loadWelcomeCards(overview, user);
  if (!(await userProfiles.markWelcomed(user.actor))) return;
  for (const card of cards) surface.show(card);
}
