/** What a payment card's number looks like, written once: for the page that asks for one, and for where none belongs. */

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
export function brandOf(number) {
  const digits = digitsOf(number);
  return BRANDS.find(({ start }) => start.test(digits));
}

/** A number as people write it, without spaces and dashes. */
export const digitsOf = (text) => text.replace(/[\s.\-\u2010-\u2015]/gu, '');

const ZERO = '0'.charCodeAt(0);

/** The check digit every payment card has: of a random number one in ten passes. */
function passesLuhn(digits) {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const doubled = (digits.charCodeAt(digits.length - 1 - place) - ZERO) * (place % 2 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether digits and nothing else are a card's number. */
export const isCardNumber = (digits) =>
  digits.length >= SHORTEST &&
  digits.length <= 19 &&
  passesLuhn(digits) &&
  brandOf(digits)?.lengths.includes(digits.length) === true;

/** Digits of the shortest of them. */
const SHORTEST = 12;
const MASK = '••••';

/** The text with every card number in it replaced, whatever stands round it. */
export function withoutCardNumbers(text) {
  if (text.length < SHORTEST) return text;
  const plain = asciiDigits(text);
  const found = cardsIn(hidden(plain));
  if (found.length === 0) return text;
  let [left, kept] = ['', 0];
  for (const [start, end] of found) {
    left += plain.slice(kept, start) + MASK;
    kept = end;
  }
  // Where a card's number stands, the other numbers are its date and its code.
  return (left + plain.slice(kept)).replace(/\d/g, '•');
}

/** Where other scripts' digits begin: Arabic, Persian, Devanagari, full-width, and those of formulas. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce];
const FOREIGN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19\u{1d7ce}-\u{1d7ff}]/gu;

const asciiDigits = (text) =>
  text.replace(FOREIGN_DIGIT, (digit) => {
    const code = digit.codePointAt(0);
    return String((code - ZEROS.findLast((zero) => zero <= code)) % 10);
  });

/** Digits that are certainly no card's: ids of people and cards, days, and telephone numbers with their country. */
const OTHERS = [
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
  /\b(?=\d*[a-f])[0-9a-f]{32}\b/gi,
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/g,
  /\+(?:[^\p{L}\p{N}+]{0,2}\d){7,15}(?![^\p{L}\p{N}+]{0,3}\d)/gu,
];

/** Bank accounts by country, and how long their numbers are: where cards are taken that are charged in these. */
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

/** The text with letters where digits are certainly no card's; everything stays in its place. */
function hidden(text) {
  const hide = (found) => 'x'.repeat(found.length);
  const rest = OTHERS.reduce((left, pattern) => left.replace(pattern, hide), text);
  return rest.replace(IBAN, (found) => {
    const length = IBAN_LENGTHS[found.slice(0, 2)] ?? 0;
    const written = new RegExp(`^(?:\\S ?){${length}}`).exec(found)?.[0] ?? '';
    return length > 0 && isIban(written) ? hide(written) + found.slice(written.length) : found;
  });
}

/** Its first four to the end, letters as numbers from 10: the rest by 97 is 1. */
function isIban(text) {
  const account = text.replaceAll(' ', '');
  const moved = [...account.slice(4), ...account.slice(0, 4)].map((letter) => Number.parseInt(letter, 36)).join('');
  return [...moved].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** What may stand between the digits of a number that is written in one go. */
const CLOSE = /^[^\p{L}\p{N}]{0,3}$/u;
/** Letters between two parts of a number that is written with words in between. */
const FARTHEST = 24;
/** How numbers are printed on cards: only so are they known with words in between. */
const PRINTED = ['4,4,4,4', '4,6,5', '4,6,4'];
/** What a number of any brand begins with. */
const BEGINS = /^[2-6]/;
/** What else may stand right behind a number: its security code, its date, or both. */
const BEHIND = [3, 4, 7, 8];

/** From where to where card numbers stand. */
function cardsIn(text) {
  const groups = groupsIn(text);
  const found = [];
  let at = 0;
  while (at < groups.length) {
    const card = cardFrom(groups, at);
    if (card) found.push([groups[at].start, card.end]);
    at = card ? card.next : at + 1;
  }
  return found;
}

/** Groups of digits, each with how it follows the one before. */
function groupsIn(text) {
  let end = 0;
  return [...text.matchAll(/\d+/g)].map(({ 0: digits, index: start }) => {
    const far = start - end > FARTHEST;
    const close = CLOSE.test(text.slice(end, Math.min(start, end + FARTHEST)));
    end = start + digits.length;
    return { digits, start, end, far, close };
  });
}

/** The longest card number that begins with a group of digits: where it ends, and the group that follows. */
function cardFrom(groups, first) {
  if (!BEGINS.test(groups[first].digits)) return undefined;
  let [digits, widths, close, longest] = ['', '', true, undefined];
  for (let last = first; last < groups.length && digits.length < 19; last++) {
    const group = groups[last];
    if (last > first && group.far) break;
    close &&= last === first || group.close;
    digits += group.digits;
    widths += `${widths && ','}${group.digits.length}`;
    // What cannot become a number any more is not read on: others wait meanwhile.
    if (!close && !PRINTED.some((one) => one.startsWith(widths))) break;
    const behind = close ? behindCard(digits, group.digits.length) : undefined;
    const whole = isCardNumber(digits) && (close || PRINTED.includes(widths));
    if (whole || behind !== undefined) longest = { end: group.end - (whole ? 0 : behind), next: last + 1 };
  }
  return longest;
}

/** How many of the digits stand behind a whole number, in its last group; nothing when there is none. */
const behindCard = (digits, width) =>
  BEHIND.find((count) => {
    const length = digits.length - count;
    return count < width && (length === 15 || length === 16) && isCardNumber(digits.slice(0, length));
  });
