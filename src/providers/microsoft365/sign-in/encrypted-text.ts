import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  /** Identifies the key without revealing it. */
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Encrypts and authenticates texts (AES-256-GCM), each bound to the place where it is stored. The first secret encrypts; the
 * others still decrypt what they encrypted before, so that a secret can be rotated.
 */
export class EncryptedText {
  readonly #keys: readonly Key[];

  /** @param secrets the operator's secrets, of any length, newest first */
  constructor(secrets: readonly string[], purpose: string) {
    this.#keys = secrets.map((secret) => {
      const bytes = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
      return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
    });
  }

  /** @param context where the text is stored; in another place it does not decrypt */
  encrypt(text: string, context: string): string {
    const [key] = this.#keys;
    if (!key) throw new Error('There is no secret to seal with.');
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
    const ciphertext = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${key.id}.${ciphertext.toString('base64url')}`;
  }

  /** The decrypted text; `undefined` where it was changed, moved, or encrypted with a secret that was removed. */
  decrypt(encrypted: string, context: string): string | undefined {
    const [id = '', text = ''] = encrypted.split('.');
    const key = this.#keys.find((one) => one.id === id);
    const bytes = Buffer.from(text, 'base64url');
    if (!key || bytes.length < IV_BYTES + TAG_BYTES) return undefined;
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const plaintext = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([plaintext, decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}
