import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { runDataCommand } from '../../bot/cli/data-command.ts';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { backup } from '../../src/state/lowdb/maintenance.ts';
import { runToExit } from '../support/program.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { copyFolder, documentPath, folderWith, newFolder } from './data-folder.ts';
import { Writer } from './writer.ts';

/** The tests start programs again and again. */
jest.setTimeout(600_000);

const DEEP = (globalThis as { DEEP?: boolean }).DEEP === true;

const runData = (folder: string, ...args: string[]) => runInProcess(runDataCommand, args, { DATA_DIR: folder });

/** Reads all documents of a folder. */
async function readAll(folder: string): Promise<Record<string, unknown>> {
  const documents = await LowdbDocuments.openReadOnly(folder);
  return Object.fromEntries(
    await Promise.all(documents.keys().map(async (key) => [key, await documents.read(key)] as const)),
  );
}

describe('npm run data', () => {
  test('check says how much is whole, and names every file that is not', async () => {
    const folder = await folderWith({ a: 1, b: 2, c: 3 });
    const data = (...args: string[]) => runToExit(['node', 'dist/bot/data.js', ...args], { DATA_DIR: folder });
    expect(await data('check')).toEqual({ code: 0, output: '3 documents, all intact.\n' });
    for (const key of ['a', 'c']) await writeFile(await documentPath(folder, key), 'x');
    const { code, output } = await data('check');
    expect(code).toBe(1);
    expect(output.split('\n').slice(0, 2).sort()).toEqual(
      [await documentPath(folder, 'a'), await documentPath(folder, 'c')]
        .sort()
        .map((file) => expect.stringContaining(`${file} is damaged (it is not a document of this program): stop`)),
    );
  });

  test('a backup of a store that is being written to has all that was acknowledged before it began, and is whole', async () => {
    const folder = await newFolder();
    const writer = new Writer(folder, new Map(), 'k', 5);
    for (let iteration = 0; iteration < (DEEP ? 20 : 3); iteration++) {
      await writer.waitForCount(writer.acknowledgements + 200);
      const before = new Map(writer.acknowledgedVersions);
      const to = join(await newFolder(), 'copy');
      const { documents } = await backup(folder, to);
      expect(documents).toBe(before.size);
      const copy = await LowdbDocuments.open(to);
      for (const [key, version] of before) {
        const stored = await copy.read<{ n: number }>(key);
        expect(stored?.value.n).toBe(stored?.version);
        expect(stored?.version).toBeGreaterThanOrEqual(version);
        expect(await copy.find({ kind: 'k', where: { n: stored?.version ?? 0 }, limit: 99 })).toContainEqual(
          expect.objectContaining({ key }),
        );
      }
      await copy.close();
    }
    expect((await runData(folder, 'check')).code).toBe(0);
    await writer.kill();
  });

  test('what cannot be done is said in a sentence, and changes nothing', async () => {
    const [folder, empty] = [await folderWith({ a: 1 }), await newFolder()];
    for (const args of [['nonsense'], ['check', 'x'], ['backup'], ['backup', 'x', 'y']]) {
      expect(await runData(folder, ...args)).toMatchObject({
        code: 2,
        output: expect.stringMatching(/^Usage: npm run data/),
      });
    }
    expect((await runData(empty, 'check')).output).toMatch(
      /^There is no data in .*: set DATA_DIR to the data folder\.\n$/,
    );
    expect((await runData(folder, 'backup', folder)).output).toMatch(
      / is not empty: name a folder that is not there yet\.\n$/,
    );
    expect((await runData(folder, 'restore', empty)).output).toMatch(/^There is no data in .*: name the folder/);
    expect((await runData(folder, 'migrate')).output).toMatch(/^There is nothing of an earlier format in /);
    expect((await runData(folder, 'backup', join(await documentPath(folder, 'a'), 'below'))).output).toMatch(
      /cannot be used \(E[A-Z]+\)/,
    );
    const damaged = await copyFolder(folder);
    await writeFile(await documentPath(damaged, 'a'), '');
    const before = await readAll(folder);
    expect(await runData(folder, 'restore', damaged)).toMatchObject({
      code: 1,
      output: expect.stringContaining('is damaged'),
    });
    const running = await LowdbDocuments.open(folder);
    expect((await runData(folder, 'restore', await copyFolder(folder))).output).toContain('is in use by process');
    expect((await runData(folder, 'migrate')).output).toContain('is in use by process');
    await running.close();
    expect(await readAll(folder)).toEqual(before);
  });

  test('restoring puts all of a backup in place, and can go on from there', async () => {
    const old = await folderWith({ a: 'old', b: 'old' });
    const to = join(await newFolder(), 'copy');
    expect((await runData(old, 'backup', to)).output).toBe(`Copied 2 documents to ${to} and read them back.\n`);
    for (const folder of [old, await newFolder()]) {
      const documents = await LowdbDocuments.open(folder);
      await documents.write('a', 'newer');
      await documents.write('c', 'newer');
      await documents.close();
      expect(await runData(folder, 'restore', to)).toEqual({ code: 0, output: 'Restored 2 documents.\n' });
      for (const n of [2, 3]) {
        const reopened = await LowdbDocuments.open(folder);
        expect(await reopened.read('b')).toEqual({ value: 'old', version: 1 });
        expect(await reopened.read('c')).toBeUndefined();
        expect(await reopened.write('a', 'again')).toBe(n);
        await reopened.close();
      }
    }
  });
});

/** Kills a command repeatedly, later each time, until it ends by itself; inspects the folder after each kill. */
async function killRepeatedly(
  run: () => ReturnType<typeof spawn>,
  inspect: () => Promise<void>,
  step: number,
): Promise<void> {
  for (let delay = 60; ; delay += step) {
    const child = run();
    const closed = once(child, 'close');
    const timer = setTimeout(() => child.kill('SIGKILL'), delay);
    const [code] = await closed;
    clearTimeout(timer);
    await inspect();
    if (code === 0) return;
    expect(code).toBe(null);
  }
}

const spawnData = (folder: string, ...args: string[]) =>
  spawn('node', ['dist/bot/data.js', ...args], { env: { ...process.env, DATA_DIR: folder }, stdio: 'ignore' });

const documentsWith = (value: string) => Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`k${at}`, value]));

test('restoring that is cut off at any moment leaves all of the old or all of the new', async () => {
  const folder = await folderWith(documentsWith('old'));
  const from = await folderWith(documentsWith('new'));
  const [old, fresh] = [await readAll(folder), await readAll(from)];
  await killRepeatedly(
    () => spawnData(folder, 'restore', from),
    async () => {
      const now = await readAll(folder);
      expect([JSON.stringify(old), JSON.stringify(fresh)]).toContain(JSON.stringify(now));
      const documents = await LowdbDocuments.open(folder);
      expect(await documents.write('k0', 'old')).toBe(2);
      await documents.close();
      await rm(folder, { recursive: true });
      await mkdir(folder);
      await (await LowdbDocuments.open(folder)).close();
      const recreated = await LowdbDocuments.open(folder);
      for (const [key, value] of Object.entries(documentsWith('old')))
        await recreated.write(key, value, { index: { kind: 'k', name: key } });
      await recreated.close();
    },
    DEEP ? 3 : 350,
  );
  expect(await readAll(folder)).toEqual(old);
});

/** Creates a data folder in the format before the journal. */
async function folderInFirstFormat(all: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await newFolder();
  for (const [key, value] of Object.entries(all)) {
    const name = createHash('sha256').update(key).digest('hex');
    await mkdir(join(folder, 'documents', name.slice(0, 2)), { recursive: true });
    const document = { format: 1, key, version: 7, index: [{ kind: 'k', name: key }], value };
    await writeFile(join(folder, 'documents', name.slice(0, 2), `${name}.json`), JSON.stringify(document));
  }
  return folder;
}

describe('data of the first format', () => {
  test('is refused at the start with what to do, and brought over whole whenever that is cut off', async () => {
    const folder = await folderInFirstFormat(documentsWith('kept'));
    await expect(LowdbDocuments.open(folder)).rejects.toThrow('is of format 1): run "npm run data -- migrate"');
    let isMigrated = false;
    await killRepeatedly(
      () => spawnData(folder, 'migrate'),
      async () => {
        isMigrated = await LowdbDocuments.openReadOnly(folder).then(
          () => true,
          () => false,
        );
        if (!isMigrated) await expect(LowdbDocuments.open(folder)).rejects.toThrow('run "npm run data -- migrate"');
      },
      DEEP ? 3 : 350,
    ).catch((error) => {
      // If the command was killed after the migration was complete, a repetition finds nothing to migrate.
      if (!isMigrated) throw error;
    });
    const documents = await LowdbDocuments.open(folder);
    expect(documents.keys()).toHaveLength(40);
    expect(await documents.read('k9')).toEqual({ value: 'kept', version: 7 });
    expect(await documents.find({ kind: 'k', where: { name: 'k9' }, limit: 9 })).toHaveLength(1);
    await documents.close();
  });

  test('one damaged file stops it before anything is changed', async () => {
    const folder = await folderInFirstFormat({ a: 1, b: 2 });
    const name = createHash('sha256').update('b').digest('hex');
    const file = join(folder, 'documents', name.slice(0, 2), `${name}.json`);
    const text = await readFile(file, 'utf8');
    await writeFile(file, '{');
    expect((await runData(folder, 'migrate')).output).toContain(
      `${file} is damaged (it is no document of the first format)`,
    );
    await writeFile(file, text);
    expect((await runData(folder, 'migrate')).output).toBe('Converted 2 documents to the format of this version.\n');
  });
});
