import { syncFolder } from './atomic-write.ts';
import { CorruptFile } from './corrupt-file.ts';
import type { DocumentIndex } from './document-index.ts';
import { isTooLong, readIndex, rebuiltIndex, writeIndex } from './index-log.ts';
import { type Change, emptyJournal, readJournal } from './journal-files.ts';
import type { Layout, StorePlaces } from './layout.ts';

/** What a store knows when it starts. */
export interface StoreRead {
  /** What lies in the documents' files. */
  readonly catalogue: DocumentIndex;
  /** What lies only in the journal, in its order. */
  readonly changes: readonly Change[];
  /** The number of the last change that is in its file, and of the next one there will be. */
  readonly upTo: number;
  readonly next: number;
  /** The journal's files. */
  readonly names: readonly string[];
  /** How many entries the index has, outdated ones too. */
  readonly entries: number;
  /** What was found wrong, and did not stop anything. */
  readonly faults: readonly Error[];
}

/**
 * Reads the index and the journal; where the index cannot be used it is made anew from the documents.
 * @param epoch of the folder's holder, who alone may change something; none where it is only looked at
 */
export async function readStore(places: StorePlaces, epoch?: number): Promise<StoreRead> {
  const mend = epoch !== undefined;
  // The journal first: what a checkpoint takes out of it meanwhile is in the index by then.
  const { from, next, changes, names } = await readJournal(places.journal, mend);
  const index = await readIndex(places.index);
  if (!index) {
    const { catalogue, damaged } = await rebuiltIndex(places);
    const upTo = from - 1;
    if (mend) await writeIndex(places, places.folder, { epoch, upTo }, catalogue.all());
    const why = new CorruptFile(places.index, 'it cannot be used', 'it was made anew from the documents');
    return { catalogue, changes, upTo, next, names, entries: catalogue.size, faults: [why, ...damaged] };
  }
  const { upTo, catalogue, torn } = index;
  if (upTo + 1 < from) throw new CorruptFile(places.journal, 'a file of it is missing');
  if (upTo >= next) throw new CorruptFile(places.journal, 'its end is missing');
  const long = isTooLong(index.entries, catalogue.size);
  if (mend && (torn || long)) await writeIndex(places, places.folder, { epoch, upTo }, catalogue.all());
  const entries = torn || long ? catalogue.size : index.entries;
  return { catalogue, changes: changes.slice(upTo + 1 - from), upTo, next, names, entries, faults: [] };
}

/** Makes the store of a folder where nothing was ever kept. */
export async function begin(layout: Layout): Promise<StorePlaces> {
  const places = await layout.next();
  await emptyJournal(places.journal);
  await writeIndex(places, places.folder, { epoch: 0, upTo: 0 }, []);
  await syncFolder(places.documents);
  return layout.adopt(places);
}
