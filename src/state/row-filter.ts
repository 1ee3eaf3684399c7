import type { Filter, IndexRow } from '../application/ports.ts';

/** Whether a row is one of those that are meant. */
export function rowFilter({ where = {}, between = {}, words = [], dueBy }: Filter): (row: IndexRow) => boolean {
  const equal = Object.entries(where).map(([column, value]) =>
    typeof value === 'object'
      ? (row: IndexRow) => value.some((one) => one === row[column])
      : (row: IndexRow) => row[column] === value,
  );
  const bounds: NonNullable<Filter['between']> = {
    ...between,
    ...(dueBy !== undefined && { due: { to: dueBy } }),
  };
  const ranges = Object.entries(bounds).map(([column, { from, to }]) => (row: IndexRow) => {
    const value = row[column];
    return value !== undefined && (from === undefined || value >= from) && (to === undefined || value <= to);
  });
  // The longest word leaves the fewest.
  const sought = [...words].sort((one, other) => other.length - one.length);
  const said = ({ search = '' }: IndexRow) => {
    const text = String(search);
    return sought.every((word) => beginsWord(text, word));
  };
  const all = [...equal, ...ranges, ...(words.length > 0 ? [said] : [])];
  return (row) => {
    for (const fits of all) if (!fits(row)) return false;
    return true;
  };
}

/** Looking for the word itself first is much quicker than looking for a space and the word. */
function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || text.charAt(at - 1) === ' ') return true;
  }
  return false;
}
