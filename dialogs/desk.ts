import type { Dialog, DialogContext } from 'botbuilder-dialogs';
import { chooseCard } from '../cards/choose.ts';
import { helpCard } from '../cards/help.ts';
import { languageCard } from '../cards/language.ts';
import { refusalCard, staleCard, unknownCard } from '../cards/notice.ts';
import { subscriptionCard } from '../cards/subscription.ts';
import { subscriptionsCard } from '../cards/subscriptions.ts';
import { wordsFor } from '../cards/words.ts';
import type { Acquaintance } from '../src/application/acquaintance.ts';
import type { ChangingLicences } from '../src/application/changing-licences.ts';
import type { Overview } from '../src/application/overview.ts';
import type { Rules } from '../src/domain/rules.ts';
import { be } from './be.ts';
import { change, receiptCard } from './change.ts';
import { home } from './home.ts';
import { type Input, setTurn, type Turn } from './turn.ts';
import { type Intent, pressed } from './understanding/intent.ts';
import { understand } from './understanding/understand.ts';

/** Longer text than any sentence this desk understands. */
const LONGEST = 300;

export interface DeskParts {
  readonly overview: Overview;
  readonly changing: ChangingLicences;
  readonly acquaintance: Acquaintance;
  readonly rules: Rules;
}

/** Answers whatever a person presses or types: by itself, or by starting or continuing a conversation. */
export class Desk {
  readonly #parts: DeskParts;
  /** The conversations there are, for the dialog stack. */
  readonly dialogs: readonly Dialog[];

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.dialogs = [change(parts.changing, parts.overview, parts.rules)];
  }

  async answer(dc: DialogContext, turn: Turn): Promise<void> {
    const { input, words, surface } = turn;
    const busy = dc.activeDialog !== undefined;
    switch (input.kind) {
      case 'file':
        if (busy) await dc.continueDialog();
        else surface.show(refusalCard({ kind: 'file' }, words));
        return;
      case 'text': {
        if (input.text.length > LONGEST) return surface.show(unknownCard(words.unknown.long, words));
        const intent = understand(input.text, words.locale);
        if (intent) return this.#carryOut(dc, turn, intent);
        if (busy) await dc.continueDialog();
        else surface.show(unknownCard(words.unknown.title, words));
        return;
      }
      case 'card': {
        if (input.card !== undefined) return this.#pressed(dc, turn, input.card);
        const intent = pressed.safeParse({ ...input.fields, verb: input.verb });
        return intent.success ? this.#carryOut(dc, turn, intent.data) : surface.show(staleCard(busy, words));
      }
    }
  }

  /** A press on a card of a conversation: its own affair while it lasts, and a receipt or a word about it afterwards. */
  async #pressed(dc: DialogContext, turn: Turn, card: string): Promise<void> {
    if (dc.activeDialog) {
      await dc.continueDialog();
      return;
    }
    const receipt = await this.#parts.changing.receiptOf(turn.actor, card);
    turn.surface.show(receipt ? receiptCard(receipt, turn.words) : staleCard(false, turn.words));
  }

  async #carryOut(dc: DialogContext, turn: Turn, intent: Intent): Promise<void> {
    const { overview, acquaintance } = this.#parts;
    const { actor, words, surface, memory } = turn;
    switch (intent.verb) {
      case 'home':
        return surface.show(await home(overview, turn));
      case 'list': {
        const purchases = await overview.purchases(actor);
        if (!purchases.ok) return surface.show(refusalCard(purchases.refusal, words));
        if (purchases.value.subscriptions.length === 0) return surface.show(await home(overview, turn));
        return surface.show(subscriptionsCard(purchases.value, intent.page, words));
      }
      case 'open': {
        const holding = await overview.subscription(actor, intent.subscription);
        if (!holding.ok) return surface.show(refusalCard(holding.refusal, words));
        memory.focus = intent.subscription;
        return surface.show(subscriptionCard(holding.value, words));
      }
      case 'change':
        return this.#change(dc, turn, intent);
      case 'keep':
        return this.#change(dc, turn, { verb: 'change', subscription: intent.subscription, delta: 0 });
      case 'undo': {
        const undoing = await this.#parts.changing.undoing(actor, intent.order);
        if (!undoing.ok) return surface.show(refusalCard(undoing.refusal, words));
        return start(dc, turn, undoing.value);
      }
      case 'help': {
        const purchases = await overview.purchases(actor);
        const sandbox = turn.colleagues !== undefined;
        return surface.show(
          helpCard(
            purchases.ok ? purchases.value : undefined,
            { sandbox, busy: dc.activeDialog !== undefined, rules: this.#parts.rules },
            words,
          ),
        );
      }
      case 'say':
        return this.answer(dc, said(dc, turn, { kind: 'text', text: intent.text }));
      case 'language': {
        if (!intent.to) return surface.show(languageCard(words.language.choose, words));
        await acquaintance.choose(actor, intent.to);
        const spoken = wordsFor(words.lang === intent.to ? words.locale : intent.to);
        return surface.show(languageCard(spoken.language.title, spoken));
      }
      case 'be':
        return surface.show(await be(turn, intent.who));
      case 'stop':
      case 'back':
      case 'current':
        if (!dc.activeDialog) return surface.show(await home(overview, turn));
        said(dc, turn, { kind: 'card', verb: intent.verb, fields: {} });
        await dc.continueDialog();
    }
  }

  async #change(dc: DialogContext, turn: Turn, intent: Extract<Intent, { verb: 'change' }>): Promise<void> {
    const { actor, words, surface, memory } = turn;
    const { product, total, delta, typed, page = 0 } = intent;
    const numbered = total !== undefined || delta !== undefined || typed !== undefined;
    const subscription = intent.subscription ?? (numbered && !product ? memory.focus : undefined);
    const wish = {
      ...(subscription && { subscription }),
      ...(product && { product }),
      ...(total !== undefined && { total }),
      ...(delta !== undefined && { delta }),
    };
    const understood = await this.#parts.changing.understand(actor, wish);
    if (!understood.ok) return surface.show(refusalCard(understood.refusal, words));
    if (understood.value.kind === 'choose') return surface.show(chooseCard(understood.value, page, words));
    const { subscription: id, total: wanted } = understood.value;
    const draft = { subscription: id, ...(wanted !== undefined && { total: wanted }) };
    if (typed === undefined) return start(dc, turn, draft, wanted === undefined ? {} : { typed: String(wanted) });
    const refusal = { kind: 'not-a-number', said: typed, max: this.#parts.rules.maxLicences };
    return start(dc, turn, draft, { typed, refusal });
  }
}

/** The turn as if this had been said in it. */
function said(dc: DialogContext, turn: Turn, input: Input): Turn {
  const other = { ...turn, input };
  setTurn(dc.context, other);
  return other;
}

async function start(
  dc: DialogContext,
  turn: Turn,
  draft: { subscription: string },
  entered: object = {},
): Promise<void> {
  turn.memory.focus = draft.subscription;
  await dc.cancelAllDialogs();
  await dc.beginDialog('change', { draft, entered });
}
