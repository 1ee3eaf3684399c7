import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import { TurnSurface } from '../channel/surface.ts';

/** Resolves when whoever did something should hear a first word, unless that is not wanted any more. */
export type InterimReplyTimer = (unwanted: AbortSignal) => Promise<unknown>;

/** Speaks in a conversation outside any turn of it. */
export type SpeakFirst = (
  to: Partial<ConversationReference>,
  say: (context: TurnContext) => Promise<void>,
) => Promise<void>;

/**
 * The way back to whoever did something. Their channel waits for it for a moment; what takes longer is answered with a word
 * that says so, and the result follows by itself.
 */
export class Reply {
  readonly surface = new TurnSurface();
  /** The turn as dialogs know it: it outlives the request that its channel makes. */
  readonly turn: TurnContext;
  readonly #request: TurnContext;
  readonly #speakFirst: SpeakFirst;
  #is: 'awaited' | 'given' | 'late' = 'awaited';
  /** The message that the result takes the place of. */
  #waiting: string | undefined;

  constructor(request: TurnContext, speakFirst: SpeakFirst) {
    this.#request = request;
    this.#speakFirst = speakFirst;
    this.turn = new TurnContext(request.adapter, request.activity);
  }

  get activity(): Activity {
    return this.turn.activity;
  }

  /** Sends what the surface shows. */
  async send(): Promise<void> {
    if (this.#is !== 'late') {
      this.#is = 'given';
      return this.surface.send(this.#request);
    }
    const { activity } = this;
    await this.#speakFirst(TurnContext.getConversationReference(activity), async (context) => {
      // It answers nothing: Web Chat would hold it back until it had seen what it answers.
      delete context.activity.id;
      await this.surface.sendLate(context, activity, this.#waiting);
    });
  }

  /** Resolves when the channel need not wait any longer: all is answered, or it was told that it takes longer. */
  async inTime(work: Promise<void>, firstWord: InterimReplyTimer): Promise<void> {
    const over = new AbortController();
    const late = firstWord(over.signal).then(
      () => true,
      () => false,
    );
    const isLate = await Promise.race([work.then(() => false), late]).finally(() => over.abort());
    if (!isLate || this.#is === 'given') return work;
    this.#is = 'late';
    // Where even this cannot be said, the result comes all the same.
    this.#waiting = await this.surface.askToWait(this.#request).catch(() => undefined);
  }
}
