import { createHash } from 'node:crypto';
import type { ICacheClient } from '@azure/msal-node';
import type { Documents } from '../../../application/ports/documents.ts';
import type { EncryptedText } from './encrypted-text.ts';

interface StoredTokens {
  readonly sealed: string;
}

/** Where msal-node keeps the tokens of people: sealed, on the document store. What cannot be opened is not there. */
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

  /** The newest is kept: tokens of an earlier one are given out again when they are asked for. */
  async set(key: string, value: string): Promise<string> {
    const name = documentKey(key);
    await this.#documents.write<StoredTokens>(name, { sealed: this.#encryption.encrypt(value, name) });
    return value;
  }

  /** Signing out. */
  async remove(key: string): Promise<void> {
    await this.#documents.delete(documentKey(key));
  }
}

/** A document's key may be read in a backup: it tells nobody whose tokens they are. */
const documentKey = (key: string): string => `tokens/${createHash('sha256').update(key).digest('hex')}`;
