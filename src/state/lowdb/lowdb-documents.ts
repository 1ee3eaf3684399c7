import { access, constants, mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Low } from 'lowdb';
import {
  Conflict,
  type Documents,
  type Filter,
  type Found,
  type Query,
  type Stored,
  type Tally,
  type WriteOptions,
} from '../../application/ports/ports.ts';
import { KeyedQueue } from '../../application/runtime/keyed-queue.ts';
import type { Entry } from '../index/index-entry.ts';
import { rowsIn } from '../index/index-rows.ts';
import { writeFiles } from './checkpoint.ts';
import { CorruptFile, StoreClosed, takenOver } from './corrupt-file.ts';
import { DocumentFile, type Kept } from './document-file.ts';
import { DocumentIndex } from './document-index.ts';
import { appendIndex, isTooLong, type Listed, writeIndex } from './index-log.ts';
import { Journal } from './journal.ts';
import { type Change, isHeld, lastHolder } from './journal-files.ts';
import { Layout, type StorePlaces } from './layout.ts';
import { lock } from './lock.ts';
import { begin, readStore, type StoreRead } from './recovery.ts';

/** What a store does by itself, and whom it tells of what goes wrong. */
export interface StoreOptions {
  /** Told what was mended or could not be done yet; nothing is lost by it. */
  readonly onFault?: (error: Error) => void;
  /** Told that it takes no more changes. */
  readonly onClosed?: (why: StoreClosed) => void;
  /** Milliseconds after which what is only in the journal is put into the documents' files. */
  readonly checkpointEvery?: number;
}

/** A journal longer than this is cut: it is what a start has to read. */
const LONGEST_JOURNAL = 64_000_000;
/** Letters that may wait for their files before whoever writes has to wait as well. */
const MOST_UNWRITTEN = 128_000_000;
const CHECKPOINT_EVERY = 5_000;
const RETRY_AFTER = 1_000;
const STEADY_TRIES = 25;
const STEADY_PAUSE = 20;

/**
 * Documents in lowdb, one file each, behind a journal: a change is acknowledged once it is durable there, and put into its
 * file later. Versions and index rows are held in memory.
 */
export class LowdbDocuments implements Documents {
  readonly #layout: Layout;
  readonly #places: StorePlaces;
  readonly #epoch: number;
  readonly #release: () => Promise<void>;
  readonly #options: StoreOptions;
  #catalogue = new DocumentIndex();
  readonly #dirty = new Map<string, Change>();
  #unwritten = 0;
  readonly #writes = new KeyedQueue();
  #journal: Journal | undefined;
  /** The last change that is in a document's file, and how many entries the index has. */
  #upTo = 0;
  #indexEntries = 0;
  #checkpointing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed: StoreClosed | undefined;

  private constructor(
    layout: Layout,
    places: StorePlaces,
    held: { readonly epoch: number; readonly release: () => Promise<void> },
    options: StoreOptions,
  ) {
    this.#layout = layout;
    this.#places = places;
    this.#epoch = held.epoch;
    this.#release = held.release;
    this.#options = options;
  }

  /**
   * Opens the store of a data folder for this process alone; makes one where nothing was ever kept.
   * @throws {StoreClosed} when another process has it
   * @throws {CorruptFile} when what was acknowledged cannot be read back; one damaged document is no reason
   */
  static async open(folder: string, options: StoreOptions = {}): Promise<LowdbDocuments> {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const release = await lock(folder);
    try {
      const layout = new Layout(folder);
      const places = (await layout.store()) ?? (await begin(layout));
      // From here on an earlier holder acknowledges nothing more, so what is read next is all there is.
      const epoch = await layout.takeOver(await lastHolder(places.journal));
      const documents = new LowdbDocuments(layout, places, { epoch, release }, options);
      await documents.#load();
      return documents;
    } catch (error) {
      await release();
      throw error;
    }
  }

  /**
   * Reads the store of a data folder, whether a process has it or not. It shows what was acknowledged until now, and takes
   * no change.
   */
  static async look(folder: string, options: StoreOptions = {}): Promise<LowdbDocuments> {
    const layout = new Layout(folder);
    const places = await layout.store();
    if (!places) throw new StoreClosed(`There is no data in ${folder}: set DATA_DIR to the data folder`);
    const documents = new LowdbDocuments(layout, places, { epoch: 0, release: async () => undefined }, options);
    documents.#takeUp(await steadily(() => readStore(places)));
    documents.#closed = new StoreClosed('The store was opened to be read');
    return documents;
  }

  #takeUp({ catalogue, changes, faults }: StoreRead): void {
    this.#catalogue = catalogue;
    for (const change of changes) this.#take(change);
    for (const fault of faults) this.#options.onFault?.(fault);
  }

  async #load(): Promise<void> {
    const store = await readStore(this.#places, this.#epoch);
    const { next, names } = store;
    this.#upTo = store.upTo;
    this.#indexEntries = store.entries;
    this.#takeUp(store);
    this.#journal = await Journal.open({
      folder: this.#places.journal,
      epoch: this.#epoch,
      next,
      names,
      held: async () => (await this.#layout.readEpoch()) === this.#epoch,
      take: (all) => {
        for (const change of all) this.#take(change);
        this.#later();
      },
    });
    this.#later();
  }

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    const unwritten = this.#dirty.get(key);
    const kept = unwritten ?? (await this.#kept(key));
    return kept?.text === undefined ? undefined : { value: JSON.parse(kept.text) as T, version: kept.version };
  }

  write<T>(key: string, value: T, options: WriteOptions = {}): Promise<number> {
    const { ifVersion } = options;
    const rows = rowsIn(options.index);
    return this.#writes.run(key, async () => {
      // A file that nobody has read is read before it is written over: it may be damaged.
      const unread = ifVersion === undefined || this.#catalogue.versionOf(key) === 0;
      if (unread && !this.#dirty.has(key)) await this.#kept(key);
      const held = this.#catalogue.versionOf(key);
      if (ifVersion !== undefined && ifVersion !== held) throw new Conflict(key);
      await this.#append({ key, version: held + 1, rows, text: JSON.stringify(value) });
      return held + 1;
    });
  }

  delete(key: string): Promise<void> {
    return this.#writes.run(key, async () => {
      if (this.#catalogue.versionOf(key) > 0) await this.#append({ key, version: 0, rows: [] });
    });
  }

  async find(query: Query): Promise<readonly Found[]> {
    return this.#catalogue.rows.find(query);
  }

  /** One process has the store: what is due is all its own. */
  claim(query: Parameters<Documents['claim']>[0]): Promise<readonly Found[]> {
    return this.find({ ...query, orderBy: 'due' });
  }

  async tally(filter: Filter, of?: Parameters<Documents['tally']>[1]): Promise<readonly Tally[]> {
    return this.#catalogue.rows.tally(filter, of);
  }

  /** The keys of all documents there are now. */
  keys(): readonly string[] {
    return this.#catalogue.keys();
  }

  /** Every document there is. */
  async *entries(): AsyncGenerator<Entry> {
    for (const key of this.keys()) {
      const kept = this.#dirty.get(key) ?? (await this.#kept(key));
      if (kept?.text === undefined) continue;
      yield { key, version: kept.version, text: kept.text, rows: this.#catalogue.rows.of(key) };
    }
  }

  /** Puts everything into its file, and lets the folder go. */
  async close(): Promise<void> {
    this.#closed ??= new StoreClosed('The store was closed: start the program again');
    clearTimeout(this.#timer);
    await this.#checkpointing?.catch(() => undefined);
    await this.checkpoint().catch((error: Error) => this.#options.onFault?.(error));
    await this.#journal?.close(this.#closed);
    await this.#release();
  }

  /** Puts what is only in the journal into the documents' files, and cuts the journal. */
  checkpoint(): Promise<void> {
    this.#checkpointing ??= this.#checkpoint().finally(() => {
      this.#checkpointing = undefined;
    });
    return this.#checkpointing;
  }

  async #checkpoint(): Promise<void> {
    const journal = this.#journal;
    if (!journal || this.#dirty.size === 0) return;
    const sealed = await journal.rotate();
    const all = [...this.#dirty.values()];
    const places = this.#places;
    const scratch = this.#layout.scratch(this.#epoch);
    await writeFiles(all, { places, scratch });
    if ((await this.#layout.readEpoch()) !== this.#epoch) throw takenOver();
    await this.#index(sealed.upTo, all);
    for (const one of all) if (this.#dirty.get(one.key) === one) this.#clean(one);
    if (!(await isHeld(places.journal, Date.now()))) await journal.remove(sealed.names);
  }

  /** Notes what is in the documents' files by now. */
  async #index(upTo: number, all: readonly Change[]): Promise<void> {
    const { index } = this.#places;
    const entries = this.#indexEntries + all.length;
    const mark = { epoch: this.#epoch, upTo };
    // Nothing may follow a line that was cut off: then it is written anew.
    this.#indexEntries = Number.POSITIVE_INFINITY;
    if (isTooLong(entries, this.#catalogue.size)) {
      await writeIndex(this.#places, this.#layout.scratch(this.#epoch), mark, this.#catalogue.all());
      this.#indexEntries = this.#catalogue.size;
    } else {
      await appendIndex(index, { ...mark, before: this.#upTo }, all.map(listedOf));
      this.#indexEntries = entries;
    }
    this.#upTo = upTo;
  }

  #clean(one: Change): void {
    this.#dirty.delete(one.key);
    this.#unwritten -= sizeOf(one);
  }

  async #append(change: Change): Promise<void> {
    if (this.#closed) throw this.#closed;
    while (this.#unwritten > MOST_UNWRITTEN) await this.checkpoint();
    try {
      await (this.#journal as Journal).append(change);
    } catch (error) {
      if (error instanceof StoreClosed) this.#lost(error);
      throw error;
    }
  }

  /** Takes up a change that is durable. */
  #take(change: Change): void {
    this.#unwritten += sizeOf(change) - sizeOf(this.#dirty.get(change.key));
    this.#dirty.set(change.key, change);
    this.#catalogue.list(change);
  }

  /** What lies in a document's file: what was written last, or a fault that says so. */
  async #kept(key: string): Promise<Kept | undefined> {
    for (;;) {
      const version = this.#catalogue.versionOf(key);
      const path = this.#places.document(key);
      const kept = await fileOf(path);
      // Written, or removed, while it was read: what was read may be from before.
      const unwritten = this.#dirty.get(key);
      if (unwritten) return unwritten.text === undefined ? undefined : { ...unwritten, text: unwritten.text };
      if (this.#catalogue.versionOf(key) !== version) continue;
      if (!kept) {
        if (version > 0) throw new CorruptFile(path, 'it is missing');
        return undefined;
      }
      if (kept.key !== key) throw new CorruptFile(path, 'it is another document');
      if (kept.version < version) {
        throw new CorruptFile(path, `it is generation ${kept.version}, and ${version} was written`);
      }
      // Its rows were not known: the index was older than the file.
      if (kept.version > version) this.#catalogue.list(kept);
      return kept;
    }
  }

  /** Sees to it that what is only in the journal gets into its files before long. */
  #later(): void {
    if (this.#closed || this.#dirty.size === 0) return;
    const { checkpointEvery = CHECKPOINT_EVERY } = this.#options;
    if ((this.#journal?.length ?? 0) > LONGEST_JOURNAL) this.#now();
    else this.#timer ??= setTimeout(() => this.#now(), checkpointEvery).unref();
  }

  #now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#checkpointing) return;
    this.checkpoint()
      .catch(async (error: Error) => {
        if (error instanceof StoreClosed) return this.#lost(error);
        this.#options.onFault?.(error);
        await pause(RETRY_AFTER, undefined, { ref: false });
      })
      .finally(() => this.#later());
  }

  #lost(why: StoreClosed): void {
    if (this.#closed) return;
    this.#closed = why;
    this.#options.onClosed?.(why);
  }
}

const sizeOf = (one: Change | undefined): number => one?.text?.length ?? 0;

const listedOf = ({ key, version, rows }: Change): Listed => ({ key, version, rows });

async function fileOf(path: string): Promise<Kept | null> {
  const low = new Low<Kept | null>(new DocumentFile(path) as never, null);
  await low.read();
  return low.data;
}

/** Reads what another process may be changing: what disappears while it is read is read once more. */
async function steadily<T>(read: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CorruptFile) || tries === STEADY_TRIES) throw error;
      await pause(STEADY_PAUSE);
    }
  }
}
