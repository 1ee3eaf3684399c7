/**
 * The checks of card details, written once: the page makes them as one types, the server makes them again.
 * A problem is a code; each language has a sentence for it.
 */

/** What a number's first digits say: the brand, the lengths it has, and the digits of its security code. */
const BRANDS = [
  { name: 'Visa', start: /^4/, lengths: [13, 16, 19], code: 3 },
  { name: 'Mastercard', start: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16], code: 3 },
  { name: 'American Express', start: /^3[47]/, lengths: [15], code: 4 },
  { name: 'Discover', start: /^6(?:011|4[4-9]|5)/, lengths: [16, 17, 18, 19], code: 3 },
  { name: 'Diners Club', start: /^3(?:0[0-5]|095|6|8|9)/, lengths: [14, 15, 16, 17, 18, 19], code: 3 },
  { name: 'JCB', start: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19], code: 3 },
  { name: 'UnionPay', start: /^62/, lengths: [16, 17, 18, 19], code: 3 },
  { name: 'Maestro', start: /^(?:5[06-9]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19], code: 3 },
];

/** The brand of a number, also of the beginning of one. */
export const brandOf = (number) => BRANDS.find(({ start }) => start.test(digitsOf(number)));

/** A number as people write it, without spaces and dashes. */
export const digitsOf = (text) => text.replace(/[\s.\-\u2010-\u2015]/gu, '');

/** The check digit every payment card has: of a random number one in ten passes. */
function passesLuhn(digits) {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const doubled = Number(digits[digits.length - 1 - place]) * (place % 2 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const isCardNumber = (digits) => {
  const brand = brandOf(digits);
  return brand?.lengths.includes(digits.length) === true && passesLuhn(digits);
};

const RUN = /\d(?:[\s.\-\u2010-\u2015]{0,2}\d){11,}/gu;

/** Ids of people and cards look like this: digits in them are nobody's card number. */
const ID = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/** The text with every card number in it replaced, whatever stands round it. */
export function withoutCardNumbers(text, mask = '••••') {
  const parts = text.split(ID);
  const without = parts.map((part, at) => (at % 2 ? part : part.replace(RUN, (run) => masked(run, mask)))).join('');
  // Where a card's number stands, the other numbers are its date and its code.
  return without === text ? text : without.replace(/\d/g, '•');
}

function masked(run, mask) {
  const places = [...run.matchAll(/\d/g)].map(({ index }) => index);
  const digits = places.map((place) => run[place]).join('');
  let [left, kept, from] = ['', 0, 0];
  while (from <= digits.length - 12) {
    // In the middle of a longer number no card number begins.
    const begins = from === 0 || places[from] - places[from - 1] > 1 || places[from] === kept;
    const length = begins ? cardAt(digits, from) : 0;
    if (length === 0) {
      from += 1;
      continue;
    }
    left += run.slice(kept, places[from]) + mask;
    kept = places[from + length - 1] + 1;
    from += length;
  }
  return left + run.slice(kept);
}

/** How many digits from a place on are a card number; none when they are not. */
function cardAt(digits, from) {
  for (let length = Math.min(19, digits.length - from); length >= 12; length--) {
    if (isCardNumber(digits.slice(from, from + length))) return length;
  }
  return 0;
}

const holdsCardNumber = (text) => withoutCardNumbers(text) !== text;

/** The first moment a card is no longer valid, from MM/YY; nothing when it is no month. */
export function expiryIn(text) {
  const found =
    /^(0?[1-9]|1[0-2])\s*[/.-]\s*(?:20)?(\d{2})$/.exec(text) ?? /^(0[1-9]|1[0-2])(?:20)?(\d{2})$/.exec(text);
  return found ? Date.UTC(2000 + Number(found[2]), Number(found[1]), 1) : undefined;
}

const FARTHEST = 21 * 366 * 24 * 3_600_000;

const POSTAL_CODES = {
  NL: /^[1-9]\d{3} ?(?!S[ADS])[A-Z]{2}$/i,
  BE: /^[1-9]\d{3}$/,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  US: /^\d{5}(?:-\d{4})?$/,
};
const ANY_POSTAL_CODE = /^[A-Z\d](?:[A-Z\d -]{0,8}[A-Z\d])?$/i;

/** The code of what is wrong with one field, or nothing. */
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
      return expires - now > FARTHEST ? 'expires-far' : undefined;
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
      return holdsCardNumber(value) || /\d{9}|[\p{Cc}<>]/u.test(value) ? 'line-wrong' : undefined;
    case 'postalCode': {
      if (value === '') return 'postalCode-empty';
      const known = POSTAL_CODES[country];
      if (known) return known.test(value) ? undefined : `postalCode-${country}`;
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
  // A card that is edited keeps its number.
  if (brand) return value === '' ? undefined : 'number-fixed';
  const digits = digitsOf(value);
  if (digits === '') return 'number-empty';
  if (!/^[0-9]+$/.test(digits)) return 'number-digits';
  if (digits.length < 12 || digits.length > 19) return 'number-length';
  const known = brandOf(digits);
  if (!known) return 'number-unknown';
  return known.lengths.includes(digits.length) && passesLuhn(digits) ? undefined : 'number-wrong';
}

export const FIELDS = ['number', 'expires', 'code', 'holder', 'line', 'postalCode', 'city', 'country'];

/** What is wrong with card details, by field. */
export function problemsIn(fields, setting) {
  const found = FIELDS.map((field) => [field, problemIn(field, fields, setting)]);
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}
