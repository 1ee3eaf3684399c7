import { resolve } from 'node:path';
import type { Documents } from '../src/application/ports.ts';
import { DamagedFile, StoreClosed } from '../src/state/lowdb/damaged.ts';
import { LowdbDocuments, type StoreOptions } from '../src/state/lowdb/lowdb-documents.ts';
import { type Settings, StartError } from './settings.ts';

/** What is remembered, and how to let it go. */
export interface Store {
  readonly folder: string;
  readonly documents: Documents;
  close(): Promise<void>;
}

type Place = Pick<Settings, 'DATA_DIR'>;

/** @throws {StartError} that says what to do when the data cannot be used */
export const openStore = (settings: Place, options?: StoreOptions): Promise<Store> =>
  opened(settings, (folder) => LowdbDocuments.open(folder, options));

/** The same, to be read only: also while the program runs. */
export const lookAtStore = (settings: Place, options?: StoreOptions): Promise<Store> =>
  opened(settings, (folder) => LowdbDocuments.look(folder, options));

async function opened({ DATA_DIR }: Place, open: (folder: string) => Promise<LowdbDocuments>): Promise<Store> {
  const folder = resolve(DATA_DIR);
  try {
    const documents = await open(folder);
    return { folder, documents, close: () => documents.close() };
  } catch (error) {
    throw toStartError(folder, error as Error);
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
  error instanceof StartError || error instanceof DamagedFile || error instanceof StoreClosed;

export const codeOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

/** Ends the program with the sentence that says what can be mended; any other fault ends it as it is. */
export function stoppedWith(error: unknown): never {
  if (!saysWhatToDo(error)) throw error;
  console.error(`${error.message}.`);
  process.exit(1);
}
