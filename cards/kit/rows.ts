import type { Colour } from './card-header.ts';

/** A label and a short value that never breaks over two lines. */
export interface Row {
  readonly label: string;
  readonly value: string;
  /** A total, or what stands out. */
  readonly bold?: true;
  readonly color?: Colour;
}

/** A long value under its label. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Groups of rows as their template reads them: a line above each group. */
export const rowsView = (groups: readonly (readonly Row[])[], facts: readonly Fact[] = []) => ({
  rows: groups.flatMap((group) =>
    group.map(({ label, value, bold, color }, index) => ({
      label,
      value,
      subtle: !bold || color !== undefined,
      labelWeight: bold && !color ? 'Bolder' : 'Default',
      weight: bold ? 'Bolder' : 'Default',
      color: color ?? 'Default',
      spacing: index === 0 ? 'Medium' : 'Small',
      separator: index === 0,
    })),
  ),
  facts,
});
