import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedFile } from './damaged.ts';
import { notThere, replaceFile, syncFolder, textOf } from './durable.ts';

/**
 * What lies in a data folder: `current` names the generation of the store there is, so that another takes its place in
 * one step; `epoch` counts who held it; `tmp/<epoch>` is where only that holder makes files.
 */
export class Layout {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get current(): string {
    return join(this.folder, 'current');
  }

  get epoch(): string {
    return join(this.folder, 'epoch');
  }

  scratch(epoch: number): string {
    return join(this.folder, 'tmp', String(epoch));
  }

  /** The generation there is; nothing where nothing was ever kept. */
  async store(): Promise<StorePlaces | undefined> {
    const name = (await textOf(this.current))?.trim();
    if (name !== undefined) {
      if (!/^store-\d+$/.test(name)) throw new DamagedFile(this.current, 'it names no store');
      return new StorePlaces(join(this.folder, name));
    }
    const found = await readdir(this.folder).catch(notThere);
    if (found?.some((one) => one.startsWith('store-'))) {
      throw new DamagedFile(
        this.current,
        'it is missing',
        `write the name of the newest "store-…" folder beside it into it: ${found.filter((one) => one.startsWith('store-')).join(', ')}`,
      );
    }
    if (found?.includes('documents')) {
      throw new DamagedFile(join(this.folder, 'documents'), 'it is of format 1', 'run "npm run data -- migrate"');
    }
    return undefined;
  }

  /** Where the next generation is built. What an attempt that was cut off left behind is taken away. */
  async next(): Promise<StorePlaces> {
    const name = (await textOf(this.current))?.trim() ?? 'store-0';
    const next = new StorePlaces(join(this.folder, `store-${Number(name.slice('store-'.length)) + 1}`));
    await rm(next.folder, { recursive: true, force: true });
    await mkdir(next.documents, { recursive: true });
    await mkdir(next.journal);
    return next;
  }

  /** Makes a generation that was built the one there is, in one step; the one before is taken away. */
  async adopt(next: StorePlaces): Promise<void> {
    await syncFolder(next.folder);
    const before = await this.store().catch(() => undefined);
    await replaceFile(this.current, `${next.name}\n`);
    await syncFolder(this.folder);
    if (before && before.name !== next.name) await rm(before.folder, { recursive: true, force: true });
  }

  /** How many have held the folder. */
  async readEpoch(): Promise<number> {
    const text = await textOf(this.epoch);
    const epoch = text === undefined ? 0 : Number(text);
    if (!Number.isInteger(epoch)) throw new DamagedFile(this.epoch, 'it is no number');
    return epoch;
  }

  /**
   * Makes whoever holds it the last one who can change files here: from now on an earlier holder acknowledges nothing,
   * and has nowhere to make files.
   */
  async takeOver(): Promise<number> {
    const epoch = (await this.readEpoch()) + 1;
    await replaceFile(this.epoch, `${epoch}\n`);
    await mkdir(join(this.folder, 'tmp'), { recursive: true });
    await syncFolder(this.folder);
    for (const old of await readdir(join(this.folder, 'tmp'))) {
      const away = join(this.folder, 'tmp', `${old}-over-${epoch}`);
      await rename(join(this.folder, 'tmp', old), away).catch(notThere);
      await rm(away, { recursive: true, force: true });
    }
    await mkdir(this.scratch(epoch));
    return epoch;
  }
}

/** Where the parts of one generation of the store are. */
export class StorePlaces {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get name(): string {
    return this.folder.split(/[\\/]/).at(-1) ?? '';
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
