import { access, constants, mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Low } from 'lowdb';
import type {
  Documents,
  Filter,
  IndexMatch,
  Query,
  Tally,
  VersionedDocument,
  WriteOptions,
} from '../../application/ports/documents.ts';
import { ConflictError } from '../../application/ports/errors.ts';
import { KeyedQueue } from '../../application/runtime/keyed-queue.ts';
import type { DocumentEntry } from '../index/document-entry.ts';
import { toRows } from '../index/index-rows.ts';
import { writeDocuments } from './checkpoint.ts';
import { CorruptFileError, StoreClosedError, takenOverError } from './corrupt-file.ts';
import { DocumentFile, type StoredDocument } from './document-file.ts';
import { DocumentIndex, type IndexEntry } from './document-index.ts';
import { appendIndex, isTooLong, writeIndex } from './index-log.ts';
import { Journal } from './journal.ts';
import { type Change, isOnHold, lastEpoch } from './journal-files.ts';
import { Layout, type StorePaths } from './layout.ts';
import { lockFolder } from './lock.ts';
import { createStore, readStore, type StoreContents } from './recovery.ts';

/** The callbacks and the timing of a store. */
export interface StoreOptions {
  /** Called for what was repaired, or failed and will be retried; no data is lost. */
  readonly onError?: (error: Error) => void;
  /** Called when the store accepts no more changes. */
  readonly onClosed?: (reason: StoreClosedError) => void;
  /** Milliseconds after which changes in the journal are written to the document files. */
  readonly checkpointEvery?: number;
}

/** Bytes of the journal from which a checkpoint is due at once: a start has to read the journal. */
const MAX_JOURNAL_LENGTH = 64_000_000;
/** Characters of unwritten documents from which writers have to wait for a checkpoint. */
const MAX_UNWRITTEN_LENGTH = 128_000_000;
const CHECKPOINT_EVERY = 5_000;
const CHECKPOINT_RETRY_DELAY = 1_000;
const READ_ATTEMPTS = 25;
const READ_RETRY_DELAY = 20;

/**
 * Stores documents in lowdb, one file each, behind a journal: a change is acknowledged once it is durable in the journal, and
 * written to its file later. Versions and index rows are held in memory.
 */
export class LowdbDocuments implements Documents {
  readonly #layout: Layout;
  readonly #paths: StorePaths;
  readonly #epoch: number;
  readonly #release: () => Promise<void>;
  readonly #options: StoreOptions;
  #index = new DocumentIndex();
  readonly #unwritten = new Map<string, Change>();
  #unwrittenLength = 0;
  readonly #writes = new KeyedQueue();
  #journal: Journal | undefined;
  /** The number of the last change in the document files, and the number of entries in the index file. */
  #upTo = 0;
  #indexEntries = 0;
  #checkpointing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed: StoreClosedError | undefined;

  private constructor(
    layout: Layout,
    paths: StorePaths,
    lock: { readonly epoch: number; readonly release: () => Promise<void> },
    options: StoreOptions,
  ) {
    this.#layout = layout;
    this.#paths = paths;
    this.#epoch = lock.epoch;
    this.#release = lock.release;
    this.#options = options;
  }

  /**
   * Opens the store of a data folder exclusively; creates it in an empty folder.
   * @throws {StoreClosedError} when another process holds the folder
   * @throws {CorruptFileError} when acknowledged changes cannot be read back; a single corrupt document does not prevent the
   * start
   */
  static async open(folder: string, options: StoreOptions = {}): Promise<LowdbDocuments> {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const release = await lockFolder(folder);
    try {
      const layout = new Layout(folder);
      const paths = (await layout.store()) ?? (await createStore(layout));
      // From here on an earlier holder acknowledges nothing, so that what is read next is complete.
      const epoch = await layout.takeOver(await lastEpoch(paths.journal));
      const documents = new LowdbDocuments(layout, paths, { epoch, release }, options);
      await documents.#load();
      return documents;
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Opens the store of a data folder to read what was acknowledged until now, even while another process holds it. */
  static async openReadOnly(folder: string, options: StoreOptions = {}): Promise<LowdbDocuments> {
    const layout = new Layout(folder);
    const paths = await layout.store();
    if (!paths) throw new StoreClosedError(`There is no data in ${folder}: set DATA_DIR to the data folder`);
    const documents = new LowdbDocuments(layout, paths, { epoch: 0, release: async () => undefined }, options);
    documents.#restore(await retryWhileCorrupt(() => readStore(paths)));
    documents.#closed = new StoreClosedError('The store was opened to be read');
    return documents;
  }

  #restore({ index, changes, errors }: StoreContents): void {
    this.#index = index;
    for (const change of changes) this.#apply(change);
    for (const error of errors) this.#options.onError?.(error);
  }

  async #load(): Promise<void> {
    const store = await readStore(this.#paths, this.#epoch);
    const { next, names } = store;
    this.#upTo = store.upTo;
    this.#indexEntries = store.entries;
    this.#restore(store);
    this.#journal = await Journal.open({
      folder: this.#paths.journal,
      epoch: this.#epoch,
      next,
      names,
      isHolder: async () => (await this.#layout.readEpoch()) === this.#epoch,
      onDurable: (changes) => {
        for (const change of changes) this.#apply(change);
        this.#scheduleCheckpoint();
      },
    });
    this.#scheduleCheckpoint();
  }

  async read<T>(key: string): Promise<VersionedDocument<T> | undefined> {
    const unwritten = this.#unwritten.get(key);
    const document = unwritten ?? (await this.#readFile(key));
    return document?.text === undefined
      ? undefined
      : { value: JSON.parse(document.text) as T, version: document.version };
  }

  write<T>(key: string, value: T, options: WriteOptions = {}): Promise<number> {
    const { ifVersion } = options;
    const rows = toRows(options.index);
    return this.#writes.run(key, async () => {
      // A file that was not read yet is read before it is overwritten: it may be corrupt.
      const isUnread = ifVersion === undefined || this.#index.versionOf(key) === 0;
      if (isUnread && !this.#unwritten.has(key)) await this.#readFile(key);
      const version = this.#index.versionOf(key);
      if (ifVersion !== undefined && ifVersion !== version) throw new ConflictError(key);
      await this.#append({ key, version: version + 1, rows, text: JSON.stringify(value) });
      return version + 1;
    });
  }

  delete(key: string): Promise<void> {
    return this.#writes.run(key, async () => {
      if (this.#index.versionOf(key) > 0) await this.#append({ key, version: 0, rows: [] });
    });
  }

  async find(query: Query): Promise<readonly IndexMatch[]> {
    return this.#index.rows.find(query);
  }

  /** Only one process uses the store, so that it claims everything that is due. */
  claim(query: Parameters<Documents['claim']>[0]): Promise<readonly IndexMatch[]> {
    return this.find({ ...query, orderBy: 'due' });
  }

  async tally(filter: Filter, of?: Parameters<Documents['tally']>[1]): Promise<readonly Tally[]> {
    return this.#index.rows.tally(filter, of);
  }

  /** The keys of all documents. */
  keys(): readonly string[] {
    return this.#index.keys();
  }

  /** All documents. */
  async *entries(): AsyncGenerator<DocumentEntry> {
    for (const key of this.keys()) {
      const document = this.#unwritten.get(key) ?? (await this.#readFile(key));
      if (document?.text === undefined) continue;
      yield { key, version: document.version, text: document.text, rows: this.#index.rows.of(key) };
    }
  }

  /** Writes all documents to their files and releases the folder. */
  async close(): Promise<void> {
    this.#closed ??= new StoreClosedError('The store was closed: start the program again');
    clearTimeout(this.#timer);
    await this.#checkpointing?.catch(() => undefined);
    await this.checkpoint().catch((error: Error) => this.#options.onError?.(error));
    await this.#journal?.close(this.#closed);
    await this.#release();
  }

  /** Writes the journal's changes to the document files, and removes the segments that are no longer needed. */
  checkpoint(): Promise<void> {
    this.#checkpointing ??= this.#checkpoint().finally(() => {
      this.#checkpointing = undefined;
    });
    return this.#checkpointing;
  }

  async #checkpoint(): Promise<void> {
    const journal = this.#journal;
    if (!journal || this.#unwritten.size === 0) return;
    const closed = await journal.rotate();
    const changes = [...this.#unwritten.values()];
    const paths = this.#paths;
    const scratch = this.#layout.scratchFolder(this.#epoch);
    await writeDocuments(changes, { paths, scratch });
    if ((await this.#layout.readEpoch()) !== this.#epoch) throw takenOverError();
    await this.#writeIndex(closed.upTo, changes);
    for (const change of changes) if (this.#unwritten.get(change.key) === change) this.#markWritten(change);
    if (!(await isOnHold(paths.journal, Date.now()))) await journal.remove(closed.names);
  }

  /** Records in the index what is in the document files now. */
  async #writeIndex(upTo: number, changes: readonly Change[]): Promise<void> {
    const { index } = this.#paths;
    const entries = this.#indexEntries + changes.length;
    const checkpoint = { epoch: this.#epoch, upTo };
    // Until the write succeeds the index counts as too long: nothing may follow a torn line, so that it is rewritten.
    this.#indexEntries = Number.POSITIVE_INFINITY;
    if (isTooLong(entries, this.#index.size)) {
      await writeIndex(this.#paths, this.#layout.scratchFolder(this.#epoch), checkpoint, this.#index.all());
      this.#indexEntries = this.#index.size;
    } else {
      await appendIndex(index, { ...checkpoint, previous: this.#upTo }, changes.map(toIndexEntry));
      this.#indexEntries = entries;
    }
    this.#upTo = upTo;
  }

  #markWritten(change: Change): void {
    this.#unwritten.delete(change.key);
    this.#unwrittenLength -= textLength(change);
  }

  async #append(change: Change): Promise<void> {
    if (this.#closed) throw this.#closed;
    while (this.#unwrittenLength > MAX_UNWRITTEN_LENGTH) await this.checkpoint();
    try {
      await (this.#journal as Journal).append(change);
    } catch (error) {
      if (error instanceof StoreClosedError) this.#shutDown(error);
      throw error;
    }
  }

  /** Applies a durable change in memory. */
  #apply(change: Change): void {
    this.#unwrittenLength += textLength(change) - textLength(this.#unwritten.get(change.key));
    this.#unwritten.set(change.key, change);
    this.#index.set(change);
  }

  /**
   * Reads a document's file.
   * @throws {CorruptFileError} when it is not the version that was written last
   */
  async #readFile(key: string): Promise<StoredDocument | undefined> {
    for (;;) {
      const version = this.#index.versionOf(key);
      const path = this.#paths.document(key);
      const document = await readDocumentFile(path);
      // The file was written or removed during the read, so that the content may be outdated.
      const unwritten = this.#unwritten.get(key);
      if (unwritten) return unwritten.text === undefined ? undefined : { ...unwritten, text: unwritten.text };
      if (this.#index.versionOf(key) !== version) continue;
      if (!document) {
        if (version > 0) throw new CorruptFileError(path, 'it is missing');
        return undefined;
      }
      if (document.key !== key) throw new CorruptFileError(path, 'it is another document');
      if (document.version < version) {
        throw new CorruptFileError(path, `it is generation ${document.version}, and ${version} was written`);
      }
      // The index was older than the file and lacked its rows.
      if (document.version > version) this.#index.set(document);
      return document;
    }
  }

  /** Schedules a checkpoint for changes that are only in the journal. */
  #scheduleCheckpoint(): void {
    if (this.#closed || this.#unwritten.size === 0) return;
    const { checkpointEvery = CHECKPOINT_EVERY } = this.#options;
    if ((this.#journal?.length ?? 0) > MAX_JOURNAL_LENGTH) this.#checkpointSoon();
    else this.#timer ??= setTimeout(() => this.#checkpointSoon(), checkpointEvery).unref();
  }

  #checkpointSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#checkpointing) return;
    this.checkpoint()
      .catch(async (error: Error) => {
        if (error instanceof StoreClosedError) return this.#shutDown(error);
        this.#options.onError?.(error);
        await pause(CHECKPOINT_RETRY_DELAY, undefined, { ref: false });
      })
      .finally(() => this.#scheduleCheckpoint());
  }

  #shutDown(reason: StoreClosedError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#options.onClosed?.(reason);
  }
}

const textLength = (change: Change | undefined): number => change?.text?.length ?? 0;

const toIndexEntry = ({ key, version, rows }: Change): IndexEntry => ({ key, version, rows });

async function readDocumentFile(path: string): Promise<StoredDocument | null> {
  const low = new Low<StoredDocument | null>(new DocumentFile(path) as never, null);
  await low.read();
  return low.data;
}

/** Reads files that another process may be changing, and retries when some of them disappeared meanwhile. */
async function retryWhileCorrupt<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CorruptFileError) || attempt === READ_ATTEMPTS) throw error;
      await pause(READ_RETRY_DELAY);
    }
  }
}
