import { withoutCardNumbers } from '../http/pages/static/card-numbers.js';

/** Characters of one text that are looked at: more than any field or sentence takes. */
const LONGEST = 8_000;
/** Characters of everything sent at once: looking through them takes time, and others wait meanwhile. */
const MOST = 40_000;

interface Taken<T> {
  readonly value: T;
  /** Whether a payment card's number was in it. */
  readonly cardNumber: boolean;
}

/**
 * What somebody sent, as far as it goes further in: without card numbers at any depth, of texts what can be read, and no
 * halves of letters, which not every channel and store can take.
 */
export function sanitiseInput<T>(value: T): Taken<T> {
  let cardNumber = false;
  let left = MOST;
  const text = (one: string): string => {
    const room = Math.min(LONGEST, left);
    left -= Math.min(one.length, room);
    // What was cut says so: the rest may have made it something else.
    const cut = one.length > room ? `${one.slice(0, room)}…` : one;
    const whole = cut.replace(/\p{Cs}/gu, '\ufffd');
    const safe = withoutCardNumbers(whole);
    cardNumber ||= safe !== whole;
    return safe;
  };
  // Fields for numbers send what was pasted into them as one.
  const number = (one: number): number | string => {
    const safe = text(String(one));
    return safe === String(one) ? one : safe;
  };
  const clean = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one);
    if (typeof one === 'number') return number(one);
    if (Array.isArray(one)) return one.map(clean);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inside]) => [text(name), clean(inside)]));
  };
  const safe = clean(value) as T;
  return { value: safe, cardNumber };
}
