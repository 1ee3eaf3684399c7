import type { Activity } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import type { Memory } from '../../dialogs/engine/turn.ts';
import type { Documents } from '../../src/application/ports/ports.ts';
import { escapeKey } from './escape-key.ts';
import type { PendingInput } from './pending-input.ts';

/** What a conversation with one person remembers between turns. */
export interface Remembered {
  dialogs: DialogState;
  memory: Memory;
  /** Whether somebody nobody knows was asked who they are. */
  asked?: boolean;
  waiting?: PendingInput;
}

/** The state of one person in one conversation, written at the version it was read: a lost update is a conflict. */
export class ConversationState {
  value: Remembered;
  readonly #documents: Documents;
  readonly #key: string;
  readonly #version: number;
  readonly #before: string;

  private constructor(documents: Documents, key: string, stored: { value: Remembered; version: number } | undefined) {
    this.#documents = documents;
    this.#key = key;
    this.#version = stored?.version ?? 0;
    this.value = stored?.value ?? { dialogs: { dialogStack: [] }, memory: {} };
    this.#before = JSON.stringify(this.value);
  }

  static async read(documents: Documents, { channelId, conversation, from }: Activity): Promise<ConversationState> {
    const key = ['talk', channelId, conversation.id, from?.id].map(escapeKey).join('/');
    return new ConversationState(documents, key, await documents.read<Remembered>(key));
  }

  /** Takes back what the turn changed so far: nothing of it was done. */
  undo(): void {
    this.value = JSON.parse(this.#before);
  }

  /** @throws {Conflict} when another turn wrote meanwhile */
  async save(): Promise<void> {
    if (JSON.stringify(this.value) === this.#before) return;
    await this.#documents.write(this.#key, this.value, { ifVersion: this.#version });
  }

  /** The dialog stack, as Bot Framework wants to reach it. */
  get dialogs() {
    return {
      get: async () => this.value.dialogs,
      set: async (_context: unknown, dialogs: DialogState) => {
        this.value.dialogs = dialogs;
      },
      delete: async () => {
        this.value.dialogs = { dialogStack: [] };
      },
    };
  }
}
