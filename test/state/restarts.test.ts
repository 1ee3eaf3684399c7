import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { copyFolder, documentPath, folderWith, newFolder, storeFolder } from './data-folder.ts';

const NEVER = { checkpointEvery: 1_000_000_000 };

const lastSegment = async (folder: string): Promise<string> => {
  const journal = join(await storeFolder(folder), 'journal');
  return join(journal, (await readdir(journal)).sort().at(-1) ?? '');
};

describe('over a restart', () => {
  test('documents, versions and rows are there, from files and from the journal alike', async () => {
    const folder = await newFolder();
    const store = await LowdbDocuments.open(folder, NEVER);
    await store.write('filed', { n: 1 });
    await store.checkpoint();
    await store.write('a', { n: 1 });
    await store.write('a', { n: 2 }, { index: { kind: 'k', due: 7 } });
    await store.write('gone', 1);
    await store.delete('gone');
    for (const at of [await copyFolder(folder), folder]) {
      if (at === folder) await store.close();
      const reopened = await LowdbDocuments.open(at);
      expect(await reopened.read('a')).toEqual({ value: { n: 2 }, version: 2 });
      expect(await reopened.read('filed')).toEqual({ value: { n: 1 }, version: 1 });
      expect(await reopened.read('gone')).toBeUndefined();
      expect(await reopened.find({ kind: 'k', limit: 9 })).toEqual([{ key: 'a', row: { kind: 'k', due: 7 } }]);
      await reopened.close();
    }
  });

  test('a last record that was torn is dropped, and what comes after a restart is kept', async () => {
    const folder = await newFolder();
    const documents = await LowdbDocuments.open(folder, NEVER);
    await documents.write('a', 1);
    for (const tornRecord of ['1', '0123abcd 500 [{"key":"b"', '0123abcd 9 \0\0\0\0\0\n']) {
      const copy = await copyFolder(folder);
      await appendFile(await lastSegment(copy), tornRecord);
      for (const n of [2, 3]) {
        const reopened = await LowdbDocuments.open(copy, NEVER);
        expect(await reopened.read('a')).toEqual({ value: n - 1, version: n - 1 });
        await reopened.write('a', n);
        await reopened.close();
      }
    }
    await documents.close();
  });

  test('a record that was changed, or a file of the journal that is missing, is refused', async () => {
    const folder = await newFolder();
    const documents = await LowdbDocuments.open(folder, NEVER);
    for (const n of [1, 2, 3]) await documents.write('a', `amount ${n}`);
    for (const n of [1, 3]) {
      const changedCopy = await copyFolder(folder);
      const file = await lastSegment(changedCopy);
      await writeFile(file, (await readFile(file, 'utf8')).replace(`amount ${n}`, 'amount 9'));
      await expect(LowdbDocuments.open(changedCopy)).rejects.toThrow(
        /is damaged \(it was changed\): stop the program and/,
      );
    }
    const incompleteCopy = await copyFolder(folder);
    await rm(await lastSegment(incompleteCopy));
    await rm(await lastSegment(incompleteCopy));
    await expect(LowdbDocuments.open(incompleteCopy)).rejects.toThrow(/is damaged \(its files are missing\)/);
    await documents.close();
  });

  test('an index that is missing, damaged or cut off is made anew by itself', async () => {
    const folder = await folderWith({ a: 1, b: 2 });
    for (const corrupt of [
      (index: string) => rm(index),
      (index: string) => writeFile(index, ''),
      async (index: string) => writeFile(index, (await readFile(index, 'utf8')).replace('"k"', '"l"')),
      (index: string) => appendFile(index, '0123abcd 44 {"upTo'),
    ]) {
      const at = await copyFolder(folder);
      await corrupt(join(await storeFolder(at), 'index.log'));
      for (const _ of [1, 2]) {
        const documents = await LowdbDocuments.open(at);
        expect((await documents.find({ kind: 'k', limit: 9 })).map(({ key }) => key).sort()).toEqual(['a', 'b']);
        expect(await documents.read('b')).toEqual({ value: 2, version: 1 });
        await documents.close();
      }
    }
  });

  test('an index that was put back from earlier is refused: what it lacks is in no journal any more', async () => {
    const folder = await folderWith({ a: 1 });
    const index = join(await storeFolder(folder), 'index.log');
    const previous = await readFile(index, 'utf8');
    const documents = await LowdbDocuments.open(folder);
    await documents.write('a', 2);
    await documents.close();
    await writeFile(index, previous);
    await expect(LowdbDocuments.open(folder)).rejects.toThrow(/is damaged \(a file of it is missing\)/);
  });

  test('what was there before lies beside each document', async () => {
    const folder = await folderWith({ a: 'first' });
    const documents = await LowdbDocuments.open(folder);
    await documents.write('a', 'second');
    await documents.close();
    const previous = (await documentPath(folder, 'a')).replace('.json', '.previous.json');
    expect(JSON.parse(await readFile(previous, 'utf8'))).toMatchObject({ key: 'a', version: 1, value: 'first' });
  });
});

/** One step in the life of a store. */
type Step =
  | { readonly kind: 'write'; readonly key: string; readonly value: number; readonly ifVersion?: number }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'checkpoint' | 'restart' | 'crash' };

const key = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), key, value: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('write' as const), key, value: fc.nat(), ifVersion: fc.nat({ max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ kind: 'checkpoint' }, { kind: 'restart' }, { kind: 'crash' }) },
);

test('any order of changes, checkpoints, crashes and restarts ends as if it had been done one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      let folder = await newFolder();
      let documents = await LowdbDocuments.open(folder, NEVER);
      const expected = new Map<string, { value: number; version: number }>();
      for (const one of steps) {
        if (one.kind === 'write') {
          const version = expected.get(one.key)?.version ?? 0;
          const index = { kind: 'k', n: one.value };
          const options = { index, ...(one.ifVersion !== undefined && { ifVersion: one.ifVersion }) };
          const write = documents.write(one.key, one.value, options);
          if (one.ifVersion !== undefined && one.ifVersion !== version) await expect(write).rejects.toThrow();
          else expected.set(one.key, { value: one.value, version: await write });
        } else if (one.kind === 'delete') {
          await documents.delete(one.key);
          expected.delete(one.key);
        } else if (one.kind === 'checkpoint') await documents.checkpoint();
        else {
          const crash = one.kind === 'crash' ? await copyFolder(folder) : folder;
          await documents.close();
          folder = crash;
          documents = await LowdbDocuments.open(folder, NEVER);
        }
      }
      for (const name of ['a', 'b', 'c']) expect(await documents.read(name)).toEqual(expected.get(name));
      const rows = (await documents.find({ kind: 'k', limit: 9 })).map(({ key: of, row }) => [of, row.n]);
      expect(new Map(rows as [string, number][])).toEqual(
        new Map([...expected].map(([name, { value }]) => [name, value])),
      );
      await documents.close();
    }),
    { seed: 20261123, numRuns: (globalThis as { DEEP?: boolean }).DEEP ? 1_000 : 30 },
  );
}, 600_000);
