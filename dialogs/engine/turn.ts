import type { TurnContext } from 'botbuilder';
import type { Card } from '../../cards/kit/card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import type { Actor } from '../../src/domain/common/actor.ts';

/** Everything a dialog may know about the moment it runs in. The channel never shows through. */
export interface Turn {
  readonly actor: Actor;
  readonly t: Translations;
  readonly input: Input;
  readonly output: CardOutput;
  readonly memory: Memory;
  /** Told what this turn is about, in the product's own words: for whoever operates it. */
  readonly recordIntent?: (as: string) => void;
  /** Whom one may be instead, where that is possible at all: in the sandbox, without signing in. */
  readonly impersonation?: Impersonation;
}

export interface Impersonation {
  /** Those worth being, each with the word for why. */
  readonly personas: readonly { readonly role: string; readonly id: string; readonly name: string }[];
  /** Everyone whose name has all these words in it. */
  findPeople(name: string): readonly { readonly id: string; readonly name: string; readonly mail: string }[];
  impersonate(id: string): Promise<void>;
}

export type Input =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** A payment card's number was in it, and was left out at the edge. */
      readonly cardNumber?: boolean;
    }
  | { readonly kind: 'file' }
  | {
      readonly kind: 'card';
      readonly verb: string;
      /** Which card was pressed, where it is one of a conversation. */
      readonly card?: string;
      readonly fields: Readonly<Record<string, unknown>>;
      /** A payment card's number was in a field, and was left out at the edge. */
      readonly cardNumber?: boolean;
    };

/** Where the bot speaks. A card takes the place of the one just pressed where the channel can do that. */
export interface CardOutput {
  /** @param id names the card, so that a press on it is known for what it was */
  show(card: Card, id?: string): void;
}

/** What is remembered between two turns of one person in one conversation. */
export interface Memory {
  /** The subscription looked at last: what "2 more" is about. */
  focus?: string;
  /** What the card shown last asks one thing to be picked for: naming it picks it, too. */
  picking?: { readonly verb: string } & Readonly<Record<string, unknown>>;
}

const key = Symbol('turn');

export function setTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(key, turn);
}

export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn>(key);
  if (!turn) throw new Error('No turn was prepared for this activity.');
  return turn;
}
