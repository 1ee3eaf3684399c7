/** Bars by month and product, or by product alone, as a card has them before it is known who draws them. */
export interface Chart {
  /** One bar under another, for names that are long. */
  readonly horizontal?: true;
  readonly title: string;
  readonly altText: string;
  /** The currency of the values. */
  readonly unit: string;
  readonly series: readonly { readonly legend: string; readonly values: readonly { readonly y: number }[] }[];
  /** Where the same is drawn as a picture. */
  readonly url: string;
  readonly spacing: string;
}

// Teams' own names for colours: they follow its light, dark and high-contrast themes.
const COLOURS = ['categoricalBlue', 'categoricalTeal', 'categoricalMarigold', 'categoricalPurple', 'neutral'];

/** Teams draws charts itself; elsewhere one is a picture, with its numbers as what is read out. */
export function renderChart({ title, altText, unit, series, url, spacing, horizontal }: Chart, teams: boolean): object {
  if (!teams) return { type: 'Image', url, altText, size: 'Stretch', spacing };
  if (horizontal) {
    const [{ values } = { values: [] }] = series;
    const data = values.map((value) => ({ ...value, color: COLOURS[0] }));
    return { type: 'Chart.HorizontalBar', title, xAxisTitle: unit, data, spacing, fallback: 'drop' };
  }
  return {
    type: 'Chart.VerticalBar.Grouped',
    title,
    // Teams stacks upwards only: with a month in which more was given back than paid, bars stand side by side.
    stacked: series.every(({ values }) => values.every(({ y }) => y >= 0)),
    yAxisTitle: unit,
    data: series.map((one, index) => ({ ...one, color: COLOURS[index] ?? 'neutral' })),
    spacing,
    // The numbers are in rows below it: who cannot draw it loses nothing.
    fallback: 'drop',
  };
}
