import { link, unlink } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { z } from 'zod';
import type { IndexRow } from '../../application/ports/documents.ts';
import { checksum, ignoreMissing, readText, replaceFile } from './atomic-write.ts';
import { CorruptFileError } from './corrupt-file.ts';

export const rowSchema = z
  .object({ kind: z.string(), due: z.number().optional() })
  .catchall(z.union([z.string(), z.number(), z.undefined()]));

/** A document as it is stored; its value is JSON text, so that it is serialised once and parsed only when it is read. */
export interface StoredDocument {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly IndexRow[];
  readonly text: string;
}

const headerSchema = z.object({ key: z.string(), version: z.number().int().positive(), rows: z.array(rowSchema) });

const FORMAT_VERSION = 2;
const PREAMBLE = /^\{"format":(\d+),("sum":"([0-9a-f]{8})",)?/;
/** Error codes that concern the computer, not the file. */
const TRANSIENT_CODES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN']);
/** The number of characters before the value, so that the value is found without parsing it. */
const HEADER_LENGTH = /^"head":(\d+),/;

/** A lowdb adapter that writes atomically, and keeps the previous version beside the file. */
export class DocumentFile implements Adapter<StoredDocument> {
  readonly #path: string;
  readonly #scratch: string;

  /** @param scratch the folder for temporary files */
  constructor(path: string, scratch = '') {
    this.#path = path;
    this.#scratch = scratch;
  }

  /** @throws {CorruptFileError} when the file is not as it was written */
  async read(): Promise<StoredDocument | null> {
    const text = await readText(this.#path).catch((error: NodeJS.ErrnoException) => {
      if (TRANSIENT_CODES.has(error.code ?? '')) throw error;
      throw new CorruptFileError(this.#path, `it cannot be read, ${error.code ?? error.message}`);
    });
    return text === undefined ? null : parseDocument(this.#path, text);
  }

  /** Durable once the folder is synced as well. */
  write({ key, version, rows, text }: StoredDocument): Promise<void> {
    const header = `"key":${JSON.stringify(key)},"version":${version},"rows":${JSON.stringify(rows)},"value":`;
    const body = `"head":${header.length},${header}${text}}\n`;
    return replaceFile(this.#path, `{"format":${FORMAT_VERSION},"sum":"${checksum(body)}",${body}`, {
      scratch: this.#scratch,
      before: () => this.#linkPrevious(),
    });
  }

  async #linkPrevious(): Promise<void> {
    const previous = previousPath(this.#path);
    await unlink(previous).catch(ignoreMissing);
    await link(this.#path, previous).catch(ignoreMissing);
  }
}

/** The path of a document's previous version. */
export const previousPath = (path: string): string => path.replace(/\.json$/, '.previous.json');

function parseDocument(path: string, text: string): StoredDocument {
  const [preamble, format, , expectedChecksum] = PREAMBLE.exec(text) ?? [];
  if (text === '') throw new CorruptFileError(path, 'it is empty');
  if (preamble === undefined) throw new CorruptFileError(path, 'it is not a document of this program');
  if (Number(format) > FORMAT_VERSION) {
    throw new CorruptFileError(
      path,
      `it is of format ${format}`,
      'start the newer version of the program that wrote it',
    );
  }
  if (Number(format) < FORMAT_VERSION) {
    throw new CorruptFileError(path, `it is of format ${format}`, 'stop the program and run "npm run data -- migrate"');
  }
  const body = text.slice(preamble.length);
  if (checksum(body) !== expectedChecksum) throw new CorruptFileError(path, 'it is not whole, or was changed');
  const [prefix = '', length = ''] = HEADER_LENGTH.exec(body) ?? [];
  const end = prefix.length + Number(length);
  const header = headerSchema.parse(JSON.parse(`{${body.slice(prefix.length, end)}null}`));
  return { ...header, text: body.slice(end, -2) };
}
