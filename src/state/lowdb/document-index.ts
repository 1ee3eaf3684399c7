import type { IndexRow } from '../../application/ports/documents.ts';
import { IndexRows } from '../index/index-rows.ts';

/** What the store knows of a document without reading it; version 0 once the document is deleted. */
export interface IndexEntry {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly IndexRow[];
}

/** The version and the index rows of every document, held in memory. */
export class DocumentIndex {
  readonly #versions = new Map<string, number>();
  readonly rows = new IndexRows();

  /** 0 for a document that does not exist. */
  versionOf(key: string): number {
    return this.#versions.get(key) ?? 0;
  }

  get size(): number {
    return this.#versions.size;
  }

  keys(): readonly string[] {
    return [...this.#versions.keys()];
  }

  set({ key, version, rows }: IndexEntry): void {
    if (version === 0) this.#versions.delete(key);
    else this.#versions.set(key, version);
    this.rows.set(key, rows);
  }

  /** Sets the versions of documents and clears their rows, before the rows are loaded. */
  begin(keys: readonly string[], versions: readonly number[]): void {
    for (const [position, key] of keys.entries()) {
      if (this.#versions.has(key)) this.rows.set(key, []);
      const version = versions[position] ?? 0;
      if (version === 0) this.#versions.delete(key);
      else this.#versions.set(key, version);
    }
  }

  *all(): Generator<IndexEntry> {
    for (const [key, version] of this.#versions) yield { key, version, rows: this.rows.of(key) };
  }
}
