import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { z } from 'zod';

const row = z
  .object({ kind: z.string(), due: z.number().optional() })
  .catchall(z.union([z.string(), z.number(), z.undefined()]));

/** One document as it lies on disk. */
const documentFile = z.object({
  format: z.literal(1),
  key: z.string(),
  version: z.number().int().positive(),
  index: z.array(row).readonly(),
  value: z.unknown(),
});

export type DocumentOnDisk = z.infer<typeof documentFile>;

/** A file that cannot be taken for what it should be. */
export class DamagedFile extends Error {
  constructor(path: string, why: string) {
    super(
      `${path} is damaged (${why}): put back a copy of it from a backup, or move the data folder away to start anew.`,
    );
    this.name = 'DamagedFile';
  }
}

/** A lowdb adapter that writes whole or not at all: a temporary file, made durable, takes the old one's place. */
export class DocumentFile implements Adapter<DocumentOnDisk> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<DocumentOnDisk | null> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return text === null ? null : parsed(this.#path, text);
  }

  async write(document: DocumentOnDisk): Promise<void> {
    const folder = dirname(this.#path);
    await mkdir(folder, { recursive: true });
    const temporary = `${this.#path}.${randomUUID()}.tmp`;
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(JSON.stringify(document));
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

function parsed(path: string, text: string): DocumentOnDisk {
  try {
    return documentFile.parse(JSON.parse(text));
  } catch (error) {
    throw new DamagedFile(
      path,
      error instanceof SyntaxError ? 'it is not whole' : 'it is not a document of this program',
    );
  }
}
