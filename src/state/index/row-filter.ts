import type { Filter } from '../../application/ports/documents.ts';
import type { IndexTable } from './index-table.ts';

/** Returns whether the row in a slot matches a filter. */
export function rowFilter(
  { where = {}, between = {}, words = [], dueBy }: Filter,
  table: IndexTable,
): (slot: number) => boolean {
  const equal = Object.entries(where).map(([column, value]) => {
    const read = table.reader(column);
    return typeof value === 'object'
      ? (slot: number) => value.some((one) => one === read(slot))
      : (slot: number) => read(slot) === value;
  });
  const bounds: NonNullable<Filter['between']> = {
    ...between,
    ...(dueBy !== undefined && { due: { to: dueBy } }),
  };
  const ranges = Object.entries(bounds).map(([column, { from, to }]) => {
    const read = table.reader(column);
    return (slot: number) => {
      const value = read(slot);
      return value !== undefined && (from === undefined || value >= from) && (to === undefined || value <= to);
    };
  });
  // The longest word first: it excludes the most rows.
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  const search = table.reader('search');
  const matchesWords = (slot: number) => {
    const text = String(search(slot) ?? '');
    return longestFirst.every((word) => beginsWord(text, word));
  };
  const conditions = [...equal, ...ranges, ...(words.length > 0 ? [matchesWords] : [])];
  return (slot) => {
    for (const condition of conditions) if (!condition(slot)) return false;
    return true;
  };
}

/** Searching for the word itself first is much faster than searching for a space and the word. */
function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || text.charAt(at - 1) === ' ') return true;
  }
  return false;
}
