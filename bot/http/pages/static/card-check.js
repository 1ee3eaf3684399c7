import { brandOf, digitsOf, isCardNumber, withoutCardNumbers } from './card-numbers.js';

/**
 * Validates card details. The page validates while the user types, and the server validates again with the same code.
 * A problem is a code, which each language has a message for.
 */

const containsCardNumber = (text) => withoutCardNumbers(text) !== text;

/** The moment a card expires, from MM/YY; undefined when the text is no month. */
export function expiryIn(text) {
  const match =
    /^(0?[1-9]|1[0-2])\s*[/.-]\s*(?:20)?(\d{2})$/.exec(text) ?? /^(0[1-9]|1[0-2])(?:20)?(\d{2})$/.exec(text);
  return match ? Date.UTC(2000 + Number(match[2]), Number(match[1]), 1) : undefined;
}

const MAX_VALIDITY = 21 * 366 * 24 * 3_600_000;

const POSTAL_CODES = {
  NL: /^[1-9]\d{3} ?(?!S[ADS])[A-Z]{2}$/i,
  BE: /^[1-9]\d{3}$/,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  US: /^\d{5}(?:-\d{4})?$/,
};
const ANY_POSTAL_CODE = /^[A-Z\d](?:[A-Z\d -]{0,8}[A-Z\d])?$/i;

/** The problem code of a field; undefined when the field is valid. */
export function problemIn(field, fields, { now, country, brand }) {
  const value = (fields[field] ?? '').trim();
  switch (field) {
    case 'number':
      return numberProblem(value, brand);
    case 'expires': {
      if (value === '') return 'expires-empty';
      const expires = expiryIn(value);
      if (expires === undefined) return 'expires-shape';
      if (expires <= now) return 'expires-past';
      return expires - now > MAX_VALIDITY ? 'expires-far' : undefined;
    }
    case 'code': {
      if (value === '') return 'code-empty';
      const digits = brand ? (brand === 'American Express' ? 4 : 3) : (brandOf(fields.number ?? '')?.code ?? 3);
      return new RegExp(`^[0-9]{${digits}}$`).test(value) ? undefined : `code-${digits}`;
    }
    case 'holder':
      if (value === '') return 'holder-empty';
      if (value.length > 60) return 'holder-long';
      return !/\p{L}/u.test(value) || /\d{4}|[\p{Cc}<>]/u.test(value) ? 'holder-wrong' : undefined;
    case 'line':
      if (value === '') return 'line-empty';
      if (value.length > 100) return 'line-long';
      if (!/[\p{L}\p{N}]/u.test(value)) return 'line-empty';
      return containsCardNumber(value) || /\d{9}|[\p{Cc}<>]/u.test(value) ? 'line-wrong' : undefined;
    case 'postalCode': {
      if (value === '') return 'postalCode-empty';
      const pattern = POSTAL_CODES[country];
      if (pattern) return pattern.test(value) ? undefined : `postalCode-${country}`;
      return ANY_POSTAL_CODE.test(value) ? undefined : 'postalCode-wrong';
    }
    case 'city':
      if (value === '') return 'city-empty';
      if (value.length > 60) return 'city-long';
      return !/\p{L}/u.test(value) || /\d{4}|[\p{Cc}<>]/u.test(value) ? 'city-wrong' : undefined;
    case 'country':
      return value === country ? undefined : 'country-wrong';
    default:
      return undefined;
  }
}

function numberProblem(value, brand) {
  // An existing card keeps its number.
  if (brand) return value === '' ? undefined : 'number-fixed';
  const digits = digitsOf(value);
  if (digits === '') return 'number-empty';
  if (!/^[0-9]+$/.test(digits)) return 'number-digits';
  if (digits.length < 12 || digits.length > 19) return 'number-length';
  if (!brandOf(digits)) return 'number-unknown';
  return isCardNumber(digits) ? undefined : 'number-wrong';
}

export const FIELDS = ['number', 'expires', 'code', 'holder', 'line', 'postalCode', 'city', 'country'];

/** The problem codes of card details by field. */
export function problemsIn(fields, options) {
  const problems = FIELDS.map((field) => [field, problemIn(field, fields, options)]);
  return Object.fromEntries(problems.filter(([, problem]) => problem !== undefined));
}
