import { createHash } from 'node:crypto';
import type { ICacheClient } from '@azure/msal-node';
import type { Documents } from '../../../application/ports/ports.ts';
import type { EncryptedText } from './encrypted-text.ts';

interface Kept {
  readonly sealed: string;
}

/** Where msal-node keeps the tokens of people: sealed, on the document store. What cannot be opened is not there. */
export class TokenStore implements ICacheClient {
  readonly #documents: Pick<Documents, 'read' | 'write' | 'delete'>;
  readonly #sealed: EncryptedText;

  constructor(documents: Pick<Documents, 'read' | 'write' | 'delete'>, sealed: EncryptedText) {
    this.#documents = documents;
    this.#sealed = sealed;
  }

  async get(key: string): Promise<string> {
    const place = placeOf(key);
    const kept = await this.#documents.read<Kept>(place);
    return (kept && this.#sealed.open(kept.value.sealed, place)) ?? '';
  }

  /** The newest is kept: tokens of an earlier one are given out again when they are asked for. */
  async set(key: string, value: string): Promise<string> {
    const place = placeOf(key);
    await this.#documents.write<Kept>(place, { sealed: this.#sealed.close(value, place) });
    return value;
  }

  /** Signing out. */
  async forget(key: string): Promise<void> {
    await this.#documents.delete(placeOf(key));
  }
}

/** A document's key may be read in a backup: it tells nobody whose tokens they are. */
const placeOf = (key: string): string => `tokens/${createHash('sha256').update(key).digest('hex')}`;
