import type { Colour } from './card-header.ts';
import type { Markdown } from './markdown.ts';

/** A label and a value that is short enough for one line. */
export interface Row {
  readonly label: Markdown;
  readonly value: Markdown;
  /** For a total, or for emphasis. */
  readonly bold?: true;
  readonly color?: Colour;
}

/** A long value below its label. */
export interface Fact {
  readonly label: Markdown;
  readonly value: Markdown;
}

/** Groups of rows as their template reads them: a separator above each group. */
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
