import { type Activity, CardFactory, type TurnContext } from 'botbuilder';
import type { Card } from '../../cards/kit/card.ts';
import { errorCard, providerErrorCard, storeUnavailableCard } from '../../cards/kit/error-cards.ts';
import { type Translations, translationsFor } from '../../cards/kit/locale.ts';
import { isRefusal } from '../../cards/kit/message-card.ts';
import { inProgressCard } from '../../cards/kit/status-cards.ts';
import type { CardOutput } from '../../dialogs/engine/turn.ts';
import { ProviderError, StoreUnreachableError } from '../../src/application/ports/errors.ts';
import { createPageUrls, type PageUrls } from '../http/pages/page-urls.ts';
import { sendTimeout, withTimeout } from '../turn/with-timeout.ts';
import { inputOf, isCardInvoke, isDialogFetch, isDialogSubmit, isTeams, supportsDialogs } from './activity-parser.ts';
import {
  cardMessage,
  cardResponse,
  invokeResponse,
  messageFor,
  renderCard,
  type SignInRequest,
  sentenceResponse,
  signInMessage,
} from './channel-renderer.ts';

interface ShownCard {
  readonly card: Card;
  readonly id: string | undefined;
}

/** Collects the cards of a turn; they are sent after the turn's state is saved. */
export class TurnSurface implements CardOutput {
  #cards: readonly ShownCard[] = [];
  #urls: PageUrls = new Map();
  #signIn: SignInRequest | undefined;
  /** The content of the dialog that is being opened. */
  dialog: object | undefined;
  /** The turn's intent, for metrics and traces. */
  intent: string | undefined;
  /** The translations for error messages. */
  t: Translations | undefined;

  /** Whether the turn shows refusals only. */
  get refuses(): boolean {
    return this.#cards.length > 0 && this.#cards.every(({ card }) => isRefusal(card));
  }

  show(card: Card, id?: string): void {
    this.#cards = [...this.#cards, { card, id }];
  }

  /** Asks the user to sign in, in place of everything shown so far. */
  askToSignIn(request: SignInRequest): void {
    this.clear();
    this.#signIn = request;
  }

  /** Removes everything shown, so that the turn can be answered again. */
  clear(): void {
    this.#signIn = undefined;
    this.#cards = [];
    this.#urls = new Map();
    this.dialog = undefined;
  }

  /** Creates the addresses of page buttons, where the channel cannot open dialogs. */
  async prepare(activity: Activity, mint: (data: Readonly<Record<string, unknown>>) => Promise<string>): Promise<void> {
    if (supportsDialogs(activity)) return;
    this.#urls = new Map((await Promise.all(this.#cards.map(({ card }) => createPageUrls(card, mint)))).flat());
  }

  /**
   * Shows that the turn failed. Cards without an id report what was done, and stay; cards with one belong to a dialog
   * whose state was not saved, so a press on them would find nothing.
   */
  fail(reference: string, error: unknown): void {
    this.#signIn = undefined;
    const reports = this.#cards.filter(({ id }) => id === undefined);
    const card = faultCard(reference, error, this.t ?? translationsFor());
    this.#cards = reports.length > 0 ? reports : [{ card, id: undefined }];
  }

  /** Sends the cards: the first replaces the pressed card where the channel can do that, the others are messages. */
  async send(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (isDialogFetch(activity)) return this.#openDialog(context);
    if (isDialogSubmit(activity)) {
      await context.sendActivity(invokeResponse({}));
      return;
    }
    let awaitsResponse = isCardInvoke(activity);
    if (this.#signIn) {
      if (awaitsResponse) await context.sendActivity(sentenceResponse(this.#signIn.t.signIn.chat.signingIn));
      await withTimeout(context.sendActivity(signInMessage(this.#signIn)), sendTimeout());
      return;
    }
    for (const shown of this.#cards) {
      const { content, message } = this.#render(shown, activity);
      if (!awaitsResponse) {
        await withTimeout(context.sendActivity(message), sendTimeout());
        continue;
      }
      awaitsResponse = false;
      await context.sendActivity(cardResponse(content));
      // Only the user who pressed sees the response; the update replaces the message for good.
      if (activity.replyToId)
        await withTimeout(context.updateActivity({ ...message, id: activity.replyToId }), sendTimeout());
    }
  }

  /** Says that the answer takes longer than the channel waits. @returns the message that the result may replace */
  async askToWait(context: TurnContext): Promise<string | undefined> {
    const { activity } = context;
    const card = inProgressCard(this.t ?? translationsFor(activity.locale));
    if (isCardInvoke(activity)) {
      await context.sendActivity(cardResponse(card));
      return activity.replyToId;
    }
    const response = await withTimeout(context.sendActivity(messageFor(card, activity)), sendTimeout());
    return isTeams(activity) ? response?.id : undefined;
  }

  /** Sends the cards outside the turn: the first replaces the message `waitingId`, if there is one. */
  async sendLate(context: TurnContext, activity: Activity, waitingId: string | undefined): Promise<void> {
    if (this.#signIn) await withTimeout(context.sendActivity(signInMessage(this.#signIn)), sendTimeout());
    for (const [index, shown] of this.#cards.entries()) {
      const { message } = this.#render(shown, activity);
      const isReplaced =
        index === 0 && waitingId !== undefined && (await tryUpdate(context, { ...message, id: waitingId }));
      if (!isReplaced) await withTimeout(context.sendActivity(message), sendTimeout());
    }
  }

  #render({ card, id }: ShownCard, activity: Activity) {
    const content = renderCard(card, isTeams(activity), { id, urls: this.#urls });
    const input = inputOf(activity);
    const follows = input?.kind === 'card' ? input.card : undefined;
    return { content, message: cardMessage(content, { card: id, follows }) };
  }

  /** Opens the dialog with its page, or with the card that says why it cannot open. */
  async #openDialog(context: TurnContext): Promise<void> {
    const [first] = this.#cards;
    const refusal = first && { title: this.t?.payments.buttons.add ?? '', card: first.card };
    const { card, ...value } = { ...(this.dialog ?? refusal) } as { card?: Card };
    const content = card && { card: CardFactory.adaptiveCard(renderCard(card, true)) };
    await context.sendActivity(invokeResponse({ task: { type: 'continue', value: { ...value, ...content } } }));
  }
}

/** The card for an error: which system failed, and what the user can do. */
function faultCard(reference: string, error: unknown, t: Translations): Card {
  if (error instanceof ProviderError) return providerErrorCard(reference, error.request, t);
  return (error instanceof StoreUnreachableError ? storeUnavailableCard : errorCard)(reference, t);
}

/** Updates a message, and returns whether it could: not when the user deleted it meanwhile. */
const tryUpdate = (context: TurnContext, message: Partial<Activity>): Promise<boolean> =>
  withTimeout(context.updateActivity(message), sendTimeout()).then(
    () => true,
    () => false,
  );
