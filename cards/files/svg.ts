import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Translations } from '../kit/locale.ts';

// Medium tones, visible on light and on dark cards.
export const COLOURS = ['#5b7fe0', '#2a9d8f', '#d08a2e', '#b8609c', '#8a8f98'];
export const TEXT = '#808080';
export const LINE = '#80808080';
export const WIDTH = 400;

/** An SVG picture of the given height, with an accessible title. */
export const picture = (title: string, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img"`,
    ` font-family="Segoe UI, Noto Sans, Helvetica, Arial, sans-serif" font-size="15">`,
    `<title>${escapeXml(title)}</title>`,
    ...parts,
    '</svg>',
  ].join('');

/** Formats amounts without decimals; the rows of the card have them. */
export function compactMoney(currency: string, { locale }: Translations): (minor: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 });
  const unit = minorUnitsOf(currency);
  return (minor) => format.format(minor / unit).replace('-', '−');
}

export const round = (value: number): number => Math.round(value * 10) / 10;
export const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="2" fill="${fill}"/>`;
export const text = (x: number, y: number, content: string, anchor: string): string =>
  `<text x="${round(x)}" y="${round(y)}" fill="${TEXT}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
const escapeXml = (content: string): string =>
  content.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ');
