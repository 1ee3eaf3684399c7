import type { Filter, IndexMatch, IndexRow, Query, Tally, WriteOptions } from '../../application/ports/documents.ts';
import type { Value } from './column.ts';
import { IndexTable } from './index-table.ts';
import { rowFilter } from './row-filter.ts';
import type { Bounds } from './sorted-column.ts';

/** The index rows of a write, as an array. */
export const toRows = (index: WriteOptions['index']): readonly IndexRow[] => {
  if (!index) return [];
  return 'kind' in index ? [index] : index;
};

/** An in-memory index, for stores that have none of their own. */
export class IndexRows {
  readonly #tables = new Map<string, IndexTable>();

  set(key: string, rows: readonly IndexRow[]): void {
    for (const [kind, table] of this.#tables) {
      const own = rows.filter((row) => row.kind === kind);
      if (own.length > 0 || table.slotsOf(key).length > 0) table.replace(key, own);
    }
    for (const { kind } of rows) {
      if (this.#tables.has(kind)) continue;
      const table = new IndexTable(kind);
      this.#tables.set(kind, table);
      table.replace(
        key,
        rows.filter((row) => row.kind === kind),
      );
    }
  }

  /** Adds rows of one kind, of documents that have none of that kind. */
  load(kind: string, ...rows: Parameters<IndexTable['load']>): void {
    const table = this.#tables.get(kind) ?? new IndexTable(kind);
    this.#tables.set(kind, table);
    table.load(...rows);
  }

  /** The rows of a document. */
  of(key: string): readonly IndexRow[] {
    return [...this.#tables.values()].flatMap((table) => table.slotsOf(key).map((slot) => table.row(slot)));
  }

  find({ orderBy, limit, offset = 0, ...filter }: Query): readonly IndexMatch[] {
    const results: IndexMatch[] = [];
    let skipped = 0;
    if (limit < 1) return results;
    this.#walk(filter, orderBy, (slot, table) => {
      if (skipped++ >= offset) results.push({ key: table.keyOf(slot), row: table.row(slot) });
      return results.length >= limit;
    });
    return results;
  }

  tally(filter: Filter, { by, sum = [] }: { by?: string; sum?: readonly string[] } = {}): readonly Tally[] {
    const tallies = new Map<Value | undefined, { count: number; sums: number[] }>();
    if (by === undefined) tallies.set(undefined, { count: 0, sums: sum.map(() => 0) });
    this.#walk(filter, undefined, (slot, table) => {
      const value = by === undefined ? undefined : table.value(slot, by);
      if (by !== undefined && value === undefined) return false;
      const tally = tallies.get(value) ?? { count: 0, sums: sum.map(() => 0) };
      tally.count++;
      for (const [position, column] of sum.entries()) {
        tally.sums[position] = (tally.sums[position] ?? 0) + Number(table.value(slot, column) ?? 0);
      }
      tallies.set(value, tally);
      return false;
    });
    return [...tallies].map(([value, tally]) => ({ ...(value !== undefined && { value }), ...tally }));
  }

  /** Visits the rows that match a filter, in order, until a visit returns true. */
  #walk(filter: Filter, orderBy: string | undefined, visit: (slot: number, table: IndexTable) => boolean): void {
    const table = this.#tables.get(filter.kind);
    if (!table) return;
    const matches = rowFilter(filter, table);
    const visitMatching = (slot: number) => matches(slot) && visit(slot, table);
    const bounds = columnBounds(filter);
    const column = orderBy?.replace(/^-/, '') ?? [...bounds.keys()].at(-1);
    if (column === undefined) table.each(visitMatching);
    else table.sortedBy(column).walk(orderBy?.startsWith('-') === true, bounds.get(column), visitMatching);
  }
}

/** The range of each filtered column; the last one is usually the most selective. */
const columnBounds = ({ where = {}, between = {}, dueBy }: Filter): ReadonlyMap<string, Bounds> =>
  new Map<string, Bounds>([
    ...Object.entries(where).flatMap(([column, value]) =>
      typeof value === 'object' ? [] : [[column, { from: value, to: value }] as const],
    ),
    ...Object.entries(between),
    ...(dueBy === undefined ? [] : [['due', { to: dueBy }] as const]),
  ]);
