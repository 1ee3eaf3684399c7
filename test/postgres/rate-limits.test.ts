import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrateSchema } from '../../src/state/postgres/open-postgres.ts';
import { PostgresRateLimiter } from '../../src/state/postgres/postgres-rate-limiter.ts';
import { useTestServer } from './server.ts';

const testServer = useTestServer();
const LIMIT = 5;

/** A rate limiter for each of two processes on one database. */
let pools: pg.Pool[];
let limiters: PostgresRateLimiter[];

beforeEach(async () => {
  await migrateSchema(testServer.url);
  pools = [1, 2].map(() => new pg.Pool({ connectionString: testServer.url }));
  for (const pool of pools) pool.on('error', () => undefined);
  limiters = pools.map((pool) => new PostgresRateLimiter(pool, LIMIT, 60_000));
});
afterEach(async () => {
  for (const pool of pools) await pool.end();
});

const consume = (user: string, times: number) =>
  Promise.all(Array.from({ length: times }, (_, at) => limiters[at % 2]?.consume(user)));
const count = (decisions: readonly unknown[], decision: string) => decisions.filter((one) => one === decision).length;

test('the limit holds over two processes, and the user is told once by one of them', async () => {
  const decisions = await consume('noor', 20);
  expect(['allow', 'reject', 'rejectSilently'].map((one) => count(decisions, one))).toEqual([LIMIT, 1, 14]);
  expect(await consume('iris', 2)).toEqual(['allow', 'allow']);
});

test('a user whose window is over starts anew, also after both processes rejected them', async () => {
  const users = ['a', 'b'];
  for (const user of users) await consume(user, LIMIT + 1);
  await pools[0]?.query('update rate_limits set expire = 0');
  for (const user of users) expect(await consume(user, 2)).toEqual(['allow', 'allow']);
});

test('no id is stored, however long it is', async () => {
  expect(await consume('secret '.repeat(1_000), 1)).toEqual(['allow']);
  const { rows } = (await pools[0]?.query<{ key: string }>('select key from rate_limits')) ?? { rows: [] };
  for (const { key } of rows) expect(key).toMatch(/^[\w-]{43}$/);
});

test('while the database is gone each process counts for itself, and then they count together again', async () => {
  await testServer.server.kill();
  const decisions = await consume('tom', 2 * (LIMIT + 2));
  expect(['allow', 'reject', 'rejectSilently'].map((one) => count(decisions, one))).toEqual([2 * LIMIT, 2, 2]);
  await testServer.server.resume();
  const sharedDecisions = await consume('milan', 20);
  expect(count(sharedDecisions, 'allow')).toBe(LIMIT);
});

test('a database that does not answer delays no user', async () => {
  const client = await pools[0]?.connect();
  await client?.query('begin');
  await client?.query('lock table rate_limits');
  const impatientLimiter = new PostgresRateLimiter(pools[1] as pg.Pool, 1, 50);
  expect([await impatientLimiter.consume('tom'), await impatientLimiter.consume('tom')]).toEqual(['allow', 'reject']);
  await client?.query('rollback');
  client?.release();
});
