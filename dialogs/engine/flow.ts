import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// Not the whole package: its unused prompts load recognisers that are slow to start.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import { withNextWish } from '../../cards/help/clarify-card.ts';
import type { FlowDefinition, FlowPosition, Step } from './flow-definition.ts';
import { FlowSteps } from './flow-steps.ts';
import { type Fields, type PreviousInput, prefillFrom } from './form-fields.ts';
import { type Input, turnOf } from './turn.ts';

/**
 * A dialog of cards: forms, then a review, then a receipt. The user can leave and resume it at any point, and answer by
 * typing. Presses on cards that were replaced are refused. `review.confirm` of the definition executes the order.
 */
export class Flow<Draft extends object, Snapshot> extends Dialog {
  readonly #definition: FlowDefinition<Draft, Snapshot>;
  readonly #steps: FlowSteps<Draft, Snapshot>;

  constructor(definition: FlowDefinition<Draft, Snapshot>) {
    super(definition.id);
    this.#definition = definition;
    this.#steps = new FlowSteps(definition);
  }

  override async beginDialog(dc: DialogContext, options: object = {}): Promise<DialogTurnResult> {
    const { draft, previous } = options as { draft: Draft; previous?: PreviousInput };
    return this.#steps.showNext(dc, draft, previous);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { input } = turnOf(dc.context);
    const position = dc.activeDialog?.state as FlowPosition<Draft, Snapshot>;
    switch (input.kind) {
      case 'file':
        return this.#refuseFile(dc, position);
      case 'text':
        return this.#handleText(dc, position, input.text);
      case 'card':
        return this.#handlePress(dc, position, input);
    }
  }

  #refuseFile(dc: DialogContext, position: FlowPosition<Draft, Snapshot>): Promise<DialogTurnResult> {
    const { draft, at, entered, card } = position;
    if (at === 'review') return this.#steps.showAgain(dc, position);
    return this.#steps.show(dc, draft, at, { ...entered, refusal: { kind: 'file' } }, { card });
  }

  async #handlePress(
    dc: DialogContext,
    position: FlowPosition<Draft, Snapshot>,
    input: Extract<Input, { kind: 'card' }>,
  ): Promise<DialogTurnResult> {
    const { draft, at, card, shown } = position;
    const { applyAlternative } = this.#definition;
    if (input.verb === 'current') return this.#steps.showAgain(dc, position);
    if (input.card !== undefined && input.card !== card) return this.#answerReplacedCard(dc, input.card);
    switch (input.verb) {
      case 'next':
        if (at === 'review') break;
        return this.#submitForm(dc, draft, at, input.fields);
      case 'instead':
        if (!applyAlternative) break;
        return this.#steps.showNext(dc, applyAlternative(draft, input.fields));
      case 'back':
        return this.#goBack(dc, draft, at);
      case 'stop':
        return this.#steps.leave(dc, draft, 'stop');
      case 'confirm':
        if (at !== 'review' || shown === undefined) break;
        return this.#confirm(dc, position, shown);
    }
    return this.#steps.showAgain(dc, position);
  }

  /** Shows the receipt of what a replaced card executed, or that the card is out of date. */
  async #answerReplacedCard(dc: DialogContext, card: string): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { review, staleCard } = this.#definition;
    turn.output.show((await review.findReceipt(turn, card)) ?? staleCard(turn));
    return Dialog.EndOfTurn;
  }

  /** Shows the nearest earlier form that is needed without its answer; from the first one, leaves the flow. */
  async #goBack(dc: DialogContext, draft: Draft, from: Step): Promise<DialogTurnResult> {
    const { forms } = this.#definition;
    for (let step = (from === 'review' ? forms.length : from) - 1; step >= 0; step--) {
      const cleared = forms[step]?.clearAnswer(draft) ?? draft;
      if (forms[step]?.isNeeded(cleared)) return this.#steps.show(dc, cleared, step);
    }
    return this.#steps.leave(dc, draft, 'back');
  }

  /** Takes typed text as the answer of the current form, or at the review of the last form it can answer. */
  async #handleText(
    dc: DialogContext,
    position: FlowPosition<Draft, Snapshot>,
    text: string,
  ): Promise<DialogTurnResult> {
    const { forms } = this.#definition;
    const { at, draft } = position;
    if (at !== 'review') return this.#submitForm(dc, draft, at, forms[at]?.fieldsFromText(text) ?? {});
    for (const [step, form] of [...forms.entries()].reverse()) {
      const cleared = form.clearAnswer(draft);
      if (!form.isNeeded(cleared)) continue;
      const fields = form.fieldsFromText(text);
      const answer = await form.parseAnswer(turnOf(dc.context), fields, cleared);
      // Text that is no answer does not leave the review: its buttons say what can be done.
      return answer.ok ? this.#submitForm(dc, cleared, step, fields) : this.#steps.showAgain(dc, position);
    }
    return this.#steps.showAgain(dc, position);
  }

  async #submitForm(dc: DialogContext, draft: Draft, step: number, fields: Fields): Promise<DialogTurnResult> {
    const previous = { fields: prefillFrom(fields) };
    const answer = await this.#definition.forms[step]?.parseAnswer(turnOf(dc.context), fields, draft);
    if (answer?.ok) return this.#steps.showNext(dc, { ...draft, ...answer.value }, previous);
    return this.#steps.show(dc, draft, step, { ...previous, ...(answer && { refusal: answer.refusal }) });
  }

  /** Executes what the review showed. If the facts changed meanwhile, shows a new review instead. */
  async #confirm(
    dc: DialogContext,
    { draft, card, entered }: FlowPosition<Draft, Snapshot>,
    snapshot: Snapshot,
  ): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const result = await this.#definition.review.confirm(turn, draft, card, snapshot);
    if (result.ok) {
      const { next } = turn.memory;
      delete turn.memory.next;
      turn.output.show(next ? withNextWish(result.value, next, turn.t) : result.value);
      return dc.endDialog();
    }
    const { refusal } = result;
    if (refusal.kind === 'changed') return this.#steps.show(dc, draft, 'review', {}, { previousSnapshot: snapshot });
    return this.#steps.showRefusal(dc, draft, refusal, entered, { isConfirming: true });
  }
}
