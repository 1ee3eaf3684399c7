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
  const begun = words.map((word) => ({ first: word, later: ` ${word}` }));
  const said = ({ search = '' }: IndexRow) => {
    const text = String(search);
    return begun.every(({ first, later }) => text.includes(later) || text.startsWith(first));
  };
  const all = [...equal, ...ranges, ...(words.length > 0 ? [said] : [])];
  return (row) => {
    for (const fits of all) if (!fits(row)) return false;
    return true;
  };
}
