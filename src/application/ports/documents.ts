import type { Instant } from '../../domain/common/time.ts';

/** A small row committed with its document, so that work is found without reading every document. */
export interface IndexRow {
  /** What the document is: account, invoice, order. */
  readonly kind: string;
  /** When something in the document is due. */
  readonly due?: Instant;
  readonly [column: string]: string | number | undefined;
}

export interface VersionedDocument<T> {
  readonly value: T;
  /** 1 after the first write, incremented by each later write. */
  readonly version: number;
}

/** Selects index rows. */
export interface Filter {
  readonly kind: string;
  /** Columns that must equal the value, or one of the values. */
  readonly where?: Readonly<Record<string, ColumnValue | readonly ColumnValue[]>>;
  /** Columns that must be present and within the bounds, both inclusive. */
  readonly between?: Readonly<Record<string, { readonly from?: ColumnValue; readonly to?: ColumnValue }>>;
  /** Normalised words: for each, a word of the row's `search` column must start with it. */
  readonly words?: readonly string[];
  /** Selects only rows that have a due time, which is not after this time. */
  readonly dueBy?: Instant;
}

type ColumnValue = string | number;

export interface Query extends Filter {
  /** Column to sort by; a leading minus sorts descending. Rows without it come last, equal ones by their key. */
  readonly orderBy?: string;
  readonly limit: number;
  readonly offset?: number;
}

/** The count and the sums of rows that have the same value in a column. */
export interface Tally {
  /** Absent when the rows are not grouped. */
  readonly value?: ColumnValue;
  readonly count: number;
  /** One sum per requested column, in the requested order. */
  readonly sums: readonly number[];
}

export interface IndexMatch {
  readonly key: string;
  readonly row: IndexRow;
}

export interface WriteOptions {
  readonly ifVersion?: number;
  /** One row, or one for each part of the document that is found separately. */
  readonly index?: IndexRow | readonly IndexRow[];
}

/** The product's storage: versioned documents with an index. */
export interface Documents {
  read<T>(key: string): Promise<VersionedDocument<T> | undefined>;
  /**
   * Writes a document and its index rows in one step and returns the new version.
   * @param options.ifVersion the version that was read, 0 for a new document, absent to write unconditionally
   * @throws {ConflictError} when another writer changed the document: nothing was written
   */
  write<T>(key: string, value: T, options?: WriteOptions): Promise<number>;
  delete(key: string): Promise<void>;
  find(query: Query): Promise<readonly IndexMatch[]>;
  /**
   * Finds due rows, longest due first, and leases them to this process for a short time: other processes get other rows.
   * Writing the document ends the lease. Leases only save work; document versions ensure that nothing happens twice.
   */
  claim(query: Omit<Query, 'orderBy' | 'offset'>): Promise<readonly IndexMatch[]>;
  /**
   * Counts rows and sums numeric columns: over all rows, or per value of a column.
   * @param of.by rows without this column are left out
   */
  tally(filter: Filter, of?: { readonly by?: string; readonly sum?: readonly string[] }): Promise<readonly Tally[]>;
}
