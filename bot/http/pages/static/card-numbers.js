/** Recognises payment card numbers: for the card form, and to redact them everywhere else. */

/** Brands by the first digits of a number, with the lengths of their numbers and security codes. */
const BRANDS = [
  { name: 'Visa', prefix: /^4/, lengths: [13, 16, 19], code: 3 },
  { name: 'Mastercard', prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16], code: 3 },
  { name: 'American Express', prefix: /^3[47]/, lengths: [15], code: 4 },
  { name: 'Discover', prefix: /^6(?:011|4[4-9]|5)/, lengths: [16, 17, 18, 19], code: 3 },
  { name: 'Diners Club', prefix: /^3(?:0[0-5]|095|6|8|9)/, lengths: [14, 15, 16, 17, 18, 19], code: 3 },
  { name: 'JCB', prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19], code: 3 },
  { name: 'UnionPay', prefix: /^62/, lengths: [16, 17, 18, 19], code: 3 },
  { name: 'Maestro', prefix: /^(?:5[06-9]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19], code: 3 },
];

/** The brand of a number or of its first digits. */
export function brandOf(number) {
  const digits = digitsOf(number);
  return BRANDS.find(({ prefix }) => prefix.test(digits));
}

/** A number without the spaces and dashes that people write. */
export const digitsOf = (text) => text.replace(/[\s.\-\u2010-\u2015]/gu, '');

const ZERO = '0'.charCodeAt(0);

/** Verifies the check digit of card numbers, which one random number in ten passes. */
function passesLuhn(digits) {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const doubled = (digits.charCodeAt(digits.length - 1 - index) - ZERO) * (index % 2 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether a string of digits is a card number. */
export const isCardNumber = (digits) =>
  digits.length >= MIN_DIGITS &&
  digits.length <= 19 &&
  passesLuhn(digits) &&
  brandOf(digits)?.lengths.includes(digits.length) === true;

/** Digits of the shortest card number. */
const MIN_DIGITS = 12;
const MASK = '••••';

/** Redacts every card number in a text. */
export function withoutCardNumbers(text) {
  if (text.length < MIN_DIGITS) return text;
  const plain = asciiDigits(text);
  const cards = findCards(maskOtherNumbers(plain));
  if (cards.length === 0) return text;
  let [result, position] = ['', 0];
  for (const [start, end] of cards) {
    result += plain.slice(position, start) + MASK;
    position = end;
  }
  // Other numbers beside a card number may be its expiry date and security code.
  return (result + plain.slice(position)).replace(/\d/g, '•');
}

/** Code points of zero in other scripts: Arabic, Persian, Devanagari, full-width and mathematical digits. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce];
const FOREIGN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19\u{1d7ce}-\u{1d7ff}]/gu;

const asciiDigits = (text) =>
  text.replace(FOREIGN_DIGIT, (digit) => {
    const code = digit.codePointAt(0);
    return String((code - ZEROS.findLast((zero) => zero <= code)) % 10);
  });

/** Digits that are no card number: GUIDs, hexadecimal ids, dates, and telephone numbers with a country code. */
const OTHER_NUMBERS = [
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
  /\b(?=\d*[a-f])[0-9a-f]{32}\b/gi,
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/g,
  /\+(?:[^\p{L}\p{N}+]{0,2}\d){7,15}(?![^\p{L}\p{N}+]{0,3}\d)/gu,
];

/** Lengths of bank account numbers (IBAN) by country. */
const IBAN_LENGTHS = {
  AT: 20,
  BE: 16,
  CH: 21,
  CZ: 24,
  DE: 22,
  DK: 18,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  IE: 22,
  IT: 27,
  LU: 20,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  SE: 24,
};
const IBAN = /\b[A-Z]{2}\d\d(?: ?[A-Z0-9]){11,24}/g;

/** Masks digits that are no card number with letters; positions do not change. */
function maskOtherNumbers(text) {
  const mask = (match) => 'x'.repeat(match.length);
  const rest = OTHER_NUMBERS.reduce((masked, pattern) => masked.replace(pattern, mask), text);
  return rest.replace(IBAN, (match) => {
    const length = IBAN_LENGTHS[match.slice(0, 2)] ?? 0;
    const iban = new RegExp(`^(?:\\S ?){${length}}`).exec(match)?.[0] ?? '';
    return length > 0 && isIban(iban) ? mask(iban) + match.slice(iban.length) : match;
  });
}

/** Verifies the check digits: the first four characters moved to the end, letters as numbers from 10, modulo 97 is 1. */
function isIban(text) {
  const account = text.replaceAll(' ', '');
  const digits = [...account.slice(4), ...account.slice(0, 4)].map((letter) => Number.parseInt(letter, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** Separator between the digit groups of a number without words in between. */
const SEPARATOR = /^[^\p{L}\p{N}]{0,3}$/u;
/** Characters at most between two digit groups with words in between. */
const MAX_GAP = 24;
/** Group lengths as printed on cards: only these are recognised with words in between. */
const PRINTED_GROUPS = ['4,4,4,4', '4,6,5', '4,6,4'];
/** First digit of the numbers of any brand. */
const FIRST_DIGIT = /^[2-6]/;
/** Lengths of digits right after a number: its security code, its expiry date, or both. */
const SUFFIX_LENGTHS = [3, 4, 7, 8];

/** Start and end positions of card numbers. */
function findCards(text) {
  const groups = findDigitGroups(text);
  const cards = [];
  let index = 0;
  while (index < groups.length) {
    const card = longestCardFrom(groups, index);
    if (card) cards.push([groups[index].start, card.end]);
    index = card ? card.next : index + 1;
  }
  return cards;
}

/** Groups of digits, each with its distance to the previous one. */
function findDigitGroups(text) {
  let end = 0;
  return [...text.matchAll(/\d+/g)].map(({ 0: digits, index: start }) => {
    const isFar = start - end > MAX_GAP;
    const isClose = SEPARATOR.test(text.slice(end, Math.min(start, end + MAX_GAP)));
    end = start + digits.length;
    return { digits, start, end, isFar, isClose };
  });
}

/** The end of the longest card number that starts with a group, and the index of the next group. */
function longestCardFrom(groups, first) {
  if (!FIRST_DIGIT.test(groups[first].digits)) return undefined;
  let [digits, lengths, isClose, longest] = ['', '', true, undefined];
  for (let last = first; last < groups.length && digits.length < 19; last++) {
    const group = groups[last];
    if (last > first && group.isFar) break;
    isClose &&= last === first || group.isClose;
    digits += group.digits;
    lengths += `${lengths && ','}${group.digits.length}`;
    // Stop early when the groups cannot become a card number any more.
    if (!isClose && !PRINTED_GROUPS.some((printed) => printed.startsWith(lengths))) break;
    const suffix = isClose ? suffixLength(digits, group.digits.length) : undefined;
    const isWhole = isCardNumber(digits) && (isClose || PRINTED_GROUPS.includes(lengths));
    if (isWhole || suffix !== undefined) longest = { end: group.end - (isWhole ? 0 : suffix), next: last + 1 };
  }
  return longest;
}

/** How many digits of the last group follow a complete number; undefined when there is none. */
const suffixLength = (digits, groupLength) =>
  SUFFIX_LENGTHS.find((count) => {
    const length = digits.length - count;
    return count < groupLength && (length === 15 || length === 16) && isCardNumber(digits.slice(0, length));
  });
