import { resolve } from 'node:path';
import { backup, check, migrate, restore } from '../src/state/lowdb/upkeep.ts';
import { settingsFrom } from './settings.ts';
import { stoppedWith, toStartError } from './store.ts';

const USAGE = `Usage: npm run data -- check             reads every document, also while the program runs
       npm run data -- backup <folder>   copies all data to a new folder, also while the program runs
       npm run data -- restore <folder>  puts a backup in the place of all data; stop the program first
       npm run data -- migrate           brings the data of an earlier version to this one; stop the program first`;

/** Looks after the data folder, and says what was done. */
async function data(folder: string, [what, where, ...rest]: readonly string[]): Promise<number> {
  const other = where === undefined ? undefined : resolve(where);
  if (rest.length === 0 && other === undefined && what === 'check') return checked(folder);
  if (rest.length === 0 && other === undefined && what === 'migrate') {
    console.log(`${await migrate(folder)} documents are of this version’s format now.`);
    return 0;
  }
  if (rest.length === 0 && other !== undefined && what === 'backup') {
    console.log(`${(await backup(folder, other)).documents} documents were copied to ${other}, and read back.`);
    return 0;
  }
  if (rest.length === 0 && other !== undefined && what === 'restore') {
    console.log(`${(await restore(folder, other)).documents} documents were put in place.`);
    return 0;
  }
  console.error(USAGE);
  return 2;
}

async function checked(folder: string): Promise<number> {
  const { documents, damaged } = await check(folder);
  for (const { message } of damaged) console.error(`${message}.`);
  if (damaged.length > 0) return 1;
  console.log(`Whole: ${documents} documents.`);
  return 0;
}

async function start(): Promise<number> {
  const folder = resolve(settingsFrom(process.env).DATA_DIR);
  return data(folder, process.argv.slice(2)).catch((error) => {
    throw toStartError(folder, error);
  });
}

start().then((code) => process.exit(code), stoppedWith);
