import { open } from 'node:fs/promises';
import { notThere, sumOf } from './durable.ts';

/** A line with its checksum, its length and a JSON text that has no line breaks. */
export const lineOf = (json: string): string => `${sumOf(json)} ${json.length} ${json}\n`;

const HEAD = /^([0-9a-f]{8}) (\d+) /;
const CHUNK = 1 << 16;
const BREAK = 10;

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
  for await (const { line, ended, last } of rawLines(path)) {
    const json = ended ? jsonIn(line) : undefined;
    if (json === undefined) return last && (!ended || line.includes(0)) ? { whole, torn: true } : undefined;
    use(json);
    whole += line.length + 1;
  }
  return { whole, torn: false };
}

function jsonIn(line: Buffer): string | undefined {
  const text = line.toString();
  const [head = '', sum, length] = HEAD.exec(text) ?? [];
  const json = text.slice(head.length);
  return head !== '' && json.length === Number(length) && sumOf(json) === sum ? json : undefined;
}

interface RawLine {
  readonly line: Buffer;
  /** Whether its line break is there. */
  readonly ended: boolean;
  readonly last: boolean;
}

async function* rawLines(path: string): AsyncGenerator<RawLine> {
  let parts: Buffer[] = [];
  let held: Buffer | undefined;
  for await (const chunk of chunksOf(path)) {
    let at = 0;
    for (let end = chunk.indexOf(BREAK); end >= 0; end = chunk.indexOf(BREAK, at)) {
      if (held) yield { line: held, ended: true, last: false };
      held = Buffer.concat([...parts, chunk.subarray(at, end)]);
      parts = [];
      at = end + 1;
    }
    // The next chunk is read into the same bytes.
    if (at < chunk.length) parts.push(Buffer.from(chunk.subarray(at)));
  }
  if (held) yield { line: held, ended: true, last: parts.length === 0 };
  if (parts.length > 0) yield { line: Buffer.concat(parts), ended: false, last: true };
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path).catch(notThere);
  if (!file) return;
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
