import type { Filter, Found, IndexRow, Query, Tally, WriteOptions } from '../application/ports.ts';
import { rowFilter } from './row-filter.ts';
import { type Bounds, type Entry, SortedColumn } from './sorted-column.ts';

/** The rows of a document, however many it has. */
export const rowsIn = (index: WriteOptions['index']): readonly IndexRow[] => {
  if (!index) return [];
  return 'kind' in index ? [index] : index;
};

/** Rows of one kind: by their document, and sorted by each column that was ever asked for. */
interface Kind {
  readonly byKey: Map<string, readonly Entry[]>;
  readonly sorted: Map<string, SortedColumn>;
}

/** Index rows held in memory, for stores that have no index of their own. */
export class IndexRows {
  readonly #kinds = new Map<string, Kind>();
  readonly #kindsOf = new Map<string, ReadonlySet<string>>();

  set(key: string, rows: readonly IndexRow[]): void {
    const kinds = new Set(rows.map(({ kind }) => kind));
    for (const kind of new Set([...(this.#kindsOf.get(key) ?? []), ...kinds])) {
      const own = rows.filter((row) => row.kind === kind);
      this.#replace(
        kind,
        key,
        own.map((row, place) => ({ key, row, place })),
      );
    }
    if (kinds.size === 0) this.#kindsOf.delete(key);
    else this.#kindsOf.set(key, kinds);
  }

  find({ orderBy, limit, offset = 0, ...filter }: Query): readonly Found[] {
    const found: Found[] = [];
    let passed = 0;
    if (limit < 1) return found;
    this.#walk(filter, orderBy, ({ key, row }) => {
      if (passed++ >= offset) found.push({ key, row });
      return found.length >= limit;
    });
    return found;
  }

  tally(filter: Filter, { by, sum = [] }: { by?: string; sum?: readonly string[] } = {}): readonly Tally[] {
    const tallies = new Map<string | number | undefined, { count: number; sums: number[] }>();
    if (by === undefined) tallies.set(undefined, { count: 0, sums: sum.map(() => 0) });
    this.#walk(filter, undefined, ({ row }) => {
      const value = by === undefined ? undefined : row[by];
      if (by !== undefined && value === undefined) return false;
      const tally = tallies.get(value) ?? { count: 0, sums: sum.map(() => 0) };
      tally.count++;
      for (const [place, column] of sum.entries()) {
        tally.sums[place] = (tally.sums[place] ?? 0) + Number(row[column] ?? 0);
      }
      tallies.set(value, tally);
      return false;
    });
    return [...tallies].map(([value, tally]) => ({ ...(value !== undefined && { value }), ...tally }));
  }

  /** Visits the rows that are meant, in their order, until a visit says that it is enough. */
  #walk(filter: Filter, orderBy: string | undefined, visit: (entry: Entry) => boolean): void {
    const held = this.#kinds.get(filter.kind);
    if (!held) return;
    const fits = rowFilter(filter);
    const look = (entry: Entry) => fits(entry.row) && visit(entry);
    const bounds = boundsIn(filter);
    const column = orderBy?.replace(/^-/, '') ?? [...bounds.keys()].at(-1);
    if (column === undefined) {
      for (const entries of held.byKey.values()) if (entries.some(look)) return;
      return;
    }
    const sorted = held.sorted.get(column) ?? new SortedColumn(column, [...held.byKey.values()].flat());
    held.sorted.set(column, sorted);
    sorted.walk(orderBy?.startsWith('-') === true, bounds.get(column), look);
  }

  #replace(kind: string, key: string, entries: readonly Entry[]): void {
    const held = this.#kinds.get(kind) ?? { byKey: new Map(), sorted: new Map() };
    this.#kinds.set(kind, held);
    for (const column of held.sorted.values()) column.replace(held.byKey.get(key) ?? [], entries);
    if (entries.length === 0) held.byKey.delete(key);
    else held.byKey.set(key, entries);
  }
}

/** Between which values each column lies that is asked about; the last one says most. */
const boundsIn = ({ where = {}, between = {}, dueBy }: Filter): ReadonlyMap<string, Bounds> =>
  new Map<string, Bounds>([
    ...Object.entries(where).flatMap(([column, value]) =>
      typeof value === 'object' ? [] : [[column, { from: value, to: value }] as const],
    ),
    ...Object.entries(between),
    ...(dueBy === undefined ? [] : [['due', { to: dueBy }] as const]),
  ]);
