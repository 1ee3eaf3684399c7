import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing, replaceFile, syncFolder } from './atomic-write.ts';
import { CorruptFileError } from './corrupt-file.ts';

const STORE_FOLDER = /^store-(\d+)$/;

/**
 * The layout of a data folder: `store-<n>` is a generation of the store, of which the newest counts; `epoch` counts the
 * processes that held the folder; `tmp/<epoch>` is the scratch folder of one holder.
 */
export class Layout {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get epochFile(): string {
    return join(this.folder, 'epoch');
  }

  scratchFolder(epoch: number): string {
    return join(this.folder, 'tmp', String(epoch));
  }

  /** The current generation; `undefined` in an empty folder. */
  async store(): Promise<StorePaths | undefined> {
    const newest = await this.newest();
    if (newest) return newest;
    const names = (await readdir(this.folder).catch(ignoreMissing)) ?? [];
    if (names.includes('documents')) {
      throw new CorruptFileError(join(this.folder, 'documents'), 'it is of format 1', 'run "npm run data -- migrate"');
    }
    if (names.includes('epoch')) throw new CorruptFileError(join(this.folder, 'store-1'), 'it is missing');
    return undefined;
  }

  /** The current generation, without a check of the other files. */
  async newest(): Promise<StorePaths | undefined> {
    const number = (await this.#generations()).at(-1);
    return number === undefined ? undefined : this.#generation(number);
  }

  /** Creates an empty generation, after removing what an interrupted attempt left. */
  async startGeneration(): Promise<StorePaths> {
    const paths = new StorePaths(join(this.folder, 'building'));
    await rm(paths.folder, { recursive: true, force: true });
    await mkdir(paths.documents, { recursive: true });
    await mkdir(paths.journal);
    return paths;
  }

  /** Makes a generation the current one atomically, and removes the previous ones. */
  async adopt(generation: StorePaths): Promise<StorePaths> {
    const generations = await this.#generations();
    const adopted = this.#generation((generations.at(-1) ?? 0) + 1);
    await syncFolder(generation.folder);
    await rename(generation.folder, adopted.folder);
    await syncFolder(this.folder);
    await this.#removeOldGenerations();
    return adopted;
  }

  /** Removes previous generations, which an interrupted adoption may have left. */
  async #removeOldGenerations(): Promise<void> {
    for (const old of (await this.#generations()).slice(0, -1)) {
      await rm(this.#generation(old).folder, { recursive: true, force: true });
    }
  }

  #generation(number: number): StorePaths {
    return new StorePaths(join(this.folder, `store-${number}`));
  }

  /** The numbers of all generations, oldest first. */
  async #generations(): Promise<readonly number[]> {
    const names = (await readdir(this.folder).catch(ignoreMissing)) ?? [];
    return names
      .flatMap((name) => STORE_FOLDER.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other);
  }

  /** The epoch of the process that holds the folder. */
  async readEpoch(): Promise<number> {
    // Synchronous: every batch of changes waits for it, and the few bytes are in the file cache.
    const epoch = existsSync(this.epochFile) ? Number(readFileSync(this.epochFile, 'utf8')) : 0;
    if (!Number.isInteger(epoch)) throw new CorruptFileError(this.epochFile, 'it is no number');
    return epoch;
  }

  /**
   * Starts a new epoch and returns it: from now on an earlier holder acknowledges nothing and has no scratch folder.
   * @param lastWriter the last epoch in the journal, which may come from another folder
   */
  async takeOver(lastWriter: number): Promise<number> {
    // Where the epoch cannot be read, the journal has the last one.
    const last = await this.readEpoch().catch((error) => {
      if (!(error instanceof CorruptFileError)) throw error;
      return 0;
    });
    const epoch = Math.max(last, lastWriter) + 1;
    await replaceFile(this.epochFile, `${epoch}\n`);
    await mkdir(join(this.folder, 'tmp'), { recursive: true });
    await syncFolder(this.folder);
    for (const old of await readdir(join(this.folder, 'tmp'))) {
      const moved = join(this.folder, 'tmp', `${old}-over-${epoch}`);
      await rename(join(this.folder, 'tmp', old), moved).catch(ignoreMissing);
      await rm(moved, { recursive: true, force: true });
    }
    await mkdir(this.scratchFolder(epoch));
    await this.#removeOldGenerations();
    return epoch;
  }
}

/** The paths in one generation of the store. */
export class StorePaths {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get documents(): string {
    return join(this.folder, 'documents');
  }

  get journal(): string {
    return join(this.folder, 'journal');
  }

  get index(): string {
    return join(this.folder, 'index.log');
  }

  /** Keys come from channels too: a hashed key cannot name a path outside the folder. */
  document(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.documents, name.slice(0, 3), `${name}.json`);
  }
}
