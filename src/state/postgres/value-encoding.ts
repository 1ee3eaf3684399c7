import type { IndexRow } from '../../application/ports/documents.ts';
import type { Value } from '../index/column.ts';

/** What each kind of value begins with: numbers come before words. */
const NUMBER_PREFIX = 'n';
const TEXT_PREFIX = 's';

/** A value as a word that sorts, letter by letter, as the value does. */
export function encodeValue(value: Value): string {
  if (typeof value === 'string') return TEXT_PREFIX + storableText(value);
  const bytes = new DataView(new ArrayBuffer(8));
  // Without this, zero and minus zero would be two.
  bytes.setFloat64(0, value === 0 ? 0 : value);
  const bits = bytes.getBigUint64(0);
  const sign = 1n << 63n;
  const sortable = bits & sign ? ~bits & (sign | (sign - 1n)) : bits | sign;
  return NUMBER_PREFIX + sortable.toString(16).padStart(16, '0');
}

export function decodeValue(cell: string): Value {
  if (cell.startsWith(TEXT_PREFIX)) return cell.slice(1);
  const sortable = BigInt(`0x${cell.slice(1)}`);
  const sign = 1n << 63n;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, sortable & sign ? sortable ^ sign : ~sortable & (sign | (sign - 1n)));
  return bytes.getFloat64(0);
}

/** Between which words all values of the same kind as one lie. */
export const typeRange = (value: Value): readonly [from: string, to: string] =>
  typeof value === 'number' ? [NUMBER_PREFIX, 'o'] : [TEXT_PREFIX, 't'];

export const decodeRow = (kind: string, cells: Readonly<Record<string, string>>): IndexRow => ({
  kind,
  ...Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, decodeValue(cell)])),
});

/** What a database's text can hold: no zero, and no half of a letter. */
const storableText = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\u{fffd}');

/** As much of a word as is looked for. */
export const indexWord = (word: string): string => storableText(word).slice(0, 200);

/** A row as it is written. */
export function encodeRow(row: IndexRow) {
  const cells = Object.entries(row).flatMap(([name, value]) =>
    value === undefined || name === 'kind' ? [] : [[name, value] as const],
  );
  const words = String(row.search ?? '').split(' ');
  return {
    kind: row.kind,
    cells: Object.fromEntries(cells.map(([name, value]) => [name, encodeValue(value)])),
    numbers: Object.fromEntries(cells.filter(([, value]) => typeof value === 'number')),
    words: [...new Set(words.map(indexWord))].filter((word) => word !== ''),
  };
}
