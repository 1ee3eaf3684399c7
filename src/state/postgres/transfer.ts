import type { Client, QueryResultRow } from 'pg';
import { DocumentDigest, type DocumentEntry, withDigest } from '../index/document-entry.ts';
import { documentId } from './postgres-documents.ts';
import { decodeRow, encodeRow } from './value-encoding.ts';

const BATCH_SIZE = 200;

/** The documents could not be imported. The message says what to do. */
export class TransferError extends Error {
  override readonly name = 'NotTaken';
}

/**
 * Imports documents with their versions and rows into an empty database: all of them or none.
 * @throws {TransferError} when the database is not empty, or what is read back differs
 */
export async function importDocuments(client: Client, entries: AsyncIterable<DocumentEntry>): Promise<DocumentDigest> {
  const written = new DocumentDigest();
  await client.query('begin');
  try {
    await client.query('lock table documents in exclusive mode');
    const { rows } = await client.query('select from documents limit 1');
    if (rows.length > 0) throw new TransferError('The database is not empty: name one that has no documents');
    let batch: DocumentEntry[] = [];
    for await (const entry of withDigest(entries, written)) {
      if (batch.push(entry) < BATCH_SIZE) continue;
      await insertDocuments(client, batch);
      batch = [];
    }
    await insertDocuments(client, batch);
    const readBack = new DocumentDigest();
    for await (const entry of readEntries(client)) readBack.add(entry);
    if (!readBack.equals(written))
      throw new TransferError('What was read back differs: nothing was copied. Try it again');
    await client.query('commit');
    await client.query('analyze');
    return written;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function insertDocuments(client: Client, entries: readonly DocumentEntry[]): Promise<void> {
  const hex = ({ key }: DocumentEntry) => documentId(key).toString('hex');
  const documents = entries.map((entry) => ({
    id: hex(entry),
    key: JSON.stringify(entry.key),
    version: entry.version,
    text: entry.text,
  }));
  await client.query(
    `insert into documents (id, key, version, value)
     select decode(d ->> 'id', 'hex'), d ->> 'key', (d ->> 'version')::integer, (d ->> 'text')::json
     from json_array_elements($1::json) as given (d)`,
    [JSON.stringify(documents)],
  );
  const rows = entries.flatMap((entry) =>
    entry.rows.map((row, place) => ({ ...encodeRow(row), id: hex(entry), key: entry.key.replaceAll('\0', ''), place })),
  );
  await client.query(
    `insert into rows (document, place, kind, key, cells, numbers, words)
     select decode(r ->> 'id', 'hex'), (r ->> 'place')::integer, r ->> 'kind', r ->> 'key', r -> 'cells', r -> 'numbers',
       array_to_tsvector(array(select jsonb_array_elements_text(r -> 'words')))
     from jsonb_array_elements($1::jsonb) as given (r)`,
    [JSON.stringify(rows)],
  );
}

interface DocumentRow extends QueryResultRow {
  readonly id: Buffer;
  readonly key: string;
  readonly version: number;
  readonly text: string;
  readonly rows: readonly { readonly kind: string; readonly cells: Readonly<Record<string, string>> }[] | null;
}

/** Reads all documents of a database, page by page. */
export async function* readEntries(client: Pick<Client, 'query'>): AsyncGenerator<DocumentEntry> {
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const { rows } = await client.query<DocumentRow>(
      `select id, key, version, value::text as text,
         (select json_agg(json_build_object('kind', kind, 'cells', cells) order by place) from rows where document = id) as rows
       from documents where id > $1 order by id limit ${BATCH_SIZE}`,
      [after],
    );
    for (const { key, version, text, rows: indexRows } of rows) {
      yield {
        key: JSON.parse(key),
        version,
        text,
        rows: (indexRows ?? []).map(({ kind, cells }) => decodeRow(kind, cells)),
      };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
