import { createHash } from 'node:crypto';
import type { IndexRow } from '../../application/ports/ports.ts';

/** A document with all that is kept of it; its value as JSON. */
export interface Entry {
  readonly key: string;
  readonly version: number;
  readonly text: string;
  readonly rows: readonly IndexRow[];
}

/** How many documents, and one word for all that is in them, in whatever order they come. */
export class Tallied {
  count = 0;
  readonly #sum = Buffer.alloc(32);

  add({ key, version, text, rows }: Entry): void {
    this.count++;
    const cells = rows.map((row) => Object.entries(row).filter(([, value]) => value !== undefined));
    for (const row of cells) row.sort(([one], [other]) => (one < other ? -1 : 1));
    const hash = createHash('sha256')
      .update(JSON.stringify([key, version, text, cells]))
      .digest();
    for (const [at, byte] of hash.entries()) this.#sum[at] = (this.#sum[at] ?? 0) ^ byte;
  }

  get hash(): string {
    return this.#sum.toString('hex');
  }

  equals(other: Tallied): boolean {
    return this.count === other.count && this.hash === other.hash;
  }
}

/** Counts what passes. */
export async function* tallying(entries: AsyncIterable<Entry>, tallied: Tallied): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    tallied.add(entry);
    yield entry;
  }
}
