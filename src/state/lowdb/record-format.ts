import { type FileHandle, open } from 'node:fs/promises';
import { checksum, ignoreMissing } from './atomic-write.ts';

/** Encodes a record: a line with a checksum, the length and a JSON text without line breaks. */
export const encodeLine = (json: string): Buffer => new LineWriter().encode([json]);

/** Encodes lines into one reused buffer, to spare the garbage collector. */
export class LineWriter {
  #bytes = Buffer.alloc(0);

  /**
   * Returns the line for a JSON text; it is valid until the next call.
   * @param parts the parts of the text, in order
   */
  encode(parts: readonly string[]): Buffer {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const maxLength = MAX_HEADER_LENGTH + 3 * length + 1;
    if (this.#bytes.length < maxLength) this.#bytes = Buffer.allocUnsafe(maxLength);
    const bytes = this.#bytes;
    let end = MAX_HEADER_LENGTH;
    for (const part of parts) end += bytes.write(part, end);
    const header = `${checksum(bytes.subarray(MAX_HEADER_LENGTH, end))} ${length} `;
    const start = MAX_HEADER_LENGTH - header.length;
    bytes.write(header, start);
    bytes[end] = LINE_BREAK;
    return bytes.subarray(start, end + 1);
  }
}

const HEAD = /^([0-9a-f]{8}) (\d+) $/;
/** The most bytes before the JSON text. */
const MAX_HEADER_LENGTH = 32;
const CHUNK_SIZE = 1 << 16;
const LINE_BREAK = 10;
const SPACE = 32;

/** How much of a file of lines is valid, in bytes. */
interface LinesRead {
  readonly validLength: number;
  /** Whether the last line was only partly written. */
  readonly isTorn: boolean;
}

/**
 * Reads the JSON texts of a file of lines, in order. Only the last line may be torn, by a crash or a power cut during its
 * write: an invalid line that is complete, or that others follow, was changed afterwards.
 * @returns `undefined` when the file was changed
 */
export async function readLines(path: string, onText: (json: string) => void): Promise<LinesRead | undefined> {
  let validLength = 0;
  const file = await open(path).catch(ignoreMissing);
  if (!file) return { validLength, isTorn: false };
  try {
    const reader = new LineReader(file);
    for (;;) {
      const { line, isTerminated } = await reader.nextLine();
      if (line.length === 0 && !isTerminated) return { validLength, isTorn: false };
      const json = isTerminated ? decodeLine(line) : undefined;
      if (json === undefined) {
        const canBeTorn = !isTerminated || line.includes(0);
        return canBeTorn && (await reader.isAtEnd()) ? { validLength, isTorn: true } : undefined;
      }
      onText(json);
      validLength += line.length + 1;
    }
  } finally {
    await file.close();
  }
}

function decodeLine(line: Buffer): string | undefined {
  const start = line.indexOf(SPACE, line.indexOf(SPACE) + 1) + 1;
  if (start > MAX_HEADER_LENGTH) return undefined;
  const [, expectedChecksum, length] = HEAD.exec(line.toString('latin1', 0, start)) ?? [];
  const body = line.subarray(start);
  if (expectedChecksum === undefined || checksum(body) !== expectedChecksum) return undefined;
  const json = body.toString();
  return json.length === Number(length) ? json : undefined;
}

/** Reads a file line by line into one reused buffer, to spare the garbage collector. */
class LineReader {
  readonly #file: FileHandle;
  #buffer = Buffer.allocUnsafe(4 * CHUNK_SIZE);
  #start = 0;
  #end = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Returns the next line, valid until the next call; the last line may lack its line break. */
  async nextLine(): Promise<{ readonly line: Buffer; readonly isTerminated: boolean }> {
    for (let searched = 0; ; ) {
      const end = this.#buffer.subarray(this.#start, this.#end).indexOf(LINE_BREAK, searched);
      if (end >= 0) {
        const line = this.#buffer.subarray(this.#start, this.#start + end);
        this.#start += end + 1;
        return { line, isTerminated: true };
      }
      searched = this.#end - this.#start;
      if (!(await this.#fill())) {
        const line = this.#buffer.subarray(this.#start, this.#end);
        this.#start = this.#end;
        return { line, isTerminated: false };
      }
    }
  }

  /** Whether the file ends here. */
  async isAtEnd(): Promise<boolean> {
    return this.#start === this.#end && !(await this.#fill());
  }

  async #fill(): Promise<boolean> {
    const length = this.#end - this.#start;
    if (this.#buffer.length - this.#end < CHUNK_SIZE) {
      const buffer =
        length + CHUNK_SIZE > this.#buffer.length ? Buffer.allocUnsafe(2 * this.#buffer.length) : this.#buffer;
      this.#buffer.copy(buffer, 0, this.#start, this.#end);
      this.#buffer = buffer;
      this.#start = 0;
      this.#end = length;
    }
    const { bytesRead } = await this.#file.read(this.#buffer, this.#end, this.#buffer.length - this.#end);
    this.#end += bytesRead;
    return bytesRead > 0;
  }
}
