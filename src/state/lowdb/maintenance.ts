import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Entry, Tallied, tallying } from '../index/index-entry.ts';
import { notThere, syncFolder, withFile } from './atomic-write.ts';
import { writeFiles } from './checkpoint.ts';
import { CorruptFile, StoreClosed } from './corrupt-file.ts';
import { rowSchema } from './document-file.ts';
import { type Listed, writeIndex } from './index-log.ts';
import { emptyJournal, holding } from './journal-files.ts';
import { Layout, type StorePlaces } from './layout.ts';
import { lock } from './lock.ts';
import { LowdbDocuments } from './lowdb-documents.ts';

interface Checked {
  readonly documents: number;
  /** What cannot be read, each with what to do. */
  readonly damaged: readonly Error[];
}

/** Reads every document of a data folder, whether a process has it or not. */
export async function check(folder: string): Promise<Checked> {
  const damaged: Error[] = [];
  const documents = await LowdbDocuments.look(folder, { onFault: (error) => damaged.push(error) });
  const keys = documents.keys();
  for (const key of keys) {
    await documents.read(key).catch(async (error: Error) => {
      if (!(error instanceof CorruptFile)) throw error;
      // A program that runs may have removed it meanwhile.
      const again = await LowdbDocuments.look(folder);
      await again.read(key).catch((still: Error) => damaged.push(still));
    });
  }
  return { documents: keys.length, damaged };
}

/**
 * Copies a data folder, whether a process has it or not: the copy is how it was at one moment after this began.
 * @throws {StoreClosed} that says what to do when nothing is there, or something is where the copy should be
 */
export async function backup(folder: string, to: string): Promise<Checked> {
  const from = await storeOf(folder);
  if ((await readdir(to).catch(notThere))?.length) {
    throw new StoreClosed(`${to} is not empty: name a folder that is not there yet`);
  }
  await mkdir(to, { recursive: true });
  const layout = new Layout(to);
  const copy = await layout.next();
  // The index first and the journal last: what changes meanwhile is in the journal, from before the index's end.
  await holding(from.journal, () => copyStore(from, copy));
  await layout.adopt(copy);
  const checked = await check(to);
  const [flaw] = checked.damaged;
  if (flaw) throw flaw;
  return checked;
}

/** Puts a backup in the place of what is in a data folder: all of it or, whenever it is cut off, nothing. */
export async function restore(folder: string, from: string): Promise<Checked> {
  const source = await storeOf(from);
  const checked = await check(from);
  const [flaw] = checked.damaged;
  if (flaw) throw flaw;
  await alone(folder, async (layout) => {
    const next = await layout.next();
    await copyStore(source, next);
    await layout.adopt(next);
  });
  return checked;
}

/** A document as it was kept before there was a journal. */
const first = z.object({
  format: z.literal(1),
  key: z.string(),
  version: z.number().int().positive(),
  index: z.array(rowSchema),
  value: z.unknown(),
});

/** Brings a data folder of the first format to this one: all of it or, whenever it is cut off, nothing. */
export async function migrate(folder: string): Promise<number> {
  return alone(folder, async (layout) => {
    const old = join(folder, 'documents');
    const files = await readdir(old, { recursive: true }).catch(notThere);
    if (!files) throw new StoreClosed(`There is nothing of an earlier format in ${folder}: start the program`);
    if (await layout.newest()) {
      throw new StoreClosed(
        `The data in ${folder} is of this version’s format already: remove ${old}, an earlier copy`,
      );
    }
    async function* entries(): AsyncGenerator<Entry> {
      for (const name of (files ?? []).filter((one) => one.endsWith('.json'))) {
        const path = join(old, name);
        const { key, version, index, value } = firstFormat(path, await readFile(path, 'utf8'));
        yield { key, version, rows: index, text: JSON.stringify(value) };
      }
    }
    const count = await built(layout, entries());
    await rm(old, { recursive: true });
    return count;
  });
}

/**
 * Copies documents into a data folder in which nothing was ever kept: all of them or none.
 * @throws {StoreClosed} that says what to do when something is there
 */
export async function takeIn(folder: string, entries: AsyncIterable<Entry>): Promise<Tallied> {
  const given = new Tallied();
  await alone(folder, async (layout) => {
    if (await layout.store()) throw new StoreClosed(`${folder} is not empty: set DATA_DIR to a new folder`);
    await built(layout, tallying(entries, given));
  });
  const taken = new Tallied();
  for await (const entry of (await LowdbDocuments.look(folder)).entries()) taken.add(entry);
  if (!taken.equals(given)) throw new StoreClosed(`What was read back from ${folder} differs: remove it and try again`);
  return given;
}

/** Makes a generation of the store of these documents. How many they are. */
async function built(layout: Layout, entries: AsyncIterable<Entry>): Promise<number> {
  const next = await layout.next();
  const listed: Listed[] = [];
  for await (const entry of entries) {
    await writeFiles([entry], { places: next, scratch: next.folder });
    listed.push({ key: entry.key, version: entry.version, rows: entry.rows });
  }
  await emptyJournal(next.journal);
  await writeIndex(next, next.folder, { epoch: 0, upTo: 0 }, listed);
  await layout.adopt(next);
  return listed.length;
}

function firstFormat(path: string, text: string): z.infer<typeof first> {
  try {
    return first.parse(JSON.parse(text));
  } catch {
    throw new CorruptFile(path, 'it is no document of the first format', 'put back a copy of it from a backup');
  }
}

async function storeOf(folder: string): Promise<StorePlaces> {
  const places = await new Layout(folder).store();
  if (!places) throw new StoreClosed(`There is no data in ${folder}: name the folder that the program's data is in`);
  return places;
}

/** Does something with a folder that no process has. */
async function alone<T>(folder: string, act: (layout: Layout) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const release = await lock(folder);
  try {
    const layout = new Layout(folder);
    // Whoever held it before may only be asleep: from here on it acknowledges nothing more.
    if (await layout.newest()) await layout.takeOver(0);
    return await act(layout);
  } finally {
    await release();
  }
}

async function copyStore(from: StorePlaces, to: StorePlaces): Promise<void> {
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

/** Durable once its folder is synced; what was removed meanwhile is left out. */
async function copyFile(from: string, to: string): Promise<void> {
  await cp(from, to).catch(notThere);
  await withFile(to, 'r+', (file) => file.sync()).catch(notThere);
}
