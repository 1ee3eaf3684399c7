import type { SpendingDetails } from '../../src/application/invoices/invoice-service.ts';
import { spendingBars } from '../invoices/spending-bars.ts';
import type { Translations } from '../kit/locale.ts';
import { COLOURS, compact, LINE, picture, rect, round, TEXT, text, WIDTH } from './svg.ts';

const [TOP, HEIGHT, LEGEND] = [22, 170, 22];
/** More months than this have no room for an amount above each bar. */
const LABELLED = 6;

/** Spending by month and product as a picture, for channels that draw no charts of their own. */
export function spendingSvg(sheet: SpendingDetails, t: Translations): string {
  const { months, series } = spendingBars(sheet, t);
  const parts = months.map((_, month) => series.map(({ values }) => values[month] ?? 0));
  const ups = parts.map((values) => values.filter((value) => value > 0).reduce((sum, value) => sum + value, 0));
  const downs = parts.map((values) => values.filter((value) => value < 0).reduce((sum, value) => sum + value, 0));
  const [high, low] = [Math.max(0, ...ups), Math.min(0, ...downs)];
  const scale = HEIGHT / Math.max(1, high - low);
  const zero = TOP + high * scale;
  const step = WIDTH / Math.max(1, months.length);
  const wide = Math.min(44, step * 0.62);
  const amount = compact(sheet.currency, t);

  const bars = parts.flatMap((values, month) => {
    let [up, down] = [0, 0];
    const x = month * step + (step - wide) / 2;
    return values.flatMap((value, index) => {
      if (value === 0) return [];
      const tall = Math.abs(value) * scale;
      const y = value > 0 ? zero - up - tall : zero + down;
      if (value > 0) up += tall;
      else down += tall;
      return rect(x, y, wide, tall, COLOURS[index] ?? TEXT);
    });
  });
  const foot = TOP + HEIGHT + 16;
  const labels = months.flatMap(({ name, gross }, month) => {
    const x = (month + 0.5) * step;
    const above = zero - (ups[month] ?? 0) * scale - 6;
    return [
      text(x, foot, name, 'middle'),
      ...(months.length <= LABELLED && gross !== 0 ? [text(x, above, amount(gross), 'middle')] : []),
    ];
  });
  const legend = series.flatMap(({ name }, index) => {
    const y = foot + 10 + (index + 0.5) * LEGEND;
    return [rect(4, y, 11, 11, COLOURS[index] ?? TEXT), text(22, y + 11, name, 'start')];
  });
  const tall = foot + 16 + series.length * LEGEND;
  const line = `<line x1="0" x2="${WIDTH}" y1="${round(zero)}" y2="${round(zero)}" stroke="${LINE}"/>`;
  return picture(t.invoices.spending.chart, tall, [...bars, line, ...labels, ...legend]);
}
