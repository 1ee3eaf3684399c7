import { chmod, copyFile, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { documentPath, folderWith, storeFolder } from './data-folder.ts';

const TEXT = { says: 'twelve licences', of: 'Visio Plan 2' };

type Corruption = (file: string, folder: string) => Promise<unknown>;
const editText =
  (change: (text: string) => string): Corruption =>
  async (file) =>
    writeFile(file, change(await readFile(file, 'utf8')));
const editBytes =
  (change: (content: Buffer) => Buffer): Corruption =>
  async (file) =>
    writeFile(file, change(await readFile(file)));

/** The ways in which one file can be corrupted. */
const corruptions: readonly (readonly [name: string, harm: Corruption, why?: RegExp])[] = [
  ['missing', (file) => rm(file), /it is missing/],
  ['empty', editText(() => ''), /it is empty/],
  ['cut off at its end', editText((text) => text.slice(0, -1))],
  ['cut off in the middle', editText((text) => text.slice(0, text.length / 2))],
  ['cut off in its first line', editText((text) => text.slice(0, 9))],
  ['one bit changed in its value', editText((text) => text.replace('twelve', 'twelvd'))],
  ['one bit changed in its version', editText((text) => text.replace('"version":1', '"version":0'))],
  ['one bit changed in its key', editText((text) => text.replace('"key":"a"', '"key":"c"'))],
  ['one bit changed in its sum', editText((text) => text.replace(/"sum":"./, '"sum":"x'))],
  ['one bit changed in its format', editText((text) => text.replace('{"format"', '{"formau"'))],
  ['of a newer format', editText((text) => text.replace('"format":2', '"format":3')), /start the newer version/],
  ['of the format before', editText((text) => text.replace('"format":2', '"format":1')), /npm run data -- migrate/],
  ['followed by more', editText((text) => `${text}{}`)],
  ['written over with zeros', editBytes((content) => Buffer.alloc(content.length))],
  ['half zeros', editBytes((content) => content.fill(0, content.length >> 1))],
  ['not text', editBytes(() => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]))],
  ['other JSON', editText(() => '[1, 2]')],
  ['null', editText(() => 'null')],
  ['written by an editor', editText((text) => JSON.stringify(JSON.parse(text), null, 2))],
  [
    'another document',
    async (file, folder) => copyFile(await documentPath(folder, 'b'), file),
    /it is another document/,
  ],
  [
    'an older generation',
    async (file, folder) => {
      await copyFile(file, `${file}.old`);
      const documents = await LowdbDocuments.open(folder);
      await documents.write('a', 'newer');
      await documents.close();
      await rename(`${file}.old`, file);
    },
    /it is generation 1, and 2 was written/,
  ],
  [
    'a folder',
    async (file) => {
      await rm(file);
      await mkdir(file);
    },
    /it cannot be read, EISDIR/,
  ],
  [
    'a link that leads in a circle',
    async (file) => {
      await rm(file);
      await symlink(file, file);
    },
    /it cannot be read, ELOOP/,
  ],
  [
    'not to be read',
    async (file) => {
      // Root may read every file.
      if (process.getuid?.() === 0) await editText(() => '')(file, '');
      else await chmod(file, 0o000);
    },
  ],
];

const cases = corruptions.map(([name, harm, why = / is damaged \(.*\): \w/]) => ({ name, harm, why }));

test.each(cases)(
  'a document’s file that is $name is refused with what to do; all others stay',
  async ({ harm, why }) => {
    const folder = await folderWith({ a: TEXT, b: 2 });
    await harm(await documentPath(folder, 'a'), folder);
    for (const index of ['as it was', 'lost']) {
      if (index === 'lost') await rm(join(await storeFolder(folder), 'index.log'));
      const documents = await LowdbDocuments.open(folder);
      expect(await documents.read('b')).toEqual({ value: 2, version: 1 });
      // Without an index a missing file, or a newer version, cannot be detected.
      const isDetected = index === 'as it was' || !/missing|generation/.test(why.source);
      if (isDetected) {
        await expect(documents.read('a')).rejects.toThrow(why);
        await expect(documents.write('a', 'empty start', { ifVersion: 0 })).rejects.toThrow();
      }
      await documents.write('b', 2, { index: { kind: 'k' } });
      await documents.close();
      const again = await LowdbDocuments.open(folder);
      if (isDetected) await expect(again.read('a')).rejects.toThrow(/ is damaged /);
      await again.write('b', 2, { ifVersion: 2 });
      await again.delete('b');
      await again.write('b', 2);
      await again.close();
    }
  },
);
