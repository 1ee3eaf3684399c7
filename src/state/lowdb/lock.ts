import { rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { ignoreMissing, readText, replaceFile } from './atomic-write.ts';
import { StoreClosedError } from './corrupt-file.ts';

const holderSchema = z.object({ pid: z.number().int(), host: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Milliseconds after which a lock that was not renewed is stale. */
const STALE_AFTER = 10_000;
/** The same for the short lock that guards the acquisition. */
const ACQUIRE_STALE_AFTER = 2_000;
/** The folders that this process holds. */
const ownFolders = new Set<string>();

/**
 * Locks a data folder for this process, and returns the function that releases it. A process that was suspended for long may
 * lose the lock without noticing: the folder's epoch shows that.
 * @throws {StoreClosedError} that names the process that holds it
 */
export function lockFolder(folder: string): Promise<() => Promise<void>> {
  return serialiseAcquisition(folder, () => acquire(folder));
}

/**
 * Runs one acquisition at a time, so that a holder's name is written before the next process checks whether the holder is
 * alive.
 */
async function serialiseAcquisition<T>(folder: string, task: () => Promise<T>): Promise<T> {
  // A path of its own, because the library identifies locks by the path that is locked.
  const lockPath = join(folder, 'taking');
  const options = {
    lockfilePath: lockPath,
    realpath: false,
    stale: ACQUIRE_STALE_AFTER,
    retries: { retries: 40, factor: 1, minTimeout: ACQUIRE_STALE_AFTER / 20, maxTimeout: ACQUIRE_STALE_AFTER / 20 },
    onCompromised: () => undefined,
  };
  const release = await lockfile.lock(lockPath, options).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ELOCKED' ? inUseError(folder, undefined) : error;
  });
  try {
    return await task();
  } finally {
    await release().catch(() => undefined);
  }
}

async function acquire(folder: string): Promise<() => Promise<void>> {
  const lockPath = join(folder, 'lock');
  let release = async (): Promise<void> => undefined;
  let isHeld = true;
  const acquireLock = async () => {
    const options = {
      lockfilePath: lockPath,
      realpath: false,
      stale: STALE_AFTER,
      onCompromised: () => void reacquire(),
    };
    release = await lockfile.lock(folder, options);
  };
  const reacquire = async () => {
    if (isHeld) await acquireLock().catch(() => undefined);
  };
  await acquireLock().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOCKED') throw error;
    const other = await readHolder(folder);
    if (!other || isAlive(other, folder)) throw inUseError(folder, other);
    // The holder is dead: its lock is removed before it is stale.
    await rmdir(lockPath).catch(ignoreMissing);
    await acquireLock().catch(() => {
      throw inUseError(folder, undefined);
    });
  });
  const releaseLock = async () => {
    isHeld = false;
    ownFolders.delete(folder);
    await release().catch(() => undefined);
  };
  ownFolders.add(folder);
  const holder: Holder = { pid: process.pid, host: hostname() };
  await replaceFile(join(folder, 'holder'), `${JSON.stringify(holder)}\n`).catch(async (error) => {
    await releaseLock();
    throw error;
  });
  return releaseLock;
}

async function readHolder(folder: string): Promise<Holder | undefined> {
  const text = await readText(join(folder, 'holder'));
  try {
    return holderSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host }: Holder, folder: string): boolean {
  if (host !== hostname()) return true;
  // In a container a new process often has the process id of the previous one.
  if (pid === process.pid) return ownFolders.has(folder);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function inUseError(folder: string, other: Holder | undefined): StoreClosedError {
  const description = other ? `process ${other.pid} on ${other.host}` : 'another process';
  return new StoreClosedError(
    `${folder} is in use by ${description}: stop that one, or set DATA_DIR to another folder. If nothing runs there, try again in ${STALE_AFTER / 1000} seconds`,
  );
}
