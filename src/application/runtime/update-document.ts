import type { Documents, WriteOptions } from '../ports/documents.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

interface UpdateOptions<T> {
  readonly index?: (value: T) => NonNullable<WriteOptions['index']>;
  readonly maxAttempts?: number;
}

/**
 * Reads a document, changes it and writes it at the version that was read; repeats that when another writer comes first.
 * @param change returns the new document; the same document, or `undefined`, to write nothing
 * @returns the document that is stored afterwards, if any, and whether it was written
 * @throws {ConflictError} after 20 attempts, or `maxAttempts`
 */
export function updateDocument<T>(
  documents: Pick<Documents, 'read' | 'write'>,
  key: string,
  change: (current: T | undefined) => T | undefined | Promise<T | undefined>,
  { index, maxAttempts }: UpdateOptions<T> = {},
): Promise<{ readonly value: T | undefined; readonly hasChanged: boolean }> {
  return retryOnConflict(
    key,
    async () => {
      const document = await documents.read<T>(key);
      const value = await change(document?.value);
      if (value === undefined || value === document?.value) return { value: document?.value, hasChanged: false };
      await documents.write(key, value, { ifVersion: document?.version ?? 0, ...(index && { index: index(value) }) });
      return { value, hasChanged: true };
    },
    maxAttempts,
  );
}

/** Returns a document, or creates it if it does not exist: all processes get the same. */
export function readOrCreate<T>(
  documents: Pick<Documents, 'read' | 'write'>,
  key: string,
  create: () => T,
): Promise<T> {
  return retryOnConflict(key, async () => {
    const stored = await documents.read<T>(key);
    if (stored) return stored.value;
    const value = create();
    await documents.write(key, value, { ifVersion: 0 });
    return value;
  });
}
