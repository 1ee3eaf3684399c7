import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Eight hexadecimal digits that change when the text, or its bytes, do. */
export const checksum = (text: string | Buffer): string => crc32(text).toString(16).padStart(8, '0');

/** Makes what was created, renamed or removed in a folder last. */
export const syncFolder = (folder: string): Promise<void> => withFile(folder, 'r', (handle) => handle.sync());

/** Opens a file, and closes it whatever happens. */
export async function withFile<T>(path: string, flags: string, task: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, flags);
  try {
    return await task(handle);
  } finally {
    await handle.close();
  }
}

/**
 * Puts a whole file in another's place: a temporary file, made durable, then renamed. Its folder is not synced.
 * @param scratch where the temporary file is made; on the same disk
 * @param before done between the two
 */
export async function replaceFile(
  path: string,
  text: string | Iterable<Buffer>,
  {
    scratch = dirname(path),
    before: beforeRename = async () => undefined,
  }: { scratch?: string; before?: () => Promise<unknown> } = {},
): Promise<void> {
  const temporary = join(scratch, `${randomUUID()}.tmp`);
  try {
    await withFile(temporary, 'wx', async (file) => {
      for (const chunk of typeof text === 'string' ? [text] : text) await file.appendFile(chunk);
      await file.sync();
    });
    await beforeRename();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What a file holds; nothing when there is none. */
export const readText = (path: string): Promise<string | undefined> =>
  withFile(path, 'r', (file) => file.readFile('utf8')).catch(ignoreMissing);

/** Takes a missing file for nothing; every other fault stays one. */
export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
