import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { newFolder } from './folder.ts';

const DEEP = (globalThis as { DEEP?: boolean }).DEEP === true;
const IN_FLIGHT = 20;

/** A process that writes, and what was acknowledged to it. */
class Writer {
  readonly child: ChildProcess;
  /** Versions by key. */
  readonly acknowledged: Map<string, number>;
  acknowledgements = 0;
  said = '';
  readonly #waiting: { readonly count: number; readonly done: () => void }[] = [];

  constructor(folder: string, acknowledged = new Map<string, number>(), name = 'k', checkpointEvery = 20) {
    this.acknowledged = acknowledged;
    const args = ['test/state/writer.mjs', folder, name, String(IN_FLIGHT), String(checkpointEvery)];
    this.child = spawn('node', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stderr?.on('data', (data) => {
      this.said += data;
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const [key = '', version] = line.split(' ');
      if (key !== 'ready') this.acknowledged.set(key, Math.max(this.acknowledged.get(key) ?? 0, Number(version)));
      this.acknowledgements++;
      for (const one of this.#waiting) if (this.acknowledgements >= one.count) one.done();
    });
  }

  /** Waits until so many lines were said; ends as well when the process does. */
  async acknowledges(count: number): Promise<void> {
    if (this.acknowledgements >= count || this.child.exitCode !== null) return;
    await Promise.race([
      new Promise<void>((done) => this.#waiting.push({ count, done })),
      once(this.child, 'close').then(() => undefined),
    ]);
  }

  /** Ends it in the middle of whatever it does, and hears what it had said until then. */
  async kill(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}

/** Everything acknowledged is there, and everything there is whole. */
async function expectWhole(documents: LowdbDocuments, acknowledged: ReadonlyMap<string, number>): Promise<void> {
  for (const [key, version] of acknowledged) {
    const stored = await documents.read<{ n: number; filled: string }>(key);
    expect(stored?.version).toBeGreaterThanOrEqual(version);
    expect(stored?.value.n).toBe(stored?.version);
    expect(stored?.value.filled).toBe(`${key} `.repeat(100 + (((stored?.version ?? 0) - 1) % 50)));
    expect(await documents.find({ kind: 'k', where: { n: stored?.version ?? 0 }, limit: 99 })).toContainEqual(
      expect.objectContaining({ key }),
    );
  }
}

test('killed again and again while it writes: nothing acknowledged is lost, and nothing is torn', async () => {
  const folder = await newFolder();
  const acknowledged = new Map<string, number>();
  let total = 0;
  let seed = 20261123;
  for (let kill = 0; kill < (DEEP ? 200 : 6); kill++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const writer = new Writer(folder, acknowledged, 'k', [0, 5, 40][kill % 3]);
    await writer.acknowledges(1 + (seed % 400));
    await writer.kill();
    expect(writer.said).toBe('');
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
  await first.acknowledges(5);
  const second = new Writer(folder);
  await once(second.child, 'close');
  expect(second.child.exitCode).toBe(3);
  expect(second.said).toContain(`in use by process ${first.child.pid} on `);
  expect(second.said).toContain('stop that one, or set DATA_DIR to another folder');
  await first.acknowledges(first.acknowledgements + 100);
  await first.kill();
  const documents = await LowdbDocuments.open(folder);
  await expect(LowdbDocuments.open(folder)).rejects.toThrow(`in use by process ${process.pid}`);
  await expectWhole(documents, first.acknowledged);
  await documents.close();
});

test('a process that slept while its lock was taken acknowledges nothing more, and harms nothing', async () => {
  for (const [round, checkpointEvery] of [0, 30, 100_000].entries()) {
    const folder = await newFolder();
    const sleeper = new Writer(folder, new Map(), 'k', checkpointEvery);
    await sleeper.acknowledges(50 + round * 37);
    sleeper.child.kill('SIGSTOP');
    await rm(join(folder, 'lock'), { recursive: true, force: true });
    await rm(join(folder, 'holder'));
    const documents = await LowdbDocuments.open(folder, { checkpointEvery: 10 });
    const written = new Map<string, number>();
    for (let at = 0; at < IN_FLIGHT; at++) {
      const key = `k${at}`;
      const before = (await documents.read(key))?.version ?? 0;
      written.set(key, await documents.write(key, `the new holder’s ${at}`, { ifVersion: before }));
    }
    const closed = once(sleeper.child, 'close');
    sleeper.child.kill('SIGCONT');
    await closed;
    expect(sleeper.said).toMatch(/StoreClosed: Another process took the data folder over: stop/);
    for (const [key, version] of written) {
      // What it said before it slept had been read by then; it said nothing afterwards.
      expect(version).toBeGreaterThan(sleeper.acknowledged.get(key) ?? 0);
    }
    await documents.close();
    const after = await LowdbDocuments.open(folder);
    for (const [key, version] of written) {
      expect(await after.read(key)).toEqual({ value: `the new holder’s ${key.slice(1)}`, version });
    }
    await after.close();
  }
});
