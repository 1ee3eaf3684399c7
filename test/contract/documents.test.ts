import { afterAll } from '@jest/globals';
import { LowdbDocuments, type StoreOptions } from '../../src/state/lowdb/lowdb-documents.ts';
import { MemoryDocuments } from '../../src/state/memory-documents.ts';
import { newFolder } from '../state/folder.ts';
import { documentsContract } from './documents.ts';

const opened: LowdbDocuments[] = [];

async function inLowdb(options: StoreOptions = {}): Promise<LowdbDocuments> {
  const documents = await LowdbDocuments.open(await newFolder(), options);
  opened.push(documents);
  return documents;
}

documentsContract('in memory', async () => new MemoryDocuments());
documentsContract('in lowdb', () => inLowdb());
documentsContract('in lowdb, put into its files at once', () => inLowdb({ checkpointEvery: 0 }));

afterAll(async () => {
  for (const documents of opened) await documents.close();
});
