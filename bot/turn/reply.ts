import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import { TurnSurface } from '../channel/turn-surface.ts';

/** Resolves when the user should get an interim reply; rejects or stays open when `cancelled` aborts first. */
export type InterimReplyTimer = (cancelled: AbortSignal) => Promise<unknown>;

/** Sends to a conversation outside any of its turns. */
export type ContinueConversation = (
  to: Partial<ConversationReference>,
  send: (context: TurnContext) => Promise<void>,
) => Promise<void>;

/**
 * The reply to an activity. The channel waits only briefly: when a turn takes longer, an interim reply answers the
 * request, and the result follows as a message of its own.
 */
export class Reply {
  readonly surface = new TurnSurface();
  /** The turn as dialogs see it: it outlives the channel's request. */
  readonly turn: TurnContext;
  readonly #request: TurnContext;
  readonly #continueConversation: ContinueConversation;
  #state: 'waiting' | 'sent' | 'late' = 'waiting';
  /** The interim reply's message, which the result replaces. */
  #interimMessage: string | undefined;

  constructor(request: TurnContext, continueConversation: ContinueConversation) {
    this.#request = request;
    this.#continueConversation = continueConversation;
    this.turn = new TurnContext(request.adapter, request.activity);
  }

  get activity(): Activity {
    return this.turn.activity;
  }

  /** Sends the surface's cards: in the request if it is still open, else as messages. */
  async send(): Promise<void> {
    if (this.#state !== 'late') {
      this.#state = 'sent';
      return this.surface.send(this.#request);
    }
    const { activity } = this;
    await this.#continueConversation(TurnContext.getConversationReference(activity), async (context) => {
      // With an id it would be a reply, which Web Chat holds back until it has shown the message replied to.
      delete context.activity.id;
      await this.surface.sendLate(context, activity, this.#interimMessage);
    });
  }

  /** Resolves when the channel's request may end: the turn is over, or the interim reply was sent. */
  async inTime(turn: Promise<void>, timer: InterimReplyTimer): Promise<void> {
    const cancel = new AbortController();
    const timeout = timer(cancel.signal).then(
      () => true,
      () => false,
    );
    const isLate = await Promise.race([turn.then(() => false), timeout]).finally(() => cancel.abort());
    if (!isLate || this.#state === 'sent') return turn;
    this.#state = 'late';
    // If even this cannot be sent, the result still follows.
    this.#interimMessage = await this.surface.askToWait(this.#request).catch(() => undefined);
  }
}
