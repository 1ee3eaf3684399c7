import { ConflictError } from '../ports/errors.ts';

const MAX_ATTEMPTS = 20;

/**
 * Repeats an attempt to read and write a document until no other writer comes in between, and returns its result.
 * @param key of the document
 * @param attempt throws a `ConflictError` or returns `undefined` to be repeated
 * @throws {ConflictError} after `maxAttempts`
 */
export async function retryOnConflict<T>(
  key: string,
  attempt: () => Promise<T | undefined>,
  maxAttempts = MAX_ATTEMPTS,
): Promise<T> {
  for (let count = 1; count <= maxAttempts; count++) {
    const result = await attempt().catch(undefinedOnConflict);
    if (result !== undefined) return result;
  }
  throw new ConflictError(key);
}

/** A `catch` handler that returns `undefined` for a conflict and throws every other error. */
export function undefinedOnConflict(error: unknown): undefined {
  if (error instanceof ConflictError) return undefined;
  throw error;
}

/** Awaits a conditional write and returns whether it succeeded: not if another writer came first. */
export async function isWritten(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
