import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Low } from 'lowdb';
import { notThere, syncFolder } from './atomic-write.ts';
import { DocumentFile, type Kept, previousOf } from './document-file.ts';
import type { Change } from './journal-files.ts';
import type { StorePlaces } from './layout.ts';

/** Puts documents into their files, durably; those that were deleted are removed. */
export async function writeFiles(
  all: readonly Change[],
  { places, scratch }: { readonly places: StorePlaces; readonly scratch: string },
): Promise<void> {
  const folders = new Set<string>();
  // One after the other: the journal must not have to wait for them.
  for (const one of all) {
    const path = places.document(one.key);
    if (one.text === undefined) await removeFile(path, scratch);
    else await writeFile(path, { ...one, text: one.text }, scratch);
    folders.add(dirname(path));
  }
  for (const folder of folders) await syncFolder(folder).catch(notThere);
  await syncFolder(places.documents);
}

async function writeFile(path: string, kept: Kept, scratch: string): Promise<void> {
  // A Low of its own each time: a write that fails leaves nothing behind in memory.
  const write = () => new Low<Kept>(new DocumentFile(path, scratch), kept).write();
  await write().catch(async (error) => {
    notThere(error);
    // The first document of its folder.
    await mkdir(dirname(path), { recursive: true });
    await write();
  });
}

/** Moved away first: whoever holds the folder no more has no place to move it to. */
async function removeFile(path: string, scratch: string): Promise<void> {
  const away = join(scratch, `${randomUUID()}.tmp`);
  for (const one of [previousOf(path), path]) {
    if ((await moved(one, away)) === 'moved') await rm(away);
  }
}

async function moved(from: string, to: string): Promise<'moved' | 'none'> {
  try {
    await rename(from, to);
    return 'moved';
  } catch (error) {
    notThere(error as NodeJS.ErrnoException);
    return 'none';
  }
}
