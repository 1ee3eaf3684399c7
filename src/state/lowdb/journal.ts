import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './atomic-write.ts';
import { StoreClosed, takenOver } from './corrupt-file.ts';
import { type Change, headingOf, jsonOf, nameOf } from './journal-files.ts';
import { LineWriter } from './record-format.ts';

interface Waiting {
  readonly change: Change;
  readonly json: readonly string[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface JournalParts {
  readonly folder: string;
  readonly epoch: number;
  /** The number of the next change. */
  readonly next: number;
  /** Files that were there already. */
  readonly names: readonly string[];
  /** Whether this process still holds the folder; asked after every write, before anything is acknowledged. */
  readonly held: () => Promise<boolean>;
  /** Takes up what is durable from now on, in its order. */
  readonly take: (changes: readonly Change[]) => void;
}

/** Letters written at once: while they are, whoever was written before them gets ready for the next time. */
const MOST_AT_ONCE = 500_000;

/** What changed, written down before anybody is told: one write and one sync for all who wait. */
export class Journal {
  readonly #parts: JournalParts;
  #file: FileHandle | undefined;
  #name = '';
  #n = 0;
  /** Bytes that are durable. */
  #length = 0;
  readonly #lines = new LineWriter();
  #next: number;
  #names: readonly string[];
  #waiting: Waiting[] = [];
  #rotations: { readonly done: (sealed: Sealed) => void; readonly failed: (error: unknown) => void }[] = [];
  #running: Promise<void> | undefined;
  #closed: StoreClosed | undefined;

  private constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#next = parts.next;
    this.#names = parts.names;
  }

  static async open(parts: JournalParts): Promise<Journal> {
    const journal = new Journal(parts);
    await journal.#begin();
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
    const json = jsonOf(change);
    return new Promise((done, failed) => {
      this.#waiting.push({ change, json, done, failed });
      this.#run();
    });
  }

  /** Goes on in a new file: all that was durable before lies in others. */
  rotate(): Promise<Sealed> {
    return new Promise((done, failed) => {
      this.#rotations.push({ done, failed });
      this.#run();
    });
  }

  /** Takes files away whose changes are all kept elsewhere. */
  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(this.#parts.folder, name), { force: true });
    this.#names = this.#names.filter((name) => !names.includes(name));
  }

  /** Takes no more; what was asked before is still done. */
  async close(why: StoreClosed): Promise<void> {
    this.#closed ??= why;
    await this.#running;
    await this.#file?.close();
    this.#file = undefined;
  }

  #run(): void {
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length + this.#rotations.length > 0) this.#run();
    });
  }

  async #work(): Promise<void> {
    // Whoever asks in the same moment is written at once with the first.
    await new Promise(setImmediate);
    while (this.#waiting.length + this.#rotations.length > 0) {
      const batch = this.#batch();
      if (batch.length > 0) await this.#write(batch);
      const rotations = this.#rotations.splice(0);
      if (rotations.length > 0) await this.#rotate(rotations);
    }
  }

  #batch(): readonly Waiting[] {
    let size = 0;
    const end = this.#waiting.findIndex(({ json }) => {
      for (const part of json) size += part.length;
      return size > MOST_AT_ONCE;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(1, end));
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      if (this.#closed) throw this.#closed;
      const file = this.#file as FileHandle;
      const bytes = this.#lines.line(batch.flatMap(({ json }, at) => [at === 0 ? '[' : ',', ...json]).concat(']'));
      const held = await this.#durable(file, bytes).catch(async (error) => {
        await this.#takeBack(error);
        throw error;
      });
      if (!held) {
        this.#closed = takenOver();
        throw this.#closed;
      }
      this.#length += bytes.length;
      this.#next += batch.length;
      this.#parts.take(batch.map(({ change }) => change));
    } catch (error) {
      for (const { failed } of batch) failed(error);
      return;
    }
    for (const { done } of batch) done();
  }

  /** Whether this process still held the folder when it was durable. */
  async #durable(file: FileHandle, bytes: Buffer): Promise<boolean> {
    await writeAll(file, bytes, this.#length);
    await file.datasync();
    return this.#parts.held();
  }

  /** What was refused must not be found at the next start. */
  async #takeBack(why: unknown): Promise<void> {
    try {
      await this.#file?.truncate(this.#length);
      await this.#file?.datasync();
    } catch {
      this.#closed = new StoreClosed(
        `The journal ${join(this.#parts.folder, this.#name)} cannot be written (${(why as Error).message}): mend the disk and start the program again`,
      );
    }
  }

  async #rotate(waiting: readonly { done: (sealed: Sealed) => void; failed: (error: unknown) => void }[]) {
    try {
      if (this.#closed) throw this.#closed;
      const sealed = { names: this.#names, upTo: this.#next - 1 };
      await this.#begin();
      for (const { done } of waiting) done(sealed);
    } catch (error) {
      for (const { failed } of waiting) failed(error);
    }
  }

  async #begin(): Promise<void> {
    const { folder, epoch } = this.#parts;
    // A name is never used again: what a try that failed left behind may be there still.
    this.#n++;
    const name = nameOf(epoch, this.#n);
    const path = join(folder, name);
    const head = headingOf(this.#next);
    const file = await open(path, 'wx');
    try {
      await writeAll(file, head, 0);
      await file.sync();
      await syncFolder(folder);
    } catch (error) {
      await file.close();
      await rm(path, { force: true });
      throw error;
    }
    await this.#file?.close();
    this.#file = file;
    this.#name = name;
    this.#length = head.length;
    this.#names = [...this.#names, name];
  }
}

/** Files that are not written any more, and the number of the last change in them. */
export interface Sealed {
  readonly names: readonly string[];
  readonly upTo: number;
}

async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}
