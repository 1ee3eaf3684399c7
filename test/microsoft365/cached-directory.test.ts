import { expect, test } from '@jest/globals';
import type { Directory, Organisations } from '../../src/application/ports/directory.ts';
import { cachedDirectory } from '../../src/providers/microsoft365/services/cached-directory.ts';

/** A directory that counts its calls, behind the cache. */
function countingDirectory({ fails = false } = {}) {
  const calls: string[] = [];
  const source = { now: 0, fails };
  const person = async (tenant: string, id: string) => {
    calls.push(`${tenant}/${id}`);
    if (source.fails) throw new Error('no answer');
    return undefined;
  };
  const directory = cachedDirectory({ person } as unknown as Directory & Organisations, () => source.now);
  return { source, calls, directory };
}

test('a reply is reused for a minute, by each organisation and person', async () => {
  const { source, calls, directory } = countingDirectory();
  for (const id of ['noor', 'noor', 'iris']) await directory.person('t', id);
  source.now = 59_999;
  await directory.person('t', 'noor');
  expect(calls).toEqual(['t/noor', 't/iris']);
  source.now = 60_000;
  await directory.person('t', 'noor');
  await directory.person('u', 'noor');
  expect(calls).toEqual(['t/noor', 't/iris', 't/noor', 'u/noor']);
});

test('an error is not reused', async () => {
  const { source, calls, directory } = countingDirectory({ fails: true });
  await expect(directory.person('t', 'noor')).rejects.toThrow('no answer');
  source.fails = false;
  await directory.person('t', 'noor');
  expect(calls).toHaveLength(2);
});

test('a full cache evicts the reply that was not used for longest, and keeps the others', async () => {
  const { calls, directory } = countingDirectory();
  const findPerson = (count: number) => directory.person('t', String(count));
  for (let count = 0; count < 10_000; count++) await findPerson(count);
  await findPerson(0);
  await findPerson(10_000);
  expect(calls).toHaveLength(10_001);
  await findPerson(0);
  expect(calls).toHaveLength(10_001);
  await findPerson(1);
  expect(calls).toHaveLength(10_002);
});
