import type { Value } from './column.ts';

export interface Bounds {
  readonly from?: Value | undefined;
  readonly to?: Value | undefined;
}

/** Access to the rows that are sorted, by slot. */
export interface Sortable {
  value(slot: number): Value | undefined;
  /** Compares rows whose values are equal. */
  compare(one: number, other: number): number;
}

/** Rows sorted by one column; additions and removals keep the order. */
export class SortedColumn {
  readonly #rows: Sortable;
  readonly #sorted: number[];
  /** The rows without a value, which always come last. */
  readonly #withoutValue: number[];

  constructor(rows: Sortable, slots: readonly number[]) {
    this.#rows = rows;
    this.#sorted = slots.filter((slot) => rows.value(slot) !== undefined).sort((a, b) => this.#compare(a, b));
    this.#withoutValue = slots.filter((slot) => rows.value(slot) === undefined).sort((a, b) => rows.compare(a, b));
  }

  /** Removes a row, which must still have the value that it was added with. */
  remove(slot: number): void {
    const list = this.#listOf(slot);
    list.splice(this.#positionOf(slot, list), 1);
  }

  add(slot: number): void {
    const list = this.#listOf(slot);
    list.splice(this.#positionOf(slot, list), 0, slot);
  }

  /** Visits the rows in ascending or descending order until a visit returns true. */
  walk(descending: boolean, bounds: Bounds | undefined, visit: (slot: number) => boolean): void {
    const value = (position: number) => this.#rows.value(this.#sorted[position] as number) as Value;
    const { from, to } = bounds ?? {};
    const start = from === undefined ? 0 : firstIndexWhere(this.#sorted.length, (at) => value(at) >= from);
    const end = to === undefined ? this.#sorted.length : firstIndexWhere(this.#sorted.length, (at) => value(at) > to);
    const visitRange = (list: readonly number[], first: number, last: number): boolean => {
      for (let step = 0; step < last - first; step++) {
        if (visit(list[descending ? last - 1 - step : first + step] as number)) return true;
      }
      return false;
    };
    if (visitRange(this.#sorted, start, end) || bounds) return;
    visitRange(this.#withoutValue, 0, this.#withoutValue.length);
  }

  #listOf(slot: number): number[] {
    return this.#rows.value(slot) === undefined ? this.#withoutValue : this.#sorted;
  }

  #positionOf(slot: number, list: readonly number[]): number {
    return firstIndexWhere(list.length, (at) => this.#compare(list[at] as number, slot) >= 0);
  }

  #compare(one: number, other: number): number {
    const [left, right] = [this.#rows.value(one), this.#rows.value(other)];
    return left === right ? this.#rows.compare(one, other) : (left as Value) < (right as Value) ? -1 : 1;
  }
}

/** The first index for which the predicate holds, by binary search; the length if it holds for none. */
function firstIndexWhere(length: number, predicate: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (predicate(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
