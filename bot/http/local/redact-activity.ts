import { sanitiseInput } from '../../turn/sanitise-input.ts';
import type { Activity } from './local-activity.ts';

/**
 * The activity as the transcript stores it: without card numbers and without the fields of a card, which the page does not
 * show either.
 */
export function redactActivity({ value: _, ...activity }: Activity): Activity {
  const { text, name, attachments } = activity;
  return { ...activity, ...sanitiseInput({ text, name, attachments }).value };
}
