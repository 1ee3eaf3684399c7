import { link, unlink } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports/ports.ts';
import { notThere, replaceFile, sumOf, textOf } from './atomic-write.ts';
import { CorruptFile } from './corrupt-file.ts';

export const rowSchema = z
  .object({ kind: z.string(), due: z.number().optional() })
  .catchall(z.union([z.string(), z.number(), z.undefined()]));

/** One document as it is kept; its value is JSON text, so that it is made once and read when somebody asks. */
export interface Kept {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly IndexRow[];
  readonly text: string;
}

const headSchema = z.object({ key: z.string(), version: z.number().int().positive(), rows: z.array(rowSchema) });

const FORMAT = 2;
const START = /^\{"format":(\d+),("sum":"([0-9a-f]{8})",)?/;
/** What says something of the computer, and nothing of the file. */
const BUSY: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN']);
/** How many letters come before the value, so that the value need not be read to be found. */
const HEAD = /^"head":(\d+),/;

/** A lowdb adapter that writes whole or not at all, and keeps what was there before beside it. */
export class DocumentFile implements Adapter<Kept> {
  readonly #path: string;
  readonly #scratch: string;

  /** @param scratch where temporary files are made */
  constructor(path: string, scratch = '') {
    this.#path = path;
    this.#scratch = scratch;
  }

  /** @throws {CorruptFile} when it is not what was written */
  async read(): Promise<Kept | null> {
    const text = await textOf(this.#path).catch((error: NodeJS.ErrnoException) => {
      if (BUSY.has(error.code ?? '')) throw error;
      throw new CorruptFile(this.#path, `it cannot be read, ${error.code ?? error.message}`);
    });
    return text === undefined ? null : keptIn(this.#path, text);
  }

  /** Durable once its folder is synced as well. */
  write({ key, version, rows, text }: Kept): Promise<void> {
    const head = `"key":${JSON.stringify(key)},"version":${version},"rows":${JSON.stringify(rows)},"value":`;
    const body = `"head":${head.length},${head}${text}}\n`;
    return replaceFile(this.#path, `{"format":${FORMAT},"sum":"${sumOf(body)}",${body}`, {
      scratch: this.#scratch,
      before: () => this.#keepPrevious(),
    });
  }

  async #keepPrevious(): Promise<void> {
    const previous = previousOf(this.#path);
    await unlink(previous).catch(notThere);
    await link(this.#path, previous).catch(notThere);
  }
}

/** The generation before the one there is. */
export const previousOf = (path: string): string => path.replace(/\.json$/, '.previous.json');

function keptIn(path: string, text: string): Kept {
  const [start, format, , sum] = START.exec(text) ?? [];
  if (text === '') throw new CorruptFile(path, 'it is empty');
  if (start === undefined) throw new CorruptFile(path, 'it is not a document of this program');
  if (Number(format) > FORMAT) {
    throw new CorruptFile(path, `it is of format ${format}`, 'start the newer version of the program that wrote it');
  }
  if (Number(format) < FORMAT) {
    throw new CorruptFile(path, `it is of format ${format}`, 'stop the program and run "npm run data -- migrate"');
  }
  const body = text.slice(start.length);
  if (sumOf(body) !== sum) throw new CorruptFile(path, 'it is not whole, or was changed');
  const [before = '', length = ''] = HEAD.exec(body) ?? [];
  const end = before.length + Number(length);
  const head = headSchema.parse(JSON.parse(`{${body.slice(before.length, end)}null}`));
  return { ...head, text: body.slice(end, -2) };
}
