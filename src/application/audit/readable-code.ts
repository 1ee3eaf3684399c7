// Crockford's alphabet: no letter that could be read as another, also over the phone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A letter or digit for each byte. */
export const readableCode = (bytes: Uint8Array): string => [...bytes].map((byte) => ALPHABET[byte % 32]).join('');
