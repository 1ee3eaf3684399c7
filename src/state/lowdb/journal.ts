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
  /** Files that were there already. */
  readonly names: readonly string[];
  /** Whether this process still holds the folder; asked after every write, before anything is acknowledged. */
  readonly isHolder: () => Promise<boolean>;
  /** Takes up what is durable from now on, in its order. */
  readonly onDurable: (changes: readonly Change[]) => void;
}

/** Letters written at once: while they are, whoever was written before them gets ready for the next time. */
const MAX_BATCH_LENGTH = 500_000;

/** What changed, written down before anybody is told: one write and one sync for all who wait. */
export class Journal {
  readonly #options: JournalOptions;
  #file: FileHandle | undefined;
  #segmentName = '';
  #segmentNumber = 0;
  /** Bytes that are durable. */
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

  /** Bytes of the file that is being written. */
  get length(): number {
    return this.#length;
  }

  /**
   * Resolves once it is durable.
   * @throws whatever the disk says, and then it was not kept
   */
  append(change: Change): Promise<void> {
    const json = changeJson(change);
    return new Promise((resolve, reject) => {
      this.#pending.push({ change, json, resolve, reject });
      this.#start();
    });
  }

  /** Goes on in a new file: all that was durable before lies in others. */
  rotate(): Promise<ClosedSegments> {
    return new Promise((resolve, reject) => {
      this.#rotations.push({ resolve, reject });
      this.#start();
    });
  }

  /** Takes files away whose changes are all kept elsewhere. */
  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(this.#options.folder, name), { force: true });
    this.#segmentNames = this.#segmentNames.filter((name) => !names.includes(name));
  }

  /** Takes no more; what was asked before is still done. */
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
    // Whoever asks in the same moment is written at once with the first.
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

  /** Whether this process still held the folder when it was durable. */
  async #writeDurably(file: FileHandle, bytes: Buffer): Promise<boolean> {
    await writeAll(file, bytes, this.#length);
    await file.datasync();
    return this.#options.isHolder();
  }

  /** What was refused must not be found at the next start. */
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
    // A name is never used again: what a try that failed left behind may be there still.
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

/** Files that are not written any more, and the number of the last change in them. */
export interface ClosedSegments {
  readonly names: readonly string[];
  readonly upTo: number;
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  }
}
