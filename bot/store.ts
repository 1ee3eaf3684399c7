import { resolve } from 'node:path';
import type { Documents } from '../src/application/ports.ts';
import { DamagedFile } from '../src/state/lowdb/document-file.ts';
import { LowdbDocuments } from '../src/state/lowdb/lowdb-documents.ts';
import { type Settings, StartError } from './settings.ts';

/** Where all documents are, below the data folder. */
export const documentsIn = ({ DATA_DIR }: Pick<Settings, 'DATA_DIR'>): string => resolve(DATA_DIR, 'documents');

/** @throws {StartError} that says what to do when the data cannot be used */
export async function openStore(settings: Settings): Promise<{ folder: string; documents: Documents }> {
  const folder = resolve(settings.DATA_DIR);
  const documents = await LowdbDocuments.open(documentsIn(settings)).catch((error: Error) => {
    if (error instanceof DamagedFile) throw new StartError(error.message);
    throw new StartError(
      `The data folder ${folder} cannot be used (${codeOf(error)}): set DATA_DIR to a folder that can be written`,
    );
  });
  return { folder, documents };
}

export const codeOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

/** Ends the program with the sentence that says what can be mended; any other fault ends it as it is. */
export function stoppedWith(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  console.error(`${error.message}.`);
  process.exit(1);
}
