import { rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { ignoreMissing, readText, replaceFile } from './atomic-write.ts';
import { StoreClosedError } from './corrupt-file.ts';

const holderSchema = z.object({ pid: z.number().int(), host: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Milliseconds after which a lock that was not renewed is nobody's. */
const STALE_AFTER = 10_000;
/** The same, while somebody looks whether they can have the lock. */
const ACQUIRE_STALE_AFTER = 2_000;
/** Folders that this very process holds. */
const ownFolders = new Set<string>();

/**
 * Holds a data folder for this process alone, and gives what lets it go. A process that was stopped for long may lose it
 * without knowing: that shows in the folder's epoch.
 * @throws {StoreClosedError} that says which process has it
 */
export function lockFolder(folder: string): Promise<() => Promise<void>> {
  return serialiseAcquisition(folder, () => acquire(folder));
}

/** Whoever takes a lock has said who they are before the next one looks whether its holder still lives. */
async function serialiseAcquisition<T>(folder: string, task: () => Promise<T>): Promise<T> {
  // A name of its own: the library knows locks by what they are of.
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
    // Whoever held it is gone: nobody need wait until its lock is stale.
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
  // In a container a new process often has the number of the one before it.
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
