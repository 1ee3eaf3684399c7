import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// Not the whole package: its prompts, which are used nowhere, bring recognisers that are slow to load.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Card } from '../../cards/kit/card.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import type { Result } from '../../src/domain/common/result.ts';
import { type Turn, turnOf } from './turn.ts';

/** What a card's fields held, by their ids: as it came, to be read before it is believed. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a field says; nothing when it holds neither text nor a number. */
export const textOf = (field: unknown): string =>
  typeof field === 'string' || typeof field === 'number' ? String(field) : '';

/** How a form was left before, to show it again that way, and what is wrong with it. */
export interface PreviousInput {
  readonly fields?: Readonly<Record<string, string>>;
  readonly refusal?: Refusal;
}

/** A form: asks for an answer and shows what is wrong with it. */
interface Form<Draft> {
  /** Whether the draft still lacks its answer. */
  isNeeded(draft: Draft): boolean;
  render(turn: Turn, draft: Draft, entered: PreviousInput): Promise<Result<Card>>;
  /** The answer in the card's fields, or in what was typed instead. While the form is still needed it is asked again. */
  parseAnswer(turn: Turn, fields: Fields, draft: Draft): Result<Partial<Draft>> | Promise<Result<Partial<Draft>>>;
  fieldsFromText(text: string): Fields;
  /** Whether a refusal of what follows is about this form's answer: then it is asked again. */
  handlesRefusal(refusal: Refusal): boolean;
  /** The draft without this form's answer, as it was asked for the first time. */
  clearAnswer(draft: Draft): Draft;
}

/** The last card before something happens: what it shows is what will be done. */
interface Review<Draft, Shown> {
  /**
   * @param before what an earlier review of the same act showed
   * @param unclear whether something was typed that it cannot take
   */
  render(
    turn: Turn,
    draft: Draft,
    { before, unclear }: { before: Shown | undefined; unclear: boolean },
  ): Promise<Result<{ readonly card: Card; readonly snapshot: Shown }>>;
  /** Carries it out, once for its key. */
  confirm(turn: Turn, draft: Draft, key: string, shown: Shown): Promise<Result<Card>>;
  /** What became of a key that did something earlier. */
  findReceipt(turn: Turn, key: string): Promise<Card | undefined>;
}

export interface FlowDefinition<Draft, Shown> {
  readonly id: string;
  /** Asked in their order, each while it is needed. */
  readonly forms: readonly Form<Draft>[];
  readonly review: Review<Draft, Shown>;
  /** Another way of doing it that a form or the review offers. */
  applyAlternative?(draft: Draft, fields: Fields): Draft;
  /** Shown when it is left, and when something bars it altogether. */
  leaveCard(turn: Turn, draft: Draft, how: 'back' | 'stop'): Promise<Card>;
  /** @param again whether the same can be looked at again */
  refusalCard(turn: Turn, refusal: Refusal, again?: boolean): Card;
  /** Shown when its card was replaced. */
  staleCard(turn: Turn): Card;
}

/** Where a conversation is: kept between turns. */
interface Position<Draft, Shown> {
  draft: Draft;
  /** The form that asks now, by its place, or the review. */
  at: number | 'review';
  /** The card that asks now. It is also the key of what that card may do. */
  card: string;
  entered: PreviousInput;
  shown?: Shown;
}

/**
 * A conversation told as cards: forms, a review, a receipt. It can be left and resumed at any point, takes what is
 * typed as an answer, and refuses presses on cards that were replaced.
 */
export class Flow<Draft extends object, Shown> extends Dialog {
  readonly #told: FlowDefinition<Draft, Shown>;

  constructor(told: FlowDefinition<Draft, Shown>) {
    super(told.id);
    this.#told = told;
  }

  override async beginDialog(dc: DialogContext, start: object = {}): Promise<DialogTurnResult> {
    const { draft, entered = {} } = start as { draft: Draft; entered?: PreviousInput };
    return this.#goOn(dc, draft, entered);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { input } = turn;
    const position = dc.activeDialog?.state as Position<Draft, Shown>;
    const { draft, at, card, shown } = position;
    const { review, applyAlternative: instead } = this.#told;
    if (input.kind === 'file') {
      if (at === 'review') return this.#again(dc, position);
      return this.#ask(dc, draft, at, { ...position.entered, refusal: { kind: 'file' } }, { card });
    }
    if (input.kind === 'text') return this.#typed(dc, position, input.text);
    if (input.verb === 'current') return this.#again(dc, position);
    if (input.card !== undefined && input.card !== card) {
      turn.output.show((await review.findReceipt(turn, input.card)) ?? this.#told.staleCard(turn));
      return Dialog.EndOfTurn;
    }
    switch (input.verb) {
      case 'next':
        return at === 'review' ? this.#again(dc, position) : this.#answer(dc, position, at, input.fields);
      case 'instead':
        return instead ? this.#goOn(dc, instead(draft, input.fields)) : this.#again(dc, position);
      case 'back':
        return this.#back(dc, draft, at);
      case 'stop':
        return this.#leave(dc, draft, 'stop');
      case 'confirm':
        return at === 'review' && shown !== undefined ? this.#confirm(dc, position, shown) : this.#again(dc, position);
      default:
        return this.#again(dc, position);
    }
  }

  /** Shows the card that asks now once more, the same in every way. */
  #again(dc: DialogContext, { draft, at, entered, card, shown }: Position<Draft, Shown>): Promise<DialogTurnResult> {
    return this.#ask(dc, draft, at, entered, { card, ...(shown !== undefined && { before: shown }) });
  }

  /** The first form that is still needed, or the review. */
  #goOn(dc: DialogContext, draft: Draft, entered: PreviousInput = {}): Promise<DialogTurnResult> {
    const needed = this.#told.forms.findIndex((form) => form.isNeeded(draft));
    return this.#ask(dc, draft, needed < 0 ? 'review' : needed, entered);
  }

  async #back(dc: DialogContext, draft: Draft, at: Position<Draft, Shown>['at']): Promise<DialogTurnResult> {
    const { forms } = this.#told;
    const from = at === 'review' ? forms.length : at;
    for (let place = from - 1; place >= 0; place--) {
      const asked = forms[place]?.clearAnswer(draft) ?? draft;
      if (forms[place]?.isNeeded(asked)) return this.#ask(dc, asked, place);
    }
    return this.#leave(dc, draft, 'back');
  }

  /** What is typed answers the form that asks; at a review, the last form it could be an answer to. */
  async #typed(dc: DialogContext, position: Position<Draft, Shown>, text: string): Promise<DialogTurnResult> {
    const { forms } = this.#told;
    const { at, draft } = position;
    if (at !== 'review') return this.#answer(dc, position, at, forms[at]?.fieldsFromText(text) ?? {});
    for (const [place, form] of [...forms.entries()].reverse()) {
      const asked = form.clearAnswer(draft);
      if (!form.isNeeded(asked)) continue;
      // What is no answer is no reason to leave a review: its buttons say what can be done.
      const answer = await form.parseAnswer(turnOf(dc.context), form.fieldsFromText(text), asked);
      return answer.ok
        ? this.#answer(dc, { ...position, draft: asked }, place, form.fieldsFromText(text))
        : this.#again(dc, position);
    }
    return this.#again(dc, position);
  }

  async #answer(
    dc: DialogContext,
    { draft }: Position<Draft, Shown>,
    at: number,
    fields: Fields,
  ): Promise<DialogTurnResult> {
    const entered = { fields: kept(fields) };
    const answer = await this.#told.forms[at]?.parseAnswer(turnOf(dc.context), fields, draft);
    if (!answer?.ok) return this.#ask(dc, draft, at, { ...entered, ...(answer && { refusal: answer.refusal }) });
    return this.#goOn(dc, { ...draft, ...answer.value }, entered);
  }

  async #confirm(dc: DialogContext, position: Position<Draft, Shown>, shown: Shown): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const done = await this.#told.review.confirm(turn, position.draft, position.card, shown);
    if (done.ok) {
      turn.output.show(done.value);
      return dc.endDialog();
    }
    if (done.refusal.kind === 'changed') return this.#ask(dc, position.draft, 'review', {}, { before: shown });
    return this.#refused(dc, position.draft, done.refusal, position.entered, 'review');
  }

  async #leave(dc: DialogContext, draft: Draft, how: 'back' | 'stop'): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    turn.output.show(await this.#told.leaveCard(turn, draft, how));
    return dc.endDialog();
  }

  /** Asks again where a form can explain a refusal, and ends where none can. */
  async #refused(
    dc: DialogContext,
    draft: Draft,
    refusal: Refusal,
    entered: PreviousInput,
    at?: 'review',
  ): Promise<DialogTurnResult> {
    const { forms } = this.#told;
    const place = forms.findIndex((form) => form.handlesRefusal(refusal));
    const form = forms[place];
    if (form) return this.#ask(dc, form.clearAnswer(draft), place, { ...entered, refusal });
    const turn = turnOf(dc.context);
    // What another card or a little patience mends is not forgotten: the same can be reviewed again.
    const again = dc.activeDialog !== undefined && MENDABLE.includes(refusal.kind) && at === 'review';
    turn.output.show(this.#told.refusalCard(turn, refusal, again));
    return again ? Dialog.EndOfTurn : dc.endDialog();
  }

  async #ask(
    dc: DialogContext,
    draft: Draft,
    at: Position<Draft, Shown>['at'],
    entered: PreviousInput = {},
    { card = randomUUID(), before }: { card?: string; before?: Shown } = {},
  ): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const position: Position<Draft, Shown> = { draft, at, card, entered };
    const form = at === 'review' ? undefined : this.#told.forms[at];
    if (form) {
      const asked = await form.render(turn, draft, entered);
      if (!asked.ok) return this.#barred(dc, asked.refusal);
      turn.output.show(asked.value, card);
    } else {
      const unclear = turn.input.kind !== 'card' && before !== undefined;
      const reviewed = await this.#told.review.render(turn, draft, { before, unclear });
      if (!reviewed.ok) return this.#refused(dc, draft, reviewed.refusal, entered);
      const { snapshot: shown } = reviewed.value;
      position.shown = shown;
      // A card that shows something else is another card: an older copy of it must not confirm what it did not show.
      if (before !== undefined && !isDeepStrictEqual(before, shown)) position.card = randomUUID();
      turn.output.show(reviewed.value.card, position.card);
    }
    if (dc.activeDialog) dc.activeDialog.state = position;
    return Dialog.EndOfTurn;
  }

  /** A form that cannot even be shown: nothing else can explain it. */
  async #barred(dc: DialogContext, refusal: Refusal): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    turn.output.show(this.#told.refusalCard(turn, refusal));
    return dc.endDialog();
  }
}

/** What keeps an order from going on for now only. */
const MENDABLE: readonly Refusal['kind'][] = ['declined', 'card-expired', 'no-card'];

/** Letters of a field that are kept to show it again. */
const LONGEST_KEPT = 2_000;

/** What stood in a form's fields, to show it again. */
function kept(fields: Fields): Readonly<Record<string, string>> {
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value).slice(0, LONGEST_KEPT)]] : [],
  );
  return Object.fromEntries(entries);
}
