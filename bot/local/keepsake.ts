import { withoutCardNumbers } from '../card-numbers.ts';
import type { Activity } from './activity.ts';

/**
 * What the conversation remembers of what a person sent: no card number, and nothing of what was filled in on a card,
 * which the page does not show either.
 */
export function keepsakeOf({ value: _, ...activity }: Activity & { text?: string }): Activity {
  return activity.text === undefined ? activity : { ...activity, text: withoutCardNumbers(activity.text) };
}
