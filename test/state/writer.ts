import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from '@jest/globals';
import type { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';

/** The number of documents that are written concurrently. */
export const IN_FLIGHT = 20;

/** A process that writes documents, and the versions that were acknowledged to it. */
export class Writer {
  readonly child: ChildProcess;
  /** The acknowledged versions by key. */
  readonly acknowledgedVersions: Map<string, number>;
  acknowledgements = 0;
  stderr = '';
  readonly #closed: Promise<void>;
  readonly #waiters: { readonly count: number; readonly resolve: () => void }[] = [];

  constructor(folder: string, acknowledgedVersions = new Map<string, number>(), name = 'k', checkpointEvery = 20) {
    this.acknowledgedVersions = acknowledgedVersions;
    const args = ['test/state/writer.mjs', folder, name, String(IN_FLIGHT), String(checkpointEvery)];
    this.child = spawn('node', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#closed = once(this.child, 'close').then(() => undefined);
    this.child.stderr?.on('data', (data) => {
      this.stderr += data;
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const [key = '', version] = line.split(' ');
      if (key !== 'ready')
        this.acknowledgedVersions.set(key, Math.max(this.acknowledgedVersions.get(key) ?? 0, Number(version)));
      this.acknowledgements++;
      for (const one of this.#waiters) if (this.acknowledgements >= one.count) one.resolve();
    });
  }

  /** Waits for a number of acknowledgements, or for the end of the process. */
  async waitForCount(count: number): Promise<void> {
    if (this.acknowledgements >= count || this.child.exitCode !== null) return;
    await Promise.race([new Promise<void>((resolve) => this.#waiters.push({ count, resolve })), this.#closed]);
  }

  /** Kills the process at an arbitrary moment, and reads its remaining output. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#closed;
  }
}

/** Expects every acknowledged document, and each of them complete. */
export async function expectWhole(documents: LowdbDocuments, versions: ReadonlyMap<string, number>): Promise<void> {
  for (const [key, version] of versions) {
    const stored = await documents.read<{ n: number; filled: string }>(key);
    expect(stored?.version).toBeGreaterThanOrEqual(version);
    expect(stored?.value.n).toBe(stored?.version);
    expect(stored?.value.filled).toBe(`${key} `.repeat(100 + (((stored?.version ?? 0) - 1) % 50)));
    expect(await documents.find({ kind: 'k', where: { n: stored?.version ?? 0 }, limit: 99 })).toContainEqual(
      expect.objectContaining({ key }),
    );
  }
}
