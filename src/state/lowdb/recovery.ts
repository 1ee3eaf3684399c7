import { syncFolder } from './atomic-write.ts';
import { CorruptFileError } from './corrupt-file.ts';
import type { DocumentIndex } from './document-index.ts';
import { isTooLong, readIndex, rebuildIndex, writeIndex } from './index-log.ts';
import { type Change, createJournal, readJournal } from './journal-files.ts';
import type { Layout, StorePaths } from './layout.ts';

/** What a store knows when it starts. */
export interface StoreContents {
  /** What lies in the documents' files. */
  readonly index: DocumentIndex;
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
  readonly errors: readonly Error[];
}

/**
 * Reads the index and the journal; where the index cannot be used it is made anew from the documents.
 * @param epoch of the folder's holder, who alone may change something; none where it is only looked at
 */
export async function readStore(paths: StorePaths, epoch?: number): Promise<StoreContents> {
  const repair = epoch !== undefined;
  // The journal first: what a checkpoint takes out of it meanwhile is in the index by then.
  const { from, next, changes, names } = await readJournal(paths.journal, repair);
  const indexRead = await readIndex(paths.index);
  if (!indexRead) {
    const { index, errors } = await rebuildIndex(paths);
    const upTo = from - 1;
    if (repair) await writeIndex(paths, paths.folder, { epoch, upTo }, index.all());
    const indexError = new CorruptFileError(paths.index, 'it cannot be used', 'it was made anew from the documents');
    return { index, changes, upTo, next, names, entries: index.size, errors: [indexError, ...errors] };
  }
  const { upTo, index, isTorn } = indexRead;
  if (upTo + 1 < from) throw new CorruptFileError(paths.journal, 'a file of it is missing');
  if (upTo >= next) throw new CorruptFileError(paths.journal, 'its end is missing');
  const isLong = isTooLong(indexRead.entries, index.size);
  if (repair && (isTorn || isLong)) await writeIndex(paths, paths.folder, { epoch, upTo }, index.all());
  const entries = isTorn || isLong ? index.size : indexRead.entries;
  return { index, changes: changes.slice(upTo + 1 - from), upTo, next, names, entries, errors: [] };
}

/** Makes the store of a folder where nothing was ever kept. */
export async function createStore(layout: Layout): Promise<StorePaths> {
  const paths = await layout.startGeneration();
  await createJournal(paths.journal);
  await writeIndex(paths, paths.folder, { epoch: 0, upTo: 0 }, []);
  await syncFolder(paths.documents);
  return layout.adopt(paths);
}
