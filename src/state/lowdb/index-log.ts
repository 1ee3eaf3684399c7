import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports/ports.ts';
import type { Value } from '../index/column.ts';
import { replaceFile, syncFolder, withFile } from './atomic-write.ts';
import { CorruptFile } from './corrupt-file.ts';
import { DocumentFile } from './document-file.ts';
import { DocumentIndex } from './document-index.ts';
import type { StorePlaces } from './layout.ts';
import { lineOf, readLines } from './record-format.ts';

/** What is known of a document without reading it; version 0 when it was deleted. */
export interface Listed {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly IndexRow[];
}

/** A column: what each row has in it, which of some values it has, or what all of them have. */
type Cells =
  | readonly (Value | null)[]
  | { readonly values: readonly (Value | null)[]; readonly which: readonly number[] }
  | Value;

/** Rows of one kind, column by column; each belongs to one of the documents. */
interface Rows {
  readonly of: readonly number[];
  readonly columns: Readonly<Record<string, Cells>>;
}

/** Rows that have a value together, at least, for it to be written once. */
const MOST_SHARE = 4;

/** How far the documents' files are, and which holder of the folder says so. */
interface Mark {
  readonly epoch: number;
  readonly upTo: number;
}

const part = z.object({
  epoch: z.number().int().nonnegative(),
  /** All changes up to this one are in the documents' files. */
  upTo: z.number().int().nonnegative(),
  keys: z.array(z.string()),
  /** 0 where the document was deleted. */
  versions: z.array(z.number()),
  // Whole by its sum: looking at each row once more would double the time a start takes.
  kinds: z.custom<Readonly<Record<string, Rows>>>((one) => typeof one === 'object'),
});

function lineFor({ epoch, upTo }: Mark, all: readonly Listed[]): Buffer {
  const kinds = new Map<string, { of: number[]; rows: IndexRow[] }>();
  for (const [at, { rows }] of all.entries()) {
    for (const row of rows) {
      const kind = kinds.get(row.kind) ?? { of: [], rows: [] };
      kinds.set(row.kind, kind);
      kind.of.push(at);
      kind.rows.push(row);
    }
  }
  const columnsOf = (rows: readonly IndexRow[]) => {
    const names = new Set(rows.flatMap((row) => Object.keys(row)));
    names.delete('kind');
    return Object.fromEntries([...names].map((name) => [name, cellsOf(rows.map((row) => row[name] ?? null))]));
  };
  return lineOf(
    JSON.stringify({
      epoch,
      upTo,
      keys: all.map(({ key }) => key),
      versions: all.map(({ version }) => version),
      kinds: Object.fromEntries([...kinds].map(([kind, { of, rows }]) => [kind, { of, columns: columnsOf(rows) }])),
    }),
  );
}

function cellsOf(column: readonly (Value | null)[]): Cells {
  const values = [...new Set(column)];
  const [first = null] = values;
  if (first !== null && values.length === 1) return first;
  if (values.length * MOST_SHARE > column.length) return column;
  const places = new Map(values.map((value, at) => [value, at]));
  return { values, which: column.map((value) => places.get(value) as number) };
}

interface IndexRead {
  readonly upTo: number;
  readonly catalogue: DocumentIndex;
  /** How many entries the file has, outdated ones too. */
  readonly entries: number;
  /** Whether writing its last line was cut off. */
  readonly torn: boolean;
}

/** What lies in the documents' files, as it was written down at each checkpoint; nothing when that cannot be used. */
export async function readIndex(path: string): Promise<IndexRead | undefined> {
  const catalogue = new DocumentIndex();
  let [epoch, upTo, entries] = [0, -1, 0];
  const lines = await readLines(path, (json) => {
    const line = part.parse(JSON.parse(json));
    // Written by a holder who did not know yet that another one had taken over.
    if (line.epoch < epoch) return;
    ({ epoch, upTo } = line);
    const { keys, versions, kinds } = line;
    entries += keys.length;
    catalogue.begin(keys, versions);
    for (const [kind, { of, columns }] of Object.entries(kinds)) {
      const readers = Object.entries(columns).map(([name, cells]) => [name, readerOf(cells)] as const);
      catalogue.rows.load(
        kind,
        of.map((at) => keys[at] as string),
        new Map(readers),
      );
    }
  });
  return lines && upTo >= 0 ? { upTo, catalogue, entries, torn: lines.torn } : undefined;
}

function readerOf(cells: Cells): (row: number) => Value | undefined {
  if (typeof cells !== 'object') return () => cells;
  if (!('which' in cells)) return (row) => cells[row] ?? undefined;
  const { values, which } = cells;
  return (row) => values[which[row] as number] ?? undefined;
}

/** Writes down what was put into documents' files. */
export async function appendIndex(
  path: string,
  { epoch, before, upTo }: Mark & { readonly before: number },
  all: readonly Listed[],
): Promise<void> {
  await withFile(path, 'a', async (file) => {
    for (const some of batches(all)) await file.appendFile(lineFor({ epoch, upTo: before }, some));
    // Said last: were the writing cut off before, the journal still has it all.
    await file.appendFile(lineFor({ epoch, upTo }, []));
    await file.datasync();
  });
}

/** Whether an index has so many outdated entries that it is better made anew. */
export const isTooLong = (entries: number, documents: number): boolean => entries > 2 * documents + 10_000;

/** Documents in a line: one that is short is read without needing much memory for it. */
const AT_ONCE = 200;

function* batches(all: Iterable<Listed>): Generator<readonly Listed[]> {
  let some: Listed[] = [];
  for (const one of all) {
    if (some.push(one) < AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Writes the whole index anew. */
export async function writeIndex(
  places: StorePlaces,
  scratch: string,
  mark: Mark,
  all: Iterable<Listed>,
): Promise<void> {
  // Line by line: a large index is no reason to keep everybody waiting.
  function* lines(): Generator<Buffer> {
    yield lineFor(mark, []);
    for (const some of batches(all)) yield lineFor(mark, some);
  }
  await replaceFile(places.index, lines(), { scratch });
  await syncFolder(places.folder);
}

/** Every document's file there is, by its path. */
async function* documentFiles(places: StorePlaces): AsyncGenerator<string> {
  for (const folder of await readdir(places.documents)) {
    for (const name of await readdir(join(places.documents, folder))) {
      if (name.endsWith('.json') && !name.endsWith('.previous.json')) yield join(places.documents, folder, name);
    }
  }
}

/** Reads what documents there are from their files: those that are damaged are left out. */
export async function rebuiltIndex(
  places: StorePlaces,
): Promise<{ readonly catalogue: DocumentIndex; readonly damaged: readonly Error[] }> {
  const catalogue = new DocumentIndex();
  const damaged: Error[] = [];
  for await (const path of documentFiles(places)) {
    try {
      const kept = await new DocumentFile(path).read();
      if (kept && places.document(kept.key) !== path) throw new CorruptFile(path, 'it is another document');
      if (kept) catalogue.list(kept);
    } catch (error) {
      if (!(error instanceof CorruptFile)) throw error;
      damaged.push(error);
    }
  }
  return { catalogue, damaged };
}
