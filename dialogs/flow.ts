import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Card } from '../cards/card.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import { type Turn, turnOf } from './turn.ts';

/** What was typed into a form before, and what is wrong with it. */
export interface Entered {
  readonly typed?: string;
  readonly refusal?: Refusal;
}

/** A form: asks for one answer and shows what is wrong with it. */
interface Form<Draft, View> {
  /** Whether the draft holds its answer already, so that it need not be asked. */
  answered(draft: Draft): boolean;
  view(turn: Turn, draft: Draft): Promise<Outcome<View>>;
  card(turn: Turn, view: View, entered: Entered): Card;
  /** The answer in the card's fields, or in what was typed instead. */
  answer(turn: Turn, fields: Readonly<Record<string, unknown>>): Outcome<Partial<Draft>>;
  typed(text: string): Readonly<Record<string, unknown>>;
  /** Whether a refusal of what follows is about this form's answer: then it is asked again. */
  explains(refusal: Refusal): boolean;
  /** The draft without this form's answer, as it was asked for the first time. */
  unanswered(draft: Draft): Draft;
}

/** The last card before something happens: what it shows is what will be done. */
interface Review<Draft, View, Shown> {
  /** @param before what an earlier review of the same change showed */
  view(turn: Turn, draft: Draft, before?: Shown): Promise<Outcome<View>>;
  /** @param unclear whether something was typed that it cannot take */
  card(turn: Turn, view: View, unclear: boolean): Card;
  shown(view: View): Shown;
  /** Another way of doing it that the card offers. */
  instead(draft: Draft, fields: Readonly<Record<string, unknown>>): Draft;
  /** Carries it out, once for its key. */
  confirm(turn: Turn, draft: Draft, key: string, shown: Shown): Promise<Outcome<Card>>;
  /** The receipt of what a key did earlier, if it did something. */
  receipt(turn: Turn, key: string): Promise<Card | undefined>;
}

export interface Conversation<Draft, View, Reviewed, Shown> {
  readonly id: string;
  readonly form: Form<Draft, View>;
  readonly review: Review<Draft, Reviewed, Shown>;
  /** Shown when it is left, and when something bars it altogether. */
  left(turn: Turn, draft: Draft, how: 'back' | 'stop'): Promise<Card>;
  refused(turn: Turn, refusal: Refusal): Card;
  /** Shown when its card was replaced. */
  stale(turn: Turn): Card;
}

/** Where a conversation is: kept between turns. */
interface Position<Draft, Shown> {
  draft: Draft;
  at: 'form' | 'review';
  /** The card that asks now. It is also the key of what that card may do. */
  card: string;
  entered: Entered;
  shown?: Shown;
}

/**
 * A conversation told as cards: a form, a review, a receipt. It can be left and resumed at any point, takes what is
 * typed as an answer, and refuses presses on cards that were replaced.
 */
export class Flow<Draft extends object, View, Reviewed, Shown> extends Dialog {
  readonly #told: Conversation<Draft, View, Reviewed, Shown>;

  constructor(told: Conversation<Draft, View, Reviewed, Shown>) {
    super(told.id);
    this.#told = told;
  }

  override async beginDialog(dc: DialogContext, start: object = {}): Promise<DialogTurnResult> {
    const { draft, entered = {} } = start as { draft: Draft; entered?: Entered };
    return this.#ask(dc, draft, this.#told.form.answered(draft) ? 'review' : 'form', entered);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { input } = turn;
    const position = dc.activeDialog?.state as Position<Draft, Shown>;
    const { draft, at, card, shown } = position;
    const { form, review } = this.#told;
    if (input.kind === 'file') {
      if (at === 'review') return this.#again(dc, position);
      return this.#ask(dc, draft, at, { ...position.entered, refusal: { kind: 'file' } }, { card });
    }
    if (input.kind === 'text') return this.#answer(dc, position, form.typed(input.text));
    if (input.verb === 'current') return this.#again(dc, position);
    if (input.card !== undefined && input.card !== card) {
      const receipt = await review.receipt(turn, input.card);
      turn.surface.show(receipt ?? this.#told.stale(turn));
      return Dialog.EndOfTurn;
    }
    switch (input.verb) {
      case 'next':
        return this.#answer(dc, position, input.fields);
      case 'instead':
        return this.#ask(dc, review.instead(draft, input.fields), 'review');
      case 'back':
        return at === 'review' ? this.#ask(dc, form.unanswered(draft), 'form') : this.#leave(dc, draft, 'back');
      case 'stop':
        return this.#leave(dc, draft, 'stop');
      case 'confirm':
        return at === 'review' && shown !== undefined ? this.#confirm(dc, position, shown) : this.#again(dc, position);
      default:
        return this.#again(dc, position);
    }
  }

  /** Shows the card that asks now once more, the same in every way. */
  async #again(
    dc: DialogContext,
    { draft, at, entered, card, shown }: Position<Draft, Shown>,
  ): Promise<DialogTurnResult> {
    return this.#ask(dc, draft, at, entered, { card, ...(shown !== undefined && { before: shown }) });
  }

  async #answer(
    dc: DialogContext,
    position: Position<Draft, Shown>,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<DialogTurnResult> {
    const { draft, at } = position;
    const { form } = this.#told;
    const answer = form.answer(turnOf(dc.context), fields);
    const asked = at === 'review' ? form.unanswered(draft) : draft;
    // What is no answer is no reason to leave a review: its buttons say what can be done.
    if (!answer.ok && at === 'review') return this.#again(dc, position);
    if (!answer.ok) return this.#ask(dc, asked, 'form', { typed: typedIn(fields), refusal: answer.refusal });
    return this.#ask(dc, { ...asked, ...answer.value }, 'review', { typed: typedIn(fields) });
  }

  async #confirm(dc: DialogContext, position: Position<Draft, Shown>, shown: Shown): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { review } = this.#told;
    const done = await review.confirm(turn, position.draft, position.card, shown);
    if (done.ok) {
      turn.surface.show(done.value);
      return dc.endDialog();
    }
    if (done.refusal.kind === 'changed') return this.#ask(dc, position.draft, 'review', {}, { before: shown });
    return this.#refused(dc, position.draft, done.refusal, position.entered);
  }

  async #leave(dc: DialogContext, draft: Draft, how: 'back' | 'stop'): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    turn.surface.show(await this.#told.left(turn, draft, how));
    return dc.endDialog();
  }

  /** Asks again where the form can explain a refusal, and ends where it cannot. */
  async #refused(dc: DialogContext, draft: Draft, refusal: Refusal, entered: Entered): Promise<DialogTurnResult> {
    const { form } = this.#told;
    if (form.explains(refusal)) return this.#ask(dc, form.unanswered(draft), 'form', { ...entered, refusal });
    const turn = turnOf(dc.context);
    turn.surface.show(this.#told.refused(turn, refusal));
    return dc.endDialog();
  }

  async #ask(
    dc: DialogContext,
    draft: Draft,
    at: 'form' | 'review',
    entered: Entered = {},
    { card = randomUUID(), before }: { card?: string; before?: Shown } = {},
  ): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const position: Position<Draft, Shown> = { draft, at, card, entered };
    if (at === 'form') {
      const { form } = this.#told;
      const view = await form.view(turn, draft);
      if (!view.ok) return this.#refused(dc, draft, view.refusal, entered);
      turn.surface.show(form.card(turn, view.value, entered), card);
    } else {
      const { review } = this.#told;
      const view = await review.view(turn, draft, before);
      if (!view.ok) return this.#refused(dc, draft, view.refusal, entered);
      position.shown = review.shown(view.value);
      // A card that shows something else is another card: an older copy of it must not confirm what it did not show.
      if (before !== undefined && !isDeepStrictEqual(before, position.shown)) position.card = randomUUID();
      const unclear = turn.input.kind !== 'card' && before !== undefined;
      turn.surface.show(review.card(turn, view.value, unclear), position.card);
    }
    if (dc.activeDialog) dc.activeDialog.state = position;
    return Dialog.EndOfTurn;
  }
}

/** Letters of an answer that are kept to show it again. */
const LONGEST_KEPT = 40;

/** What stood in a form's only field, to show it again. */
function typedIn(fields: Readonly<Record<string, unknown>>): string {
  const [first] = Object.values(fields);
  return typeof first === 'string' || typeof first === 'number' ? String(first).slice(0, LONGEST_KEPT) : '';
}
