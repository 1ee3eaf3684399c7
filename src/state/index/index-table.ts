import type { IndexRow } from '../../application/ports/documents.ts';
import { Column, type Value } from './column.ts';
import { SortedColumn } from './sorted-column.ts';

/** All rows of one kind, column by column: among very many a row of its own for each would be several times as large. */
export class IndexTable {
  readonly #kind: string;
  readonly #columns = new Map<string, Column>();
  /** By slot; none where a slot is free. */
  readonly #keys: (string | undefined)[] = [];
  /** Which of its document's rows of this kind is in a slot. */
  readonly positions = new Column();
  /** Most documents have one row of a kind. */
  readonly #slots = new Map<string, number | readonly number[]>();
  readonly #freeSlots: number[] = [];
  readonly #sorted = new Map<string, SortedColumn>();

  constructor(kind: string) {
    this.#kind = kind;
  }

  /** Puts a document's rows in the place of those it had. */
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

  /** Puts in rows of documents that have none here yet, column by column: those of one document follow one another. */
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

  /** How to read one column of any row. */
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

  /** Every row there is, until a visit says that it is enough. */
  each(visit: (slot: number) => boolean): void {
    for (const [slot, key] of this.#keys.entries()) if (key !== undefined && visit(slot)) return;
  }

  /** The rows in the order of a column, equal ones by their documents' keys. */
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
