import { sanitiseInput } from '../../turn/sanitise-input.ts';
import type { Activity } from './local-activity.ts';

/**
 * What the conversation remembers of what a person sent: no card number, and nothing of what was filled in on a card,
 * which the page does not show either.
 */
export function redactActivity({ value: _, ...activity }: Activity): Activity {
  const { text, name, attachments } = activity;
  return { ...activity, ...sanitiseInput({ text, name, attachments }).value };
}
