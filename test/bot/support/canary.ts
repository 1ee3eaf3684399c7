import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that lies in a folder, as text. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return Promise.all(
    entries.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name), 'utf8')),
  );
}

/** The names of the fields in which a word lies, also in JSON inside JSON; `?` where it lies outside any. */
export function fieldsWith(text: string, word: string): ReadonlySet<string> {
  return new Set(text.includes(word) ? parseLines(text).flatMap((value) => namesWith(value, word, '?')) : []);
}

/** The JSON in a text: all of it, or its lines; what is none stays a text. */
function parseLines(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    const lines = text.split('\n');
    if (lines.length > 1) return lines.flatMap(parseLines);
    // A line of a journal has its checksum before its JSON.
    const start = text.search(/[[{]/);
    return start > 0 ? parseLines(text.slice(start)) : [text];
  }
}

function namesWith(value: unknown, word: string, name: string): readonly string[] {
  if (typeof value === 'string') {
    if (!value.includes(word)) return [];
    return /^[[{]/.test(value)
      ? parseLines(value).flatMap((one) => (one === value ? [name] : namesWith(one, word, name)))
      : [name];
  }
  if (typeof value === 'number') return String(value) === word ? [name] : [];
  if (typeof value !== 'object' || value === null) return [];
  // Of a list the name of the list counts.
  return Object.entries(value).flatMap(([key, one]) => [
    ...(key.includes(word) ? [`name ${key}`] : []),
    ...namesWith(one, word, Array.isArray(value) ? name : key),
  ]);
}
