import { resolve } from 'node:path';
import pg from 'pg';
import { LowdbDocuments } from '../src/state/lowdb/lowdb-documents.ts';
import { backup, check, migrate, restore, importDocuments as takeInFolder } from '../src/state/lowdb/maintenance.ts';
import { migrateSchema } from '../src/state/postgres/open-postgres.ts';
import { readEntries, importDocuments as takeInDatabase } from '../src/state/postgres/transfer.ts';
import { stoppedWith, toStartError } from './operations/store.ts';
import { type Settings, StartError, settingsFrom } from './settings.ts';

const USAGE = `Usage: npm run data -- check             reads every document, also while the program runs
       npm run data -- backup <folder>   copies all data to a new folder, also while the program runs
       npm run data -- restore <folder>  puts a backup in the place of all data; stop the program first
       npm run data -- migrate           brings the data of an earlier version to this one; stop the program first
       npm run data -- copy --from lowdb --to postgres
       npm run data -- copy --from postgres --to lowdb
                                         moves an installation, with DATA_DIR, STORE=postgres and DATABASE_URL set;
                                         stop the program first`;

/** Looks after the data, and says what was done. */
async function data(settings: Settings, args: readonly string[]): Promise<number> {
  const folder = resolve(settings.DATA_DIR);
  const [what, where = ''] = args;
  const said = args
    .map((arg, at) => (at === 1 && (what === 'backup' || what === 'restore') ? '<folder>' : arg))
    .join(' ');
  const copies = said.startsWith('copy ');
  if (settings.DATABASE_URL !== undefined && !copies) {
    throw new StartError(
      'The data is in a database: check, back up and restore it with its own tools, such as pg_dump',
    );
  }
  switch (said) {
    case 'check':
      return checked(folder);
    case 'migrate':
      return told(`${await migrate(folder)} documents are of this version’s format now`);
    case 'backup <folder>': {
      const to = resolve(where);
      return told(`${(await backup(folder, to)).documents} documents were copied to ${to}, and read back`);
    }
    case 'restore <folder>':
      return told(`${(await restore(folder, resolve(where))).documents} documents were put in place`);
    case 'copy --from lowdb --to postgres':
      return toPostgres(folder, settings);
    case 'copy --from postgres --to lowdb':
      return toLowdb(folder, settings);
    default:
      console.error(USAGE);
      return 2;
  }
}

function told(sentence: string): number {
  console.log(`${sentence}.`);
  return 0;
}

async function checked(folder: string): Promise<number> {
  const { documents, errors: damaged } = await check(folder);
  for (const { message } of damaged) console.error(`${message}.`);
  return damaged.length > 0 ? 1 : told(`Whole: ${documents} documents`);
}

async function toPostgres(folder: string, settings: Settings): Promise<number> {
  const documents = await LowdbDocuments.open(folder);
  try {
    return await withDatabase(settings, async (client) => {
      const { count, hash } = await takeInDatabase(client, documents.entries());
      return told(`${count} documents were copied to the database, and read back the same: ${hash}`);
    });
  } finally {
    await documents.close();
  }
}

const toLowdb = (folder: string, settings: Settings): Promise<number> =>
  withDatabase(settings, async (client) => {
    const { count, hash } = await takeInFolder(folder, readEntries(client));
    return told(`${count} documents were copied to ${folder}, and read back the same: ${hash}`);
  });

async function withDatabase<T>({ DATABASE_URL }: Settings, act: (client: pg.Client) => Promise<T>): Promise<T> {
  if (!DATABASE_URL) throw new StartError('To copy, set STORE=postgres and DATABASE_URL as well as DATA_DIR');
  await migrateSchema(DATABASE_URL);
  const client = new pg.Client(DATABASE_URL);
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

async function start(): Promise<number> {
  const settings = settingsFrom(process.env);
  return data(settings, process.argv.slice(2)).catch((error) => {
    throw toStartError(resolve(settings.DATA_DIR), error);
  });
}

start().then((code) => process.exit(code), stoppedWith);
