import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'purchase-desk-state-'));

/** The folder of the current generation in a data folder. */
export const storeFolder = async (folder: string): Promise<string> =>
  join(folder, (await readdir(folder)).find((name) => name.startsWith('store-')) ?? 'none');

/** The path of a document's file. */
export async function documentPath(folder: string, key: string): Promise<string> {
  const name = createHash('sha256').update(key).digest('hex');
  return join(await storeFolder(folder), 'documents', name.slice(0, 3), `${name}.json`);
}

/** Copies a folder as a crash would leave it; nothing may be writing meanwhile. */
export async function copyFolder(folder: string): Promise<string> {
  const copy = await newFolder();
  await cp(folder, copy, { recursive: true, filter: (path) => !/\/(lock|taking|tmp)$/.test(path) });
  return copy;
}

/** Creates a data folder whose documents are all in their files, and none in the journal. */
export async function folderWith(values: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await newFolder();
  const documents = await LowdbDocuments.open(folder);
  for (const [key, value] of Object.entries(values))
    await documents.write(key, value, { index: { kind: 'k', name: key } });
  await documents.close();
  return folder;
}
