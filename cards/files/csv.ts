import type { Translations } from '../kit/locale.ts';

/** Text, or a number with its decimals. */
export type Cell = string | { readonly value: number; readonly digits: number };

export const integerCell = (value: number): Cell => ({ value, digits: 0 });

/** By this, spreadsheets recognise UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * Formats rows as CSV (RFC 4180), in Dutch with semicolons and decimal commas as Excel expects there. Text that a
 * spreadsheet would run as a formula is prefixed with an apostrophe.
 */
export function csvRows(rows: readonly (readonly Cell[])[], { lang }: Pick<Translations, 'lang'>): string {
  const [separator, decimalPoint] = lang === 'nl' ? ([';', ','] as const) : ([',', '.'] as const);
  return rows
    .map((cells) => `${cells.map((cell) => formatCell(cell, separator, decimalPoint)).join(separator)}\r\n`)
    .join('');
}

/**
 * Where a formula can start: at the beginning, and after any character that can end a cell. A spreadsheet in another
 * language may use another separator than the file.
 */
const FORMULA = /((?:^|[,;|\t\r\n])[\s"']*)([=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

function formatCell(cell: Cell, separator: string, decimalPoint: string): string {
  if (typeof cell !== 'string') return cell.value.toFixed(cell.digits).replace('.', decimalPoint);
  const text = cell.replace(/^(?=[\t\r\n])/, "'").replace(FORMULA, "$1'$2");
  const quoted = text.includes(separator) || /["\r\n]/.test(text);
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}
