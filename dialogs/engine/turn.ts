import type { TurnContext } from 'botbuilder';
import type { Card } from '../../cards/kit/card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import type { Conversation } from '../understanding/conversation.ts';
import type { Intent } from '../understanding/intent.ts';

/** What a capability knows about the current turn. It is the same in every channel. */
export interface Turn {
  readonly actor: Actor;
  readonly t: Translations;
  readonly input: Input;
  readonly output: CardOutput;
  readonly memory: Memory;
  /** Records in logs and metrics what the turn is about: a verb, or a flow's id with a verb. Never the user's text. */
  readonly recordIntent?: (label: string) => void;
  /** Whether the user chose the language: else a sentence in the other one is answered in it. */
  readonly hasChosenLanguage?: boolean;
  /** Present where a tester can act as another user: in the sandbox, without sign-in. */
  readonly impersonation?: Impersonation;
}

/** Lets a tester act as another user of the sandbox organisation. */
export interface Impersonation {
  /** The users to suggest, each with its role, such as `administrator`. */
  readonly personas: readonly { readonly role: string; readonly id: string; readonly name: string }[];
  /** Everyone whose name contains all these words. */
  findPeople(name: string): readonly { readonly id: string; readonly name: string; readonly mail: string }[];
  impersonate(id: string): Promise<void>;
}

/** What the user sent. Payment card numbers are removed before they get here. */
export type Input =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Whether the text contained a payment card number. */
      readonly cardNumber?: boolean;
    }
  | { readonly kind: 'file' }
  | {
      readonly kind: 'card';
      readonly verb: string;
      /** Id of the pressed card, if it belongs to a flow. */
      readonly card?: string;
      readonly fields: Readonly<Record<string, unknown>>;
      /** Whether a field contained a payment card number. */
      readonly cardNumber?: boolean;
    };

/** Shows cards to the user. A card replaces the one just pressed where the channel supports that. */
export interface CardOutput {
  /** @param id the card's id, which a press on it sends back */
  show(card: Card, id?: string): void;
}

/** What is remembered between the turns of one user in one conversation. Stored: its property names are a data format. */
export interface Memory {
  /** The subscription that was shown last, which "2 more" refers to. */
  focus?: string;
  /** What the user chooses a product for on the card shown last: typing a product's name chooses it, too. */
  picking?: { readonly verb: string } & Readonly<Record<string, unknown>>;
  /** What was wanted and shown last: fragments and pronouns refer to it. */
  conversation?: Conversation;
  /** The second wish of a sentence, for the receipt of the first. */
  next?: Intent;
  /** The language that the user writes in, where it is not the one of their settings. */
  language?: 'en' | 'nl';
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
