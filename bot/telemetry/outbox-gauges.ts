import type { Clock, Documents } from '../../src/application/ports.ts';
import type { Metrics } from './metrics.ts';

/** Looks what is still to be told, by the index alone: as often as somebody reads the metrics. */
export async function gaugeOutbox(
  documents: Documents,
  clock: Clock,
  { letters, oldest }: Pick<Metrics, 'letters' | 'oldest'>,
): Promise<void> {
  const now = clock();
  const count = async (filter: Parameters<Documents['tally']>[0]) => (await documents.tally(filter))[0]?.count ?? 0;
  const first = async (column: 'due' | 'trouble') => {
    const between = { [column]: { to: now } };
    const [found] = await documents.find({ kind: 'letter', between, orderBy: column, limit: 1 });
    return Number(found?.row[column] ?? now);
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
  letters.set({ state: 'due' }, due + telling);
  letters.set({ state: 'failing' }, failing);
  letters.set({ state: 'undeliverable' }, undeliverable);
  letters.set({ state: 'waiting' }, waiting);
  oldest.set((now - Math.min(longestDue, longestFailing)) / 1_000);
}
