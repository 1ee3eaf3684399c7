import type { Filter } from '../../application/ports/documents.ts';
import { encodeValue, indexWord, typeRange } from './value-encoding.ts';

/** The values of an SQL statement's numbered placeholders. */
export class Sql {
  readonly values: unknown[] = [];

  /** Adds a value, and returns its placeholder. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The SQL expression for a column, as the indexes have it. Only alphanumeric names get into a statement. */
export const column = (name: string): string => `((cells ->> '${checkedName(name)}') collate "C")`;

function checkedName(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`"${name}" is no column.`);
  return name;
}

/** The condition that a row has a column, as the indexes have it. */
export const hasColumn = (name: string): string => `cells ? '${checkedName(name)}'`;

/** The condition of a filter. */
export function whereClause({ kind, where = {}, between = {}, words = [], dueBy }: Filter, sql: Sql): string {
  const conditions = [kind === 'purchase' ? `kind = 'purchase'` : `kind = ${sql.bind(kind)}`];
  for (const [name, value] of Object.entries(where)) {
    const values = Array.isArray(value) ? value : [value];
    const placeholders = values.map((one) => sql.bind(encodeValue(one)));
    conditions.push(
      placeholders.length === 1
        ? `${column(name)} = ${placeholders}`
        : `${column(name)} in (${placeholders.join() || 'null'})`,
    );
  }
  const ranges: NonNullable<Filter['between']> = { ...between, ...(dueBy !== undefined && { due: { to: dueBy } }) };
  for (const [name, { from, to }] of Object.entries(ranges)) {
    const bound = from ?? to;
    conditions.push(hasColumn(name));
    if (bound === undefined) continue;
    const [lowest, highest] = typeRange(bound);
    conditions.push(`${column(name)} >= ${sql.bind(from === undefined ? lowest : encodeValue(from))}`);
    conditions.push(
      to === undefined ? `${column(name)} < ${sql.bind(highest)}` : `${column(name)} <= ${sql.bind(encodeValue(to))}`,
    );
  }
  for (const word of words) {
    // No indexed word begins with a text that contains a space.
    const quoted = indexWord(word).replaceAll(/['\\]/g, '\\$&');
    conditions.push(/^\S+$/.test(word) ? `words @@ ${sql.bind(`'${quoted}':*`)}::tsquery` : 'false');
  }
  return conditions.join(' and ');
}
