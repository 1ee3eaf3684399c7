import type { Dialog, DialogContext } from 'botbuilder-dialogs';
import { unsureCard } from '../../cards/help/clarify-card.ts';
import { refusalCard, staleCard, unknownCard } from '../../cards/kit/message-card.ts';
import { numberTypedCard } from '../../cards/payments/payment-page-card.ts';
import { normaliseText } from '../../src/application/subscriptions/match-product.ts';
import { type Intent, intentSchema } from '../understanding/intent.ts';
import { parseWholeNumber } from '../understanding/number.ts';
import { type Hearing, stripTotalPhrase, understand } from '../understanding/understand.ts';
import type { Capability } from './capability.ts';
import { type Input, setTurn, type Turn } from './turn.ts';

/** Longer text than any sentence this desk understands; a list of twenty people with their addresses is shorter. */
const MAX_TEXT_LENGTH = 4_000;

/** What buttons of a conversation ask for. */
export const FLOW_VERBS: readonly string[] = ['next', 'instead', 'back', 'stop', 'confirm', 'current'];

/** Answers whatever a person presses or types: by itself, or by starting or continuing a conversation. */
export class CapabilityRouter {
  readonly #capabilities: readonly Capability[];
  readonly #context: () => Omit<Hearing, 'locale'>;
  /** The conversations there are, for the dialog stack. */
  readonly dialogs: readonly Dialog[];

  /** @param known what there is to name, and the day it is */
  constructor(capabilities: readonly Capability[], known: () => Omit<Hearing, 'locale'>) {
    this.#capabilities = capabilities;
    this.#context = known;
    this.dialogs = capabilities.flatMap(({ dialogs = [] }) => dialogs);
  }

  async handle(dc: DialogContext, turn: Turn): Promise<void> {
    const { input, t, output: surface, memory } = turn;
    const { picking } = memory;
    delete memory.picking;
    const busy = dc.activeDialog !== undefined;
    const going = dc.activeDialog?.id;
    if (input.kind !== 'file' && input.cardNumber) {
      turn.recordIntent?.('card number');
      return surface.show(numberTypedCard({ guest: turn.actor.kind === 'guest', busy }, t));
    }
    switch (input.kind) {
      case 'file':
        turn.recordIntent?.('file');
        if (busy) await dc.continueDialog();
        else surface.show(refusalCard({ kind: 'file' }, t));
        return;
      case 'text': {
        if (input.text.length > MAX_TEXT_LENGTH) return surface.show(unknownCard(t.unknown.long, t));
        const picked =
          picking && this.#named(input.text) ? intentSchema.safeParse({ ...picking, product: input.text }) : undefined;
        if (picked?.success) return this.#carryOut(dc, turn, picked.data);
        const understood = understand(input.text, { ...this.#context(), locale: t.locale });
        if (understood.kind === 'sure') return this.#carryOut(dc, turn, understood.intent);
        // A number may be the answer to what is asked; a wish that is not clear is asked about, also meanwhile.
        const number = parseWholeNumber(stripTotalPhrase(input.text), t.locale) !== undefined;
        turn.recordIntent?.(going ? `${going}: answer` : understood.kind);
        if (understood.kind === 'unsure' && !(busy && number)) {
          return surface.show(unsureCard(understood.candidates, busy, t));
        }
        if (busy) await dc.continueDialog();
        else if (this.#named(input.text)) return this.#carryOut(dc, turn, { verb: 'open', product: input.text });
        else surface.show(unknownCard(t.unknown.title, t));
        return;
      }
      case 'card': {
        // What belongs to a conversation goes to it; a button that starts something else may be on its cards, too.
        if (input.card !== undefined && FLOW_VERBS.includes(input.verb)) return this.#pressed(dc, turn, input.card);
        const intent = intentSchema.safeParse({ ...input.fields, verb: input.verb });
        if (intent.success) return this.#carryOut(dc, turn, intent.data);
        turn.recordIntent?.('unknown');
        return surface.show(staleCard(busy, t));
      }
    }
  }

  /** Whether a text is a product's name and nothing else. */
  #named(text: string): boolean {
    const names = this.#context().products.flatMap(({ name, aliases }) => [name, ...aliases]);
    return names.some((name) => normaliseText(name) === normaliseText(text));
  }

  /** A press on a card of a conversation: its own affair while it lasts, and a receipt or a word about it afterwards. */
  async #pressed(dc: DialogContext, turn: Turn, card: string): Promise<void> {
    const { input } = turn;
    if (input.kind === 'card') turn.recordIntent?.(`${dc.activeDialog?.id ?? 'over'}: ${input.verb}`);
    if (dc.activeDialog) {
      await dc.continueDialog();
      return;
    }
    for (const { findReceipt: receipt } of this.#capabilities) {
      const shown = await receipt?.(turn, card);
      if (shown) return turn.output.show(shown);
    }
    turn.output.show(staleCard(false, turn.t));
  }

  async #carryOut(dc: DialogContext, turn: Turn, intent: Intent): Promise<void> {
    turn.recordIntent?.(intent.verb);
    switch (intent.verb) {
      case 'say':
        return this.handle(dc, said(dc, turn, { kind: 'text', text: intent.text }));
      case 'stop':
      case 'back':
      case 'current':
        if (!dc.activeDialog) return this.#carryOut(dc, turn, { verb: 'home' });
        said(dc, turn, { kind: 'card', verb: intent.verb, fields: {} });
        await dc.continueDialog();
        return;
      default: {
        const answer = this.#capabilities
          .map(({ handlers: answers }) => answers[intent.verb])
          .find((one) => one !== undefined);
        // Each verb's answer takes what its own verb carries; the compiler cannot follow the pair through the table.
        if (answer)
          return (answer as (intent: Intent, turn: Turn, dc: DialogContext) => Promise<void>)(intent, turn, dc);
        return turn.output.show(unknownCard(turn.t.unknown.title, turn.t));
      }
    }
  }
}

/** The turn as if this had been said in it. */
function said(dc: DialogContext, turn: Turn, input: Input): Turn {
  const other = { ...turn, input };
  setTurn(dc.context, other);
  return other;
}
