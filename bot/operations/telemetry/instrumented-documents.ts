import type { Documents } from '../../../src/application/ports/documents.ts';
import { ConflictError } from '../../../src/application/ports/errors.ts';
import { withSpan } from './instrumented.ts';
import type { Metrics, WriteOutcome } from './metrics.ts';

/** Wraps documents so that writes are timed. */
export function instrumentedDocuments(documents: Documents, { writes }: Pick<Metrics, 'writes'>): Documents {
  const timed = <T>(name: string, operation: () => Promise<T>): Promise<T> =>
    withSpan(`store.${name}`, async (span) => {
      const start = performance.now();
      const record = (outcome: WriteOutcome) => {
        span.setAttribute('outcome', outcome);
        writes.observe({ outcome }, (performance.now() - start) / 1_000);
      };
      try {
        const result = await operation();
        record('kept');
        return result;
      } catch (error) {
        record(error instanceof ConflictError ? 'conflict' : 'failed');
        throw error;
      }
    });
  return {
    read: (key) => documents.read(key),
    find: (query) => documents.find(query),
    claim: (query) => documents.claim(query),
    tally: (filter, of) => documents.tally(filter, of),
    write: (key, value, options) => timed('write', () => documents.write(key, value, options)),
    delete: (key) => timed('delete', () => documents.delete(key)),
  };
}
