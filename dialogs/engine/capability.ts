import type { Dialog, DialogContext } from 'botbuilder-dialogs';
import type { Card } from '../../cards/kit/card.ts';
import type { IntentOf, Verb } from '../understanding/intent.ts';
import type { Turn } from './turn.ts';

/** Something people can do here: the conversations it has, and what it answers to what they want. */
export interface Capability {
  readonly dialogs?: readonly Dialog[];
  readonly handlers: { readonly [V in Verb]?: Handler<V> };
  /** What became of a card of its own that was confirmed earlier, if it did something. */
  readonly findReceipt?: (turn: Turn, card: string) => Promise<Card | undefined>;
}

export type Handler<V extends Verb> = (wanted: IntentOf<V>, turn: Turn, dc: DialogContext) => Promise<void> | void;

/** Begins a conversation, in place of any other that was going on. */
export async function startFlow(dc: DialogContext, id: string, draft: object, entered: object = {}): Promise<void> {
  await dc.cancelAllDialogs();
  await dc.beginDialog(id, { draft, entered });
}
