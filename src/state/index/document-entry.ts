import { createHash } from 'node:crypto';
import type { IndexRow } from '../../application/ports/documents.ts';

/** A document with its version and index rows; its value is JSON text. */
export interface DocumentEntry {
  readonly key: string;
  readonly version: number;
  readonly text: string;
  readonly rows: readonly IndexRow[];
}

/** The number of documents and a hash of their contents, independent of their order. */
export class DocumentDigest {
  count = 0;
  readonly #sum = Buffer.alloc(32);

  add({ key, version, text, rows }: DocumentEntry): void {
    this.count++;
    const cells = rows.map((row) => Object.entries(row).filter(([, value]) => value !== undefined));
    for (const row of cells) row.sort(([one], [other]) => (one < other ? -1 : 1));
    const hash = createHash('sha256')
      .update(JSON.stringify([key, version, text, cells]))
      .digest();
    for (const [index, byte] of hash.entries()) this.#sum[index] = (this.#sum[index] ?? 0) ^ byte;
  }

  get hash(): string {
    return this.#sum.toString('hex');
  }

  equals(other: DocumentDigest): boolean {
    return this.count === other.count && this.hash === other.hash;
  }
}

/** Passes entries on and adds them to a digest. */
export async function* withDigest(
  entries: AsyncIterable<DocumentEntry>,
  digest: DocumentDigest,
): AsyncGenerator<DocumentEntry> {
  for await (const entry of entries) {
    digest.add(entry);
    yield entry;
  }
}
