import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { PostgresDocuments } from './postgres-documents.ts';
import { PostgresRateLimiter } from './postgres-rate-limiter.ts';

/** An open database. */
interface PostgresStore {
  readonly documents: PostgresDocuments;
  /** Limits users across all processes on this database. */
  createRateLimiter(limitPerMinute: number): PostgresRateLimiter;
  close(): Promise<void>;
}

/** Milliseconds that connecting, and a query, may take. */
const CONNECT_TIMEOUT = 3_000;
const QUERY_TIMEOUT = 10_000;
const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));

/** Opens a database after migrating its tables to this version. */
export async function openPostgres(
  connectionString: string,
  { connections = 10, onError = () => undefined }: { connections?: number; onError?: (error: Error) => void } = {},
): Promise<PostgresStore> {
  await migrateSchema(connectionString);
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: QUERY_TIMEOUT,
    statement_timeout: QUERY_TIMEOUT,
    keepAlive: true,
    application_name: 'purchase-desk',
  });
  // The pool replaces an idle connection that breaks.
  pool.on('error', onError);
  return {
    documents: new PostgresDocuments(pool),
    createRateLimiter: (limitPerMinute) => new PostgresRateLimiter(pool, limitPerMinute),
    close: () => pool.end(),
  };
}

/** Migrates the tables to this version. An advisory lock makes processes that start at once take turns. */
export async function migrateSchema(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runner({
      dbClient: client,
      dir: MIGRATIONS_FOLDER,
      direction: 'up',
      migrationsTable: 'migrations',
      advisoryLockMode: 'wait',
      log: () => undefined,
    });
  } finally {
    await client.end();
  }
}
