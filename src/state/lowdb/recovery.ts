import { syncFolder } from './atomic-write.ts';
import { CorruptFileError } from './corrupt-file.ts';
import type { DocumentIndex } from './document-index.ts';
import { isTooLong, readIndex, rebuildIndex, writeIndex } from './index-log.ts';
import { type Change, createJournal, readJournal } from './journal-files.ts';
import type { Layout, StorePaths } from './layout.ts';

/** What a store reads when it starts. */
export interface StoreContents {
  /** The index of the document files. */
  readonly index: DocumentIndex;
  /** The changes that are only in the journal, in order. */
  readonly changes: readonly Change[];
  /** The number of the last change in the document files, and of the next change. */
  readonly upTo: number;
  readonly next: number;
  /** The journal's segments. */
  readonly names: readonly string[];
  /** The number of entries in the index file, including outdated ones. */
  readonly entries: number;
  /** Errors that did not prevent the start. */
  readonly errors: readonly Error[];
}

/**
 * Reads the index and the journal; an unusable index is rebuilt from the documents.
 * @param epoch of the process that holds the folder, which alone may repair files; absent for reading only
 */
export async function readStore(paths: StorePaths, epoch?: number): Promise<StoreContents> {
  const repair = epoch !== undefined;
  // The journal first: changes that a checkpoint removes from it meanwhile are in the index by then.
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

/** Creates the store in an empty folder. */
export async function createStore(layout: Layout): Promise<StorePaths> {
  const paths = await layout.startGeneration();
  await createJournal(paths.journal);
  await writeIndex(paths, paths.folder, { epoch: 0, upTo: 0 }, []);
  await syncFolder(paths.documents);
  return layout.adopt(paths);
}
