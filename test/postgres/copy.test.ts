import { expect, test } from '@jest/globals';
import { runDataCommand } from '../../bot/cli/data-command.ts';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { openPostgres } from '../../src/state/postgres/open-postgres.ts';
import { newFolder } from '../state/data-folder.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestServer } from './server.ts';

const testServer = useTestServer();

const runData = (folder: string, ...args: string[]) =>
  runInProcess(runDataCommand, args, { DATA_DIR: folder, STORE: 'postgres', DATABASE_URL: testServer.url });

const TO_POSTGRES = ['copy', '--from', 'lowdb', '--to', 'postgres'];
const TO_LOWDB = ['copy', '--from', 'postgres', '--to', 'lowdb'];

test('an installation moves to the database and back: every document, version and row', async () => {
  const folder = await newFolder();
  const documents = await LowdbDocuments.open(folder);
  for (let n = 0; n < 450; n++) {
    const index = [
      { kind: 'k', n, word: `w${n % 7}`, share: n / 7 - 30 },
      { kind: 'l', n },
    ];
    await documents.write(
      `a/${n}`,
      { n, 'b\u0000': '\ud800 “é” \u0000', list: [1.5, null, { z: 1, a: 2 }] },
      { index },
    );
    if (n % 3 === 0) await documents.write(`a/${n}`, { n }, { index });
  }
  await documents.write('odd \u0000 key', 1);
  expect((await runData(folder, ...TO_POSTGRES)).output).toContain('in use by process');
  const rows = await documents.find({ kind: 'k', orderBy: 'share', limit: 500 });
  await documents.close();
  const { code, output } = await runData(folder, ...TO_POSTGRES);
  expect(output).toMatch(
    /^Copied 451 documents to the database; what was read back has the same hash: [0-9a-f]{64}\.\n$/,
  );
  expect(code).toBe(0);

  const store = await openPostgres(testServer.url);
  expect(await store.documents.read('a/3')).toEqual({ value: { n: 3 }, version: 2 });
  expect((await store.documents.read('a/4'))?.value).toEqual({
    n: 4,
    'b\u0000': '\ud800 “é” \u0000',
    list: [1.5, null, { z: 1, a: 2 }],
  });
  expect(await store.documents.read('odd \u0000 key')).toEqual({ value: 1, version: 1 });
  expect(await store.documents.find({ kind: 'k', orderBy: 'share', limit: 500 })).toEqual(rows);
  await store.close();
  expect((await runData(folder, ...TO_POSTGRES)).output).toContain('The database is not empty: name one that has no');
  expect((await runData(folder, ...TO_LOWDB)).output).toContain('is not empty: set DATA_DIR to a new folder');

  const target = await newFolder();
  const hash = /[0-9a-f]{64}/.exec(output)?.[0];
  expect((await runData(target, ...TO_LOWDB)).output).toContain(
    `Copied 451 documents to ${target}; what was read back has the same hash: ${hash}`,
  );
  const copy = await LowdbDocuments.open(target);
  expect(await copy.read('a/3')).toEqual({ value: { n: 3 }, version: 2 });
  expect(await copy.find({ kind: 'k', orderBy: 'share', limit: 500 })).toEqual(rows);
  await copy.close();
});

test('what is for the other store is said', async () => {
  expect((await runData(await newFolder(), 'check')).output).toContain(
    'The data is in a database: check, back up and restore it',
  );
  const { output } = await runInProcess(runDataCommand, TO_POSTGRES, { DATA_DIR: await newFolder() });
  expect(output).toContain('To copy, set STORE=postgres and DATABASE_URL as well as DATA_DIR.');
});
