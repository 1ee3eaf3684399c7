import { resolve } from 'node:path';
import type { Documents } from '../../src/application/ports/documents.ts';
import type { UserRateLimiter } from '../../src/application/runtime/user-rate-limiter.ts';
import { CorruptFileError, StoreClosedError } from '../../src/state/lowdb/corrupt-file.ts';
import { LowdbDocuments, type StoreOptions } from '../../src/state/lowdb/lowdb-documents.ts';
import { TransferError } from '../../src/state/postgres/transfer.ts';
import { type Settings, StartError } from '../settings.ts';

/** The open documents, and how to close them. */
export interface Store {
  /** Where the data is, for messages. */
  readonly location: string;
  readonly documents: Documents;
  /** Creates a rate limiter that all processes on the store share, where the store can do that. */
  readonly createRateLimiter?: (limitPerMinute: number) => UserRateLimiter;
  close(): Promise<void>;
}

type StoreSettings = Pick<Settings, 'DATA_DIR' | 'STORE' | 'DATABASE_URL'>;

/** @throws {StartError} that tells the operator what to do when the data cannot be used */
export const openStore = (settings: StoreSettings, options?: StoreOptions): Promise<Store> =>
  openWith(settings, (folder) => LowdbDocuments.open(folder, options), options);

/** Opens the documents for reading only, which is possible while the program runs. */
export const openStoreReadOnly = (settings: StoreSettings, options?: StoreOptions): Promise<Store> =>
  openWith(settings, (folder) => LowdbDocuments.openReadOnly(folder, options), options);

async function openWith(
  { DATA_DIR, DATABASE_URL }: StoreSettings,
  open: (folder: string) => Promise<LowdbDocuments>,
  options?: StoreOptions,
): Promise<Store> {
  if (DATABASE_URL !== undefined) return openDatabase(DATABASE_URL, options);
  const folder = resolve(DATA_DIR);
  try {
    const documents = await open(folder);
    return { location: folder, documents, close: () => documents.close() };
  } catch (error) {
    throw toStartError(folder, error as Error);
  }
}

async function openDatabase(url: string, options?: StoreOptions): Promise<Store> {
  // Without the password: this is printed and logged.
  const { host, pathname } = new URL(url);
  const location = `${host}${pathname}`;
  try {
    // Loaded only when needed: an installation with files starts without the PostgreSQL client.
    const { openPostgres } = await import('../../src/state/postgres/open-postgres.ts');
    return { location, ...(await openPostgres(url, options)) };
  } catch (error) {
    throw new StartError(
      `The database ${location} cannot be used (${errorCode(error as Error)}): start it, or set DATABASE_URL to a database that responds`,
    );
  }
}

/** The error as one that tells the operator what to do. */
export function toStartError(folder: string, error: Error): Error {
  if (isOperatorError(error)) return error;
  return new StartError(
    `The data folder ${folder} cannot be used (${errorCode(error)}): set DATA_DIR to a folder that can be written`,
  );
}

/** Whether the message of an error tells the operator what to do. */
export const isOperatorError = (error: unknown): error is Error =>
  error instanceof StartError ||
  error instanceof CorruptFileError ||
  error instanceof StoreClosedError ||
  error instanceof TransferError;

export const errorCode = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

/** Ends the process: with a sentence when the operator can fix the error, otherwise by throwing it again. */
export function exitWithError(error: unknown): never {
  if (!isOperatorError(error)) throw error;
  console.error(`${error.message}.`);
  process.exit(1);
}
