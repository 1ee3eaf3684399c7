import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports/documents.ts';
import type { Value } from '../index/column.ts';
import { replaceFile, syncFolder, withFile } from './atomic-write.ts';
import { CorruptFileError } from './corrupt-file.ts';
import { DocumentFile } from './document-file.ts';
import { DocumentIndex, type IndexEntry } from './document-index.ts';
import type { StorePaths } from './layout.ts';
import { encodeLine, readLines } from './record-format.ts';

/** A column: a value for each row, an index into few different values for each row, or one value for all rows. */
type EncodedColumn =
  | readonly (Value | null)[]
  | { readonly values: readonly (Value | null)[]; readonly which: readonly number[] }
  | Value;

/** The rows of one kind, column by column. `of` has the position of each row's document. */
interface EncodedRows {
  readonly of: readonly number[];
  readonly columns: Readonly<Record<string, EncodedColumn>>;
}

/** The average number of rows per value from which each value is written only once. */
const MIN_REPEATS = 4;

/** How far the document files are, and the epoch of the process that wrote this. */
interface CheckpointMark {
  readonly epoch: number;
  readonly upTo: number;
}

const lineSchema = z.object({
  epoch: z.number().int().nonnegative(),
  /** All changes up to this number are in the document files. */
  upTo: z.number().int().nonnegative(),
  keys: z.array(z.string()),
  /** 0 where the document is deleted. */
  versions: z.array(z.number()),
  // The checksum covers the rows: validating each of them would double the start time.
  kinds: z.custom<Readonly<Record<string, EncodedRows>>>((one) => typeof one === 'object'),
});

function encodeEntries({ epoch, upTo }: CheckpointMark, entries: readonly IndexEntry[]): Buffer {
  const kinds = new Map<string, { of: number[]; rows: IndexRow[] }>();
  for (const [position, { rows }] of entries.entries()) {
    for (const row of rows) {
      const kind = kinds.get(row.kind) ?? { of: [], rows: [] };
      kinds.set(row.kind, kind);
      kind.of.push(position);
      kind.rows.push(row);
    }
  }
  const encodeColumns = (rows: readonly IndexRow[]) => {
    const names = new Set(rows.flatMap((row) => Object.keys(row)));
    names.delete('kind');
    return Object.fromEntries([...names].map((name) => [name, encodeColumn(rows.map((row) => row[name] ?? null))]));
  };
  return encodeLine(
    JSON.stringify({
      epoch,
      upTo,
      keys: entries.map(({ key }) => key),
      versions: entries.map(({ version }) => version),
      kinds: Object.fromEntries([...kinds].map(([kind, { of, rows }]) => [kind, { of, columns: encodeColumns(rows) }])),
    }),
  );
}

function encodeColumn(column: readonly (Value | null)[]): EncodedColumn {
  const values = [...new Set(column)];
  const [first = null] = values;
  if (first !== null && values.length === 1) return first;
  if (values.length * MIN_REPEATS > column.length) return column;
  const positions = new Map(values.map((value, at) => [value, at]));
  return { values, which: column.map((value) => positions.get(value) as number) };
}

interface IndexContents {
  readonly upTo: number;
  readonly index: DocumentIndex;
  /** The number of entries in the file, including outdated ones. */
  readonly entries: number;
  /** Whether the last line was only partly written. */
  readonly isTorn: boolean;
}

/** Reads the index of the document files, as each checkpoint extended it; `undefined` when it is unusable. */
export async function readIndex(path: string): Promise<IndexContents | undefined> {
  const index = new DocumentIndex();
  let [epoch, upTo, entries] = [0, -1, 0];
  const lines = await readLines(path, (json) => {
    const line = lineSchema.parse(JSON.parse(json));
    // Written by an earlier holder that did not know yet that another process took over.
    if (line.epoch < epoch) return;
    ({ epoch, upTo } = line);
    const { keys, versions, kinds } = line;
    entries += keys.length;
    index.begin(keys, versions);
    for (const [kind, { of, columns }] of Object.entries(kinds)) {
      const columnReaders = Object.entries(columns).map(([name, cells]) => [name, columnReader(cells)] as const);
      index.rows.load(
        kind,
        of.map((at) => keys[at] as string),
        new Map(columnReaders),
      );
    }
  });
  return lines && upTo >= 0 ? { upTo, index, entries, isTorn: lines.isTorn } : undefined;
}

function columnReader(encoded: EncodedColumn): (row: number) => Value | undefined {
  if (typeof encoded !== 'object') return () => encoded;
  if (!('which' in encoded)) return (row) => encoded[row] ?? undefined;
  const { values, which: valueIndexes } = encoded;
  return (row) => values[valueIndexes[row] as number] ?? undefined;
}

/** Appends the documents that a checkpoint wrote. */
export async function appendIndex(
  path: string,
  { epoch, previous, upTo }: CheckpointMark & { readonly previous: number },
  entries: readonly IndexEntry[],
): Promise<void> {
  await withFile(path, 'a', async (file) => {
    for (const batch of inBatches(entries)) await file.appendFile(encodeEntries({ epoch, upTo: previous }, batch));
    // The new position comes last: if the write is cut off before it, the journal still has all changes.
    await file.appendFile(encodeEntries({ epoch, upTo }, []));
    await file.datasync();
  });
}

/** Whether an index has so many outdated entries that it should be rewritten. */
export const isTooLong = (entries: number, documents: number): boolean => entries > 2 * documents + 10_000;

/** Documents in a line; short lines are read with little memory. */
const BATCH_SIZE = 200;

function* inBatches(entries: Iterable<IndexEntry>): Generator<readonly IndexEntry[]> {
  let batch: IndexEntry[] = [];
  for (const entry of entries) {
    if (batch.push(entry) < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Rewrites the whole index. */
export async function writeIndex(
  paths: StorePaths,
  scratch: string,
  checkpoint: CheckpointMark,
  entries: Iterable<IndexEntry>,
): Promise<void> {
  // Line by line, so that a large index does not block the event loop.
  function* lines(): Generator<Buffer> {
    yield encodeEntries(checkpoint, []);
    for (const batch of inBatches(entries)) yield encodeEntries(checkpoint, batch);
  }
  await replaceFile(paths.index, lines(), { scratch });
  await syncFolder(paths.folder);
}

/** The paths of all document files. */
async function* listDocumentFiles(paths: StorePaths): AsyncGenerator<string> {
  for (const folder of await readdir(paths.documents)) {
    for (const name of await readdir(join(paths.documents, folder))) {
      if (name.endsWith('.json') && !name.endsWith('.previous.json')) yield join(paths.documents, folder, name);
    }
  }
}

/** Builds the index from the document files; corrupt ones are left out. */
export async function rebuildIndex(
  paths: StorePaths,
): Promise<{ readonly index: DocumentIndex; readonly errors: readonly Error[] }> {
  const index = new DocumentIndex();
  const errors: Error[] = [];
  for await (const path of listDocumentFiles(paths)) {
    try {
      const document = await new DocumentFile(path).read();
      if (document && paths.document(document.key) !== path) throw new CorruptFileError(path, 'it is another document');
      if (document) index.set(document);
    } catch (error) {
      if (!(error instanceof CorruptFileError)) throw error;
      errors.push(error);
    }
  }
  return { index, errors };
}
