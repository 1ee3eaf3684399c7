import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing, replaceFile, syncFolder } from './atomic-write.ts';
import { CorruptFileError } from './corrupt-file.ts';

const STORE_FOLDER = /^store-(\d+)$/;

/**
 * What lies in a data folder: one generation of the store, the newest when another was just put in its place; `epoch`
 * counts who held the folder; `tmp/<epoch>` is where only that holder makes files.
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

  /** The generation there is; nothing where nothing was ever kept. */
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

  /** The generation there is, however little else there may be. */
  async newest(): Promise<StorePaths | undefined> {
    const number = (await this.#generations()).at(-1);
    return number === undefined ? undefined : this.#generation(number);
  }

  /** Where the next generation is built. What an attempt that was cut off left behind is taken away. */
  async startGeneration(): Promise<StorePaths> {
    const paths = new StorePaths(join(this.folder, 'building'));
    await rm(paths.folder, { recursive: true, force: true });
    await mkdir(paths.documents, { recursive: true });
    await mkdir(paths.journal);
    return paths;
  }

  /** Makes the generation that was built the one there is, in one step; those before are taken away. */
  async adopt(generation: StorePaths): Promise<StorePaths> {
    const generations = await this.#generations();
    const adopted = this.#generation((generations.at(-1) ?? 0) + 1);
    await syncFolder(generation.folder);
    await rename(generation.folder, adopted.folder);
    await syncFolder(this.folder);
    await this.#removeOldGenerations();
    return adopted;
  }

  /** Takes away what lies there from before: putting another generation in place may have been cut off. */
  async #removeOldGenerations(): Promise<void> {
    for (const old of (await this.#generations()).slice(0, -1)) {
      await rm(this.#generation(old).folder, { recursive: true, force: true });
    }
  }

  #generation(number: number): StorePaths {
    return new StorePaths(join(this.folder, `store-${number}`));
  }

  /** Oldest first. */
  async #generations(): Promise<readonly number[]> {
    const names = (await readdir(this.folder).catch(ignoreMissing)) ?? [];
    return names
      .flatMap((name) => STORE_FOLDER.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other);
  }

  /** How many have held the folder. */
  async readEpoch(): Promise<number> {
    // Not by a thread: every batch of changes waits for it, and it is a few bytes that were just read.
    const epoch = existsSync(this.epochFile) ? Number(readFileSync(this.epochFile, 'utf8')) : 0;
    if (!Number.isInteger(epoch)) throw new CorruptFileError(this.epochFile, 'it is no number');
    return epoch;
  }

  /**
   * Makes whoever holds it the last one who can change files here: from now on an earlier holder acknowledges nothing,
   * and has nowhere to make files.
   * @param lastWriter whoever wrote the journal last, which may have come from another folder
   */
  async takeOver(lastWriter: number): Promise<number> {
    // Where it cannot be read, the journal says who was the last one.
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

/** Where the parts of one generation of the store are. */
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

  /** Keys come from channels too: as a hash they cannot name a place outside the folder. */
  document(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.documents, name.slice(0, 3), `${name}.json`);
  }
}
