import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import { DialogSet } from 'botbuilder-dialogs';
import type { Logger } from 'pino';
import { notice, problemCard } from '../cards/notice.ts';
import { type Words, wordsFor } from '../cards/words.ts';
import { be } from '../dialogs/be.ts';
import type { Desk } from '../dialogs/desk.ts';
import { setTurn, type Turn } from '../dialogs/turn.ts';
import { understand } from '../dialogs/understanding/understand.ts';
import { welcome } from '../dialogs/welcome.ts';
import type { Acquaintance, Met } from '../src/application/acquaintance.ts';
import { InTurn } from '../src/application/in-turn.ts';
import type { Overview } from '../src/application/overview.ts';
import type { Clock, Documents } from '../src/application/ports.ts';
import type { Rules } from '../src/domain/rules.ts';
import type { Organisation } from '../src/providers/sandbox/organisation.ts';
import { colleaguesFor } from './colleagues.ts';
import { ConversationState } from './conversation-state.ts';
import type { Identified, Identity } from './identity.ts';
import { newReference } from './reference.ts';
import { inputOf, TurnSurface } from './surface.ts';

export interface BotParts {
  readonly documents: Documents;
  readonly desk: Desk;
  readonly overview: Overview;
  readonly acquaintance: Acquaintance;
  readonly identity: Identity;
  readonly organisation: Organisation;
  readonly rules: Rules;
  readonly log: Logger;
  /** For how long a turn took; not the sandbox's time. */
  readonly stopwatch: Clock;
}

/**
 * One turn: who is speaking, what they did, what the desk answers. State is saved before anything is sent, the turns of
 * a conversation follow one another, and each leaves one line in the log with nothing personal in it.
 */
export function createBot(parts: BotParts): (context: TurnContext) => Promise<void> {
  const turns = new InTurn();
  return (context) => {
    const { channelId, conversation } = context.activity;
    return turns.run(`${channelId}/${conversation?.id}`, () => logged(parts, context));
  };
}

async function logged(parts: BotParts, context: TurnContext): Promise<void> {
  const { activity } = context;
  const reference = newReference();
  const from = parts.stopwatch();
  const input = inputOf(activity);
  const line = {
    reference,
    channel: activity.channelId,
    activity: activity.type,
    ...(input && {
      input: input.kind,
      ...(input.kind === 'card' && { verb: /^[a-z-]{1,20}$/.test(input.verb) ? input.verb : 'other' }),
    }),
  };
  const ms = () => Math.round(parts.stopwatch() - from);
  try {
    await answer(parts, context);
    parts.log.info({ ...line, ms: ms() }, 'turn');
  } catch (error) {
    parts.log.error({ ...line, ms: ms(), error: faultOf(error) }, 'turn failed');
    const surface = new TurnSurface();
    surface.show(problemCard(reference, wordsFor(activity.locale)));
    await surface.send(context);
  }
}

/** What went wrong, for whoever runs this; the message of a fault of ours has nothing personal in it. */
const faultOf = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : { name: typeof error };

async function answer(parts: BotParts, context: TurnContext): Promise<void> {
  const { activity } = context;
  const { documents, identity, acquaintance, desk, overview } = parts;
  const input = inputOf(activity);
  const arrived = arrives(activity);
  if (!input && !arrived) return;

  const surface = new TurnSurface();
  const state = await ConversationState.read(documents, activity);
  const identified = await identity.of(activity);
  const colleagues = identity.mayChoose(activity) ? colleaguesFor(parts.organisation, identity, activity) : undefined;
  const met = identified && (await acquaintance.of(identified.actor));
  const words = wordsFor(localeOf(activity, identified, met));

  if (!identified) {
    if (input || !state.value.asked) surface.show(await whoCard(words, colleagues, input));
    state.value.asked = true;
  } else {
    const { actor } = identified;
    const { memory } = state.value;
    if (input) {
      await acquaintance.foundAt(actor, TurnContext.getConversationReference(activity));
      const turn: Turn = { actor, words, input, surface, memory, ...(colleagues && { colleagues }) };
      setTurn(context, turn);
      const dialogs = new DialogSet(state.dialogs as never);
      for (const dialog of desk.dialogs) dialogs.add(dialog);
      await desk.answer(await dialogs.createContext(context), turn);
    } else if (await acquaintance.welcome(actor)) {
      const hello = { actor, words, ...(colleagues && { colleagues }) };
      for (const card of await welcome(overview, hello, parts.rules)) surface.show(card);
      await acquaintance.foundAt(actor, TurnContext.getConversationReference(activity));
    }
  }
  await state.save();
  await surface.send(context);
}

/** Whether this says that somebody is here now. Channels say so more than once. */
function arrives({ type, membersAdded, action }: Activity): boolean {
  if (type === ActivityTypes.InstallationUpdate) return action === 'add' || action === 'add-upgrade';
  return type === ActivityTypes.ConversationUpdate && (membersAdded ?? []).length > 0;
}

/** What they chose goes before what the channel says, and that before what the organisation knows. */
function localeOf({ locale }: Activity, identified: Identified | undefined, met: Met | undefined): string | undefined {
  const told = locale || identified?.locale;
  if (!met?.language) return told;
  return told?.toLowerCase().startsWith(met.language) ? told : met.language;
}

async function whoCard(words: Words, colleagues: Turn['colleagues'], input: ReturnType<typeof inputOf>) {
  if (!colleagues) {
    const { be: says } = words;
    return notice(
      { eyebrow: { text: words.refused.eyebrow }, title: says.teamsOnly, sentences: [says.teamsOnlyWay], buttons: [] },
      words,
    );
  }
  if (input?.kind === 'card' && input.verb === 'be') return be({ colleagues, words }, String(input.fields.who ?? ''));
  const intent = input?.kind === 'text' ? understand(input.text, words.locale) : undefined;
  return be({ colleagues, words }, intent?.verb === 'be' ? intent.who : undefined);
}
