import { createHash } from 'node:crypto';
import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { InTurn } from '../../application/in-turn.ts';
import {
  Conflict,
  type Documents,
  type Filter,
  type Found,
  type Query,
  type Stored,
  type Tally,
  type WriteOptions,
} from '../../application/ports.ts';
import { IndexRows, rowsIn } from '../index-rows.ts';
import { DocumentFile, type DocumentOnDisk } from './document-file.ts';

/** Documents in lowdb, one file each; their index rows in memory, read from the files at start. */
export class LowdbDocuments implements Documents {
  readonly #folder: string;
  readonly #rows = new IndexRows();
  readonly #writes = new InTurn();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws when the folder cannot be used or one of its files is damaged */
  static async open(folder: string): Promise<LowdbDocuments> {
    const documents = new LowdbDocuments(folder);
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const entry of await readdir(folder, { recursive: true })) {
      if (!entry.endsWith('.json')) continue;
      const document = await new DocumentFile(join(folder, entry)).read();
      if (document) documents.#rows.set(document.key, document.index);
    }
    return documents;
  }

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    const { data } = await this.#load(key);
    return data ? { value: data.value as T, version: data.version } : undefined;
  }

  write<T>(key: string, value: T, options: WriteOptions = {}): Promise<number> {
    const { ifVersion } = options;
    const index = rowsIn(options.index);
    return this.#writes.run(key, async () => {
      const low = await this.#load(key);
      const held = low.data?.version ?? 0;
      if (ifVersion !== undefined && ifVersion !== held) throw new Conflict(key);
      // A Low of its own each time: a change whose write fails leaves nothing behind in memory.
      low.data = { format: 1, key, version: held + 1, value, index };
      await low.write();
      this.#rows.set(key, index);
      return held + 1;
    });
  }

  delete(key: string): Promise<void> {
    return this.#writes.run(key, async () => {
      await rm(this.#path(key), { force: true });
      this.#rows.set(key, []);
    });
  }

  async find(query: Query): Promise<readonly Found[]> {
    return this.#rows.find(query);
  }

  async tally(filter: Filter, of?: Parameters<Documents['tally']>[1]): Promise<readonly Tally[]> {
    return this.#rows.tally(filter, of);
  }

  async #load(key: string): Promise<Low<DocumentOnDisk | null>> {
    const low = new Low<DocumentOnDisk | null>(new DocumentFile(this.#path(key)) as never, null);
    await low.read();
    return low;
  }

  /** Keys come from channels too: as a hash they cannot name a place outside the folder. */
  #path(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.#folder, name.slice(0, 2), `${name}.json`);
  }
}
