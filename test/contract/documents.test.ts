import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { MemoryDocuments } from '../../src/state/memory-documents.ts';
import { newFolder } from '../state/folder.ts';
import { documentsContract } from './documents.ts';

documentsContract('in memory', async () => new MemoryDocuments());
documentsContract('in lowdb', async () => LowdbDocuments.open(await newFolder()));
documentsContract('in lowdb, put into its files at once', async () =>
  LowdbDocuments.open(await newFolder(), { checkpointEvery: 0 }),
);
