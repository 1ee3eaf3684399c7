import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// Not the whole package: its unused prompts load recognisers that are slow to start.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import type { FlowDefinition, FlowPosition, Form, Step } from './flow-definition.ts';
import type { PreviousInput } from './form-fields.ts';
import { turnOf } from './turn.ts';

/** Refusals that the user can resolve while the flow stays open, by trying again or adding another card. */
const RETRYABLE: readonly Refusal['kind'][] = ['declined', 'card-expired', 'no-card'];

/** Shows the steps of a flow, and stores in the dialog state which step waits for an answer. */
export class FlowSteps<Draft extends object, Snapshot> {
  readonly #definition: FlowDefinition<Draft, Snapshot>;

  constructor(definition: FlowDefinition<Draft, Snapshot>) {
    this.#definition = definition;
  }

  /** Shows the first form that is still needed, or the review. */
  showNext(dc: DialogContext, draft: Draft, previous: PreviousInput = {}): Promise<DialogTurnResult> {
    const needed = this.#definition.forms.findIndex((form) => form.isNeeded(draft));
    return this.show(dc, draft, needed < 0 ? 'review' : needed, previous);
  }

  /** Shows the current card again, unchanged and under the same id. */
  showAgain(
    dc: DialogContext,
    { draft, at, entered, card, shown }: FlowPosition<Draft, Snapshot>,
  ): Promise<DialogTurnResult> {
    return this.show(dc, draft, at, entered, { card, ...(shown !== undefined && { previousSnapshot: shown }) });
  }

  /** @param options.previousSnapshot what the review showed before, if it is shown again */
  show(
    dc: DialogContext,
    draft: Draft,
    step: Step,
    previous: PreviousInput = {},
    { card = randomUUID(), previousSnapshot }: { card?: string; previousSnapshot?: Snapshot } = {},
  ): Promise<DialogTurnResult> {
    const position: FlowPosition<Draft, Snapshot> = { draft, at: step, card, entered: previous };
    const form = step === 'review' ? undefined : this.#definition.forms[step];
    return form ? this.#showForm(dc, form, position) : this.#showReview(dc, position, previousSnapshot);
  }

  async #showForm(
    dc: DialogContext,
    form: Form<Draft>,
    position: FlowPosition<Draft, Snapshot>,
  ): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const rendered = await form.render(turn, position.draft, position.entered);
    // No form can explain why a form cannot be shown.
    if (!rendered.ok) return this.#endWithRefusal(dc, rendered.refusal);
    turn.output.show(rendered.value, position.card);
    return waitForAnswer(dc, position);
  }

  async #showReview(
    dc: DialogContext,
    position: FlowPosition<Draft, Snapshot>,
    previous: Snapshot | undefined,
  ): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const isUnclear = turn.input.kind !== 'card' && previous !== undefined;
    const rendered = await this.#definition.review.render(turn, position.draft, { previous, isUnclear });
    if (!rendered.ok) return this.showRefusal(dc, position.draft, rendered.refusal, position.entered);
    const { card, snapshot } = rendered.value;
    // A review that shows something else gets a new id: an older copy must not confirm what it did not show.
    const hasChanged = previous !== undefined && !isDeepStrictEqual(previous, snapshot);
    const id = hasChanged ? randomUUID() : position.card;
    turn.output.show(card, id);
    return waitForAnswer(dc, { ...position, card: id, shown: snapshot });
  }

  /** Shows the form that handles the refusal; without one, shows the refusal and ends the flow. */
  async showRefusal(
    dc: DialogContext,
    draft: Draft,
    refusal: Refusal,
    previous: PreviousInput,
    { isConfirming = false } = {},
  ): Promise<DialogTurnResult> {
    const { forms, refusalCard } = this.#definition;
    const step = forms.findIndex((form) => form.handlesRefusal(refusal));
    const form = forms[step];
    if (form) return this.show(dc, form.clearAnswer(draft), step, { ...previous, refusal });
    const canRetry = isConfirming && dc.activeDialog !== undefined && RETRYABLE.includes(refusal.kind);
    if (!canRetry) return this.#endWithRefusal(dc, refusal);
    const turn = turnOf(dc.context);
    turn.output.show(refusalCard(turn, refusal, true));
    return Dialog.EndOfTurn;
  }

  /** Ends the flow at the user's wish. */
  async leave(dc: DialogContext, draft: Draft, how: 'back' | 'stop'): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    turn.output.show(await this.#definition.leaveCard(turn, draft, how));
    return dc.endDialog();
  }

  #endWithRefusal(dc: DialogContext, refusal: Refusal): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    turn.output.show(this.#definition.refusalCard(turn, refusal, false));
    return dc.endDialog();
  }
}

/** Stores the position in the dialog state until the next turn. */
function waitForAnswer(dc: DialogContext, position: object): DialogTurnResult {
  if (dc.activeDialog) dc.activeDialog.state = position;
  return Dialog.EndOfTurn;
}
