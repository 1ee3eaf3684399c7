import type { IndexRow } from '../../application/ports/documents.ts';
import { Column, type Value } from './column.ts';
import { SortedColumn } from './sorted-column.ts';

/** All rows of one kind, stored by column: an object for each row would need several times the memory. */
export class IndexTable {
  readonly #kind: string;
  readonly #columns = new Map<string, Column>();
  /** The document keys by slot; `undefined` for a free slot. */
  readonly #keys: (string | undefined)[] = [];
  /** The position of each slot's row among its document's rows of this kind. */
  readonly positions = new Column();
  /** The slots by document key; most documents have one row of a kind. */
  readonly #slots = new Map<string, number | readonly number[]>();
  readonly #freeSlots: number[] = [];
  readonly #sorted = new Map<string, SortedColumn>();

  constructor(kind: string) {
    this.#kind = kind;
  }

  /** Replaces a document's rows. */
  replace(key: string, rows: readonly IndexRow[]): void {
    const before = this.slotsOf(key);
    const reused = before.slice(0, rows.length);
    for (const slot of before.slice(rows.length)) this.#remove(slot);
    const slots = rows.map((row, position) => {
      const slot = reused[position] ?? this.#freeSlots.pop() ?? this.#keys.length;
      this.#write(slot, key, position, row);
      return slot;
    });
    if (slots.length === 0) this.#slots.delete(key);
    else this.#slots.set(key, slots.length === 1 ? (slots[0] as number) : slots);
  }

  /** Adds rows of documents that have none in this table, column by column; the rows of one document are adjacent. */
  load(keys: readonly string[], columns: ReadonlyMap<string, (row: number) => Value | undefined>): void {
    const first = this.#keys.length;
    let position = 0;
    for (const [row, key] of keys.entries()) {
      position = keys[row - 1] === key ? position + 1 : 0;
      const slot = first + row;
      this.#keys.push(key);
      this.positions.set(slot, position);
      this.#slots.set(key, position === 0 ? slot : this.slotsOf(key).concat(slot));
    }
    for (const [name, cellAt] of columns) {
      const column = this.#columns.get(name) ?? new Column();
      this.#columns.set(name, column);
      for (let row = 0; row < keys.length; row++) column.set(first + row, cellAt(row));
    }
    this.#sorted.clear();
  }

  slotsOf(key: string): readonly number[] {
    const slots = this.#slots.get(key) ?? [];
    return typeof slots === 'number' ? [slots] : slots;
  }

  keyOf(slot: number): string {
    return this.#keys[slot] as string;
  }

  value(slot: number, column: string): Value | undefined {
    return column === 'kind' ? this.#kind : this.#columns.get(column)?.get(slot);
  }

  /** Returns a function that reads one column. */
  reader(column: string): (slot: number) => Value | undefined {
    if (column === 'kind') return () => this.#kind;
    const stored = this.#columns.get(column);
    return stored ? (slot) => stored.get(slot) : () => undefined;
  }

  row(slot: number): IndexRow {
    const row: Record<string, Value> & { kind: string } = { kind: this.#kind };
    for (const [name, column] of this.#columns) {
      const value = column.get(slot);
      if (value !== undefined) row[name] = value;
    }
    return row as IndexRow;
  }

  /** Visits all rows until a visit returns true. */
  each(visit: (slot: number) => boolean): void {
    for (const [slot, key] of this.#keys.entries()) if (key !== undefined && visit(slot)) return;
  }

  /** The rows sorted by a column, then by document key. */
  sortedBy(column: string): SortedColumn {
    const existing = this.#sorted.get(column);
    if (existing) return existing;
    const slots = this.#keys.flatMap((key, slot) => (key === undefined ? [] : [slot]));
    const sorted = new SortedColumn(
      { value: (slot) => this.value(slot, column), compare: (one, other) => this.#compare(one, other) },
      slots,
    );
    this.#sorted.set(column, sorted);
    return sorted;
  }

  #write(slot: number, key: string, position: number, row: IndexRow): void {
    const exists = this.#keys[slot] !== undefined;
    const affected = [...this.#sorted].filter(([column]) => !exists || this.value(slot, column) !== row[column]);
    if (exists) for (const [, sorted] of affected) sorted.remove(slot);
    this.#keys[slot] = key;
    this.positions.set(slot, position);
    for (const name of Object.keys(row)) {
      if (name !== 'kind' && !this.#columns.has(name)) this.#columns.set(name, new Column());
    }
    for (const [name, column] of this.#columns) column.set(slot, row[name]);
    for (const [, sorted] of affected) sorted.add(slot);
  }

  #remove(slot: number): void {
    for (const sorted of this.#sorted.values()) sorted.remove(slot);
    for (const column of this.#columns.values()) column.set(slot, undefined);
    this.#keys[slot] = undefined;
    this.#freeSlots.push(slot);
  }

  #compare(one: number, other: number): number {
    const [left, right] = [this.#keys[one] as string, this.#keys[other] as string];
    if (left !== right) return left < right ? -1 : 1;
    return Number(this.positions.get(one)) - Number(this.positions.get(other));
  }
}
