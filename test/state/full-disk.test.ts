import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStore } from '../../bot/operations/store.ts';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { backup } from '../../src/state/lowdb/maintenance.ts';
import { newFolder } from './data-folder.ts';

/** Mounts a small disk, which only root can do. */
async function smallDisk(): Promise<string | undefined> {
  const mountPoint = await newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mountPoint], { stdio: 'ignore' });
    return mountPoint;
  } catch {
    return undefined;
  }
}

const disk = await smallDisk();
const remount = (how: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${how}`, disk ?? '']);

(disk ? describe : describe.skip)('a disk that refuses (needs the right to mount one)', () => {
  let documents: LowdbDocuments;
  const acknowledged = new Map<string, string>();
  const refusedValues = new Set<string>();
  const faults: Error[] = [];

  async function tryWrite(write: string, size: number): Promise<boolean> {
    const key = `k${(acknowledged.size + refusedValues.size) % 7}`;
    const value = `${write} ${'x'.repeat(size)}`;
    try {
      await documents.write(key, value, { index: { kind: 'k', value: write } });
      acknowledged.set(key, value);
      return true;
    } catch {
      refusedValues.add(value);
      return false;
    }
  }

  /** Expects every acknowledged write, now and after a restart, and no refused one. */
  async function expectAcknowledged(): Promise<void> {
    const copy = await newFolder();
    await backup(disk ?? '', copy);
    const restored = await LowdbDocuments.open(copy);
    for (const store of [documents, restored]) {
      for (const [key, value] of acknowledged) {
        expect((await store.read(key))?.value).toBe(value);
        expect(refusedValues.has(value)).toBe(false);
      }
      expect(await store.find({ kind: 'k', limit: 99 })).toHaveLength(acknowledged.size);
    }
    await restored.close();
  }

  beforeAll(async () => {
    documents = await LowdbDocuments.open(disk ?? '', { checkpointEvery: 50, onError: (error) => faults.push(error) });
  });

  afterAll(async () => {
    await documents.close();
    execFileSync('umount', ['-l', disk ?? '']);
  });

  test('full: what it refuses changes nothing and never appears; with room again it goes on', async () => {
    const ballast = join(disk ?? '', 'ballast');
    for (let fill = 0; fill < ((globalThis as { DEEP?: boolean }).DEEP ? 50 : 5); fill++) {
      await writeFile(ballast, Buffer.alloc(900_000 - fill * 1_000)).catch(() => undefined);
      for (let n = 0; n < 20; n++) await tryWrite(`fill ${fill}.${n}`, 3_000 + n * 997);
      await expectAcknowledged();
      await rm(ballast);
      expect(await tryWrite(`room ${fill}`, 10)).toBe(true);
    }
    expect(refusedValues.size).toBeGreaterThan(5);
    expect(acknowledged.size).toBe(7);
  });

  test('read-only: it does not start and says what to do, and everything can still be read', async () => {
    await documents.close();
    remount('ro');
    const message = await openStore({ DATA_DIR: disk ?? '', STORE: 'lowdb' }).catch((error: Error) => error.message);
    expect(message).toBe(
      `The data folder ${disk} cannot be used (EROFS): set DATA_DIR to a folder that can be written`,
    );
    const readOnly = await LowdbDocuments.openReadOnly(disk ?? '');
    for (const [key, value] of acknowledged) expect((await readOnly.read(key))?.value).toBe(value);
    await expect(readOnly.write('k0', 'looked')).rejects.toThrow('opened to be read');
    remount('rw');
    documents = await LowdbDocuments.open(disk ?? '');
    expect(await tryWrite('writable', 10)).toBe(true);
    await expectAcknowledged();
  });

  test('without permission it does not start, and says what to do', async () => {
    const folder = await newFolder();
    await chmod(folder, 0o755);
    const child = spawnSync('node', ['test/state/writer.mjs', folder, 'k', '1', '0', '65534'], { encoding: 'utf8' });
    expect(child.stderr).toContain('EACCES');
    expect(child.stdout).toBe('');
    expect(await readdir(folder)).toEqual([]);
  });
});
