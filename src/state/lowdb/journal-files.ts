import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports/ports.ts';
import { notThere, syncFolder, withFile } from './atomic-write.ts';
import { CorruptFile } from './corrupt-file.ts';
import { rowSchema } from './document-file.ts';
import { lineOf, readLines } from './record-format.ts';

/** One change of one document. */
export interface Change {
  readonly key: string;
  /** 0 when the document was deleted. */
  readonly version: number;
  readonly rows: readonly IndexRow[];
  /** The value, as JSON; absent when the document was deleted. */
  readonly text?: string;
}

const change = z
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

/** The parts of a change as it is written down: its value is JSON already. */
export const jsonOf = ({ key, version, rows, text = 'null' }: Change): readonly string[] => [
  `{"key":${JSON.stringify(key)},"version":${version},"rows":${JSON.stringify(rows)},"value":`,
  text,
  '}',
];

/** The first line of a journal's file. */
export const headingOf = (from: number): Buffer => lineOf(JSON.stringify({ format: 1, from }));

const heading = z.object({ format: z.number(), from: z.number().int().positive() });

/** A journal's file: which holder of the folder wrote it, and which of theirs it is. */
interface Segment {
  readonly name: string;
  readonly epoch: number;
  readonly n: number;
}

const NAME = /^(\d{8})-(\d{8})\.log$/;
/** The name of the n-th file of a holder. */
export const nameOf = (epoch: number, n: number) =>
  `${String(epoch).padStart(8, '0')}-${String(n).padStart(8, '0')}.log`;

/** What a journal holds. */
interface Read {
  /** The number of the first change, and of the one that comes after the last. */
  readonly from: number;
  readonly next: number;
  /** In the order they were acknowledged. */
  readonly changes: readonly Change[];
  readonly names: readonly string[];
}

/**
 * Reads what a journal holds.
 * @param mend whether a torn last line may be cut off: only its holder may
 * @throws {CorruptFile} when a file was changed, or one is missing
 */
export async function readJournal(folder: string, mend: boolean): Promise<Read> {
  const segments = await segmentsIn(folder);
  if (segments.length === 0) throw new CorruptFile(folder, 'its files are missing');
  const read: { segment: Segment; from: number; changes: Change[] }[] = [];
  for (const [at, segment] of segments.entries()) {
    const last = segments[at + 1]?.epoch !== segment.epoch;
    const one = await readSegment(join(folder, segment.name), { last, mend });
    // A holder that was stopped while it made a file had acknowledged nothing in it.
    if (one) read.push({ segment, ...one });
  }
  let next = read[0]?.from ?? 1;
  const changes: Change[] = [];
  for (const { segment, from, changes: own } of read) {
    // What an earlier holder wrote after the next one had begun was never acknowledged.
    const limit = read.find((other) => other.segment.epoch > segment.epoch)?.from ?? Number.POSITIVE_INFINITY;
    const counted = own.slice(0, Math.max(0, limit - from));
    // Begun in vain: its holder went on in the file before, or nothing in it was acknowledged.
    if (counted.length === 0 && (from <= next || from >= limit)) continue;
    if (from !== next) throw new CorruptFile(join(folder, segment.name), 'what comes before it is missing');
    for (const one of counted) changes.push(one);
    next = from + counted.length;
  }
  return { from: read[0]?.from ?? 1, next, changes, names: segments.map(({ name }) => name) };
}

async function segmentsIn(folder: string): Promise<readonly Segment[]> {
  return (await readdir(folder))
    .flatMap((name) => {
      const [, epoch, n] = NAME.exec(name) ?? [];
      return epoch === undefined ? [] : [{ name, epoch: Number(epoch), n: Number(n) }];
    })
    .sort((one, other) => one.epoch - other.epoch || one.n - other.n);
}

/** The last holder who wrote in a journal. */
export const lastHolder = async (folder: string): Promise<number> => (await segmentsIn(folder)).at(-1)?.epoch ?? 0;

async function readSegment(path: string, { last, mend }: { last: boolean; mend: boolean }) {
  const texts: string[] = [];
  const lines = await readLines(path, (json) => texts.push(json));
  if (!lines || (lines.torn && !last)) throw new CorruptFile(path, 'it was changed');
  if (lines.torn && mend) await cut(path, lines.whole);
  const [head, ...batches] = texts;
  if (head === undefined) {
    if (!last) throw new CorruptFile(path, 'it is empty');
    return undefined;
  }
  const { format, from } = heading.parse(JSON.parse(head));
  if (format !== 1) throw new CorruptFile(path, `it is of format ${format}`, 'start the version that wrote it');
  return { from, changes: batches.flatMap((batch) => z.array(change).parse(JSON.parse(batch))) };
}

async function cut(path: string, length: number): Promise<void> {
  await truncate(path, length);
  await withFile(path, 'r+', (file) => file.sync());
}

/** Makes the journal of a store that begins. */
export async function emptyJournal(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withFile(join(folder, nameOf(0, 1)), 'wx', async (file) => {
    await file.writeFile(headingOf(1));
    await file.sync();
  });
  await syncFolder(folder);
}

/** How long a backup that runs keeps the journal's files where they are. */
const HOLD_MINUTES = 60;
const HOLD = /\.hold$/;

/** Keeps the journal's files where they are while something is done. */
export async function holding<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const path = join(folder, `${randomUUID()}.hold`);
  await withFile(path, 'w', (file) => file.sync());
  try {
    return await act();
  } finally {
    await rm(path, { force: true });
  }
}

/** Whether somebody wants the journal's files to stay. */
export async function isHeld(folder: string, now: number): Promise<boolean> {
  for (const name of await readdir(folder)) {
    if (!HOLD.test(name)) continue;
    const since = (await stat(join(folder, name)).catch(notThere))?.mtimeMs;
    if (since !== undefined && now - since < HOLD_MINUTES * 60_000) return true;
  }
  return false;
}
