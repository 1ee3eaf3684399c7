import { ConflictError, type Documents } from '../../../src/application/ports/ports.ts';
import { withSpan } from './instrumented.ts';
import type { Metrics, WriteOutcome } from './metrics.ts';

/** The same documents, their writes timed. */
export function instrumentedDocuments(documents: Documents, { writes }: Pick<Metrics, 'writes'>): Documents {
  const timed = <T>(name: string, act: () => Promise<T>): Promise<T> =>
    withSpan(`store.${name}`, async (span) => {
      const from = performance.now();
      const tell = (outcome: WriteOutcome) => {
        span.setAttribute('outcome', outcome);
        writes.observe({ outcome }, (performance.now() - from) / 1_000);
      };
      try {
        const kept = await act();
        tell('kept');
        return kept;
      } catch (error) {
        tell(error instanceof ConflictError ? 'conflict' : 'failed');
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
