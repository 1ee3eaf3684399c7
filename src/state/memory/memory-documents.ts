import {
  Conflict,
  type Documents,
  type Filter,
  type Found,
  type IndexRow,
  type Query,
  type Stored,
  type Tally,
  type WriteOptions,
} from '../../application/ports/ports.ts';
import { IndexRows, rowsIn } from '../index/index-rows.ts';

interface Held {
  readonly text: string;
  readonly version: number;
  readonly index: readonly IndexRow[];
}

/** Documents that last as long as the process: for what is made up before it is kept. */
export class MemoryDocuments implements Documents {
  readonly #held = new Map<string, Held>();
  readonly #rows = new IndexRows();

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    const held = this.#held.get(key);
    return held && { value: JSON.parse(held.text) as T, version: held.version };
  }

  async write<T>(key: string, value: T, options: WriteOptions = {}) {
    const { ifVersion } = options;
    const index = rowsIn(options.index);
    const version = this.#held.get(key)?.version ?? 0;
    if (ifVersion !== undefined && ifVersion !== version) throw new Conflict(key);
    this.#hold(key, { text: JSON.stringify(value), version: version + 1, index });
    return version + 1;
  }

  async delete(key: string): Promise<void> {
    this.#held.delete(key);
    this.#rows.set(key, []);
  }

  async find(query: Query): Promise<readonly Found[]> {
    return this.#rows.find(query);
  }

  claim(query: Parameters<Documents['claim']>[0]): Promise<readonly Found[]> {
    return this.find({ ...query, orderBy: 'due' });
  }

  async tally(filter: Filter, of?: Parameters<Documents['tally']>[1]): Promise<readonly Tally[]> {
    return this.#rows.tally(filter, of);
  }

  /** Writes all of it to another store, as far as it is not there: what is there may have been changed since. */
  async copyTo(documents: Documents): Promise<void> {
    for (const [key, { text, index }] of this.#held) {
      await documents.write(key, JSON.parse(text), { index, ifVersion: 0 }).catch((error: unknown) => {
        if (!(error instanceof Conflict)) throw error;
      });
    }
  }

  /** The same documents once more: what becomes of one does not touch the other. */
  copy(): MemoryDocuments {
    const copy = new MemoryDocuments();
    for (const [key, held] of this.#held) copy.#hold(key, held);
    return copy;
  }

  #hold(key: string, held: Held): void {
    this.#held.set(key, held);
    this.#rows.set(key, held.index);
  }
}
