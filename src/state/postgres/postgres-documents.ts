import { createHash, randomUUID } from 'node:crypto';
import type { Pool, QueryResultRow } from 'pg';
import type {
  Documents,
  Filter,
  IndexMatch,
  IndexRow,
  Query,
  Tally,
  VersionedDocument,
  WriteOptions,
} from '../../application/ports/documents.ts';
import { ConflictError, StoreUnreachableError } from '../../application/ports/errors.ts';
import { retryOnConflict } from '../../application/runtime/retry-on-conflict.ts';
import { toRows } from '../index/index-rows.ts';
import { column, hasColumn, Sql, whereClause } from './sql-filter.ts';
import { decodeRow, decodeValue, encodeRow } from './value-encoding.ts';

const MAX_ATTEMPTS = 50;
/** Seconds for which claimed rows are not given to other processes. */
const LEASE_SECONDS = 10;

interface FoundRow extends QueryResultRow {
  readonly key: string;
  readonly kind: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** Stores documents and their index rows in PostgreSQL, for any number of processes. */
export class PostgresDocuments implements Documents {
  readonly #pool: Pool;
  /** Identifies this process as the claimant of rows. */
  readonly #claimant = randomUUID();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async read<T>(key: string): Promise<VersionedDocument<T> | undefined> {
    const { rows } = await this.#query('select version, value from documents where id = $1', [documentId(key)]);
    const [row] = rows;
    return row && { value: row.value as T, version: row.version };
  }

  async write<T>(key: string, value: T, { ifVersion, index }: WriteOptions = {}): Promise<number> {
    const rows = toRows(index);
    if (ifVersion !== undefined) return this.#write(key, value, rows, ifVersion);
    const attempt = async () => this.#write(key, value, rows, (await this.#versionOf(key)) ?? 0);
    return retryOnConflict(key, attempt, MAX_ATTEMPTS);
  }

  async delete(key: string): Promise<void> {
    await this.#query('delete from documents where id = $1', [documentId(key)]);
  }

  async find({ orderBy, limit, offset = 0, ...filter }: Query): Promise<readonly IndexMatch[]> {
    if (limit < 1) return [];
    if (!orderBy) return this.#page(filter, '', { limit, offset });
    const name = orderBy.replace(/^-/, '');
    const order = orderBy.startsWith('-') ? 'desc' : 'asc';
    const by = column(name);
    const first = await this.#page(filter, hasColumn(name), { by, order, limit, offset });
    // A condition on the column leaves out rows without it.
    const bounded =
      name in (filter.where ?? {}) || name in (filter.between ?? {}) || (name === 'due' && 'dueBy' in filter);
    if (bounded || first.length === limit) return first;
    const countWith = first.length > 0 ? offset + first.length : await this.#count(filter, hasColumn(name));
    const rest = { order, limit: limit - first.length, offset: Math.max(0, offset - countWith) } as const;
    return [...first, ...(await this.#page(filter, `not ${hasColumn(name)}`, rest))];
  }

  async claim({ limit, ...filter }: Omit<Query, 'orderBy' | 'offset'>): Promise<readonly IndexMatch[]> {
    const sql = new Sql();
    const claimant = sql.bind(this.#claimant);
    const { rows } = await this.#query<FoundRow>(
      `with due as (
         select document, place from rows
         where ${whereClause(filter, sql)} and (claimed_by is null or claimed_by = ${claimant} or claimed_until < now())
         order by ${column('due')}, key, place limit ${sql.bind(limit)} for update skip locked)
       update rows set claimed_by = ${claimant}, claimed_until = now() + interval '${LEASE_SECONDS} seconds'
       from due where rows.document = due.document and rows.place = due.place
       returning rows.key, rows.kind, rows.cells`,
      sql.values,
    );
    return rows.map(toFound).sort((one, other) => Number(one.row.due) - Number(other.row.due));
  }

  async tally(
    filter: Filter,
    { by, sum = [] }: { by?: string; sum?: readonly string[] } = {},
  ): Promise<readonly Tally[]> {
    const sql = new Sql();
    const condition = whereClause(filter, sql);
    const sums = sum.map((name) => `coalesce(sum((numbers ->> ${sql.bind(name)})::float8), 0)`);
    const group = by === undefined ? undefined : column(by);
    const { rows } = await this.#query(
      `select count(*)::int as count, array[${sums.join()}]::float8[] as sums${group ? `, ${group} as value` : ''} from rows
       where ${condition}${group ? ` and ${group} is not null group by ${group}` : ''}`,
      sql.values,
    );
    return rows.map(({ value, count, sums: totals }) => ({
      ...(by !== undefined && { value: decodeValue(value) }),
      count,
      sums: totals,
    }));
  }

  async #versionOf(key: string): Promise<number | undefined> {
    const { rows } = await this.#query('select version from documents where id = $1', [documentId(key)]);
    return rows[0]?.version;
  }

  /** Writes the document and replaces its rows in one statement, and so atomically. */
  async #write(key: string, value: unknown, index: readonly IndexRow[], ifVersion: number): Promise<number> {
    const document =
      ifVersion === 0
        ? 'insert into documents (id, key, version, value) values ($1, $2, 1, $3) on conflict (id) do nothing returning version'
        : 'update documents set version = version + 1, value = $3, key = $2 where id = $1 and version = $5 returning version';
    const { rows } = await this.#query(
      `with written as (${document}),
       gone as (delete from rows where document = $1 and place >= jsonb_array_length($4) and exists (select from written)),
       put as (
         insert into rows (document, place, kind, key, cells, numbers, words)
         select $1, place - 1, r ->> 'kind', $6, r -> 'cells', r -> 'numbers',
           array_to_tsvector(array(select jsonb_array_elements_text(r -> 'words')))
         from jsonb_array_elements($4) with ordinality as given (r, place) where exists (select from written)
         on conflict (document, place) do update set kind = excluded.kind, cells = excluded.cells,
           numbers = excluded.numbers, words = excluded.words, claimed_by = null, claimed_until = null)
       select version from written where $5::integer is not null`,
      [
        documentId(key),
        JSON.stringify(key),
        JSON.stringify(value),
        JSON.stringify(index.map(encodeRow)),
        ifVersion,
        key.replaceAll('\0', ''),
      ],
    );
    const version = rows[0]?.version;
    if (version === undefined) throw new ConflictError(key);
    return version;
  }

  async #page(
    filter: Filter,
    extraCondition: string,
    { by, order = 'asc', limit, offset }: { by?: string; order?: 'asc' | 'desc'; limit: number; offset: number },
  ): Promise<readonly IndexMatch[]> {
    const sql = new Sql();
    const condition = whereClause(filter, sql);
    const { rows } = await this.#query<FoundRow>(
      `select key, kind, cells from rows where ${condition}${extraCondition ? ` and ${extraCondition}` : ''}
       order by ${by ? `${by} ${order}, ` : ''}key ${order}, place ${order}
       limit ${sql.bind(limit)} offset ${sql.bind(offset)}`,
      sql.values,
    );
    return rows.map(toFound);
  }

  async #count(filter: Filter, extraCondition: string): Promise<number> {
    const sql = new Sql();
    const text = `select count(*)::int as count from rows where ${whereClause(filter, sql)} and ${extraCondition}`;
    const { rows } = await this.#query(text, sql.values);
    return rows[0]?.count ?? 0;
  }

  async #query<R extends QueryResultRow = QueryResultRow>(text: string, values: readonly unknown[]) {
    try {
      return await this.#pool.query<R>(text, [...values]);
    } catch (error) {
      throw toUnreachable(error) ?? error;
    }
  }
}

const toFound = ({ key, kind, cells }: FoundRow): IndexMatch => ({ key, row: decodeRow(kind, cells) });

/** Hashes the key, which may be too long for an index. */
export const documentId = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Maps an error to "unreachable" when the database did not answer or is not in service; `undefined` for other errors. */
function toUnreachable(error: unknown): StoreUnreachableError | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const isUnreachable =
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENETUNREACH|08|57P|53|58)/.test(code) ||
    code === '25006' ||
    /timeout|terminated|not queryable|Connection ended/i.test(message);
  return isUnreachable ? new StoreUnreachableError({ cause: error }) : undefined;
}
