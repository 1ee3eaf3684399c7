import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Low } from 'lowdb';
import { ignoreMissing, syncFolder } from './atomic-write.ts';
import { DocumentFile, previousPath, type StoredDocument } from './document-file.ts';
import type { Change } from './journal-files.ts';
import type { StorePaths } from './layout.ts';

/** Writes documents to their files durably; removes the files of deleted documents. */
export async function writeDocuments(
  changes: readonly Change[],
  { paths, scratch }: { readonly paths: StorePaths; readonly scratch: string },
): Promise<void> {
  const folders = new Set<string>();
  // Sequentially, so that the journal does not wait for these writes.
  for (const change of changes) {
    const path = paths.document(change.key);
    if (change.text === undefined) await removeFile(path, scratch);
    else await writeDocument(path, { ...change, text: change.text }, scratch);
    folders.add(dirname(path));
  }
  for (const folder of folders) await syncFolder(folder).catch(ignoreMissing);
  await syncFolder(paths.documents);
}

async function writeDocument(path: string, document: StoredDocument, scratch: string): Promise<void> {
  // A new Low for each write: a failed write leaves nothing in memory.
  const write = () => new Low<StoredDocument>(new DocumentFile(path, scratch), document).write();
  await write().catch(async (error) => {
    ignoreMissing(error);
    // The first document in its folder.
    await mkdir(dirname(path), { recursive: true });
    await write();
  });
}

/** Moves the file into the scratch folder first: a process that lost the lock has no scratch folder any more. */
async function removeFile(path: string, scratch: string): Promise<void> {
  const temporary = join(scratch, `${randomUUID()}.tmp`);
  for (const file of [previousPath(path), path]) {
    if ((await tryRename(file, temporary)) === 'moved') await rm(temporary);
  }
}

async function tryRename(from: string, to: string): Promise<'moved' | 'none'> {
  try {
    await rename(from, to);
    return 'moved';
  } catch (error) {
    ignoreMissing(error as NodeJS.ErrnoException);
    return 'none';
  }
}
