import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { newFolder } from './data-folder.ts';
import { expectWhole, IN_FLIGHT, Writer } from './writer.ts';

const DEEP = (globalThis as { DEEP?: boolean }).DEEP === true;

test('killed again and again while it writes: nothing acknowledged is lost, and nothing is torn', async () => {
  const folder = await newFolder();
  const acknowledged = new Map<string, number>();
  let total = 0;
  let seed = 20261123;
  for (let kill = 0; kill < (DEEP ? 200 : 6); kill++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const writer = new Writer(folder, acknowledged, 'k', [0, 5, 40][kill % 3]);
    await writer.waitForCount(1 + (seed % 400));
    await writer.kill();
    expect(writer.stderr).toBe('');
    total += writer.acknowledgements;
    if (kill % 10 === 0) {
      const documents = await LowdbDocuments.open(folder);
      await expectWhole(documents, acknowledged);
      await documents.close();
    }
  }
  const documents = await LowdbDocuments.open(folder);
  await expectWhole(documents, acknowledged);
  await documents.close();
  if (DEEP) console.log(`${total} acknowledged, ${[...acknowledged.keys()].length} documents`);
  expect(total).toBeGreaterThan(DEEP ? 1_000 : 100);
}, 600_000);

test('a second process is told which one has the folder, and changes nothing', async () => {
  const folder = await newFolder();
  const first = new Writer(folder);
  await first.waitForCount(5);
  const second = new Writer(folder);
  await once(second.child, 'close');
  expect(second.child.exitCode).toBe(3);
  expect(second.stderr).toContain(`in use by process ${first.child.pid} on `);
  expect(second.stderr).toContain('stop that one, or set DATA_DIR to another folder');
  await first.waitForCount(first.acknowledgements + 100);
  await first.kill();
  const documents = await LowdbDocuments.open(folder);
  await expect(LowdbDocuments.open(folder)).rejects.toThrow(`in use by process ${process.pid}`);
  await expectWhole(documents, first.acknowledgedVersions);
  await documents.close();
});

test('of several that start at once after their holder died, one at a time has the folder', async () => {
  for (let iteration = 0; iteration < (DEEP ? 30 : 2); iteration++) {
    const folder = await newFolder();
    const killedWriter = new Writer(folder);
    await killedWriter.waitForCount(5);
    await killedWriter.kill();
    const all = [1, 2, 3].map(() => new Writer(folder, killedWriter.acknowledgedVersions));
    const running = () => all.filter(({ child }) => child.exitCode === null);
    while (running().length > 1) await pause(5);
    const [holder] = running();
    await holder?.waitForCount(holder.acknowledgements + 50);
    await holder?.kill();
    for (const { stderr } of all.filter((one) => one !== holder)) expect(stderr).toContain('in use by process');
    expect(holder?.stderr).toBe('');
    const documents = await LowdbDocuments.open(folder);
    await expectWhole(documents, killedWriter.acknowledgedVersions);
    await documents.close();
  }
});

test('a process that slept while its lock was taken acknowledges nothing more, and harms nothing', async () => {
  for (const [iteration, checkpointEvery] of [0, 30, 100_000].entries()) {
    const folder = await newFolder();
    const sleeper = new Writer(folder, new Map(), 'k', checkpointEvery);
    await sleeper.waitForCount(50 + iteration * 37);
    sleeper.child.kill('SIGSTOP');
    await rm(join(folder, 'lock'), { recursive: true, force: true });
    await rm(join(folder, 'holder'));
    const documents = await LowdbDocuments.open(folder, { checkpointEvery: 10 });
    const versions = new Map<string, number>();
    for (let at = 0; at < IN_FLIGHT; at++) {
      const key = `k${at}`;
      const before = (await documents.read(key))?.version ?? 0;
      versions.set(key, await documents.write(key, `the new holder’s ${at}`, { ifVersion: before }));
    }
    const closed = once(sleeper.child, 'close');
    sleeper.child.kill('SIGCONT');
    await closed;
    expect(sleeper.stderr).toMatch(/StoreClosed: Another process took the data folder over: stop/);
    for (const [key, version] of versions) {
      // Its output from before it was suspended had been read by then; it acknowledged nothing afterwards.
      expect(version).toBeGreaterThan(sleeper.acknowledgedVersions.get(key) ?? 0);
    }
    await documents.close();
    const reopened = await LowdbDocuments.open(folder);
    for (const [key, version] of versions) {
      expect(await reopened.read(key)).toEqual({ value: `the new holder’s ${key.slice(1)}`, version });
    }
    await reopened.close();
  }
});
