import { ActionTypes, type Activity, ActivityTypes, CardFactory, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Card } from '../../cards/kit/card.ts';
import { type Translations, translationsFor } from '../../cards/kit/locale.ts';
import { isRefusal, problemCard, providerCard, unreachableCard, waitingCard } from '../../cards/kit/message-card.ts';
import type { CardOutput, Input } from '../../dialogs/engine/turn.ts';
import { ProviderError, StoreUnreachableError } from '../../src/application/ports/ports.ts';
import { nativePageAction, type PageUrls, urlsFor } from '../http/pages/page-urls.ts';
import { sanitiseInput } from '../turn/sanitise-input.ts';
import { withTimeout } from '../turn/with-timeout.ts';
import { type Chart, nativeChart } from './chart-renderer.ts';

/** How long a channel may take to accept what is said; a turn is not held up longer. */
export const patience = (): AbortSignal => AbortSignal.timeout(10_000);

/** Teams and what speaks like it: cards are answered in place. */
export const isTeams = ({ channelId }: Pick<Activity, 'channelId'>): boolean => channelId === 'msteams';

export const isCardInvoke = ({ type, name }: Activity): boolean =>
  type === ActivityTypes.Invoke && name === 'adaptiveCard/action';

/** Teams itself; the Playground speaks like Teams on this computer, but has no dialogs. */
const opensDialogs = (activity: Activity): boolean =>
  isTeams(activity) && !/^http:\/\/(?:localhost|127\.|\[::1\])/.test(activity.serviceUrl ?? '');

/** Whether a dialog of Teams is being opened. */
export const isPageFetch = ({ type, name }: Activity): boolean =>
  type === ActivityTypes.Invoke && name === 'task/fetch';

/** Whether a dialog of Teams was closed from within: what came of it is told in the chat. */
export const isPageClose = ({ type, name }: Activity): boolean =>
  type === ActivityTypes.Invoke && name === 'task/submit';

/** A client of Teams brings a token that it was asked for, or comes back from the page to sign in. */
export const signInInvoke = ({ type, name }: Activity): 'token' | 'back' | undefined => {
  if (type !== ActivityTypes.Invoke) return undefined;
  if (name === 'signin/tokenExchange') return 'token';
  return name === 'signin/verifyState' ? 'back' : undefined;
};

/** What Teams calls the way to sign in; its answers name it. */
export const CONNECTION = 'purchase-desk';

/** A question to sign in, which clients of Teams answer by themselves. */
interface SignInAsked {
  /** Names the question, for its answers. */
  readonly id: string;
  /** What a token is wanted for. */
  readonly resource: string;
  /** The page to sign in on otherwise. */
  readonly url: string;
  readonly t: Translations;
}

interface Shown {
  readonly card: Card;
  readonly id: string | undefined;
}

/** What somebody reads of a fault: whose it is, and what to do. */
function faultCard(reference: string, error: unknown, t: Translations): Card {
  if (error instanceof ProviderError) return providerCard(reference, error.request, t);
  return (error instanceof StoreUnreachableError ? unreachableCard : problemCard)(reference, t);
}

/** Gathers what is shown in a turn; it is sent once the turn's state is safe. */
export class TurnSurface implements CardOutput {
  #shown: readonly Shown[] = [];
  #urls: PageUrls = new Map();
  /** What a dialog that is being opened shows. */
  dialog: object | undefined;
  /** What the turn is about, in the product's own words. */
  intent: string | undefined;
  /** The language to say in that something went wrong. */
  t: Translations | undefined;
  #signIn: SignInAsked | undefined;

  /** Whether all it says is why something was not done. */
  get refuses(): boolean {
    return this.#shown.length > 0 && this.#shown.every(({ card }) => isRefusal(card));
  }

  show(card: Card, id?: string): void {
    this.#shown = [...this.#shown, { card, id }];
  }

  /** Asks to sign in in place of all else: by itself where the channel can do that, on a page elsewhere. */
  askToSignIn(asked: SignInAsked): void {
    this.clear();
    this.#signIn = asked;
  }

  /** Takes back what was shown: it is to be answered anew. */
  clear(): void {
    this.#signIn = undefined;
    this.#shown = [];
    this.#urls = new Map();
    this.dialog = undefined;
  }

  /** Gives the page buttons of what is shown an address, where the channel needs one. */
  async prepare(activity: Activity, mint: (data: Readonly<Record<string, unknown>>) => Promise<string>): Promise<void> {
    if (opensDialogs(activity)) return;
    this.#urls = new Map((await Promise.all(this.#shown.map(({ card }) => urlsFor(card, mint)))).flat());
  }

  /**
   * Says that it did not work. What was shown stays if it tells of something done; a card that asks is taken back: its
   * answer would find nothing that waits for it.
   */
  fail(reference: string, error: unknown): void {
    this.#signIn = undefined;
    const told = this.#shown.filter(({ id }) => id === undefined);
    const card = faultCard(reference, error, this.t ?? translationsFor());
    this.#shown = told.length > 0 ? told : [{ card, id: undefined }];
  }

  /** Sends it: the first card in place of the one pressed where the channel can do that, the rest as messages. */
  async send(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (isPageFetch(activity)) return this.#openDialog(context);
    if (isPageClose(activity)) {
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body: {} } });
      return;
    }
    let invoked = isCardInvoke(activity);
    if (this.#signIn) {
      if (invoked) await context.sendActivity(sentenceAnswer(this.#signIn.t.signIn.chat.first));
      await withTimeout(context.sendActivity(signInMessage(this.#signIn)), patience());
      return;
    }
    for (const { card, id } of this.#shown) {
      const content = nativeCard(card, id, isTeams(activity), this.#urls);
      const message = messageOf(content, id, follows(activity));
      if (!invoked) {
        await withTimeout(context.sendActivity(message), patience());
        continue;
      }
      invoked = false;
      await context.sendActivity(cardAnswer(content));
      // The answer is seen by whoever pressed, for now; the update makes it what the message is from here on.
      if (activity.replyToId)
        await withTimeout(context.updateActivity({ ...message, id: activity.replyToId }), patience());
    }
  }

  /** Says that it takes longer than a channel waits. @returns the message that the result can take the place of */
  async askToWait(context: TurnContext): Promise<string | undefined> {
    const { activity } = context;
    const card = waitingCard(this.t ?? translationsFor(activity.locale));
    if (isCardInvoke(activity)) {
      await context.sendActivity(cardAnswer(card));
      return activity.replyToId;
    }
    const sent = await withTimeout(context.sendActivity(messageFor(card, activity)), patience());
    return isTeams(activity) ? sent?.id : undefined;
  }

  /** Sends it outside the turn: the first card in place of the message that asked to wait, if there is one. */
  async sendLate(context: TurnContext, activity: Activity, waiting: string | undefined): Promise<void> {
    if (this.#signIn) await withTimeout(context.sendActivity(signInMessage(this.#signIn)), patience());
    for (const [at, { card, id }] of this.#shown.entries()) {
      const message = messageOf(nativeCard(card, id, isTeams(activity), this.#urls), id, follows(activity));
      const replaced = at === 0 && waiting !== undefined && (await changed(context, { ...message, id: waiting }));
      if (!replaced) await withTimeout(context.sendActivity(message), patience());
    }
  }

  /** A dialog shows the page, or the card that says why not. */
  async #openDialog(context: TurnContext): Promise<void> {
    const [first] = this.#shown;
    const { t } = this;
    const refused = first && { title: t?.payment.add ?? '', card: first.card };
    const { card, ...value } = { ...(this.dialog ?? refused) } as { card?: Card };
    const shown = card && { card: CardFactory.adaptiveCard(nativeCard(card, undefined, true)) };
    const body = { task: { type: 'continue', value: { ...value, ...shown } } };
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
  }
}

/** Whether a message could be changed: not when it was deleted meanwhile. */
const changed = (context: TurnContext, message: Partial<Activity>): Promise<boolean> =>
  withTimeout(context.updateActivity(message), patience()).then(
    () => true,
    () => false,
  );

/** What a press is answered with: a card in place of the one pressed. */
const cardAnswer = (value: Card): Partial<Activity> => {
  const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
  return { type: ActivityTypes.InvokeResponse, value: { status: 200, body } };
};

/** A press keeps its card and gets a sentence beside it. */
export const sentenceAnswer = (value: string): Partial<Activity> => {
  const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
  return { type: ActivityTypes.InvokeResponse, value: { status: 200, body } };
};

/** Teams' clients answer it by themselves, unseen, with a token; the button is for when that is not enough. */
function signInMessage({ id, resource, url, t }: SignInAsked): Partial<Activity> {
  const { title, way } = t.signIn.chat;
  const content = {
    text: `${title}. ${way}`,
    connectionName: CONNECTION,
    tokenExchangeResource: { id, uri: resource },
    buttons: [{ type: ActionTypes.Signin, title: t.signIn.go, value: url }],
  };
  return {
    type: ActivityTypes.Message,
    summary: title,
    attachments: [{ contentType: CardFactory.contentTypes.oauthCard, content }],
  };
}

/** A message that carries a card, outside any turn. */
export const messageFor = (card: Card, channel: Pick<Activity, 'channelId'>): Partial<Activity> =>
  messageOf(nativeCard(card, undefined, isTeams(channel)), undefined, undefined);

function messageOf(content: Card, card: string | undefined, followed: string | undefined): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    summary: content.fallbackText,
    attachments: [CardFactory.adaptiveCard(content)],
    // Teams knows a card by its message; elsewhere a card names itself and the one it follows.
    channelData: { ...(card && { card }), ...(followed && { follows: followed }) },
  };
}

const follows = (activity: Activity): string | undefined => {
  const input = inputOf(activity);
  return input?.kind === 'card' ? input.card : undefined;
};

/** The card as its channel takes it, each of its buttons knowing which card it is on. */
function nativeCard(card: Card, id: string | undefined, teams: boolean, urls?: PageUrls): Card {
  return { ...card, body: card.body.map((element) => nativeElement(element, id, teams, urls) as object) };
}

function nativeElement(element: unknown, id: string | undefined, teams: boolean, urls?: PageUrls): unknown {
  if (Array.isArray(element)) {
    return element.flatMap((one) => (teams || !isEmptyPicker(one) ? [nativeElement(one, id, teams, urls)] : []));
  }
  if (typeof element !== 'object' || element === null) return element;
  const page = nativePageAction(element, teams, urls);
  if (page) return page;
  if ('type' in element && element.type === 'Action.Execute') {
    const { verb, ...action } = element as { verb?: string; data?: object };
    const data = { ...action.data, ...(id && { card: id }) };
    // The Emulator and Web Chat draw Action.Execute, but a press on it does nothing.
    return teams ? { ...action, verb, data } : { ...action, type: 'Action.Submit', data };
  }
  if ('type' in element && element.type === 'Chart') return nativeChart(element as unknown as Chart, teams);
  // Only Teams can look through the organisation's directory; elsewhere people are ticked.
  const { 'choices.data': directory, ...rest } = element as { 'choices.data'?: object };
  const own = teams || directory === undefined ? element : { ...rest, style: 'expanded' };
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, nativeElement(value, id, teams, urls)]));
}

/** Nobody to tick where nobody can be looked up: Web Chat and the Emulator draw a whole card with such a list as nothing. */
const isEmptyPicker = (element: unknown): boolean =>
  typeof element === 'object' &&
  element !== null &&
  'choices.data' in element &&
  'choices' in element &&
  Array.isArray(element.choices) &&
  element.choices.length === 0;

const press = z.looseObject({ verb: z.string().max(100), card: z.string().max(100).optional() });

const inputs = new WeakMap<Activity, { readonly input: Input | undefined }>();

/** What a person did in an activity, read once; nothing when the activity is nothing they did. */
export function inputOf(activity: Activity): Input | undefined {
  const read = inputs.get(activity) ?? { input: inputIn(activity) };
  inputs.set(activity, read);
  return read.input;
}

function inputIn(activity: Activity): Input | undefined {
  if (isCardInvoke(activity)) {
    const action = (activity.value as { action?: { verb?: unknown; data?: object } } | undefined)?.action;
    return pressed({ verb: action?.verb, ...action?.data });
  }
  // The chat page's own choice of language.
  if (activity.type === ActivityTypes.Event && activity.name === 'language') {
    return pressed({ verb: 'language', to: activity.value });
  }
  if (activity.type !== ActivityTypes.Message) return undefined;
  if (typeof activity.value === 'object' && activity.value !== null) return pressed(activity.value);
  // Teams sends what is typed a second time, as HTML.
  const files = activity.attachments?.some(({ contentType }) => contentType !== 'text/html');
  if (files) return { kind: 'file' };
  const { value: text, cardNumber } = sanitiseInput(said(activity));
  return { kind: 'text', text, ...(cardNumber && { cardNumber }) };
}

function pressed(sent: unknown): Input {
  const { value, cardNumber } = sanitiseInput(sent);
  const parsed = press.safeParse(value);
  if (!parsed.success) return { kind: 'card', verb: '', fields: {} };
  const { verb, card, ...fields } = parsed.data;
  return { kind: 'card', verb, ...(card && { card }), fields, ...(cardNumber && { cardNumber }) };
}

/** The text without the mention of the bot that a group chat puts before it. */
function said({ text = '', entities = [], recipient }: Activity): string {
  const mentions = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
  const bare = mentions.reduce((rest, { text: mention }) => rest.replace(mention ?? '', ''), text ?? '');
  return bare.trim();
}
