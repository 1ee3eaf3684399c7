import type { SpendingDetails } from '../../src/application/invoices/invoice-service.ts';
import { spendingBars } from '../invoices/spending-bars.ts';
import type { Translations } from '../kit/locale.ts';
import { COLOURS, compactMoney, LINE, picture, rect, round, TEXT, text, WIDTH } from './svg.ts';

const [TOP, HEIGHT, LEGEND] = [22, 170, 22];
/** The most months with room for an amount above each bar. */
const MAX_LABELLED = 6;

/** Spending by month and product as a picture, for channels without charts. */
export function spendingSvg(details: SpendingDetails, t: Translations): string {
  const { months, series } = spendingBars(details, t);
  const stacks = months.map((_, month) => series.map(({ values }) => values[month] ?? 0));
  const positives = stacks.map((values) => values.filter((value) => value > 0).reduce((sum, value) => sum + value, 0));
  const negatives = stacks.map((values) => values.filter((value) => value < 0).reduce((sum, value) => sum + value, 0));
  const [high, low] = [Math.max(0, ...positives), Math.min(0, ...negatives)];
  const scale = HEIGHT / Math.max(1, high - low);
  const zero = TOP + high * scale;
  const step = WIDTH / Math.max(1, months.length);
  const barWidth = Math.min(44, step * 0.62);
  const formatAmount = compactMoney(details.currency, t);

  const bars = stacks.flatMap((values, month) => {
    let [up, down] = [0, 0];
    const x = month * step + (step - barWidth) / 2;
    return values.flatMap((value, index) => {
      if (value === 0) return [];
      const height = Math.abs(value) * scale;
      const y = value > 0 ? zero - up - height : zero + down;
      if (value > 0) up += height;
      else down += height;
      return rect(x, y, barWidth, height, COLOURS[index] ?? TEXT);
    });
  });
  const labelY = TOP + HEIGHT + 16;
  const labels = months.flatMap(({ name, gross }, month) => {
    const x = (month + 0.5) * step;
    const above = zero - (positives[month] ?? 0) * scale - 6;
    return [
      text(x, labelY, name, 'middle'),
      ...(months.length <= MAX_LABELLED && gross !== 0 ? [text(x, above, formatAmount(gross), 'middle')] : []),
    ];
  });
  const legend = series.flatMap(({ name }, index) => {
    const y = labelY + 10 + (index + 0.5) * LEGEND;
    return [rect(4, y, 11, 11, COLOURS[index] ?? TEXT), text(22, y + 11, name, 'start')];
  });
  const height = labelY + 16 + series.length * LEGEND;
  const line = `<line x1="0" x2="${WIDTH}" y1="${round(zero)}" y2="${round(zero)}" stroke="${LINE}"/>`;
  return picture(t.invoices.spending.chart, height, [...bars, line, ...labels, ...legend]);
}
