import { afterAll, beforeAll } from '@jest/globals';
import { LowdbDocuments, type StoreOptions } from '../../src/state/lowdb/lowdb-documents.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { openPostgres } from '../../src/state/postgres/open-postgres.ts';
import { PostgresServer } from '../postgres/server.ts';
import { newFolder } from '../state/data-folder.ts';
import { documentsContract } from './documents.ts';

const opened: LowdbDocuments[] = [];
const databases: Awaited<ReturnType<typeof openPostgres>>[] = [];

async function openLowdb(options: StoreOptions = {}): Promise<LowdbDocuments> {
  const documents = await LowdbDocuments.open(await newFolder(), options);
  opened.push(documents);
  return documents;
}

documentsContract('in memory', async () => new MemoryDocuments());
documentsContract('in lowdb', () => openLowdb());
documentsContract('in lowdb, put into its files at once', () => openLowdb({ checkpointEvery: 0 }));

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
});

documentsContract('in PostgreSQL', async () => {
  const store = await openPostgres(await server.database());
  databases.push(store);
  return store.documents;
});

afterAll(async () => {
  for (const store of [...opened, ...databases]) await store.close();
  await server.stop();
});
