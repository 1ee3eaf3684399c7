import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { MemoryDocuments } from '../../src/state/memory-documents.ts';
import { documentsContract } from './documents.ts';

const folder = () => mkdtemp(join(tmpdir(), 'purchase-desk-'));

documentsContract('in memory', async () => new MemoryDocuments());
documentsContract('in lowdb', async () => LowdbDocuments.open(await folder()));

/** The only document file in a folder. */
async function onlyFile(at: string): Promise<string> {
  const [file] = (await readdir(at, { recursive: true })).filter((name) => name.endsWith('.json'));
  if (!file) throw new Error('There is no document.');
  return join(at, file);
}

test('lowdb keeps documents, versions and rows over a restart', async () => {
  const at = await folder();
  const before = await LowdbDocuments.open(at);
  await before.write('a', { n: 1 });
  await before.write('a', { n: 2 }, { index: { kind: 'k', due: 7 } });
  const after = await LowdbDocuments.open(at);
  expect(await after.read('a')).toEqual({ value: { n: 2 }, version: 2 });
  expect(await after.find({ kind: 'k', limit: 9 })).toEqual([{ key: 'a', row: { kind: 'k', due: 7 } }]);
});

test.each([
  ['cut off', (text: string) => text.slice(0, -5)],
  ['empty', () => ''],
  ['null', () => 'null'],
  ['of a newer format', (text: string) => text.replace('"format":1', '"format":2')],
  ['something else', () => '[1, 2]'],
])('a file that is %s is refused with what to do, and never taken for an empty start', async (_name, damage) => {
  const at = await folder();
  await (await LowdbDocuments.open(at)).write('a', { n: 1 });
  const file = await onlyFile(at);
  await writeFile(file, damage(await readFile(file, 'utf8')));
  await expect(LowdbDocuments.open(at)).rejects.toThrow(/is damaged .*: put back a copy of it from a backup/);
});
