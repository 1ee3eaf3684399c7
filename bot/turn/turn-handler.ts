import type { Span } from '@opentelemetry/api';
import { type Activity, ActivityTypes, Channels, type ConversationReference, type TurnContext } from 'botbuilder';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { Logger } from 'pino';
import { consentCard, signInCard } from '../../cards/help/sign-in-cards.ts';
import type { Card } from '../../cards/kit/card.ts';
import type { Links } from '../../cards/kit/links.ts';
import { type Translations, translationsFor } from '../../cards/kit/locale.ts';
import { notice } from '../../cards/kit/message-card.ts';
import { impersonate } from '../../dialogs/capabilities/impersonate.ts';
import { loadWelcomeCards } from '../../dialogs/capabilities/welcome.ts';
import { textOf } from '../../dialogs/engine/flow.ts';
import { type CapabilityRouter, FLOW_VERBS } from '../../dialogs/engine/router.ts';
import { type Input, setTurn, type Turn } from '../../dialogs/engine/turn.ts';
import { type Intent, verbs } from '../../dialogs/understanding/intent.ts';
import { understand } from '../../dialogs/understanding/understand.ts';
import type { Outbox } from '../../src/application/notifications/outbox.ts';
import type { UserProfile, UserProfiles } from '../../src/application/people/user-profiles.ts';
import { type Clock, ConflictError, type Documents, SignInRequiredError } from '../../src/application/ports/ports.ts';
import { KeyedQueue } from '../../src/application/runtime/keyed-queue.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import type { DeskBotAdapter } from '../channel/bot-adapter.ts';
import {
  inputOf,
  isPageFetch,
  isTeams,
  messageFor,
  patience,
  signInInvoke,
  type TurnSurface,
} from '../channel/surface.ts';
import type { PageOpening } from '../http/pages/page-opening.ts';
import type { ChatSignIn } from '../http/sign-in/chat-sign-in.ts';
import { invoked, takeToken, unfinished } from '../http/sign-in/token-exchange.ts';
import { externalError, internalError } from '../operations/loggable-error.ts';
import { withSpan } from '../operations/telemetry/instrumented.ts';
import { isThrottled, type Metrics, type TurnOutcome } from '../operations/telemetry/metrics.ts';
import { ConversationState } from './conversation-state.ts';
import { newReference } from './error-reference.ts';
import type { Identified, Identity } from './identity.ts';
import { HOME, waitingWith, wantedIn } from './pending-input.ts';
import { type InterimReplyTimer, Reply, type SpeakFirst } from './reply.ts';
import { colleaguesFor } from './test-personas.ts';
import { underReference } from './turn-reference.ts';
import { withTimeout } from './with-timeout.ts';

export interface BotParts {
  readonly documents: Documents;
  readonly desk: CapabilityRouter;
  readonly overview: SubscriptionOverview;
  readonly acquaintance: UserProfiles;
  readonly identity: Identity;
  /** Signing in for the chat, where it needs tokens of its people. */
  readonly chat: ChatSignIn | undefined;
  readonly opening: PageOpening;
  readonly outbox: Pick<Outbox, 'met'>;
  readonly adapter: Pick<DeskBotAdapter, 'continueConversationAsync'>;
  readonly appId: string;
  readonly organisation: Organisation;
  readonly links: Links;
  readonly log: Logger;
  /** For how long a turn took; not the sandbox's time. */
  readonly stopwatch: Clock;
  readonly firstWord: InterimReplyTimer;
  readonly metrics: Pick<Metrics, 'turns' | 'throttled'>;
  /** Told that a turn is over: there may be more to do because of it. */
  readonly onTurn: () => void;
}

/**
 * One turn: who is speaking, what they did, what the desk answers. State is saved before anything is sent, the turns of
 * a conversation follow one another, and each leaves one line in the log with nothing personal in it.
 */
export function createBot(parts: BotParts): Bot {
  const turns = new KeyedQueue();
  const { acquaintance, adapter, appId, chat, log } = parts;
  const working = new Set<Promise<void>>();
  const speakFirst: SpeakFirst = (to, say) => adapter.continueConversationAsync(appId, to, say);
  const bot = (context: TurnContext, resumed?: Resumed): Promise<void> => {
    // By the time it is somebody's turn, the request that it came with may be over.
    const { channelId, conversation } = context.activity;
    const channel = channelOf(context.activity);
    const inTurn = (act: (reference: string, span: Span) => Promise<void>) =>
      finish(
        turns.run(`${channelId}/${conversation?.id}`, () => {
          const reference = newReference();
          return underReference(reference, () =>
            withSpan('turn', (span) => {
              span.setAttributes({ reference, channel });
              return act(reference, span);
            }),
          );
        }),
      );
    const kind = chat && !resumed ? signInInvoke(context.activity) : undefined;
    if (chat && kind) return inTurn((reference) => signingIn({ ...parts, chat, signedIn, reference }, context, kind));
    const reply = new Reply(context, speakFirst);
    const done = inTurn((reference, span) => logged({ ...parts, goOn, reference, span }, reply, resumed));
    return resumed || !inputOf(context.activity) ? done : reply.inTime(done, parts.firstWord);
  };
  const finish = (work: Promise<void>): Promise<void> => {
    working.add(work);
    return work.finally(() => working.delete(work));
  };
  const goOn: GoOn = async (person, input) => {
    const { address } = await acquaintance.get(person);
    if (!address) return false;
    await adapter.continueConversationAsync(appId, address, (context) => bot(context, { person, input }));
    return true;
  };
  const resume: Bot['resume'] = (person, { verb, ...fields }) => goOn(person, { kind: 'card', verb, fields });
  // The turns of a conversation wait for one another: whoever says so in one does not wait for the next.
  const signedIn: Bot['signedIn'] = (person) => {
    const work = goOn(person, 'signed in').catch((error: unknown) => {
      log.error({ error: externalError(error) }, 'what waited for signing in did not go on');
    });
    void finish(work.then(() => undefined));
  };
  const settled = async () => {
    while (working.size > 0) await Promise.allSettled(working);
  };
  const wordsOf: Bot['wordsOf'] = async (activity) => {
    const identified = await parts.identity.of(activity);
    const met = identified && (await acquaintance.get(identified.actor));
    return translationsFor(localeOf(activity, identified, met), parts.links);
  };
  return Object.assign((context: TurnContext) => bot(context), { resume, signedIn, wordsOf, settled });
}

export interface Bot {
  (context: TurnContext): Promise<void>;
  /**
   * Goes on with something in somebody's conversation that they began and left for a while, such as buying after a card
   * was added. Whether there is a conversation with them.
   */
  readonly resume: (person: PersonId, intent: Intent) => Promise<boolean>;
  /** Goes on with what somebody wanted before they signed in. */
  readonly signedIn: (person: PersonId) => void;
  /** Resolves when every turn is over, also those whose channel was told that they take longer. */
  readonly settled: () => Promise<void>;
  /** The language that whoever sent something is spoken to in. */
  readonly wordsOf: (activity: Activity) => Promise<Translations>;
}

/** Goes on in somebody's own conversation, if there is one. */
type GoOn = (person: PersonId, input: Resumed['input']) => Promise<boolean>;

type TurnParts = BotParts & { readonly goOn: GoOn; readonly reference: string; readonly span: Span };

interface Heard {
  readonly input: Input | undefined;
  readonly activity: Activity;
}

/** Something a person wants without having said it in this turn. */
interface Resumed {
  readonly person: PersonId;
  /** Signed in: what they wanted before is with their conversation. */
  readonly input: Input | 'signed in';
}

/** What somebody does in a turn, in which they may not have said it. */
const didIn = (activity: Activity, resumed: Resumed | undefined): Input | undefined =>
  resumed?.input === 'signed in' ? undefined : (resumed?.input ?? inputOf(activity));

type SigningInParts = BotParts & {
  readonly chat: ChatSignIn;
  readonly signedIn: Bot['signedIn'];
  readonly reference: string;
};

/** A client of Teams brings a token, or comes back from the page: then all was done there. */
async function signingIn(parts: SigningInParts, context: TurnContext, kind: 'token' | 'back'): Promise<void> {
  const { activity } = context;
  const { log, reference, identity } = parts;
  const from = parts.stopwatch();
  let answer = kind === 'back' ? invoked(200, {}) : unfinished(activity);
  let came: string | undefined;
  const faults = {
    ...(await faultIn('answer', async () => {
      if (kind === 'back') return;
      const person = (await identity.of(activity))?.actor;
      const taken = await takeToken(parts, activity, person);
      ({ answer, came } = { came: undefined, ...taken });
      if (came === 'done' && person) parts.signedIn(person);
    })),
    ...(await faultIn('sending', async () => {
      await context.sendActivity(answer);
      if (came === 'consent') await askForConsent(parts, context);
    })),
  };
  const failed = Object.keys(faults).length > 0;
  const line = { reference, channel: channelOf(activity), activity: activity.type, signIn: came ?? kind };
  log[failed ? 'error' : 'info']({ ...line, ms: Math.round(parts.stopwatch() - from), ...faults }, 'turn');
}

async function askForConsent({ chat, identity, acquaintance, links }: SigningInParts, context: TurnContext) {
  const { activity } = context;
  const identified = await identity.of(activity);
  if (!identified) return;
  const { actor } = identified;
  const t = translationsFor(localeOf(activity, identified, await acquaintance.get(actor)), links);
  const card = consentCard({ admin: chat.adminLink(actor), signIn: chat.link(actor) }, t);
  await withTimeout(context.sendActivity(messageFor(card, activity)), patience());
}

async function logged(parts: TurnParts, reply: Reply, resumed?: Resumed): Promise<void> {
  const { activity, surface } = reply;
  const { log, stopwatch, reference, span, metrics } = parts;
  const [from, begun] = [stopwatch(), performance.now()];
  const faults: { readonly answer?: Fault; readonly sending?: Fault } = {
    ...(await faultIn(
      'answer',
      () => answered(parts, reply.turn, surface, resumed),
      (error) => surface.fail(reference, error),
    )),
    // What was done is done: an answer that does not arrive is not taken for one that was not given.
    ...(await faultIn('sending', () => reply.send())),
  };
  const line = {
    reference,
    channel: channelOf(activity),
    activity: kinds.includes(activity.type) ? activity.type : 'other',
    ...inputLine(didIn(activity, resumed)),
  };
  const failed = Object.keys(faults).length > 0;
  log[failed ? 'error' : 'info']({ ...line, ms: Math.round(stopwatch() - from), ...faults }, 'turn');
  const done = surface.refuses ? 'refused' : 'answered';
  const outcome: TurnOutcome = faults.answer ? 'failed' : faults.sending ? 'unsent' : done;
  const intent = surface.intent ?? line.activity;
  span.setAttributes({ intent, outcome });
  metrics.turns.observe({ intent, outcome }, (performance.now() - begun) / 1_000);
  if (isThrottled(faults.sending)) metrics.throttled('channel');
  parts.onTurn();
}

/** How often a turn is taken before it is given up that others keep overtaking. */
const TRIES = 5;

/** What a person did, as far as the log may know it. */
function inputLine(input: Input | undefined) {
  if (input?.kind !== 'card') return input ? { input: input.kind } : {};
  return { input: input.kind, verb: verbs.has(input.verb) || FLOW_VERBS.includes(input.verb) ? input.verb : 'other' };
}

/** Words that a log may have; any other may be one that somebody wrote. */
const kinds: readonly string[] = Object.values(ActivityTypes);
const channels: readonly string[] = Object.values(Channels);
const channelOf = ({ channelId }: Activity): string => (channels.includes(channelId) ? channelId : 'other');

type Fault = ReturnType<typeof externalError>;

async function faultIn(
  step: 'answer' | 'sending',
  act: () => Promise<void>,
  otherwise: (error: unknown) => void = () => undefined,
) {
  try {
    await act();
    return {};
  } catch (error) {
    otherwise(error);
    // What a channel says of a failure may quote what was sent to it.
    return { [step]: step === 'sending' ? externalError(error) : internalError(error) };
  }
}

/**
 * Answers once more when another process answered in the same conversation meanwhile: nothing of this turn was kept or sent,
 * and what was ordered has its key.
 */
async function answered(...turn: Parameters<typeof answer>): Promise<void> {
  const [, , surface] = turn;
  for (let tries = 1; ; tries++) {
    try {
      return await answer(...turn);
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === TRIES) throw error;
      surface.clear();
    }
  }
}

async function answer(
  parts: TurnParts,
  context: TurnContext,
  surface: TurnSurface,
  resumed: Resumed | undefined,
): Promise<void> {
  const { activity } = context;
  const { documents, identity, acquaintance, opening, outbox } = parts;
  const input = didIn(activity, resumed);
  const opens = isPageFetch(activity);
  if (!input && !opens && !arrives(activity) && !resumed) return;

  // Some channels send none as null.
  surface.t = translationsFor(activity.locale || undefined, parts.links);
  const identified = await identity.of(activity);
  // Who speaks there now may be somebody else: a tester, or a conversation that was taken over.
  if (resumed && identified?.actor.person !== resumed.person.person) return;
  const met = identified && (await acquaintance.get(identified.actor));
  const t = translationsFor(localeOf(activity, identified, met), parts.links);
  surface.t = t;
  if (opens && identified && isPrivate(activity)) {
    try {
      surface.dialog = await opening.dialog(identified.actor, activity, t);
    } catch (error) {
      if (!(error instanceof SignInRequiredError) || !parts.chat) throw error;
      surface.show(toSignInCard(parts.chat, identified.actor, error, t));
    }
    return;
  }
  // Of whoever can neither be known nor say who they are, nothing is kept.
  if (!identified && !identity.mayChoose(activity)) {
    if (input || opens) surface.show(await whoCard(t, undefined, input));
    return;
  }
  const state = await ConversationState.read(documents, activity);
  const colleagues = identity.mayChoose(activity) ? colleaguesFor(parts.organisation, identity, activity) : undefined;
  if (!identified) {
    if (input || opens || !state.value.asked) surface.show(await whoCard(t, colleagues, input));
    state.value.asked = true;
  } else {
    const { actor } = identified;
    const hello = { actor, t, ...(colleagues && { colleagues }) };
    if (!isPrivate(activity)) {
      if (input || opens) surface.show(await inPrivate(parts, actor, { input, activity }, t));
    } else {
      await spoken(parts, context, surface, { hello, state, input, signedIn: resumed?.input === 'signed in' });
    }
    await surface.prepare(activity, (data) => opening.url(actor, data, t.locale));
  }
  await state.save();
  if (identified && !resumed && isPrivate(activity)) {
    await acquaintance.saveConversationReference(identified.actor, addressOf(activity));
    await outbox.releaseWaiting(identified.actor);
  }
}

interface Speaking {
  readonly hello: Pick<Turn, 'actor' | 't' | 'impersonation'>;
  readonly state: ConversationState;
  readonly input: Input | undefined;
  /** Whether they signed in just now: what they wanted before is to be done. */
  readonly signedIn: boolean;
}

/** Answers somebody, or keeps what they want until they are signed in. */
async function spoken(parts: BotParts, context: TurnContext, surface: TurnSurface, speaking: Speaking): Promise<void> {
  const { hello, state, input, signedIn } = speaking;
  const asked = input ? [input] : [];
  const wanted = signedIn ? wantedIn(state.value.waiting, parts.stopwatch()) : asked;
  try {
    if (signedIn) delete state.value.waiting;
    for (const one of wanted) {
      await converse(
        parts,
        context,
        {
          ...hello,
          input: one,
          output: surface,
          memory: state.value.memory,
          recordIntent: (as) => (surface.intent = as),
        },
        state,
      );
    }
    if (!input && !signedIn) await greet(parts, hello, surface);
  } catch (error) {
    if (!(error instanceof SignInRequiredError) || !parts.chat) throw error;
    state.undo();
    surface.clear();
    const arrival = wanted.length === 0;
    // Arriving is told more than once.
    const now = parts.stopwatch();
    if (arrival && now < (state.value.waiting?.until ?? 0)) return;
    const waiting = waitingWith(state.value.waiting, arrival ? [HOME] : wanted, now);
    state.value.waiting = waiting;
    // Clients that answer by themselves would ask without end what signing in did not help.
    if (error.what === 'sign-in' && isTeams(context.activity) && !signedIn) {
      const url = parts.chat.link(hello.actor);
      surface.askToSignIn({ id: waiting.id, resource: parts.chat.resource, url, t: hello.t });
    } else surface.show(toSignInCard(parts.chat, hello.actor, error, hello.t));
  }
}

/** What somebody must do, or have done, before anything can be looked at for them. */
const toSignInCard = (chat: ChatSignIn, actor: Actor, { what }: SignInRequiredError, t: Translations): Card =>
  what === 'consent'
    ? consentCard({ admin: chat.adminLink(actor), signIn: chat.link(actor) }, t)
    : signInCard(chat.link(actor), t);

async function converse(parts: BotParts, context: TurnContext, turn: Turn, state: ConversationState): Promise<void> {
  setTurn(context, turn);
  const dialogs = new DialogSet(state.dialogs as never);
  for (const dialog of parts.desk.dialogs) dialogs.add(dialog);
  await parts.desk.handle(await dialogs.createContext(context), turn);
}

/**
 * What is asked where others read along is answered where they do not. A press there is nobody's: cards about money are
 * never shown there.
 */
async function inPrivate(parts: TurnParts, actor: PersonId, { input, activity }: Heard, t: Translations) {
  const { group, unknown } = t;
  const { address } = await parts.acquaintance.get(actor);
  // The turns of a conversation wait for one another: within one, none of the same can be waited for.
  const elsewhere =
    (address as Partial<ConversationReference> | undefined)?.conversation?.id !== activity.conversation.id;
  const answered = elsewhere && input?.kind === 'text' && input.text !== '' && (await parts.goOn(actor, input));
  const says = answered
    ? { title: group.answered, sentences: [group.answeredWay] }
    : { title: group.title, sentences: [group.way] };
  return notice({ eyebrow: { text: unknown.eyebrow }, ...says, buttons: [] }, t);
}

async function greet(
  { acquaintance, overview }: BotParts,
  hello: Pick<Turn, 'actor' | 't' | 'impersonation'>,
  surface: TurnSurface,
): Promise<void> {
  const cards = await loadWelcomeCards(overview, hello);
  if (!(await acquaintance.markWelcomed(hello.actor))) return;
  for (const card of cards) surface.show(card);
}

/**
 * Where this person can be spoken to first: what a channel needs for it, and no names. The same for every message of a
 * conversation, so it is written once.
 */
function addressOf({ channelId, serviceUrl, locale, from, recipient, conversation }: Activity) {
  const { id, tenantId, conversationType, isGroup = false } = conversation;
  const address: Partial<ConversationReference> = {
    channelId,
    serviceUrl,
    ...(locale && { locale }),
    user: { id: from.id, ...(from.aadObjectId && { aadObjectId: from.aadObjectId }), name: '' },
    ...(recipient && { bot: { id: recipient.id, name: '' } }),
    conversation: { id, isGroup, name: '', conversationType, ...(tenantId && { tenantId }) },
  };
  return address;
}

/** Money is nobody else's business: only a chat with the bot alone is a place to be spoken to. */
const isPrivate = ({ conversation }: Activity): boolean =>
  !conversation.isGroup && (conversation.conversationType || 'personal') === 'personal';

/** Whether this says that somebody is here now. Channels say so more than once. */
function arrives({ type, membersAdded, action }: Activity): boolean {
  if (type === ActivityTypes.InstallationUpdate) return action === 'add' || action === 'add-upgrade';
  return type === ActivityTypes.ConversationUpdate && (membersAdded ?? []).length > 0;
}

/** What they chose goes before what the channel says, and that before what the organisation knows. */
function localeOf(
  { locale }: Activity,
  identified: Identified | undefined,
  met: UserProfile | undefined,
): string | undefined {
  const told = locale || identified?.locale;
  if (!met?.language) return told;
  return told?.toLowerCase().startsWith(met.language) ? told : met.language;
}

async function whoCard(t: Translations, colleagues: Turn['impersonation'], input: ReturnType<typeof inputOf>) {
  if (!colleagues) {
    const { be: says } = t;
    return notice(
      { eyebrow: { text: t.refused.eyebrow }, title: says.teamsOnly, sentences: [says.teamsOnlyWay], buttons: [] },
      t,
    );
  }
  if (input?.kind === 'card' && input.verb === 'be')
    return impersonate({ impersonation: colleagues, t }, textOf(input.fields.who));
  const said =
    input?.kind === 'text' ? understand(input.text, { locale: t.locale, products: [], today: 0 }) : undefined;
  return impersonate(
    { impersonation: colleagues, t },
    said?.kind === 'sure' && said.intent.verb === 'be' ? said.intent.who : undefined,
  );
}
