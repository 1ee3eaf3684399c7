import type { IndexRow } from '../../application/ports/ports.ts';
import type { Value } from '../index/column.ts';

/** What each kind of value begins with: numbers come before words. */
const NUMBER = 'n';
const WORD = 's';

/** A value as a word that sorts, letter by letter, as the value does. */
export function cellOf(value: Value): string {
  if (typeof value === 'string') return WORD + clean(value);
  const bytes = new DataView(new ArrayBuffer(8));
  // Without this, zero and minus zero would be two.
  bytes.setFloat64(0, value === 0 ? 0 : value);
  const bits = bytes.getBigUint64(0);
  const sign = 1n << 63n;
  const sorting = bits & sign ? ~bits & (sign | (sign - 1n)) : bits | sign;
  return NUMBER + sorting.toString(16).padStart(16, '0');
}

export function valueIn(cell: string): Value {
  if (cell.startsWith(WORD)) return cell.slice(1);
  const sorting = BigInt(`0x${cell.slice(1)}`);
  const sign = 1n << 63n;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, sorting & sign ? sorting ^ sign : ~sorting & (sign | (sign - 1n)));
  return bytes.getFloat64(0);
}

/** Between which words all values of the same kind as one lie. */
export const rangeOf = (value: Value): readonly [from: string, to: string] =>
  typeof value === 'number' ? [NUMBER, 'o'] : [WORD, 't'];

export const rowOf = (kind: string, cells: Readonly<Record<string, string>>): IndexRow => ({
  kind,
  ...Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, valueIn(cell)])),
});

/** What a database's text can hold: no zero, and no half of a letter. */
const clean = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\u{fffd}');

/** As much of a word as is looked for. */
export const wordOf = (word: string): string => clean(word).slice(0, 200);

/** A row as it is written. */
export function writtenRow(row: IndexRow) {
  const given = Object.entries(row).flatMap(([name, value]) =>
    value === undefined || name === 'kind' ? [] : [[name, value] as const],
  );
  const words = String(row.search ?? '').split(' ');
  return {
    kind: row.kind,
    cells: Object.fromEntries(given.map(([name, value]) => [name, cellOf(value)])),
    numbers: Object.fromEntries(given.filter(([, value]) => typeof value === 'number')),
    words: [...new Set(words.map(wordOf))].filter((word) => word !== ''),
  };
}
