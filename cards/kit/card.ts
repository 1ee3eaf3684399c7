import { Template } from 'adaptivecards-templating';
import { type ActionRow, type Button, buttonRows } from './buttons.ts';
import { normaliseText, type PlainText } from './markdown.ts';
import actions from './parts/actions.json' with { type: 'json' };
import frame from './parts/frame.json' with { type: 'json' };

export interface Card {
  readonly type: 'AdaptiveCard';
  readonly version: string;
  /** The card in short, for a toast and for screen readers. */
  readonly fallbackText: string;
  readonly body: readonly object[];
}

/** What every card has: its language, its text in short, and its buttons, the primary one first. */
export interface Frame {
  readonly lang: string;
  readonly summary: PlainText;
  /** Six at most. */
  readonly buttons: readonly Button[];
  /** The page of Microsoft's admin centre for the same task. */
  readonly link?: CardLink;
}

export interface CardLink {
  readonly title: PlainText;
  readonly url: string;
}

/**
 * Makes a renderer of the given template parts, in their order, with the buttons below. The template is parsed when the
 * card is first shown, which keeps start-up short. It sees no data but its view. Optional elements in a view are lists
 * of none or one.
 */
export function template(...parts: readonly (readonly object[])[]) {
  let parsed: Template | undefined;
  return <View extends object>({ buttons, link, ...view }: Frame & View): Card => {
    const actionRows: readonly ActionRow[] = buttonRows(buttons);
    parsed ??= new Template({ ...frame, body: [...parts.flat(), ...actions] });
    return normaliseTexts(parsed.expand({ $root: { ...view, link: link ? [link] : [], actionRows } })) as Card;
  };
}

/** The properties whose text is shown or read aloud. */
const VISIBLE_TEXT = ['text', 'title', 'label', 'placeholder', 'errorMessage', 'altText', 'fallbackText', 'tooltip'];

/** Normalises all visible text of a card, wherever it came from; the data of its buttons stays as it is. */
function normaliseTexts(element: unknown): unknown {
  if (Array.isArray(element)) return element.map(normaliseTexts);
  if (typeof element !== 'object' || element === null) return element;
  const { data, ...rest } = element as { data?: unknown };
  const normalised = Object.entries(rest).map(([name, value]) => [
    name,
    typeof value === 'string' && VISIBLE_TEXT.includes(name) ? normaliseText(value) : normaliseTexts(value),
  ]);
  return { ...Object.fromEntries(normalised), ...(data !== undefined && { data }) };
}
