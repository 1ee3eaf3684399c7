import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './atomic-write.ts';
import { StoreClosedError, takenOverError } from './corrupt-file.ts';
import { type Change, changeJson, encodeHeader, segmentName } from './journal-files.ts';
import { LineWriter } from './record-format.ts';

interface PendingChange {
  readonly change: Change;
  readonly json: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface JournalOptions {
  readonly folder: string;
  readonly epoch: number;
  /** The number of the next change. */
  readonly next: number;
  /** The existing segments. */
  readonly names: readonly string[];
  /** Whether this process still holds the folder; checked after each write, before its changes are acknowledged. */
  readonly isHolder: () => Promise<boolean>;
  /** Receives durable changes, in order. */
  readonly onDurable: (changes: readonly Change[]) => void;
}

/** Characters in one write; during a write, callers of the previous one can prepare their next change. */
const MAX_BATCH_LENGTH = 500_000;

/** The write-ahead journal: changes that wait at the same time share one write and one sync before they are acknowledged. */
export class Journal {
  readonly #options: JournalOptions;
  #file: FileHandle | undefined;
  #segmentName = '';
  #segmentNumber = 0;
  /** The number of durable bytes. */
  #length = 0;
  readonly #lines = new LineWriter();
  #nextNumber: number;
  #segmentNames: readonly string[];
  #pending: PendingChange[] = [];
  #rotations: { readonly resolve: (sealed: ClosedSegments) => void; readonly reject: (error: unknown) => void }[] = [];
  #running: Promise<void> | undefined;
  #closed: StoreClosedError | undefined;

  private constructor(options: JournalOptions) {
    this.#options = options;
    this.#nextNumber = options.next;
    this.#segmentNames = options.names;
  }

  static async open(options: JournalOptions): Promise<Journal> {
    const journal = new Journal(options);
    await journal.#openSegment();
    return journal;
  }

  /** The number of durable bytes in the current segment. */
  get length(): number {
    return this.#length;
  }

  /**
   * Resolves once the change is durable.
   * @throws the error of the disk; the change is then not stored
   */
  append(change: Change): Promise<void> {
    const json = changeJson(change);
    return new Promise((resolve, reject) => {
      this.#pending.push({ change, json, resolve, reject });
      this.#start();
    });
  }

  /** Starts a new segment, and returns the previous ones, which have all changes that are durable by now. */
  rotate(): Promise<ClosedSegments> {
    return new Promise((resolve, reject) => {
      this.#rotations.push({ resolve, reject });
      this.#start();
    });
  }

  /** Removes segments whose changes are all in document files. */
  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(this.#options.folder, name), { force: true });
    this.#segmentNames = this.#segmentNames.filter((name) => !names.includes(name));
  }

  /** Accepts no more changes, after those that were appended before. */
  async close(why: StoreClosedError): Promise<void> {
    this.#closed ??= why;
    await this.#running;
    await this.#file?.close();
    this.#file = undefined;
  }

  #start(): void {
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
      if (this.#pending.length + this.#rotations.length > 0) this.#start();
    });
  }

  async #drain(): Promise<void> {
    // Changes that are appended in the same tick share the first write.
    await new Promise(setImmediate);
    while (this.#pending.length + this.#rotations.length > 0) {
      const batch = this.#nextBatch();
      if (batch.length > 0) await this.#write(batch);
      const rotations = this.#rotations.splice(0);
      if (rotations.length > 0) await this.#rotate(rotations);
    }
  }

  #nextBatch(): readonly PendingChange[] {
    let size = 0;
    const end = this.#pending.findIndex(({ json }) => {
      for (const part of json) size += part.length;
      return size > MAX_BATCH_LENGTH;
    });
    return this.#pending.splice(0, end < 0 ? this.#pending.length : Math.max(1, end));
  }

  async #write(batch: readonly PendingChange[]): Promise<void> {
    try {
      if (this.#closed) throw this.#closed;
      const file = this.#file as FileHandle;
      const bytes = this.#lines.encode(
        batch.flatMap(({ json }, index) => [index === 0 ? '[' : ',', ...json]).concat(']'),
      );
      const isHolder = await this.#writeDurably(file, bytes).catch(async (error) => {
        await this.#rollBack(error);
        throw error;
      });
      if (!isHolder) {
        this.#closed = takenOverError();
        throw this.#closed;
      }
      this.#length += bytes.length;
      this.#nextNumber += batch.length;
      this.#options.onDurable(batch.map(({ change }) => change));
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { resolve } of batch) resolve();
  }

  /** Writes and syncs. Returns whether this process still held the folder afterwards. */
  async #writeDurably(file: FileHandle, bytes: Buffer): Promise<boolean> {
    await writeAll(file, bytes, this.#length);
    await file.datasync();
    return this.#options.isHolder();
  }

  /** Removes a failed write, so that the next start does not find it. */
  async #rollBack(cause: unknown): Promise<void> {
    try {
      await this.#file?.truncate(this.#length);
      await this.#file?.datasync();
    } catch {
      this.#closed = new StoreClosedError(
        `The journal ${join(this.#options.folder, this.#segmentName)} cannot be written (${(cause as Error).message}): mend the disk and start the program again`,
      );
    }
  }

  async #rotate(requests: readonly { resolve: (sealed: ClosedSegments) => void; reject: (error: unknown) => void }[]) {
    try {
      if (this.#closed) throw this.#closed;
      const closed = { names: this.#segmentNames, upTo: this.#nextNumber - 1 };
      await this.#openSegment();
      for (const { resolve } of requests) resolve(closed);
    } catch (error) {
      for (const { reject } of requests) reject(error);
    }
  }

  async #openSegment(): Promise<void> {
    const { folder, epoch } = this.#options;
    // A number is never reused: a failed attempt may have left its file.
    this.#segmentNumber++;
    const name = segmentName(epoch, this.#segmentNumber);
    const path = join(folder, name);
    const header = encodeHeader(this.#nextNumber);
    const file = await open(path, 'wx');
    try {
      await writeAll(file, header, 0);
      await file.sync();
      await syncFolder(folder);
    } catch (error) {
      await file.close();
      await rm(path, { force: true });
      throw error;
    }
    await this.#file?.close();
    this.#file = file;
    this.#segmentName = name;
    this.#length = header.length;
    this.#segmentNames = [...this.#segmentNames, name];
  }
}

/** Segments that are complete, and the number of the last change in them. */
export interface ClosedSegments {
  readonly names: readonly string[];
  readonly upTo: number;
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  }
}
