import type { Activity } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import type { Memory } from '../../../dialogs/engine/turn.ts';
import type { Documents } from '../../../src/application/ports/documents.ts';
import type { PendingInput } from '../sign-in/pending-input.ts';

/** What is stored between turns for one user in one conversation. */
export interface StoredConversation {
  dialogs: DialogState;
  memory: Memory;
  /** Whether an unknown user was asked who they are. */
  asked?: boolean;
  waiting?: PendingInput;
}

/** The state of one user in one conversation. It is saved at the version it was read, so a lost update is a conflict. */
export class ConversationState {
  value: StoredConversation;
  readonly #documents: Documents;
  readonly #key: string;
  readonly #version: number;
  readonly #original: string;

  private constructor(
    documents: Documents,
    key: string,
    stored: { value: StoredConversation; version: number } | undefined,
  ) {
    this.#documents = documents;
    this.#key = key;
    this.#version = stored?.version ?? 0;
    this.value = stored?.value ?? { dialogs: { dialogStack: [] }, memory: {} };
    this.#original = JSON.stringify(this.value);
  }

  static async read(documents: Documents, { channelId, conversation, from }: Activity): Promise<ConversationState> {
    const key = channelKey('talk', channelId, conversation.id, from?.id);
    return new ConversationState(documents, key, await documents.read<StoredConversation>(key));
  }

  /** Reverts this turn's changes. */
  undo(): void {
    this.value = JSON.parse(this.#original);
  }

  /** @throws {ConflictError} when another turn saved meanwhile */
  async save(): Promise<void> {
    if (JSON.stringify(this.value) === this.#original) return;
    await this.#documents.write(this.#key, this.value, { ifVersion: this.#version });
  }

  /** The dialog stack in the form that Bot Framework accesses it. */
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

/** A document key made of the channel's ids, each escaped so that it cannot reach into another part of the key. */
export const channelKey = (...ids: readonly (string | undefined)[]): string =>
  ids.map((id) => String(id).replace(/[%/]/g, encodeURIComponent)).join('/');
