import type { Translations } from '../kit/locale.ts';

/** Text as it is, or a number with its decimals. */
export type Cell = string | { readonly value: number; readonly digits: number };

export const whole = (value: number): Cell => ({ value, digits: 0 });

/** What a spreadsheet needs to see that a file is UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * Rows for a spreadsheet: RFC 4180. Excel in Dutch takes semicolons and decimal commas. Text that a spreadsheet would
 * run as a formula is made plain.
 */
export function csvRows(rows: readonly (readonly Cell[])[], { lang }: Pick<Translations, 'lang'>): string {
  const [separator, point] = lang === 'nl' ? ([';', ','] as const) : ([',', '.'] as const);
  return rows.map((cells) => `${cells.map((cell) => written(cell, separator, point)).join(separator)}\r\n`).join('');
}

/**
 * Where a spreadsheet may begin to read a formula: in front, and behind whatever it may take for the end of a cell. One
 * that is set to another language parts them otherwise than the file does.
 */
const FORMULA = /((?:^|[,;|\t\r\n])[\s"']*)([=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

function written(cell: Cell, separator: string, point: string): string {
  if (typeof cell !== 'string') return cell.value.toFixed(cell.digits).replace('.', point);
  const plain = cell.replace(/^(?=[\t\r\n])/, "'").replace(FORMULA, "$1'$2");
  const quoted = plain.includes(separator) || /["\r\n]/.test(plain);
  return quoted ? `"${plain.replaceAll('"', '""')}"` : plain;
}
