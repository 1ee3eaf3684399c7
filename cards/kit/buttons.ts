/** A button that does something here: what it says, and what is sent when it is pressed. */
interface VerbButton {
  readonly title: string;
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Sends the card's fields along, and is held back while they are invalid. */
  readonly reads?: true;
}

/** A button that opens an address. */
interface LinkButton {
  readonly title: string;
  readonly url: string;
}

/** A button that opens the page for card details: what is wanted there. Channels differ in how. */
interface PageButton {
  readonly title: string;
  readonly page: Readonly<Record<string, unknown>> & { readonly verb: string };
}

export type Button = VerbButton | LinkButton | PageButton;

/** One row of buttons, as the card's template places it. */
export interface ActionRow {
  readonly spacing: 'Medium' | 'Default';
  readonly actions: readonly object[];
}

/** Letters of labels that fit beside each other at 320 px, by how many there are. */
const MAX_LABEL_LENGTH = [0, Number.POSITIVE_INFINITY, 28, 24];

/** Rows that fit the narrowest screen: 1 · 2 · 3 or 1+2 · 2+2 · 2+3 · 2+2+2. The first button is the primary one. */
export function buttonRows(buttons: readonly Button[]): readonly ActionRow[] {
  const sizes = buttons.length === 3 && !fitsOneRow(buttons) ? [1, 2] : (ROW_SIZES[buttons.length] ?? []);
  let taken = 0;
  const rows = sizes.flatMap((size) => {
    const row = buttons.slice(taken, taken + size);
    taken += size;
    return fitsOneRow(row) ? [row] : row.map((button) => [button]);
  });
  return rows.map((row, index) => ({
    spacing: index === 0 ? 'Medium' : 'Default',
    actions: row.map((button) => actionOf(button, button === buttons[0] ? 'positive' : 'default')),
  }));
}

const fitsOneRow = (row: readonly Button[]): boolean =>
  row.reduce((sum, { title }) => sum + title.length, 0) <= (MAX_LABEL_LENGTH[row.length] ?? 0);

const ROW_SIZES: readonly (readonly number[])[] = [[], [1], [2], [3], [2, 2], [2, 3], [2, 2, 2]];

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
