import { appendFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { migrate, restore } from '../../src/state/lowdb/maintenance.ts';
import { copyFolder, documentPath, folderWith, newFolder, storeFolder } from './data-folder.ts';

const NEVER = { checkpointEvery: 1_000_000_000 };

test('a change whose holder could not be asked for is refused, and never appears', async () => {
  const folder = await newFolder();
  const documents = await LowdbDocuments.open(folder, NEVER);
  await documents.write('a', 'acknowledged');
  const epoch = await readFile(join(folder, 'epoch'));
  await rm(join(folder, 'epoch'));
  await mkdir(join(folder, 'epoch'));
  await expect(documents.write('a', `refused ${'x'.repeat(500)}`)).rejects.toThrow('EISDIR');
  await rm(join(folder, 'epoch'), { recursive: true });
  await writeFile(join(folder, 'epoch'), epoch);
  for (const location of [await copyFolder(folder), folder]) {
    if (location === folder) {
      await documents.write('a', 'goes on');
      await documents.close();
    }
    const reopened = await LowdbDocuments.open(location);
    expect(await reopened.read('a')).toEqual({
      value: location === folder ? 'goes on' : 'acknowledged',
      version: location === folder ? 2 : 1,
    });
    await reopened.close();
  }
});

test('a damaged document is not overwritten by a writer that does not read it first', async () => {
  const folder = await folderWith({ a: 'whole' });
  await writeFile(await documentPath(folder, 'a'), 'damaged');
  const documents = await LowdbDocuments.open(folder);
  await expect(documents.write('a', 'blindly')).rejects.toThrow(/is damaged /);
  await documents.close();
  expect(await readFile(await documentPath(folder, 'a'), 'utf8')).toBe('damaged');
});

test('what an earlier holder adds to the index after it was overtaken counts for nothing', async () => {
  const folder = await folderWith({ a: 1, b: 1 });
  const index = join(await storeFolder(folder), 'index.log');
  const first = await readFile(index, 'utf8');
  for (const value of [2, 3]) {
    const documents = await LowdbDocuments.open(folder);
    await documents.write('a', value, { index: { kind: 'k', name: 'newer' } });
    await documents.close();
  }
  const lateLines = (await readFile(index, 'utf8')).slice(first.length).split('\n').slice(0, 2);
  await appendFile(index, `${lateLines.join('\n')}\n`);
  const documents = await LowdbDocuments.open(folder);
  expect(await documents.read('a')).toEqual({ value: 3, version: 3 });
  await expect(documents.write('a', 4, { ifVersion: 2 })).rejects.toThrow('changed by another writer');
  expect(await documents.find({ kind: 'k', where: { name: 'newer' }, limit: 9 })).toHaveLength(1);
  await documents.close();
});

test('bringing over what was brought over already is refused, and changes nothing', async () => {
  const folder = await folderWith({ a: 'newer' });
  await mkdir(join(folder, 'documents'));
  await expect(migrate(folder)).rejects.toThrow(/is of this version’s format already: remove /);
  const documents = await LowdbDocuments.open(folder);
  expect((await documents.read('a'))?.value).toBe('newer');
  await documents.close();
});

test('a process that was suspended while a backup was restored acknowledges nothing more', async () => {
  const [folder, from] = [await newFolder(), await folderWith({ a: 'restored' })];
  const sleeper = await LowdbDocuments.open(folder, NEVER);
  await sleeper.write('a', 'before');
  await rm(join(folder, 'lock'), { recursive: true });
  await rm(join(folder, 'holder'));
  await restore(folder, from);
  await expect(sleeper.write('a', 'after')).rejects.toThrow('Another process took the data folder over');
  await sleeper.close();
  const documents = await LowdbDocuments.open(folder);
  expect((await documents.read('a'))?.value).toBe('restored');
  await documents.close();
});

test('what putting another generation in place left behind when it was cut off is taken away', async () => {
  const folder = await folderWith({ a: 1 });
  await cp(join(folder, 'store-1'), join(folder, 'store-2'), { recursive: true });
  const documents = await LowdbDocuments.open(folder);
  expect(await documents.read('a')).toEqual({ value: 1, version: 1 });
  expect((await readdir(folder)).filter((name) => name.startsWith('store'))).toEqual(['store-2']);
  await documents.close();
});

test('a file of the journal that was begun in vain is no reason not to start', async () => {
  const folder = await newFolder();
  const documents = await LowdbDocuments.open(folder, NEVER);
  await documents.write('a', 1);
  const journal = join(await storeFolder(folder), 'journal');
  const [, newest = ''] = (await readdir(journal)).sort();
  const next = newest.replace('-00000001', '-00000002');
  const [heading] = (await readFile(join(journal, newest), 'utf8')).split('\n');
  await writeFile(join(journal, next), `${heading}\n`);
  await documents.write('a', 2);
  const reopened = await LowdbDocuments.open(await copyFolder(folder));
  expect(await reopened.read('a')).toEqual({ value: 2, version: 2 });
  await reopened.close();
  await documents.close();
});
