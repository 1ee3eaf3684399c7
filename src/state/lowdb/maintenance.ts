import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DocumentDigest, type DocumentEntry, withDigest } from '../index/document-entry.ts';
import { ignoreMissing, syncFolder, withFile } from './atomic-write.ts';
import { writeDocuments } from './checkpoint.ts';
import { CorruptFileError, StoreClosedError } from './corrupt-file.ts';
import { rowSchema } from './document-file.ts';
import type { IndexEntry } from './document-index.ts';
import { writeIndex } from './index-log.ts';
import { createJournal, withHold } from './journal-files.ts';
import { Layout, type StorePaths } from './layout.ts';
import { lockFolder } from './lock.ts';
import { LowdbDocuments } from './lowdb-documents.ts';

interface CheckResult {
  readonly documents: number;
  /** What cannot be read; each message says what to do. */
  readonly errors: readonly Error[];
}

/** Reads every document of a data folder, even while a process holds it. */
export async function check(folder: string): Promise<CheckResult> {
  const errors: Error[] = [];
  const documents = await LowdbDocuments.openReadOnly(folder, { onError: (error) => errors.push(error) });
  const keys = documents.keys();
  for (const key of keys) {
    await documents.read(key).catch(async (error: Error) => {
      if (!(error instanceof CorruptFileError)) throw error;
      // A running program may have removed it meanwhile.
      const reopened = await LowdbDocuments.openReadOnly(folder);
      await reopened.read(key).catch((repeated: Error) => errors.push(repeated));
    });
  }
  return { documents: keys.length, errors };
}

/**
 * Copies a data folder, even while a process holds it: the copy shows one moment after the start of the backup.
 * @throws {StoreClosedError} when the folder has no data, or the target is not empty; the message says what to do
 */
export async function backup(folder: string, to: string): Promise<CheckResult> {
  const source = await existingStore(folder);
  if ((await readdir(to).catch(ignoreMissing))?.length) {
    throw new StoreClosedError(`${to} is not empty: name a folder that is not there yet`);
  }
  await mkdir(to, { recursive: true });
  const layout = new Layout(to);
  const copy = await layout.startGeneration();
  // The index first and the journal last: the journal then has every change since the position of the index.
  await withHold(source.journal, () => copyStore(source, copy));
  await layout.adopt(copy);
  const checked = await check(to);
  const [firstError] = checked.errors;
  if (firstError) throw firstError;
  return checked;
}

/** Replaces the data of a folder with a backup, atomically even when it is interrupted. */
export async function restore(folder: string, from: string): Promise<CheckResult> {
  const source = await existingStore(from);
  const checked = await check(from);
  const [firstError] = checked.errors;
  if (firstError) throw firstError;
  await withLockedFolder(folder, async (layout) => {
    const next = await layout.startGeneration();
    await copyStore(source, next);
    await layout.adopt(next);
  });
  return checked;
}

/** A document in the first format, which had no journal. */
const firstFormatSchema = z.object({
  format: z.literal(1),
  key: z.string(),
  version: z.number().int().positive(),
  index: z.array(rowSchema),
  value: z.unknown(),
});

/**
 * Migrates a data folder of the first format to this one, atomically even when it is interrupted. Returns the number of
 * documents.
 */
export async function migrate(folder: string): Promise<number> {
  return withLockedFolder(folder, async (layout) => {
    const oldFolder = join(folder, 'documents');
    const files = await readdir(oldFolder, { recursive: true }).catch(ignoreMissing);
    if (!files) throw new StoreClosedError(`There is nothing of an earlier format in ${folder}: start the program`);
    if (await layout.newest()) {
      throw new StoreClosedError(
        `The data in ${folder} is of this version’s format already: remove ${oldFolder}, an earlier copy`,
      );
    }
    async function* entries(): AsyncGenerator<DocumentEntry> {
      for (const name of (files ?? []).filter((name) => name.endsWith('.json'))) {
        const path = join(oldFolder, name);
        const { key, version, index, value } = parseFirstFormat(path, await readFile(path, 'utf8'));
        yield { key, version, rows: index, text: JSON.stringify(value) };
      }
    }
    const count = await buildStore(layout, entries());
    await rm(oldFolder, { recursive: true });
    return count;
  });
}

/**
 * Imports documents into an empty data folder: all of them or none.
 * @throws {StoreClosedError} when the folder is not empty; the message says what to do
 */
export async function importDocuments(folder: string, entries: AsyncIterable<DocumentEntry>): Promise<DocumentDigest> {
  const written = new DocumentDigest();
  await withLockedFolder(folder, async (layout) => {
    if (await layout.store()) throw new StoreClosedError(`${folder} is not empty: set DATA_DIR to a new folder`);
    await buildStore(layout, withDigest(entries, written));
  });
  const readBack = new DocumentDigest();
  for await (const entry of (await LowdbDocuments.openReadOnly(folder)).entries()) readBack.add(entry);
  if (!readBack.equals(written))
    throw new StoreClosedError(`What was read back from ${folder} differs: remove it and try again`);
  return written;
}

/** Builds a generation of the store from documents, and returns their number. */
async function buildStore(layout: Layout, entries: AsyncIterable<DocumentEntry>): Promise<number> {
  const next = await layout.startGeneration();
  const indexEntries: IndexEntry[] = [];
  for await (const entry of entries) {
    await writeDocuments([entry], { paths: next, scratch: next.folder });
    indexEntries.push({ key: entry.key, version: entry.version, rows: entry.rows });
  }
  await createJournal(next.journal);
  await writeIndex(next, next.folder, { epoch: 0, upTo: 0 }, indexEntries);
  await layout.adopt(next);
  return indexEntries.length;
}

function parseFirstFormat(path: string, text: string): z.infer<typeof firstFormatSchema> {
  try {
    return firstFormatSchema.parse(JSON.parse(text));
  } catch {
    throw new CorruptFileError(path, 'it is no document of the first format', 'put back a copy of it from a backup');
  }
}

async function existingStore(folder: string): Promise<StorePaths> {
  const paths = await new Layout(folder).store();
  if (!paths)
    throw new StoreClosedError(`There is no data in ${folder}: name the folder that the program's data is in`);
  return paths;
}

/** Runs a task on a folder that no other process holds. */
async function withLockedFolder<T>(folder: string, task: (layout: Layout) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const release = await lockFolder(folder);
  try {
    const layout = new Layout(folder);
    // An earlier holder may only be suspended: from here on it acknowledges nothing.
    if (await layout.newest()) await layout.takeOver(0);
    return await task(layout);
  } finally {
    await release();
  }
}

async function copyStore(from: StorePaths, to: StorePaths): Promise<void> {
  await copyFile(from.index, to.index);
  for (const name of await readdir(from.documents)) {
    await mkdir(join(to.documents, name), { recursive: true });
    await copyFolder(join(from.documents, name), join(to.documents, name));
  }
  await syncFolder(to.documents);
  await copyFolder(from.journal, to.journal);
}

async function copyFolder(from: string, to: string): Promise<void> {
  for (const name of (await readdir(from)).sort()) {
    if (/\.(json|log)$/.test(name)) await copyFile(join(from, name), join(to, name));
  }
  await syncFolder(to);
}

/** Copies a file, durable once its folder is synced; a file that was removed meanwhile is left out. */
async function copyFile(from: string, to: string): Promise<void> {
  await cp(from, to).catch(ignoreMissing);
  await withFile(to, 'r+', (file) => file.sync()).catch(ignoreMissing);
}
