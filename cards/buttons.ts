/** A button: what it says and what is sent when it is pressed. */
export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Sends the card's fields along, and is held back while they are invalid. */
  readonly reads?: true;
}

export interface ActionRow {
  readonly spacing: 'Medium' | 'Default';
  readonly actions: readonly {
    readonly title: string;
    readonly verb: string;
    readonly data: object;
    readonly style: 'positive' | 'default';
    readonly inputs: 'auto' | 'none';
  }[];
}

/** Three short labels fit beside each other at 320 px; longer ones do not. */
const THREE_IN_A_ROW = 24;

/** Rows that fit the narrowest screen: 1 · 2 · 3 or 1+2 · 2+2 · 2+3 · 2+2+2. The first button is the primary one. */
export function rowsOf(buttons: readonly Button[]): readonly ActionRow[] {
  const letters = buttons.reduce((sum, { title }) => sum + title.length, 0);
  const sizes = buttons.length === 3 && letters > THREE_IN_A_ROW ? [1, 2] : (SIZES[buttons.length] ?? []);
  let taken = 0;
  return sizes.map((size, row) => {
    const from = taken;
    taken += size;
    return {
      spacing: row === 0 ? 'Medium' : 'Default',
      actions: buttons.slice(from, taken).map(({ title, verb, data, reads }, index) => ({
        title,
        verb,
        data: { ...data, verb },
        style: from + index === 0 ? 'positive' : 'default',
        inputs: reads ? 'auto' : 'none',
      })),
    };
  });
}

const SIZES: readonly (readonly number[])[] = [[], [1], [2], [3], [2, 2], [2, 3], [2, 2, 2]];
