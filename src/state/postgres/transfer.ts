import type { Client, QueryResultRow } from 'pg';
import { type Entry, Tallied, tallying } from '../index/index-entry.ts';
import { idOf } from './postgres-documents.ts';
import { rowOf, writtenRow } from './value-encoding.ts';

const AT_ONCE = 200;

/** A database that cannot take what is copied; its sentence says what to do. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

/**
 * Copies documents into an empty database, versions and rows too: all of them or none.
 * @throws {NotTaken} when the database is not empty, or what is read back differs from what was put in
 */
export async function takeIn(client: Client, entries: AsyncIterable<Entry>): Promise<Tallied> {
  const given = new Tallied();
  await client.query('begin');
  try {
    await client.query('lock table documents in exclusive mode');
    const { rows } = await client.query('select from documents limit 1');
    if (rows.length > 0) throw new NotTaken('The database is not empty: name one that has no documents');
    let some: Entry[] = [];
    for await (const entry of tallying(entries, given)) {
      if (some.push(entry) < AT_ONCE) continue;
      await put(client, some);
      some = [];
    }
    await put(client, some);
    const taken = new Tallied();
    for await (const entry of entriesIn(client)) taken.add(entry);
    if (!taken.equals(given)) throw new NotTaken('What was read back differs: nothing was copied. Try it again');
    await client.query('commit');
    await client.query('analyze');
    return given;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function put(client: Client, entries: readonly Entry[]): Promise<void> {
  const hex = ({ key }: Entry) => idOf(key).toString('hex');
  const documents = entries.map((one) => ({
    id: hex(one),
    key: JSON.stringify(one.key),
    version: one.version,
    text: one.text,
  }));
  await client.query(
    `insert into documents (id, key, version, value)
     select decode(d ->> 'id', 'hex'), d ->> 'key', (d ->> 'version')::integer, (d ->> 'text')::json
     from json_array_elements($1::json) as given (d)`,
    [JSON.stringify(documents)],
  );
  const rows = entries.flatMap((one) =>
    one.rows.map((row, place) => ({ ...writtenRow(row), id: hex(one), key: one.key.replaceAll('\0', ''), place })),
  );
  await client.query(
    `insert into rows (document, place, kind, key, cells, numbers, words)
     select decode(r ->> 'id', 'hex'), (r ->> 'place')::integer, r ->> 'kind', r ->> 'key', r -> 'cells', r -> 'numbers',
       array_to_tsvector(array(select jsonb_array_elements_text(r -> 'words')))
     from jsonb_array_elements($1::jsonb) as given (r)`,
    [JSON.stringify(rows)],
  );
}

interface Document extends QueryResultRow {
  readonly id: Buffer;
  readonly key: string;
  readonly version: number;
  readonly text: string;
  readonly rows: readonly { readonly kind: string; readonly cells: Readonly<Record<string, string>> }[] | null;
}

/** Every document of a database, page by page. */
export async function* entriesIn(client: Pick<Client, 'query'>): AsyncGenerator<Entry> {
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const { rows } = await client.query<Document>(
      `select id, key, version, value::text as text,
         (select json_agg(json_build_object('kind', kind, 'cells', cells) order by place) from rows where document = id) as rows
       from documents where id > $1 order by id limit ${AT_ONCE}`,
      [after],
    );
    for (const { key, version, text, rows: own } of rows) {
      yield { key: JSON.parse(key), version, text, rows: (own ?? []).map(({ kind, cells }) => rowOf(kind, cells)) };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
