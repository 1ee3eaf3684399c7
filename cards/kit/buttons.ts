import type { PlainText } from './markdown.ts';

/** A button that runs a command of the bot. */
interface VerbButton {
  readonly title: PlainText;
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Sends the values of the card's fields along; disabled while they are invalid. */
  readonly reads?: true;
}

/** A button that opens an address. */
interface LinkButton {
  readonly title: PlainText;
  readonly url: string;
}

/** A button that opens the page for card details; channels differ in how they open it. */
interface PageButton {
  readonly title: PlainText;
  readonly page: Readonly<Record<string, unknown>> & { readonly verb: string };
}

export type Button = VerbButton | LinkButton | PageButton;

/** One row of buttons, as the card's template places it. */
export interface ActionRow {
  readonly spacing: 'Medium' | 'Default';
  readonly actions: readonly object[];
}

/** The most characters that the labels of a row may have together at a width of 320 px, by the number of buttons. */
const MAX_LABEL_LENGTH = [0, Number.POSITIVE_INFINITY, 28, 24];

/** The rows by the number of buttons. */
const ROW_SIZES: readonly (readonly number[])[] = [[], [1], [2], [3], [2, 2], [2, 3], [2, 2, 2]];

/** The most buttons that a card can have. */
export const MAX_BUTTONS = ROW_SIZES.length - 1;

/**
 * Places buttons in rows that fit the narrowest screen: 1 · 2 · 3 or 1+2 · 2+2 · 2+3 · 2+2+2. The first button is the
 * primary one.
 * @throws if there are more than six
 */
export function buttonRows(buttons: readonly Button[]): readonly ActionRow[] {
  const sizes = buttons.length === 3 && !fitsOneRow(buttons) ? [1, 2] : ROW_SIZES[buttons.length];
  if (!sizes) {
    const titles = buttons.map(({ title }) => title).join(', ');
    throw new RangeError(`A card has at most ${MAX_BUTTONS} buttons, not ${buttons.length}: ${titles}.`);
  }
  let placed = 0;
  const rows = sizes.flatMap((size) => {
    const row = buttons.slice(placed, placed + size);
    placed += size;
    return fitsOneRow(row) ? [row] : row.map((button) => [button]);
  });
  return rows.map((row, index) => ({
    spacing: index === 0 ? 'Medium' : 'Default',
    actions: row.map((button) => actionOf(button, button === buttons[0] ? 'positive' : 'default')),
  }));
}

const fitsOneRow = (row: readonly Button[]): boolean =>
  row.reduce((sum, { title }) => sum + title.length, 0) <= (MAX_LABEL_LENGTH[row.length] ?? 0);

function actionOf(button: Button, style: 'positive' | 'default'): object {
  if ('url' in button) return { type: 'Action.OpenUrl', title: button.title, url: button.url, style };
  if ('page' in button) {
    return {
      type: 'Action.Submit',
      title: button.title,
      page: true,
      data: button.page,
      style,
      associatedInputs: 'none',
    };
  }
  const { title, verb, data, reads } = button;
  const inputs = reads ? 'auto' : 'none';
  return { type: 'Action.Execute', title, verb, data: { ...data, verb }, style, associatedInputs: inputs };
}

/** A card with one more button below all others. */
export const withButton = <Card extends { readonly body: readonly object[] }>(card: Card, button: Button): Card => ({
  ...card,
  body: [...card.body, { type: 'ActionSet', spacing: 'Medium', actions: [actionOf(button, 'default')] }],
});
