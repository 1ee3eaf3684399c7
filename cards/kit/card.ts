import { Template } from 'adaptivecards-templating';
import { type ActionRow, type Button, buttonRows } from './buttons.ts';
import { normaliseText } from './markdown.ts';
import actions from './parts/actions.json' with { type: 'json' };
import frame from './parts/frame.json' with { type: 'json' };

export interface Card {
  readonly type: 'AdaptiveCard';
  readonly version: string;
  /** What the card says, for a toast and for who cannot see it. */
  readonly fallbackText: string;
  readonly body: readonly object[];
}

/** What every card has: its language, its text in short, and its buttons, the primary one first. */
export interface Frame {
  readonly lang: string;
  readonly summary: string;
  readonly buttons: readonly Button[];
  /** Where the same can be done in Microsoft's own admin centre. */
  readonly link?: { readonly title: string; readonly url: string };
}

/**
 * Makes a card out of parts, in their order, with its buttons below. The template is parsed once, when it is first
 * shown, for starting would wait for all of them. A view is the only data it can see. What may be absent
 * in a view is a list of none or one.
 */
export function template(...parts: readonly (readonly object[])[]) {
  let parsed: Template | undefined;
  return <View extends object>({ buttons, link, ...view }: Frame & View): Card => {
    const actionRows: readonly ActionRow[] = buttonRows(buttons);
    parsed ??= new Template({ ...frame, body: [...parts.flat(), ...actions] });
    return sanitise(parsed.expand({ $root: { ...view, link: link ? [link] : [], actionRows } })) as Card;
  };
}

/** What of a card somebody reads or hears. Everything else comes back as it was. */
const VISIBLE_TEXT = ['text', 'title', 'label', 'placeholder', 'errorMessage', 'altText', 'fallbackText', 'tooltip'];

/** The card with nothing to read on it that cannot be read, wherever it came from. */
function sanitise(element: unknown): unknown {
  if (Array.isArray(element)) return element.map(sanitise);
  if (typeof element !== 'object' || element === null) return element;
  const { data, ...rest } = element as { data?: unknown };
  const read = Object.entries(rest).map(([name, value]) => [
    name,
    typeof value === 'string' && VISIBLE_TEXT.includes(name) ? normaliseText(value) : sanitise(value),
  ]);
  return { ...Object.fromEntries(read), ...(data !== undefined && { data }) };
}
