import type { Activity } from './activity.ts';

const NUMBER_LIKE = /\d(?:[ .-]?\d){11,18}/g;

/** The check digit every payment card has: of a random number one in ten passes. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

const withoutCardNumbers = (text: string): string =>
  text.replaceAll(NUMBER_LIKE, (found) => (passesLuhn(found.replaceAll(/\D/g, '')) ? '••••' : found));

/**
 * What the conversation remembers of what a person sent: no card number, and nothing of what was filled in on a card,
 * which the page does not show either.
 */
export function keepsakeOf({ value: _, ...activity }: Activity & { text?: string }): Activity {
  return activity.text === undefined ? activity : { ...activity, text: withoutCardNumbers(activity.text) };
}
