import { randomBytes } from 'node:crypto';

// Crockford's alphabet: it can be read out over the phone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference such as 7F3K-22Q9: the log line of a turn has it, and so does the card that says it went wrong. */
export function newReference(): string {
  const letters = [...randomBytes(8)].map((byte) => ALPHABET[byte % 32]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
