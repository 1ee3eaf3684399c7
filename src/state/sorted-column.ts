import type { Found } from '../application/ports.ts';

/** A row, and which of its document's it is. */
export interface Entry extends Found {
  readonly place: number;
}

export interface Bounds {
  readonly from?: string | number | undefined;
  readonly to?: string | number | undefined;
}

/** Rows in the order of one column, equal ones by their key; kept in order as rows come and go. */
export class SortedColumn {
  readonly #column: string;
  readonly #sorted: Entry[];
  /** Those without the column: always last. */
  readonly #without: Entry[];

  constructor(column: string, entries: Iterable<Entry>) {
    this.#column = column;
    const all = [...entries];
    this.#sorted = all.filter(({ row }) => row[column] !== undefined).sort((a, b) => this.#compare(a, b));
    this.#without = all.filter(({ row }) => row[column] === undefined).sort(byKey);
  }

  replace(before: readonly Entry[], after: readonly Entry[]): void {
    for (const entry of before) {
      const list = this.#listOf(entry);
      list.splice(this.#placeOf(entry, list), 1);
    }
    for (const entry of after) {
      const list = this.#listOf(entry);
      list.splice(this.#placeOf(entry, list), 0, entry);
    }
  }

  /** Visits rows from the first to the last, or the other way round, until a visit says that it is enough. */
  walk(descending: boolean, bounds: Bounds | undefined, visit: (entry: Entry) => boolean): void {
    const value = (at: number) => this.#sorted[at]?.row[this.#column] as string | number;
    const { from, to } = bounds ?? {};
    const start = from === undefined ? 0 : firstFrom(this.#sorted.length, (at) => value(at) >= from);
    const end = to === undefined ? this.#sorted.length : firstFrom(this.#sorted.length, (at) => value(at) > to);
    const goes = (list: readonly Entry[], first: number, last: number): boolean => {
      for (let step = 0; step < last - first; step++) {
        if (visit(list[descending ? last - 1 - step : first + step] as Entry)) return true;
      }
      return false;
    };
    if (goes(this.#sorted, start, end) || bounds) return;
    goes(this.#without, 0, this.#without.length);
  }

  #listOf({ row }: Entry): Entry[] {
    return row[this.#column] === undefined ? this.#without : this.#sorted;
  }

  #placeOf(entry: Entry, list: readonly Entry[]): number {
    const compare = list === this.#without ? byKey : (a: Entry, b: Entry) => this.#compare(a, b);
    return firstFrom(list.length, (at) => compare(list[at] as Entry, entry) >= 0);
  }

  #compare(a: Entry, b: Entry): number {
    const [left, right] = [a.row[this.#column], b.row[this.#column]] as [string | number, string | number];
    return left === right ? byKey(a, b) : left < right ? -1 : 1;
  }
}

const byKey = (a: Entry, b: Entry): number => (a.key === b.key ? a.place - b.place : a.key < b.key ? -1 : 1);

/** The first place for which something holds that holds for all after it; the length when for none. */
function firstFrom(length: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
