import { ConflictError } from '../../application/ports/errors.ts';

const MAX_ATTEMPTS = 20;

/**
 * Repeats an attempt until it returns a result, and returns that. An attempt returns `undefined` when another write came first.
 * @param key of the document that is written
 * @throws {ConflictError} after 20 attempts
 */
export async function retryOnConflict<T>(key: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 1; count <= MAX_ATTEMPTS; count++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new ConflictError(key);
}

/** Returns `undefined` for a conflict, so that the attempt is repeated on the newest version; throws every other error. */
export function undefinedOnConflict(error: unknown): undefined {
  if (error instanceof ConflictError) return undefined;
  throw error;
}
