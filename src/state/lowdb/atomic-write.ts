import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/** The CRC-32 of a text or of bytes, as eight hexadecimal digits. */
export const checksum = (text: string | Buffer): string => crc32(text).toString(16).padStart(8, '0');

/** Makes creations, renames and removals in a folder durable. */
export const syncFolder = (folder: string): Promise<void> => withFile(folder, 'r', (handle) => handle.sync());

/** Runs a task on an open file, and closes the file afterwards. */
export async function withFile<T>(path: string, flags: string, task: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, flags);
  try {
    return await task(handle);
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a file atomically: writes a temporary file, syncs it and renames it. The folder is not synced.
 * @param scratch the folder for the temporary file, on the same disk
 * @param beforeRename runs between the sync and the rename
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

/** Reads a file; `undefined` when there is none. */
export const readText = (path: string): Promise<string | undefined> =>
  withFile(path, 'r', (file) => file.readFile('utf8')).catch(ignoreMissing);

/** Returns `undefined` for a missing file; throws every other error. */
export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
