import type { Dialog, DialogContext } from 'botbuilder-dialogs';
import { clarifyCard, withNextWish } from '../../cards/help/clarify-card.ts';
import { withButton } from '../../cards/kit/buttons.ts';
import { translationsFor } from '../../cards/kit/locale.ts';
import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { notUnderstoodCard, staleCard } from '../../cards/kit/status-cards.ts';
import { cardNumberTypedCard } from '../../cards/payments/payment-page-card.ts';
import { matchingProducts, normaliseText } from '../../src/application/subscriptions/match-product.ts';
import { remember } from '../understanding/conversation.ts';
import { type Intent, intentSchema } from '../understanding/intent.ts';
import { languageOf } from '../understanding/language.ts';
import { parseWholeNumber } from '../understanding/slots/number.ts';
import { isAct, stripTotalPhrase, type UnderstandingContext, understand } from '../understanding/understand.ts';
import type { Capability, Handler } from './capability.ts';
import { type Input, setTurn, type Turn } from './turn.ts';

/** Longest text, in characters, that is interpreted. A list of twenty people with their addresses is shorter. */
const MAX_TEXT_LENGTH = 4_000;

/** Least certainty with which a typed sentence leaves an open form: anything less clear is its answer. */
const LEAVES_FLOW = 0.45;
/** Least certainty with which an open form asks what was meant. */
const ASKS_IN_FLOW = 0.3;

/** Verbs of the buttons that belong to the active flow. */
export const FLOW_VERBS: readonly string[] = ['next', 'instead', 'back', 'stop', 'confirm', 'current'];

type CardInput = Extract<Input, { kind: 'card' }>;

/**
 * Routes what a user typed or pressed to the capability that handles its verb, or to the active {@link Flow}. A press on
 * "Confirm" becomes an order in `confirm` of `order-flow.ts`, which calls {@link OrderService.confirm}.
 */
export class CapabilityRouter {
  readonly #capabilities: readonly Capability[];
  readonly #context: () => Omit<UnderstandingContext, 'locale'>;
  /** The flows of all capabilities, for the dialog set. */
  readonly dialogs: readonly Dialog[];

  /** @param context the products that can be named, and the current time */
  constructor(capabilities: readonly Capability[], context: () => Omit<UnderstandingContext, 'locale'>) {
    this.#capabilities = capabilities;
    this.#context = context;
    this.dialogs = capabilities.flatMap(({ dialogs = [] }) => dialogs);
  }

  async handle(dc: DialogContext, before: Turn): Promise<void> {
    const turn = inWrittenLanguage(dc, before);
    const { input, t, output, memory } = turn;
    const { picking } = memory;
    delete memory.picking;
    if (input.kind !== 'file' && input.cardNumber) {
      turn.recordIntent?.('card number');
      const busy = dc.activeDialog !== undefined;
      return output.show(cardNumberTypedCard({ guest: turn.actor.kind === 'guest', busy }, t));
    }
    switch (input.kind) {
      case 'file':
        return this.#handleFile(dc, turn);
      case 'text':
        return this.#handleText(dc, turn, input.text, picking);
      case 'card':
        return this.#handlePress(dc, turn, input);
    }
  }

  async #handleFile(dc: DialogContext, turn: Turn): Promise<void> {
    turn.recordIntent?.('file');
    if (dc.activeDialog) await dc.continueDialog();
    else turn.output.show(refusalCard({ kind: 'file' }, turn.t));
  }

  /** @param choice what a product was to be chosen for on the card shown last */
  async #handleText(dc: DialogContext, turn: Turn, text: string, choice: object | undefined): Promise<void> {
    const { t, output } = turn;
    if (text.length > MAX_TEXT_LENGTH) return output.show(notUnderstoodCard(t.messages.notUnderstood.tooLong, t));
    const isProduct = this.#isProductName(text);
    const chosen = choice && isProduct ? intentSchema.safeParse({ ...choice, product: text }) : undefined;
    if (chosen?.success) return this.#dispatch(dc, turn, chosen.data);
    const flow = dc.activeDialog?.id;
    // In a flow, a number is its answer.
    const isNumber = !/\p{L}{2}/u.test(text) || parseWholeNumber(stripTotalPhrase(text), t.locale) !== undefined;
    const conversation = (flow && isNumber ? undefined : turn.memory.conversation) ?? {};
    const result = understand(text, { ...this.#context(), locale: t.locale, conversation });
    if (result.kind === 'sure' && (!flow || (result.certainty >= LEAVES_FLOW && !isNumber)))
      return this.#dispatchWishes(dc, turn, result.intent, result.next);
    turn.recordIntent?.(flow ? `${flow}: answer` : result.kind);
    if (result.kind === 'unsure' && (!flow || (result.certainty >= ASKS_IN_FLOW && !isNumber))) {
      return output.show(clarifyCard(result.candidates, flow !== undefined, t));
    }
    if (flow) await dc.continueDialog();
    else if (isProduct) return this.#dispatch(dc, turn, { verb: 'open', product: text });
    else output.show(notUnderstoodCard(t.messages.notUnderstood.title, t));
  }

  /** Carries out the first wish. The second becomes a button: on its receipt, or on its card where it changes nothing. */
  async #dispatchWishes(dc: DialogContext, turn: Turn, first: Intent, next: Intent | undefined): Promise<void> {
    delete turn.memory.next;
    if (!next) return this.#dispatch(dc, turn, first);
    if (isAct(first)) {
      turn.memory.next = next;
      return this.#dispatch(dc, turn, first);
    }
    const { output, t } = turn;
    const show: Turn['output']['show'] = (card, id) => output.show(withNextWish(card, next, t), id);
    const withNext = { ...turn, output: { show } };
    setTurn(dc.context, withNext);
    await this.#dispatch(dc, withNext, first);
  }

  /** Whether a text is exactly a product's name or alias. */
  #isProductName(text: string): boolean {
    const names = this.#context().products.flatMap(({ name, aliases }) => [name, ...aliases]);
    return names.some((name) => normaliseText(name) === normaliseText(text));
  }

  async #handlePress(dc: DialogContext, turn: Turn, input: CardInput): Promise<void> {
    // A flow's card can also have buttons that start something else: those are dispatched by their verb.
    if (input.card !== undefined && FLOW_VERBS.includes(input.verb)) {
      return this.#handleFlowPress(dc, turn, input.verb, input.card);
    }
    const intent = intentSchema.safeParse({ ...input.fields, verb: input.verb });
    if (intent.success) return this.#dispatch(dc, turn, intent.data);
    turn.recordIntent?.('unknown');
    turn.output.show(staleCard(dc.activeDialog !== undefined, turn.t));
  }

  /** Passes a press to the active flow. Without one, shows the receipt of what the card executed, if anything. */
  async #handleFlowPress(dc: DialogContext, turn: Turn, verb: string, card: string): Promise<void> {
    turn.recordIntent?.(`${dc.activeDialog?.id ?? 'over'}: ${verb}`);
    if (dc.activeDialog) {
      await dc.continueDialog();
      return;
    }
    for (const { findReceipt } of this.#capabilities) {
      const receipt = await findReceipt?.(turn, card);
      if (receipt) return turn.output.show(receipt);
    }
    turn.output.show(staleCard(false, turn.t));
  }

  async #dispatch(dc: DialogContext, turn: Turn, intent: Intent): Promise<void> {
    turn.recordIntent?.(intent.verb);
    switch (intent.verb) {
      case 'say':
        return this.handle(dc, withInput(dc, turn, { kind: 'text', text: intent.text }));
      case 'stop':
      case 'back':
      case 'current':
        if (!dc.activeDialog) return this.#dispatch(dc, turn, { verb: 'home' });
        withInput(dc, turn, { kind: 'card', verb: intent.verb, fields: {} });
        await dc.continueDialog();
        return;
      default: {
        turn.memory.conversation = remember(turn.memory.conversation ?? {}, intent, (name) =>
          matchingProducts(this.#context().products, name).map((product) => product.name),
        );
        const handler = this.#handlerFor(intent);
        if (handler) return handler(intent, turn, dc);
        turn.output.show(notUnderstoodCard(turn.t.messages.notUnderstood.title, turn.t));
      }
    }
  }

  /** The first capability's handler for a verb. The compiler cannot relate the verb to its handler's parameter. */
  #handlerFor<I extends Intent>({ verb }: I): Handler<I['verb']> | undefined {
    const handlers = this.#capabilities.map((capability) => capability.handlers[verb]);
    return handlers.find((handler) => handler !== undefined) as Handler<I['verb']> | undefined;
  }
}

/** The turn with another input, which also replaces the turn in the dialog context. */
function withInput(dc: DialogContext, turn: Turn, input: Input): Turn {
  const changed = { ...turn, input };
  setTurn(dc.context, changed);
  return changed;
}

/**
 * The turn in the language that the user writes, where they have not chosen one. The first answer in it offers to keep it;
 * presses stay in it.
 */
function inWrittenLanguage(dc: DialogContext, turn: Turn): Turn {
  const { input, memory, t, output } = turn;
  if (turn.hasChosenLanguage) {
    delete memory.language;
    return turn;
  }
  const before = memory.language ?? t.lang;
  const written = input.kind === 'text' ? (languageOf(input.text) ?? before) : before;
  if (written === t.lang) delete memory.language;
  else memory.language = written;
  if (written === t.lang) return turn;
  const other = translationsFor(`${written}-${t.locale.slice(3) || 'NL'}`, t.links);
  const isNew = before !== written;
  const title = written === 'nl' ? other.language.keepDutch : other.language.keepEnglish;
  const show: Turn['output']['show'] = (card, id) =>
    output.show(isNew ? withButton(card, { title, verb: 'language', data: { to: written } }) : card, id);
  const changed = { ...turn, t: other, output: { show } };
  setTurn(dc.context, changed);
  return changed;
}
