import type { Found, IndexRow, Query } from '../application/ports.ts';

/** Index rows held in memory, for stores that have no index of their own. */
export class IndexRows {
  readonly #rows = new Map<string, Map<string, IndexRow>>();
  readonly #kinds = new Map<string, string>();

  set(key: string, row: IndexRow | undefined): void {
    const before = this.#kinds.get(key);
    if (before !== undefined && before !== row?.kind) this.#rows.get(before)?.delete(key);
    if (!row) {
      this.#kinds.delete(key);
      return;
    }
    const rows = this.#rows.get(row.kind) ?? new Map<string, IndexRow>();
    this.#rows.set(row.kind, rows.set(key, row));
    this.#kinds.set(key, row.kind);
  }

  find({ kind, where = {}, dueBy, orderBy, limit, offset = 0 }: Query): readonly Found[] {
    const wanted = Object.entries(where);
    const found = [...(this.#rows.get(kind) ?? [])]
      .filter(([, row]) => wanted.every(([column, value]) => row[column] === value))
      .filter(([, { due }]) => dueBy === undefined || (due !== undefined && due <= dueBy))
      .map(([key, row]) => ({ key, row }));
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
