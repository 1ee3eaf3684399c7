import type { SpendingSheet } from '../../src/application/invoices.ts';
import { barsOf } from '../spending-bars.ts';
import type { Words } from '../words.ts';
import { minorUnitsOf } from './minor-unit.ts';

// Middle tones: they stand out from a white card and from a dark one.
const COLOURS = ['#5b7fe0', '#2a9d8f', '#d08a2e', '#b8609c', '#8a8f98'];
const TEXT = '#808080';
const LINE = '#80808080';

const WIDTH = 400;
const [TOP, HEIGHT, LEGEND] = [22, 170, 22];
/** More months than this have no room for an amount above each bar. */
const LABELLED = 6;

/** Spending by month and product as a picture, for channels that draw no charts of their own. */
export function spendingSvg(sheet: SpendingSheet, words: Words): string {
  const { months, series } = barsOf(sheet, words);
  const parts = months.map((_, month) => series.map(({ values }) => values[month] ?? 0));
  const ups = parts.map((values) => values.filter((value) => value > 0).reduce((sum, value) => sum + value, 0));
  const downs = parts.map((values) => values.filter((value) => value < 0).reduce((sum, value) => sum + value, 0));
  const [high, low] = [Math.max(0, ...ups), Math.min(0, ...downs)];
  const scale = HEIGHT / Math.max(1, high - low);
  const zero = TOP + high * scale;
  const step = WIDTH / Math.max(1, months.length);
  const wide = Math.min(44, step * 0.62);
  const amount = compact(sheet.currency, words);

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
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${tall}" width="${WIDTH}" height="${tall}" role="img"`,
    ` font-family="Segoe UI, Noto Sans, Helvetica, Arial, sans-serif" font-size="15">`,
    `<title>${escaped(words.invoices.spending.chart)}</title>`,
    ...bars,
    `<line x1="0" x2="${WIDTH}" y1="${round(zero)}" y2="${round(zero)}" stroke="${LINE}"/>`,
    ...labels,
    ...legend,
    '</svg>',
  ].join('');
}

/** Whole amounts: the rows of the card have the cents. */
function compact(currency: string, { locale }: Words): (minor: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 });
  const unit = minorUnitsOf(currency);
  return (minor) => format.format(minor / unit).replace('-', '−');
}

const round = (value: number): number => Math.round(value * 10) / 10;
const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="2" fill="${fill}"/>`;
const text = (x: number, y: number, words: string, anchor: string): string =>
  `<text x="${round(x)}" y="${round(y)}" fill="${TEXT}" text-anchor="${anchor}">${escaped(words)}</text>`;
const escaped = (words: string): string =>
  words.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ');
