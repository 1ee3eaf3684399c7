import type { Found, IndexRow, Query, WriteOptions } from '../application/ports.ts';

/** The rows of a document, however many it has. */
export const rowsIn = (index: WriteOptions['index']): readonly IndexRow[] => {
  if (!index) return [];
  return 'kind' in index ? [index] : index;
};

/** Index rows held in memory, for stores that have no index of their own. */
export class IndexRows {
  readonly #found = new Map<string, Map<string, readonly Found[]>>();
  readonly #kinds = new Map<string, ReadonlySet<string>>();

  set(key: string, rows: readonly IndexRow[]): void {
    for (const kind of this.#kinds.get(key) ?? []) this.#found.get(kind)?.delete(key);
    const kinds = new Set(rows.map(({ kind }) => kind));
    if (kinds.size === 0) this.#kinds.delete(key);
    else this.#kinds.set(key, kinds);
    for (const kind of kinds) {
      const found = rows.filter((row) => row.kind === kind).map((row) => ({ key, row }));
      this.#found.set(kind, (this.#found.get(kind) ?? new Map()).set(key, found));
    }
  }

  find({ kind, where = {}, dueBy, orderBy, limit, offset = 0 }: Query): readonly Found[] {
    const wanted = Object.entries(where);
    const found = [...(this.#found.get(kind)?.values() ?? [])]
      .flat()
      .filter(({ row }) => wanted.every(([column, value]) => row[column] === value))
      .filter(({ row: { due } }) => dueBy === undefined || (due !== undefined && due <= dueBy));
    return (orderBy ? found.sort(by(orderBy)) : found).slice(offset, offset + limit);
  }
}

function by(orderBy: string): (a: Found, b: Found) => number {
  const descending = orderBy.startsWith('-');
  const column = descending ? orderBy.slice(1) : orderBy;
  return ({ row: a }, { row: b }) => {
    const [left, right] = [a[column], b[column]];
    if (left === right) return 0;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return left < right === descending ? 1 : -1;
  };
}
