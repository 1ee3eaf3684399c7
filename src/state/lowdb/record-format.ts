import { type FileHandle, open } from 'node:fs/promises';
import { notThere, sumOf } from './atomic-write.ts';

/** A line with its checksum, its length and a JSON text that has no line breaks. */
export const lineOf = (json: string): Buffer => new LineWriter().line([json]);

/** Writes lines one after the other into the same bytes: new ones each time would be much to clear away. */
export class LineWriter {
  #bytes = Buffer.alloc(0);

  /**
   * The line of a JSON text, good until the next one is written.
   * @param parts of the text, in their order
   */
  line(parts: readonly string[]): Buffer {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const most = LONGEST_HEAD + 3 * length + 1;
    if (this.#bytes.length < most) this.#bytes = Buffer.allocUnsafe(most);
    const bytes = this.#bytes;
    let end = LONGEST_HEAD;
    for (const part of parts) end += bytes.write(part, end);
    const head = `${sumOf(bytes.subarray(LONGEST_HEAD, end))} ${length} `;
    const start = LONGEST_HEAD - head.length;
    bytes.write(head, start);
    bytes[end] = BREAK;
    return bytes.subarray(start, end + 1);
  }
}

const HEAD = /^([0-9a-f]{8}) (\d+) $/;
/** How long what stands before the JSON text can be. */
const LONGEST_HEAD = 32;
const CHUNK = 1 << 16;
const BREAK = 10;
const SPACE = 32;

/** How far a file of lines can be used, in bytes. */
interface Lines {
  readonly whole: number;
  /** Whether writing its last line was cut off. */
  readonly torn: boolean;
}

/**
 * Reads the JSON texts of a file of lines, one after the other. Only the last line may be torn, as it is when the program
 * or the computer stopped while it was written: a line that has all its letters, or one that others follow, was changed
 * afterwards.
 * @returns nothing when something was changed
 */
export async function readLines(path: string, use: (json: string) => void): Promise<Lines | undefined> {
  let whole = 0;
  const file = await open(path).catch(notThere);
  if (!file) return { whole, torn: false };
  try {
    const bytes = new Bytes(file);
    for (;;) {
      const { line, ended } = await bytes.line();
      if (line.length === 0 && !ended) return { whole, torn: false };
      const json = ended ? jsonIn(line) : undefined;
      if (json === undefined) {
        const tearable = !ended || line.includes(0);
        return tearable && (await bytes.over()) ? { whole, torn: true } : undefined;
      }
      use(json);
      whole += line.length + 1;
    }
  } finally {
    await file.close();
  }
}

function jsonIn(line: Buffer): string | undefined {
  const start = line.indexOf(SPACE, line.indexOf(SPACE) + 1) + 1;
  if (start > LONGEST_HEAD) return undefined;
  const [, sum, length] = HEAD.exec(line.toString('latin1', 0, start)) ?? [];
  const rest = line.subarray(start);
  if (sum === undefined || sumOf(rest) !== sum) return undefined;
  const json = rest.toString();
  return json.length === Number(length) ? json : undefined;
}

/** Reads a file line by line, always into the same bytes: a large one would leave much behind. */
class Bytes {
  readonly #file: FileHandle;
  #held = Buffer.allocUnsafe(4 * CHUNK);
  #from = 0;
  #to = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The next line, good until the one after it is asked for; the last one may not be ended. */
  async line(): Promise<{ readonly line: Buffer; readonly ended: boolean }> {
    for (let sought = 0; ; ) {
      const end = this.#held.subarray(this.#from, this.#to).indexOf(BREAK, sought);
      if (end >= 0) {
        const line = this.#held.subarray(this.#from, this.#from + end);
        this.#from += end + 1;
        return { line, ended: true };
      }
      sought = this.#to - this.#from;
      if (!(await this.#more())) {
        const line = this.#held.subarray(this.#from, this.#to);
        this.#from = this.#to;
        return { line, ended: false };
      }
    }
  }

  /** Whether nothing follows. */
  async over(): Promise<boolean> {
    return this.#from === this.#to && !(await this.#more());
  }

  async #more(): Promise<boolean> {
    const length = this.#to - this.#from;
    if (this.#held.length - this.#to < CHUNK) {
      const held = length + CHUNK > this.#held.length ? Buffer.allocUnsafe(2 * this.#held.length) : this.#held;
      this.#held.copy(held, 0, this.#from, this.#to);
      this.#held = held;
      this.#from = 0;
      this.#to = length;
    }
    const { bytesRead } = await this.#file.read(this.#held, this.#to, this.#held.length - this.#to);
    this.#to += bytesRead;
    return bytesRead > 0;
  }
}
