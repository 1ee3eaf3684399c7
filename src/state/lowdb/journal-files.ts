import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports/documents.ts';
import { ignoreMissing, syncFolder, withFile } from './atomic-write.ts';
import { CorruptFileError } from './corrupt-file.ts';
import { rowSchema } from './document-file.ts';
import { encodeLine, readLines } from './record-format.ts';

/** One change of one document. */
export interface Change {
  readonly key: string;
  /** 0 when the document is deleted. */
  readonly version: number;
  readonly rows: readonly IndexRow[];
  /** The value as JSON; absent when the document is deleted. */
  readonly text?: string;
}

const changeSchema = z
  .object({
    key: z.string(),
    version: z.number().int().nonnegative(),
    rows: z.array(rowSchema),
    value: z.unknown(),
  })
  .transform(
    ({ key, version, rows, value }): Change => ({
      key,
      version,
      rows,
      ...(version > 0 && { text: JSON.stringify(value) }),
    }),
  );

/** The parts of a change's JSON text; its value is JSON already. */
export const changeJson = ({ key, version, rows, text = 'null' }: Change): readonly string[] => [
  `{"key":${JSON.stringify(key)},"version":${version},"rows":${JSON.stringify(rows)},"value":`,
  text,
  '}',
];

/** The first line of a journal segment. */
export const encodeHeader = (from: number): Buffer => encodeLine(JSON.stringify({ format: 1, from }));

const headerSchema = z.object({ format: z.number(), from: z.number().int().positive() });

/** A file of the journal: the epoch of the process that wrote it, and its number in that epoch. */
interface Segment {
  readonly name: string;
  readonly epoch: number;
  readonly n: number;
}

const SEGMENT_NAME = /^(\d{8})-(\d{8})\.log$/;
/** The name of the n-th segment of an epoch. */
export const segmentName = (epoch: number, n: number) =>
  `${String(epoch).padStart(8, '0')}-${String(n).padStart(8, '0')}.log`;

/** The contents of a journal. */
interface JournalContents {
  /** The number of the first change, and of the change after the last. */
  readonly from: number;
  readonly next: number;
  /** In the order in which they were acknowledged. */
  readonly changes: readonly Change[];
  readonly names: readonly string[];
}

/**
 * Reads a journal.
 * @param repair whether a torn last line is cut off; only the holder of the folder may do that
 * @throws {CorruptFileError} when a segment was changed or is missing
 */
export async function readJournal(folder: string, repair: boolean): Promise<JournalContents> {
  const segments = await listSegments(folder);
  if (segments.length === 0) throw new CorruptFileError(folder, 'its files are missing');
  const segmentsRead: { segment: Segment; from: number; changes: Change[] }[] = [];
  for (const [index, segment] of segments.entries()) {
    const isLast = segments[index + 1]?.epoch !== segment.epoch;
    const contents = await readSegment(join(folder, segment.name), { isLast, repair });
    // A process that stopped while it created a segment acknowledged nothing in it.
    if (contents) segmentsRead.push({ segment, ...contents });
  }
  let next = segmentsRead[0]?.from ?? 1;
  const changes: Change[] = [];
  for (const { segment, from, changes: segmentChanges } of segmentsRead) {
    // Changes that an earlier holder wrote after the next one took over were never acknowledged.
    const limit = segmentsRead.find((other) => other.segment.epoch > segment.epoch)?.from ?? Number.POSITIVE_INFINITY;
    const acknowledged = segmentChanges.slice(0, Math.max(0, limit - from));
    // An unused segment: its holder continued in the previous one, or nothing in it was acknowledged.
    if (acknowledged.length === 0 && (from <= next || from >= limit)) continue;
    if (from !== next) throw new CorruptFileError(join(folder, segment.name), 'what comes before it is missing');
    for (const acknowledgedChange of acknowledged) changes.push(acknowledgedChange);
    next = from + acknowledged.length;
  }
  return { from: segmentsRead[0]?.from ?? 1, next, changes, names: segments.map(({ name }) => name) };
}

async function listSegments(folder: string): Promise<readonly Segment[]> {
  return (await readdir(folder))
    .flatMap((name) => {
      const [, epoch, n] = SEGMENT_NAME.exec(name) ?? [];
      return epoch === undefined ? [] : [{ name, epoch: Number(epoch), n: Number(n) }];
    })
    .sort((one, other) => one.epoch - other.epoch || one.n - other.n);
}

/** The epoch of the last process that wrote to a journal. */
export const lastEpoch = async (folder: string): Promise<number> => (await listSegments(folder)).at(-1)?.epoch ?? 0;

async function readSegment(path: string, { isLast, repair }: { isLast: boolean; repair: boolean }) {
  const texts: string[] = [];
  const lines = await readLines(path, (json) => texts.push(json));
  if (!lines || (lines.isTorn && !isLast)) throw new CorruptFileError(path, 'it was changed');
  if (lines.isTorn && repair) await truncateFile(path, lines.validLength);
  const [header, ...batches] = texts;
  if (header === undefined) {
    if (!isLast) throw new CorruptFileError(path, 'it is empty');
    return undefined;
  }
  const { format, from } = headerSchema.parse(JSON.parse(header));
  if (format !== 1) throw new CorruptFileError(path, `it is of format ${format}`, 'start the version that wrote it');
  return { from, changes: batches.flatMap((batch) => z.array(changeSchema).parse(JSON.parse(batch))) };
}

async function truncateFile(path: string, length: number): Promise<void> {
  await truncate(path, length);
  await withFile(path, 'r+', (file) => file.sync());
}

/** Creates the journal of a new store. */
export async function createJournal(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withFile(join(folder, segmentName(0, 1)), 'wx', async (file) => {
    await file.writeFile(encodeHeader(1));
    await file.sync();
  });
  await syncFolder(folder);
}

/** Minutes for which a running backup keeps the segments from being removed. */
const HOLD_TIMEOUT_MINUTES = 60;
const HOLD_FILE = /\.hold$/;

/** Keeps the journal's segments from being removed while a task runs. */
export async function withHold<T>(folder: string, task: () => Promise<T>): Promise<T> {
  const path = join(folder, `${randomUUID()}.hold`);
  await withFile(path, 'w', (file) => file.sync());
  try {
    return await task();
  } finally {
    await rm(path, { force: true });
  }
}

/** Whether a running backup keeps the segments. */
export async function isOnHold(folder: string, now: number): Promise<boolean> {
  for (const name of await readdir(folder)) {
    if (!HOLD_FILE.test(name)) continue;
    const since = (await stat(join(folder, name)).catch(ignoreMissing))?.mtimeMs;
    if (since !== undefined && now - since < HOLD_TIMEOUT_MINUTES * 60_000) return true;
  }
  return false;
}
