import { rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { notThere, replaceFile, textOf } from './atomic-write.ts';
import { StoreClosed } from './corrupt-file.ts';

const holder = z.object({ pid: z.number().int(), host: z.string() });
type Holder = z.infer<typeof holder>;

/** Milliseconds after which a lock that was not renewed is nobody's. */
const STALE = 10_000;
/** The same, while somebody looks whether they can have the lock. */
const TAKING = 2_000;
/** Folders that this very process holds. */
const mine = new Set<string>();

/**
 * Holds a data folder for this process alone, and gives what lets it go. A process that was stopped for long may lose it
 * without knowing: that shows in the folder's epoch.
 * @throws {StoreClosed} that says which process has it
 */
export function lock(folder: string): Promise<() => Promise<void>> {
  return oneByOne(folder, () => locked(folder));
}

/** Whoever takes a lock has said who they are before the next one looks whether its holder still lives. */
async function oneByOne<T>(folder: string, act: () => Promise<T>): Promise<T> {
  // A name of its own: the library knows locks by what they are of.
  const place = join(folder, 'taking');
  const options = {
    lockfilePath: place,
    realpath: false,
    stale: TAKING,
    retries: { retries: 40, factor: 1, minTimeout: TAKING / 20, maxTimeout: TAKING / 20 },
    onCompromised: () => undefined,
  };
  const done = await lockfile.lock(place, options).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ELOCKED' ? heldBy(folder, undefined) : error;
  });
  try {
    return await act();
  } finally {
    await done().catch(() => undefined);
  }
}

async function locked(folder: string): Promise<() => Promise<void>> {
  const place = join(folder, 'lock');
  let release = async (): Promise<void> => undefined;
  let held = true;
  const take = async () => {
    const options = { lockfilePath: place, realpath: false, stale: STALE, onCompromised: () => void again() };
    release = await lockfile.lock(folder, options);
  };
  const again = async () => {
    if (held) await take().catch(() => undefined);
  };
  await take().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOCKED') throw error;
    const other = await holderOf(folder);
    if (!other || lives(other, folder)) throw heldBy(folder, other);
    // Whoever held it is gone: nobody need wait until its lock is stale.
    await rmdir(place).catch(notThere);
    await take().catch(() => {
      throw heldBy(folder, undefined);
    });
  });
  const letGo = async () => {
    held = false;
    mine.delete(folder);
    await release().catch(() => undefined);
  };
  mine.add(folder);
  const who: Holder = { pid: process.pid, host: hostname() };
  await replaceFile(join(folder, 'holder'), `${JSON.stringify(who)}\n`).catch(async (error) => {
    await letGo();
    throw error;
  });
  return letGo;
}

async function holderOf(folder: string): Promise<Holder | undefined> {
  const text = await textOf(join(folder, 'holder'));
  try {
    return holder.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function lives({ pid, host }: Holder, folder: string): boolean {
  if (host !== hostname()) return true;
  // In a container a new process often has the number of the one before it.
  if (pid === process.pid) return mine.has(folder);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function heldBy(folder: string, other: Holder | undefined): StoreClosed {
  const who = other ? `process ${other.pid} on ${other.host}` : 'another process';
  return new StoreClosed(
    `${folder} is in use by ${who}: stop that one, or set DATA_DIR to another folder. If nothing runs there, try again in ${STALE / 1000} seconds`,
  );
}
