import type { Clock } from '../../../src/application/ports/clock.ts';
import type { Documents } from '../../../src/application/ports/documents.ts';
import type { Metrics } from './metrics.ts';

/**
 * Updates the gauges of pending deliveries from the index, at each scrape. When the index cannot be read, the gauges have no
 * value instead of an old one.
 */
export async function updateOutboxGauges(
  documents: Documents,
  clock: Clock,
  metrics: Pick<Metrics, 'deliveries' | 'oldestDelivery' | 'countBackgroundError'>,
): Promise<void> {
  const outbox = await readOutbox(documents, clock()).catch(() => undefined);
  if (!outbox) {
    metrics.countBackgroundError('metrics');
    metrics.deliveries.reset();
    metrics.oldestDelivery.remove();
    return;
  }
  const { oldest, ...counts } = outbox;
  for (const [state, count] of Object.entries(counts)) metrics.deliveries.set({ state }, count);
  metrics.oldestDelivery.set(oldest / 1_000);
}

/** Counts deliveries by state, and tells for how many milliseconds the oldest has been due. */
async function readOutbox(documents: Documents, now: number) {
  const count = async (filter: Parameters<Documents['tally']>[0]) => (await documents.tally(filter))[0]?.count ?? 0;
  const first = async (column: 'due' | 'trouble') => {
    const between = { [column]: { to: now } };
    const [delivery] = await documents.find({ kind: 'letter', between, orderBy: column, limit: 1 });
    return Number(delivery?.row[column] ?? now);
  };
  const [due, failing, undeliverable, waiting, telling, longestDue, longestFailing] = await Promise.all([
    count({ kind: 'letter', dueBy: now }),
    count({ kind: 'letter', between: { trouble: { to: now } } }),
    count({ kind: 'letter-undeliverable' }),
    count({ kind: 'letter-waiting' }),
    count({ kind: 'telling' }),
    first('due'),
    first('trouble'),
  ]);
  const oldest = now - Math.min(longestDue, longestFailing);
  return { due: due + telling, failing, undeliverable, waiting, oldest };
}
