import type { Card } from '../../cards/kit/card.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import type { Result } from '../../src/domain/common/result.ts';
import type { Fields, PreviousInput } from './form-fields.ts';
import type { Turn } from './turn.ts';

/**
 * What differs between flows: their forms, their review, and the cards shown when a flow ends early.
 * The draft and the snapshot are stored between turns: their property names are a data format.
 */
export interface FlowDefinition<Draft, Snapshot> {
  readonly id: string;
  /** Shown in this order, each only while its answer is needed. */
  readonly forms: readonly Form<Draft>[];
  readonly review: Review<Draft, Snapshot>;
  /** The draft after the user pressed an alternative that a form or the review offers, such as "at renewal". */
  applyAlternative?(draft: Draft, fields: Fields): Draft;
  /** Shown when the user leaves the flow: "Back" on the first card, or "Stop". */
  leaveCard(turn: Turn, draft: Draft, how: 'back' | 'stop'): Promise<Card>;
  /**
   * Shown when a refusal ends the flow.
   * @param canRetry whether the flow stays open, so that the same draft can be reviewed again
   */
  refusalCard(turn: Turn, refusal: Refusal, canRetry?: boolean): Card;
  /** Shown for a press on a card that a newer card of the flow replaced. */
  staleCard(turn: Turn): Card;
}

/** A form: asks for one answer and shows why the previous one was refused. */
export interface Form<Draft> {
  /** Whether the draft still lacks this form's answer. */
  isNeeded(draft: Draft): boolean;
  render(turn: Turn, draft: Draft, previous: PreviousInput): Promise<Result<Card>>;
  /** Reads the answer from the card's fields. While the form is still needed afterwards, it is shown again. */
  parseAnswer(turn: Turn, fields: Fields, draft: Draft): Result<Partial<Draft>> | Promise<Result<Partial<Draft>>>;
  /** The fields as if the typed text had been filled in. */
  fieldsFromText(text: string): Fields;
  /** Whether a refusal of a later step is caused by this form's answer: then the form is shown again. */
  handlesRefusal(refusal: Refusal): boolean;
  /** The draft without this form's answer. */
  clearAnswer(draft: Draft): Draft;
}

/** The last card before anything changes: confirming it does exactly what it shows. */
interface Review<Draft, Snapshot> {
  render(
    turn: Turn,
    draft: Draft,
    options: {
      /** What an earlier review of the same draft showed. */
      readonly previous: Snapshot | undefined;
      /** Whether the user typed something that the review cannot interpret. */
      readonly isUnclear: boolean;
    },
  ): Promise<Result<{ readonly card: Card; readonly snapshot: Snapshot }>>;
  /** Executes what the review showed. `key` is the idempotency key: the same key executes once. */
  confirm(turn: Turn, draft: Draft, key: string, snapshot: Snapshot): Promise<Result<Card>>;
  /** The receipt of what was executed under a key, if anything was. */
  findReceipt(turn: Turn, key: string): Promise<Card | undefined>;
}

/** A form by its index, or the review. */
export type Step = number | 'review';

/** Where a flow is. Stored between turns: its property names are a data format. */
export interface FlowPosition<Draft, Snapshot> {
  draft: Draft;
  /** The step that waits for an answer. */
  at: Step;
  /** Id of the card that waits for an answer, and idempotency key of what that card can execute. */
  card: string;
  /** How the step's form was last submitted. */
  entered: PreviousInput;
  /** What the review showed. */
  shown?: Snapshot;
}
