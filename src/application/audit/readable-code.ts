// Crockford's alphabet: without characters that are easily confused, also over the phone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Encodes each byte as a letter or digit. */
export const readableCode = (bytes: Uint8Array): string => [...bytes].map((byte) => ALPHABET[byte % 32]).join('');
