import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { PostgresDocuments } from './postgres-documents.ts';

/** Milliseconds that the database may take: to be reached, and to answer. */
const REACH = 3_000;
const ANSWER = 10_000;
const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/** Documents in a database, brought to this version's tables; how to let it go. */
export async function openPostgres(
  connectionString: string,
  { connections = 10, onFault = () => undefined }: { connections?: number; onFault?: (error: Error) => void } = {},
): Promise<{ documents: PostgresDocuments; close(): Promise<void> }> {
  await migrated(connectionString);
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: REACH,
    query_timeout: ANSWER,
    statement_timeout: ANSWER,
    keepAlive: true,
    application_name: 'purchase-desk',
  });
  // A connection that breaks while nobody uses it is replaced by the next one that is needed.
  pool.on('error', onFault);
  return { documents: new PostgresDocuments(pool), close: () => pool.end() };
}

/** Several processes that start at once do it one after the other: an advisory lock is held meanwhile. */
export async function migrated(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: REACH });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runner({
      dbClient: client,
      dir: MIGRATIONS,
      direction: 'up',
      migrationsTable: 'migrations',
      advisoryLockMode: 'wait',
      log: () => undefined,
    });
  } finally {
    await client.end();
  }
}
