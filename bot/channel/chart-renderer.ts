/** Bars by month and product, or by product alone, independent of the channel. */
export interface Chart {
  /** Horizontal bars, for long names. */
  readonly horizontal?: true;
  readonly title: string;
  readonly altText: string;
  /** The currency of the values. */
  readonly unit: string;
  readonly series: readonly { readonly legend: string; readonly values: readonly { readonly y: number }[] }[];
  /** The address of the chart as an image. */
  readonly url: string;
  readonly spacing: string;
}

// Teams' colour names, which follow its light, dark and high-contrast themes.
const COLOURS = ['categoricalBlue', 'categoricalTeal', 'categoricalMarigold', 'categoricalPurple', 'neutral'];

/** A native chart in Teams; an image in other channels, whose alternative text has the numbers. */
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
    // Teams stacks upwards only: with a month of negative spending, bars stand side by side.
    stacked: series.every(({ values }) => values.every(({ y }) => y >= 0)),
    yAxisTitle: unit,
    data: series.map((one, index) => ({ ...one, color: COLOURS[index] ?? 'neutral' })),
    spacing,
    // The rows below show the numbers too, so a client that cannot draw it loses nothing.
    fallback: 'drop',
  };
}
