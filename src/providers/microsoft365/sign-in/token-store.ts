import { createHash } from 'node:crypto';
import type { ICacheClient } from '@azure/msal-node';
import type { Documents } from '../../../application/ports/documents.ts';
import type { EncryptedText } from './encrypted-text.ts';

interface StoredTokens {
  readonly sealed: string;
}

/** Stores msal-node's tokens of people, encrypted, in the document store. Tokens that cannot be decrypted count as absent. */
export class TokenStore implements ICacheClient {
  readonly #documents: Pick<Documents, 'read' | 'write' | 'delete'>;
  readonly #encryption: EncryptedText;

  constructor(documents: Pick<Documents, 'read' | 'write' | 'delete'>, encryption: EncryptedText) {
    this.#documents = documents;
    this.#encryption = encryption;
  }

  async get(key: string): Promise<string> {
    const name = documentKey(key);
    const stored = await this.#documents.read<StoredTokens>(name);
    return (stored && this.#encryption.decrypt(stored.value.sealed, name)) ?? '';
  }

  /** The last write wins: Entra issues tokens that are lost by that again. */
  async set(key: string, value: string): Promise<string> {
    const name = documentKey(key);
    await this.#documents.write<StoredTokens>(name, { sealed: this.#encryption.encrypt(value, name) });
    return value;
  }

  /** Removes the tokens when the person signs out. */
  async remove(key: string): Promise<void> {
    await this.#documents.delete(documentKey(key));
  }
}

/** The key is hashed, so that a backup does not show whose tokens they are. */
const documentKey = (key: string): string => `tokens/${createHash('sha256').update(key).digest('hex')}`;
