import { describe, expect, test } from '@jest/globals';
import type { Documents } from '../../src/application/ports/documents.ts';
import { ConflictError } from '../../src/application/ports/errors.ts';

/** The contract of every document store. */
export function documentsContract(name: string, open: () => Promise<Documents>): void {
  describe(name, () => {
    test('what was written is read back, with a version that counts the writes', async () => {
      const documents = await open();
      expect(await documents.read('a')).toBeUndefined();
      expect(await documents.write('a', { n: 1 })).toBe(1);
      expect(await documents.write('a', { n: 2 })).toBe(2);
      expect(await documents.read('a')).toEqual({ value: { n: 2 }, version: 2 });
    });

    test('what is read can be changed without changing what is kept', async () => {
      const documents = await open();
      await documents.write('a', { list: [1] });
      (await documents.read<{ list: number[] }>('a'))?.value.list.push(2);
      expect((await documents.read('a'))?.value).toEqual({ list: [1] });
    });

    test('a write at another version is a conflict and changes nothing', async () => {
      const documents = await open();
      await documents.write('a', 'first', { ifVersion: 0 });
      await expect(documents.write('a', 'again', { ifVersion: 0 })).rejects.toThrow(ConflictError);
      await documents.write('a', 'second', { ifVersion: 1 });
      await expect(documents.write('a', 'late', { ifVersion: 1 })).rejects.toThrow(ConflictError);
      expect((await documents.read('a'))?.value).toBe('second');
    });

    test('of fifty writes at once that count on, each counts or is refused', async () => {
      const documents = await open();
      await documents.write('n', 0);
      const add = async () => {
        for (;;) {
          const { value = 0, version = 0 } = (await documents.read<number>('n')) ?? {};
          try {
            await documents.write('n', value + 1, { ifVersion: version });
            return;
          } catch (error) {
            if (!(error instanceof ConflictError)) throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: 50 }, add));
      expect((await documents.read('n'))?.value).toBe(50);
    });

    test('keys are only names: no key reaches a place of its own', async () => {
      const documents = await open();
      const keys = ['../../etc/passwd', '__proto__', 'a/b', 'a', 'A', '', 'é', 'a\0b', 'a\\0b', 'x'.repeat(5_000)];
      for (const key of keys) await documents.write(key, { key });
      for (const key of keys) expect((await documents.read(key))?.value).toEqual({ key });
    });

    test('a value is kept to the letter, whatever was typed', async () => {
      const documents = await open();
      const value = {
        z: ['\0', '\ud800', '\\u0000', '“’'],
        a: { '': null, 'a\0': -0.1e-7 },
        1: Number.MAX_SAFE_INTEGER,
      };
      await documents.write('a', value, { index: { kind: 'k', said: 'a\0b\ud800' } });
      expect(JSON.stringify((await documents.read('a'))?.value)).toBe(JSON.stringify(value));
      expect(await documents.find({ kind: 'k', where: { said: 'a\0b\ud800' }, limit: 9 })).toHaveLength(1);
    });

    test('numbers follow one another by size, and texts by their letters’ codes', async () => {
      const documents = await open();
      const numbers = [-1e9, -2.5, -1, 0, 0.5, 1, 2, 10, 1e15];
      const texts = ['', '-', '10', '9', 'A', 'Z', 'a', 'b c', 'bc', 'é'];
      for (const n of numbers) await documents.write(`n${n}`, n, { index: { kind: 'n', by: n } });
      for (const s of texts) await documents.write(`s${s}`, s, { index: { kind: 's', by: s } });
      const findRows = async (query: Omit<Parameters<Documents['find']>[0], 'limit'>) =>
        (await documents.find({ orderBy: 'by', limit: 99, ...query })).map(({ row }) => row.by);
      expect(await findRows({ kind: 'n' })).toEqual(numbers);
      expect(await findRows({ kind: 's' })).toEqual(texts);
      expect(await findRows({ kind: 'n', between: { by: { from: -2.5, to: 0.5 } } })).toEqual([-2.5, -1, 0, 0.5]);
      expect(await findRows({ kind: 'n', between: { by: { to: -1 } } })).toEqual([-1e9, -2.5, -1]);
      expect(await findRows({ kind: 's', between: { by: { from: 'a' } } })).toEqual(['a', 'b c', 'bc', 'é']);
      expect(await findRows({ kind: 'n', where: { by: [] } })).toEqual([]);
    });

    test('rows are found by kind, column and due time, in order, in pages', async () => {
      const documents = await open();
      for (const [key, due, owner] of [
        ['a', 3, 'x'],
        ['b', 1, 'y'],
        ['c', undefined, 'x'],
        ['d', 2, 'x'],
      ] as const) {
        await documents.write(key, key, { index: { kind: 'k', owner, ...(due !== undefined && { due }) } });
      }
      await documents.write('e', 'e', { index: { kind: 'other', due: 1 } });
      const keys = async (query: Parameters<Documents['find']>[0]) =>
        (await documents.find(query)).map(({ key }) => key);
      expect(await keys({ kind: 'k', orderBy: 'due', limit: 10 })).toEqual(['b', 'd', 'a', 'c']);
      expect(await keys({ kind: 'k', orderBy: '-due', limit: 10 })).toEqual(['a', 'd', 'b', 'c']);
      expect(await keys({ kind: 'k', dueBy: 2, orderBy: 'due', limit: 10 })).toEqual(['b', 'd']);
      expect(await keys({ kind: 'k', where: { owner: 'x' }, orderBy: 'due', limit: 2 })).toEqual(['d', 'a']);
      expect(await keys({ kind: 'k', where: { owner: 'x' }, orderBy: 'due', limit: 2, offset: 2 })).toEqual(['c']);
      expect(await keys({ kind: 'k', orderBy: '-due', limit: 2, offset: 2 })).toEqual(['b', 'c']);
      expect(await keys({ kind: 'k', orderBy: 'due', limit: 2, offset: 4 })).toEqual([]);
      expect(await keys({ kind: 'k', limit: 0 })).toEqual([]);
    });

    test('a document may have several rows: each is found by itself, and all go with it', async () => {
      const documents = await open();
      const rows = (...numbers: number[]) => numbers.map((n) => ({ kind: 'k', n }));
      await documents.write('a', 1, { index: [...rows(3, 1), { kind: 'l' }] });
      await documents.write('b', 1, { index: rows(2) });
      const findRows = async () =>
        (await documents.find({ kind: 'k', orderBy: 'n', limit: 9 })).map(({ key, row }) => [key, row.n]);
      expect(await findRows()).toEqual([
        ['a', 1],
        ['b', 2],
        ['a', 3],
      ]);
      await documents.write('a', 2, { index: rows(4) });
      expect(await findRows()).toEqual([
        ['b', 2],
        ['a', 4],
      ]);
      expect(await documents.find({ kind: 'l', limit: 9 })).toEqual([]);
    });

    test('rows are found by a range, by one of several values, and by how their words begin', async () => {
      const documents = await open();
      for (const [key, price, state, search] of [
        ['a', 3, 'new', 'noor de vries visio plan 2'],
        ['b', 1, 'old', 'milan jansen power bi'],
        ['c', undefined, 'new', 'noortje devisser project'],
        ['d', 2, 'gone', 'visio fan'],
      ] as const) {
        await documents.write(key, key, {
          index: { kind: 'k', state, search, ...(price !== undefined && { price }) },
        });
      }
      const keys = async (query: Omit<Parameters<Documents['find']>[0], 'kind' | 'limit'>) =>
        (await documents.find({ kind: 'k', limit: 9, orderBy: 'search', ...query })).map(({ key }) => key);
      expect(await keys({ between: { price: { from: 2 } } })).toEqual(['a', 'd']);
      expect(await keys({ between: { price: { from: 1, to: 2 } }, orderBy: '-price' })).toEqual(['d', 'b']);
      expect(await keys({ between: { price: { to: 2 } }, where: { state: 'old' } })).toEqual(['b']);
      expect(await keys({ where: { state: ['new', 'gone'] } })).toEqual(['a', 'c', 'd']);
      expect(await keys({ words: ['noor'] })).toEqual(['a', 'c']);
      expect(await keys({ words: ['vis'] })).toEqual(['a', 'd']);
      expect(await keys({ words: ['vis', 'noor'] })).toEqual(['a']);
      expect(await keys({ words: ['isio'] })).toEqual([]);
      expect(await keys({ words: ["'no", ' ', 'a & b', '\\'] })).toEqual([]);
    });

    test('pages follow one another whatever has the same value, while rows come and go', async () => {
      const documents = await open();
      for (const n of [3, 1, 4, 1, 5, 9, 2, 6, 5, 3].entries()) {
        await documents.write(`d${n[0]}`, n, { index: { kind: 'k', n: n[1] } });
      }
      const page = async (orderBy: string, offset: number) =>
        (await documents.find({ kind: 'k', orderBy, limit: 4, offset })).map(({ key, row }) => `${key}:${row.n}`);
      expect(await page('n', 0)).toEqual(['d1:1', 'd3:1', 'd6:2', 'd0:3']);
      await documents.write('d1', 0, { index: { kind: 'k', n: 7 } });
      await documents.delete('d6');
      await documents.write('d9', 0, { index: { kind: 'other', n: 0 } });
      expect([...(await page('n', 0)), ...(await page('n', 4))]).toEqual([
        'd3:1',
        'd0:3',
        'd2:4',
        'd4:5',
        'd8:5',
        'd7:6',
        'd1:7',
        'd5:9',
      ]);
      expect(await page('-n', 0)).toEqual(['d5:9', 'd1:7', 'd7:6', 'd8:5']);
    });

    test('rows are counted and summed, in one or by a column', async () => {
      const documents = await open();
      const rows = (...all: readonly [by: string | undefined, n: number][]) =>
        all.map(([by, n]) => ({ kind: 'k', n, ...(by && { by }) }));
      await documents.write('a', 1, { index: rows(['x', 1], ['y', 2]) });
      await documents.write('b', 1, { index: rows(['x', 3], [undefined, 10]) });
      expect(await documents.tally({ kind: 'k' }, { sum: ['n'] })).toEqual([{ count: 4, sums: [16] }]);
      expect(await documents.tally({ kind: 'none' }, { sum: ['n'] })).toEqual([{ count: 0, sums: [0] }]);
      const byColumn = await documents.tally({ kind: 'k', between: { n: { to: 3 } } }, { by: 'by', sum: ['n'] });
      expect([...byColumn].sort((one, other) => String(one.value).localeCompare(String(other.value)))).toEqual([
        { value: 'x', count: 2, sums: [4] },
        { value: 'y', count: 1, sums: [2] },
      ]);
      expect(await documents.tally({ kind: 'k', where: { by: 'y' } })).toEqual([{ count: 1, sums: [] }]);
    });

    test('a row goes with its document: rewritten, left out, deleted', async () => {
      const documents = await open();
      await documents.write('a', 1, { index: { kind: 'k', due: 1 } });
      await documents.write('a', 2, { index: { kind: 'l', due: 2 } });
      expect(await documents.find({ kind: 'k', limit: 9 })).toEqual([]);
      expect(await documents.find({ kind: 'l', limit: 9 })).toEqual([{ key: 'a', row: { kind: 'l', due: 2 } }]);
      await documents.write('a', 3);
      expect(await documents.find({ kind: 'l', limit: 9 })).toEqual([]);
      await documents.write('b', 1, { index: { kind: 'k' } });
      await documents.delete('b');
      expect(await documents.read('b')).toBeUndefined();
      expect(await documents.find({ kind: 'k', limit: 9 })).toEqual([]);
    });
  });
}
