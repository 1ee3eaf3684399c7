import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports.ts';
import type { Value } from '../column.ts';
import { Catalogue } from './catalogue.ts';
import { DamagedFile } from './damaged.ts';
import { DocumentFile } from './document-file.ts';
import { replaceFile, syncFolder, withFile } from './durable.ts';
import type { StorePlaces } from './layout.ts';
import { lineOf, readLines } from './lines.ts';

/** What is known of a document without reading it; version 0 when it was deleted. */
export interface Listed {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly IndexRow[];
}

/** Rows of one shape have the same columns: their names are written once. */
type Entry = readonly [key: string, version: number, ...rows: (readonly [shape: number, ...values: Value[]])[]];
const part = z.object({
  /** All changes up to this one are in the documents' files. */
  upTo: z.number().int().nonnegative(),
  shapes: z.array(z.array(z.string())),
  // Whole by its sum: looking at each row once more would double the time a start takes.
  listed: z.custom<readonly Entry[]>(Array.isArray),
});

function lineFor(upTo: number, all: readonly Listed[]): string {
  const shapes = new Map<string, number>();
  const entries = all.map(({ key, version, rows }): Entry => {
    const written = rows.map((row) => {
      const names = Object.keys(row).filter((name) => row[name] !== undefined);
      const shape = JSON.stringify(names);
      const number = shapes.get(shape) ?? shapes.size;
      shapes.set(shape, number);
      return [number, ...names.map((name) => row[name] as Value)] as const;
    });
    return [key, version, ...written];
  });
  return lineOf(JSON.stringify({ upTo, shapes: [...shapes.keys()].map((one) => JSON.parse(one)), listed: entries }));
}

interface IndexRead {
  readonly upTo: number;
  readonly catalogue: Catalogue;
  /** How many entries the file has, outdated ones too. */
  readonly entries: number;
  /** Whether writing its last line was cut off. */
  readonly torn: boolean;
}

/** What lies in the documents' files, as it was written down at each checkpoint; nothing when that cannot be used. */
export async function readIndex(path: string): Promise<IndexRead | undefined> {
  const catalogue = new Catalogue();
  let [upTo, entries] = [-1, 0];
  const lines = await readLines(path, (json) => {
    const { upTo: to, shapes, listed } = part.parse(JSON.parse(json));
    upTo = to;
    entries += listed.length;
    for (const [key, version, ...written] of listed) {
      const rows = written.map(([shape, ...values]) => rowOf(shapes[shape] ?? [], values));
      catalogue.list({ key, version, rows });
    }
  });
  return lines && upTo >= 0 ? { upTo, catalogue, entries, torn: lines.torn } : undefined;
}

function rowOf(names: readonly string[], values: readonly Value[]): IndexRow {
  const row: Record<string, Value | undefined> = {};
  for (const [at, name] of names.entries()) row[name] = values[at];
  return row as IndexRow;
}

/** Writes down what was put into documents' files. */
export async function appendIndex(path: string, upTo: number, all: readonly Listed[]): Promise<void> {
  await withFile(path, 'a', async (file) => {
    await file.writeFile(lineFor(upTo, all));
    await file.datasync();
  });
}

/** Whether an index has so many outdated entries that it is better made anew. */
export const isTooLong = (entries: number, documents: number): boolean => entries > 2 * documents + 10_000;

const AT_ONCE = 1_000;

/** Writes the whole index anew. */
export async function writeIndex(
  places: StorePlaces,
  scratch: string,
  upTo: number,
  all: Iterable<Listed>,
): Promise<void> {
  const lines = [lineFor(upTo, [])];
  let some: Listed[] = [];
  for (const one of all) {
    some.push(one);
    if (some.length < AT_ONCE) continue;
    lines.push(lineFor(upTo, some));
    some = [];
    // A large index is no reason to keep everybody waiting.
    await new Promise(setImmediate);
  }
  lines.push(lineFor(upTo, some));
  await replaceFile(places.index, lines.join(''), { scratch });
  await syncFolder(places.folder);
}

/** Every document's file there is, by its path. */
export async function* documentFiles(places: StorePlaces): AsyncGenerator<string> {
  for (const folder of await readdir(places.documents)) {
    for (const name of await readdir(join(places.documents, folder))) {
      if (name.endsWith('.json') && !name.endsWith('.previous.json')) yield join(places.documents, folder, name);
    }
  }
}

/** Reads what documents there are from their files: those that are damaged are left out. */
export async function rebuiltIndex(
  places: StorePlaces,
): Promise<{ readonly catalogue: Catalogue; readonly damaged: readonly Error[] }> {
  const catalogue = new Catalogue();
  const damaged: Error[] = [];
  for await (const path of documentFiles(places)) {
    try {
      const kept = await new DocumentFile(path).read();
      if (kept && places.document(kept.key) !== path) throw new DamagedFile(path, 'it is another document');
      if (kept) catalogue.list(kept);
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      damaged.push(error);
    }
  }
  return { catalogue, damaged };
}
