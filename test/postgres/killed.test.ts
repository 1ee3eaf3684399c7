import { expect, test } from '@jest/globals';
import { ConflictError, StoreUnreachableError } from '../../src/application/ports/errors.ts';
import { openPostgres } from '../../src/state/postgres/open-postgres.ts';
import type { PostgresDocuments } from '../../src/state/postgres/postgres-documents.ts';
import { useTestServer } from './server.ts';

const KILLS = (globalThis as { DEEP?: boolean }).DEEP ? 20 : 2;
const WRITERS = 20;

const testServer = useTestServer();

interface StoredValue {
  readonly n: number;
  readonly filled: string;
}

test('the server is killed again and again: nothing acknowledged is lost or torn, and everybody goes on by themselves', async () => {
  const store = await openPostgres(testServer.url);
  const { documents } = store;
  const acknowledged = new Map<string, number>();
  let [total, unreachableCount, hasEnded] = [0, 0, false];

  async function write(key: string): Promise<void> {
    while (!hasEnded) {
      try {
        const { version = 0 } = (await documents.read<StoredValue>(key)) ?? {};
        const value = { n: version + 1, filled: `${key} `.repeat(100 + (version % 50)) };
        const index = { kind: 'k', n: version + 1 };
        acknowledged.set(key, await documents.write(key, value, { ifVersion: version, index }));
        total++;
      } catch (error) {
        // The result of a write whose response was lost is unknown: the document is read again.
        if (!(error instanceof StoreUnreachableError) && !(error instanceof ConflictError)) throw error;
        unreachableCount++;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  const writers = Array.from({ length: WRITERS }, (_, at) => write(`k${at}`));
  for (let kill = 0; kill < KILLS; kill++) {
    const until = total + 100 + ((kill * 37) % 200);
    while (total < until) await new Promise((resolve) => setTimeout(resolve, 5));
    await testServer.server.kill();
    const before = new Map(acknowledged);
    await testServer.server.resume();
    for (const [key, version] of before) await expectWhole(documents, key, version);
  }
  hasEnded = true;
  await Promise.all(writers);
  for (const [key, version] of acknowledged) await expectWhole(documents, key, version);
  await store.close();
  if (KILLS > 2) console.log(`${total} acknowledged, ${unreachableCount} refused meanwhile`);
  expect(unreachableCount).toBeGreaterThan(0);
}, 300_000);

async function expectWhole(documents: PostgresDocuments, key: string, version: number): Promise<void> {
  for (;;) {
    try {
      const stored = await documents.read<StoredValue>(key);
      expect(stored?.version).toBeGreaterThanOrEqual(version);
      expect(stored?.value.n).toBe(stored?.version);
      expect(stored?.value.filled).toBe(`${key} `.repeat(100 + (((stored?.version ?? 0) - 1) % 50)));
      return;
    } catch (error) {
      // A broken connection is detected only when it is used.
      if (!(error instanceof StoreUnreachableError)) throw error;
    }
  }
}
