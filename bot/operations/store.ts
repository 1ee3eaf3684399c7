import { resolve } from 'node:path';
import type { Documents } from '../../src/application/ports/ports.ts';
import { CorruptFile, StoreClosed } from '../../src/state/lowdb/corrupt-file.ts';
import { LowdbDocuments, type StoreOptions } from '../../src/state/lowdb/lowdb-documents.ts';
import { TransferError } from '../../src/state/postgres/transfer.ts';
import { type Settings, StartError } from '../settings.ts';

/** What is remembered, and how to let it go. */
export interface Store {
  /** Where it is, for people. */
  readonly place: string;
  readonly documents: Documents;
  close(): Promise<void>;
}

type Place = Pick<Settings, 'DATA_DIR' | 'STORE' | 'DATABASE_URL'>;

/** @throws {StartError} that says what to do when the data cannot be used */
export const openStore = (settings: Place, options?: StoreOptions): Promise<Store> =>
  opened(settings, (folder) => LowdbDocuments.open(folder, options), options);

/** The same, to be read only: also while the program runs. */
export const lookAtStore = (settings: Place, options?: StoreOptions): Promise<Store> =>
  opened(settings, (folder) => LowdbDocuments.openReadOnly(folder, options), options);

async function opened(
  { DATA_DIR, DATABASE_URL }: Place,
  open: (folder: string) => Promise<LowdbDocuments>,
  options?: StoreOptions,
): Promise<Store> {
  if (DATABASE_URL !== undefined) return openedDatabase(DATABASE_URL, options);
  const folder = resolve(DATA_DIR);
  try {
    const documents = await open(folder);
    return { place: folder, documents, close: () => documents.close() };
  } catch (error) {
    throw toStartError(folder, error as Error);
  }
}

async function openedDatabase(url: string, options?: StoreOptions): Promise<Store> {
  // Never with the password: this is printed and logged.
  const { host, pathname } = new URL(url);
  const place = `${host}${pathname}`;
  try {
    // Whoever keeps files does not wait for what speaks to databases to be loaded.
    const { openPostgres } = await import('../../src/state/postgres/open-postgres.ts');
    return { place, ...(await openPostgres(url, options)) };
  } catch (error) {
    throw new StartError(
      `The database ${place} cannot be used (${codeOf(error as Error)}): start it, or set DATABASE_URL to one that answers`,
    );
  }
}

/** What can be mended, as a sentence. */
export function toStartError(folder: string, error: Error): Error {
  if (saysWhatToDo(error)) return error;
  return new StartError(
    `The data folder ${folder} cannot be used (${codeOf(error)}): set DATA_DIR to a folder that can be written`,
  );
}

const saysWhatToDo = (error: unknown): error is Error =>
  error instanceof StartError ||
  error instanceof CorruptFile ||
  error instanceof StoreClosed ||
  error instanceof TransferError;

export const codeOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

/** Ends the program with the sentence that says what can be mended; any other fault ends it as it is. */
export function stoppedWith(error: unknown): never {
  if (!saysWhatToDo(error)) throw error;
  console.error(`${error.message}.`);
  process.exit(1);
}
