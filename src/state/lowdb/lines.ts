import { sumOf } from './durable.ts';

/** A line with its checksum, its length and a JSON text that has no line breaks. */
export const lineOf = (json: string): string => `${sumOf(json)} ${json.length} ${json}\n`;

const LINE = /^([0-9a-f]{8}) (\d+) /;

/**
 * The JSON texts of a file of lines. Only its last line may be torn, as it is when the program or the computer stopped
 * while it was written: a line that has all its letters, or one that others follow, was changed afterwards.
 * @returns how many letters are whole, or nothing when something was changed
 */
export function linesIn(text: string): { readonly texts: readonly string[]; readonly whole: number } | undefined {
  const texts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end);
    const [head = '', sum, length] = LINE.exec(line) ?? [];
    const json = line.slice(head.length);
    if (end >= 0 && head !== '' && json.length === Number(length) && sumOf(json) === sum) {
      texts.push(json);
      at = end + 1;
      continue;
    }
    return torn(text.slice(at), end < 0 ? -1 : end - at) ? { texts, whole: at } : undefined;
  }
  return { texts, whole: text.length };
}

/** Unwritten blocks of a file read as zeros, and what was not written yet is missing at its end. */
const torn = (rest: string, end: number): boolean => end < 0 || rest.includes('\0');
