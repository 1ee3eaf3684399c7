import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Translations } from '../kit/locale.ts';

// Middle tones: they stand out from a white card and from a dark one.
export const COLOURS = ['#5b7fe0', '#2a9d8f', '#d08a2e', '#b8609c', '#8a8f98'];
export const TEXT = '#808080';
export const LINE = '#80808080';
export const WIDTH = 400;

/** A picture of this height, with what it shows as its title. */
export const picture = (title: string, tall: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${tall}" width="${WIDTH}" height="${tall}" role="img"`,
    ` font-family="Segoe UI, Noto Sans, Helvetica, Arial, sans-serif" font-size="15">`,
    `<title>${escaped(title)}</title>`,
    ...parts,
    '</svg>',
  ].join('');

/** Whole amounts: the rows of the card have the cents. */
export function compact(currency: string, { locale }: Translations): (minor: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 });
  const unit = minorUnitsOf(currency);
  return (minor) => format.format(minor / unit).replace('-', '−');
}

export const round = (value: number): number => Math.round(value * 10) / 10;
export const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="2" fill="${fill}"/>`;
export const text = (x: number, y: number, words: string, anchor: string): string =>
  `<text x="${round(x)}" y="${round(y)}" fill="${TEXT}" text-anchor="${anchor}">${escaped(words)}</text>`;
const escaped = (words: string): string =>
  words.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ');
