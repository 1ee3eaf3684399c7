import type { Dialog, DialogContext } from 'botbuilder-dialogs';
import type { Card } from '../../cards/kit/card.ts';
import type { IntentOf, Verb } from '../understanding/intent.ts';
import type { PreviousInput } from './form-fields.ts';
import type { Turn } from './turn.ts';

/** Something users can do: the verbs it handles, and the flows it needs for them. */
export interface Capability {
  readonly dialogs?: readonly Dialog[];
  readonly handlers: { readonly [V in Verb]?: Handler<V> };
  /** Why Help and Teams' list of commands, which holds twelve, do not name it. */
  readonly unlisted?: string;
  /** The receipt of what a card of this capability executed earlier, if it executed anything. */
  readonly findReceipt?: (turn: Turn, card: string) => Promise<Card | undefined>;
}

export type Handler<V extends Verb> = (intent: IntentOf<V>, turn: Turn, dc: DialogContext) => Promise<void> | void;

/**
 * Starts a flow, in place of one that is active.
 * @param previous shows the first form as if it had been submitted before, such as with a refused number
 */
export async function startFlow(
  dc: DialogContext,
  id: string,
  draft: object,
  previous: PreviousInput = {},
): Promise<void> {
  await dc.cancelAllDialogs();
  await dc.beginDialog(id, { draft, previous });
}
