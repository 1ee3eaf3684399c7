import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { newFolder } from './data-folder.ts';
import { expectWhole, Writer } from './writer.ts';

const CUTS = (globalThis as { DEEP?: boolean }).DEEP ? 30 : 2;

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });

/** How each file system is created, and how a copy is mounted beside the original. */
const fileSystems = {
  ext4: { make: ['mkfs.ext4', '-q', '-F'], copyOptions: 'loop' },
  xfs: { make: ['mkfs.xfs', '-q', '-f'], copyOptions: 'loop,nouuid' },
} as const;

/** A disk in a file, which can be copied at one moment while it is written to. */
async function createDisk(system: keyof typeof fileSystems) {
  const folder = await newFolder();
  const [outer, inner, cut] = [join(folder, 'outer'), join(folder, 'inner'), join(folder, 'cut')];
  for (const folder of [outer, inner, cut]) await mkdir(folder);
  const mounts: string[] = [];
  const mount = (file: string, folder: string, options = 'loop') => {
    run('mount', '-o', options, file, folder);
    mounts.push(folder);
  };
  const umount = (folder: string) => {
    run('umount', folder);
    mounts.splice(mounts.indexOf(folder), 1);
  };
  const remove = async () => {
    for (const folder of mounts.reverse()) run('umount', '-l', folder);
    await rm(folder, { recursive: true, force: true });
  };
  const { make, copyOptions } = fileSystems[system];
  try {
    run('truncate', '-s', '2G', join(folder, 'outer.img'));
    // A reflink copy is instantaneous and atomic.
    run('mkfs.xfs', '-q', '-f', '-m', 'reflink=1', join(folder, 'outer.img'));
    mount(join(folder, 'outer.img'), outer);
    const [file, copy] = [join(outer, 'disk.img'), join(outer, 'cut.img')];
    run('truncate', '-s', '320M', file);
    run(make[0], ...make.slice(1), file);
    mount(file, inner);
    return {
      data: join(inner, 'data'),
      remove,
      /** Inspects the disk as a power cut at this moment would leave it. */
      async powerCut(inspect: (data: string) => Promise<void>): Promise<void> {
        run('cp', '--reflink=always', file, copy);
        mount(copy, cut, copyOptions);
        // The process that held the folder does not survive a power cut.
        for (const name of ['lock', 'taking', 'holder'])
          await rm(join(cut, 'data', name), { recursive: true, force: true });
        await inspect(join(cut, 'data'));
        umount(cut);
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Why the test cannot run here. */
function missingRequirement(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs the right to mount a disk';
  for (const tool of ['mkfs.ext4', 'mkfs.xfs', 'losetup']) {
    try {
      run('which', tool);
    } catch {
      return `needs ${tool}`;
    }
  }
  return undefined;
}

const skipReason = missingRequirement();

(skipReason === undefined ? test : test.skip).each(['ext4', 'xfs'] as const)(
  `the power goes while a store on %s is written to: nothing acknowledged is lost${skipReason ? ` (skipped: ${skipReason})` : ''}`,
  async (system) => {
    const { data, remove, powerCut } = await createDisk(system);
    const writer = new Writer(data, new Map(), 'k', 30);
    try {
      for (let cut = 0; cut < CUTS; cut++) {
        await writer.waitForCount(writer.acknowledgements + 50 + ((cut * 61) % 200));
        const before = new Map(writer.acknowledgedVersions);
        await powerCut(async (at) => {
          const documents = await LowdbDocuments.open(at);
          await expectWhole(documents, before);
          await documents.close();
        });
      }
      expect(writer.stderr).toBe('');
      if (CUTS > 2) console.log(`${system}: ${writer.acknowledgements} acknowledged, ${CUTS} power cuts`);
    } finally {
      await writer.kill();
      await remove();
    }
  },
  300_000,
);
