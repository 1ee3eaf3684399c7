import { expect, test } from '@jest/globals';
import { ConflictError } from '../../src/application/ports/errors.ts';
import { isWritten, retryOnConflict } from '../../src/application/runtime/retry-on-conflict.ts';
import { readOrCreate, updateDocument } from '../../src/application/runtime/update-document.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';

test('concurrent updates of one document are all kept', async () => {
  const documents = new MemoryDocuments();
  const increment = () => updateDocument<number>(documents, 'counter', (count = 0) => count + 1);
  await Promise.all(Array.from({ length: 15 }, increment));
  expect((await documents.read('counter'))?.value).toBe(15);
});

test('a change that returns the same document, or nothing, writes nothing', async () => {
  const documents = new MemoryDocuments();
  await documents.write('a', { n: 1 });
  const result = await updateDocument<{ n: number }>(documents, 'a', (current) => current);
  expect(result).toEqual({ value: { n: 1 }, hasChanged: false });
  expect(await updateDocument(documents, 'b', () => undefined)).toEqual({ value: undefined, hasChanged: false });
  expect((await documents.read('a'))?.version).toBe(1);
});

test('a document that several processes create is the same for all', async () => {
  const documents = new MemoryDocuments();
  let next = 0;
  const values = await Promise.all(Array.from({ length: 5 }, () => readOrCreate(documents, 'secret', () => ++next)));
  expect(new Set(values).size).toBe(1);
});

test('attempts end: after the last one the conflict is thrown, and other errors are thrown at once', async () => {
  let attempts = 0;
  const conflict = async () => {
    attempts++;
    throw new ConflictError('a');
  };
  await expect(retryOnConflict('a', conflict, 3)).rejects.toThrow(ConflictError);
  expect(attempts).toBe(3);
  const fail = async () => {
    attempts++;
    throw new Error('disk full');
  };
  await expect(retryOnConflict('a', fail)).rejects.toThrow('disk full');
  expect(attempts).toBe(4);
  expect(await isWritten(Promise.reject(new ConflictError('a')))).toBe(false);
});
