import { withoutCardNumbers } from '../http/pages/static/card-numbers.js';

/** Characters kept of one text: more than any field or sentence needs. */
const MAX_TEXT = 8_000;
/** Characters kept of a whole input: searching it for card numbers takes time, during which other users wait. */
const MAX_TOTAL = 40_000;

interface SanitisedInput<T> {
  readonly value: T;
  /** Whether it held the number of a payment card. */
  readonly cardNumber: boolean;
}

/**
 * Sanitises input recursively: redacts card numbers, truncates long text, and replaces lone surrogates, which some
 * channels and stores reject.
 */
export function sanitiseInput<T>(value: T): SanitisedInput<T> {
  let cardNumber = false;
  let remaining = MAX_TOTAL;
  const sanitiseText = (text: string): string => {
    const limit = Math.min(MAX_TEXT, remaining);
    remaining -= Math.min(text.length, limit);
    // An ellipsis marks the cut: the missing part may change the meaning.
    const truncated = text.length > limit ? `${text.slice(0, limit)}…` : text;
    const wellFormed = truncated.replace(/\p{Cs}/gu, '\ufffd');
    const redacted = withoutCardNumbers(wellFormed);
    cardNumber ||= redacted !== wellFormed;
    return redacted;
  };
  // A number field sends a pasted card number as a number.
  const sanitiseNumber = (number: number): number | string => {
    const redacted = sanitiseText(String(number));
    return redacted === String(number) ? number : redacted;
  };
  const sanitise = (item: unknown): unknown => {
    if (typeof item === 'string') return sanitiseText(item);
    if (typeof item === 'number') return sanitiseNumber(item);
    if (Array.isArray(item)) return item.map(sanitise);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, inner]) => [sanitiseText(name), sanitise(inner)]));
  };
  const sanitised = sanitise(value) as T;
  return { value: sanitised, cardNumber };
}
