import type { IndexRow } from '../../application/ports/documents.ts';
import type { Value } from '../index/column.ts';

/** The prefix of each type of value: numbers sort before texts. */
const NUMBER_PREFIX = 'n';
const TEXT_PREFIX = 's';

/** Encodes a value as a text that sorts as the value does. */
export function encodeValue(value: Value): string {
  if (typeof value === 'string') return TEXT_PREFIX + storableText(value);
  const bytes = new DataView(new ArrayBuffer(8));
  // Zero and minus zero are one value.
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

/** The range of all encoded values of the same type. */
export const typeRange = (value: Value): readonly [from: string, to: string] =>
  typeof value === 'number' ? [NUMBER_PREFIX, 'o'] : [TEXT_PREFIX, 't'];

export const decodeRow = (kind: string, cells: Readonly<Record<string, string>>): IndexRow => ({
  kind,
  ...Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, decodeValue(cell)])),
});

/** A text that PostgreSQL can store, without zero characters and lone surrogates. */
const storableText = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\u{fffd}');

/** The part of a word that is indexed. */
export const indexWord = (word: string): string => storableText(word).slice(0, 200);

/** Encodes a row for the database. */
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
