import type {
  Documents,
  Filter,
  IndexMatch,
  IndexRow,
  Query,
  Tally,
  VersionedDocument,
  WriteOptions,
} from '../../application/ports/documents.ts';
import { ConflictError } from '../../application/ports/errors.ts';
import { isWritten } from '../../application/runtime/retry-on-conflict.ts';
import { IndexRows, toRows } from '../index/index-rows.ts';

interface StoredValue {
  readonly text: string;
  readonly version: number;
  readonly index: readonly IndexRow[];
}

/** Stores documents in memory, for tests and for data that is prepared before it is stored. */
export class MemoryDocuments implements Documents {
  readonly #values = new Map<string, StoredValue>();
  readonly #rows = new IndexRows();

  async read<T>(key: string): Promise<VersionedDocument<T> | undefined> {
    const stored = this.#values.get(key);
    return stored && { value: JSON.parse(stored.text) as T, version: stored.version };
  }

  async write<T>(key: string, value: T, options: WriteOptions = {}) {
    const { ifVersion } = options;
    const index = toRows(options.index);
    const version = this.#values.get(key)?.version ?? 0;
    if (ifVersion !== undefined && ifVersion !== version) throw new ConflictError(key);
    this.#put(key, { text: JSON.stringify(value), version: version + 1, index });
    return version + 1;
  }

  async delete(key: string): Promise<void> {
    this.#values.delete(key);
    this.#rows.set(key, []);
  }

  async find(query: Query): Promise<readonly IndexMatch[]> {
    return this.#rows.find(query);
  }

  claim(query: Parameters<Documents['claim']>[0]): Promise<readonly IndexMatch[]> {
    return this.find({ ...query, orderBy: 'due' });
  }

  async tally(filter: Filter, of?: Parameters<Documents['tally']>[1]): Promise<readonly Tally[]> {
    return this.#rows.tally(filter, of);
  }

  /** Copies the documents that another store does not have; those it has may have been changed since. */
  async copyTo(documents: Documents): Promise<void> {
    for (const [key, { text, index }] of this.#values) {
      await isWritten(documents.write(key, JSON.parse(text), { index, ifVersion: 0 }));
    }
  }

  /** An independent copy of the store. */
  copy(): MemoryDocuments {
    const copy = new MemoryDocuments();
    for (const [key, stored] of this.#values) copy.#put(key, stored);
    return copy;
  }

  #put(key: string, stored: StoredValue): void {
    this.#values.set(key, stored);
    this.#rows.set(key, stored.index);
  }
}
