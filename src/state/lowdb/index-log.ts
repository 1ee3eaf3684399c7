import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports.ts';
import { DamagedFile } from './damaged.ts';
import { DocumentFile } from './document-file.ts';
import { replaceFile, syncFolder, textOf, withFile } from './durable.ts';
import type { StorePlaces } from './layout.ts';
import { lineOf, linesIn } from './lines.ts';

/** What is known of a document without reading it; version 0 when it was deleted. */
export interface Listed {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly IndexRow[];
}

type Entry = readonly [key: string, version: number, rows: readonly IndexRow[]];
const part = z.object({
  /** All changes up to this one are in the documents' files. */
  upTo: z.number().int().nonnegative(),
  // Whole by its sum: looking at each row once more would double the time a start takes.
  listed: z.custom<readonly Entry[]>(Array.isArray),
});

const lineFor = (upTo: number, all: readonly Listed[]): string =>
  lineOf(JSON.stringify({ upTo, listed: all.map(({ key, version, rows }) => [key, version, rows]) }));

interface IndexRead {
  readonly upTo: number;
  readonly listed: ReadonlyMap<string, Listed>;
  /** How many entries the file has, outdated ones too. */
  readonly entries: number;
  /** Whether writing its last line was cut off. */
  readonly torn: boolean;
}

/** What lies in the documents' files, as it was written down at each checkpoint; nothing when that cannot be used. */
export async function readIndex(path: string): Promise<IndexRead | undefined> {
  const content = (await textOf(path)) ?? '';
  const lines = linesIn(content);
  if (!lines || lines.texts.length === 0) return undefined;
  const known = new Map<string, Listed>();
  let [upTo, entries] = [0, 0];
  for (const text of lines.texts) {
    const { upTo: to, listed: all } = part.parse(JSON.parse(text));
    upTo = to;
    entries += all.length;
    for (const [key, version, rows] of all) {
      if (version === 0) known.delete(key);
      else known.set(key, { key, version, rows });
    }
  }
  return { upTo, listed: known, entries, torn: lines.whole < content.length };
}

/** Writes down what was put into documents' files. */
export async function appendIndex(path: string, upTo: number, all: readonly Listed[]): Promise<void> {
  await withFile(path, 'a', async (file) => {
    await file.writeFile(lineFor(upTo, all));
    await file.datasync();
  });
}

const AT_ONCE = 1_000;

/** Writes the whole index anew. */
export async function writeIndex(
  places: StorePlaces,
  scratch: string,
  upTo: number,
  all: readonly Listed[],
): Promise<void> {
  const lines = [lineFor(upTo, [])];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    lines.push(lineFor(upTo, all.slice(at, at + AT_ONCE)));
    // A large index is no reason to keep everybody waiting.
    await new Promise(setImmediate);
  }
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
): Promise<{ all: readonly Listed[]; damaged: readonly Error[] }> {
  const all: Listed[] = [];
  const damaged: Error[] = [];
  for await (const path of documentFiles(places)) {
    try {
      const kept = await new DocumentFile(path).read();
      if (kept && places.document(kept.key) !== path) throw new DamagedFile(path, 'it is another document');
      if (kept) all.push({ key: kept.key, version: kept.version, rows: kept.rows });
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      damaged.push(error);
    }
  }
  return { all, damaged };
}
