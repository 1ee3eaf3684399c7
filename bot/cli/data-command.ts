import { resolve } from 'node:path';
import pg from 'pg';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import {
  backup,
  check,
  importDocuments as importIntoFolder,
  migrate,
  restore,
} from '../../src/state/lowdb/maintenance.ts';
import { migrateSchema } from '../../src/state/postgres/open-postgres.ts';
import { importDocuments as importIntoDatabase, readEntries } from '../../src/state/postgres/transfer.ts';
import { toStartError } from '../operations/store.ts';
import { type Settings, StartError, settingsFrom } from '../settings.ts';
import { type CommandIo, withOperatorErrors } from './command.ts';

const USAGE = `Usage: npm run data -- check             reads every document; the program may be running
       npm run data -- backup <folder>   copies all data to a new folder; the program may be running
       npm run data -- restore <folder>  replaces all data by a backup; stop the program first
       npm run data -- migrate           converts the data of an earlier version; stop the program first
       npm run data -- copy --from lowdb --to postgres
       npm run data -- copy --from postgres --to lowdb
                                         moves an installation; set DATA_DIR, STORE=postgres and DATABASE_URL, and
                                         stop the program first`;

/** `npm run data`: checks, backs up, restores, converts or moves the data. */
export const runDataCommand = withOperatorErrors(async (args, io) => {
  const settings = settingsFrom(io.env);
  const folder = resolve(settings.DATA_DIR);
  try {
    return await runAction(args, folder, settings, io);
  } catch (error) {
    throw toStartError(folder, error as Error);
  }
});

async function runAction(args: readonly string[], folder: string, settings: Settings, io: CommandIo): Promise<number> {
  const [name, path = ''] = args;
  const takesFolder = name === 'backup' || name === 'restore';
  const action = args.map((arg, index) => (takesFolder && index === 1 ? '<folder>' : arg)).join(' ');
  if (settings.DATABASE_URL !== undefined && !action.startsWith('copy ')) {
    throw new StartError(
      'The data is in a database: check, back up and restore it with its own tools, such as pg_dump',
    );
  }
  const report = (sentence: string): number => {
    io.out(`${sentence}.`);
    return 0;
  };
  switch (action) {
    case 'check': {
      const { documents, errors } = await check(folder);
      for (const { message } of errors) io.err(`${message}.`);
      return errors.length > 0 ? 1 : report(`${documents} documents, all intact`);
    }
    case 'migrate':
      return report(`Converted ${await migrate(folder)} documents to the format of this version`);
    case 'backup <folder>': {
      const to = resolve(path);
      return report(`Copied ${(await backup(folder, to)).documents} documents to ${to} and read them back`);
    }
    case 'restore <folder>':
      return report(`Restored ${(await restore(folder, resolve(path))).documents} documents`);
    case 'copy --from lowdb --to postgres': {
      const { count, hash } = await copyToPostgres(folder, settings);
      return report(`Copied ${count} documents to the database; what was read back has the same hash: ${hash}`);
    }
    case 'copy --from postgres --to lowdb': {
      const { count, hash } = await withDatabase(settings, (client) => importIntoFolder(folder, readEntries(client)));
      return report(`Copied ${count} documents to ${folder}; what was read back has the same hash: ${hash}`);
    }
    default:
      io.err(USAGE);
      return 2;
  }
}

async function copyToPostgres(folder: string, settings: Settings): ReturnType<typeof importIntoDatabase> {
  const documents = await LowdbDocuments.open(folder);
  try {
    return await withDatabase(settings, (client) => importIntoDatabase(client, documents.entries()));
  } finally {
    await documents.close();
  }
}

async function withDatabase<T>({ DATABASE_URL }: Settings, use: (client: pg.Client) => Promise<T>): Promise<T> {
  if (!DATABASE_URL) throw new StartError('To copy, set STORE=postgres and DATABASE_URL as well as DATA_DIR');
  await migrateSchema(DATABASE_URL);
  const client = new pg.Client(DATABASE_URL);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
