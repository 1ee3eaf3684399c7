import type { Filter } from '../../application/ports.ts';
import { cellOf, rangeOf } from './cells.ts';

/** An SQL text and what its numbered places stand for. */
export class Sql {
  readonly values: unknown[] = [];

  /** A place for a value. */
  of(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** A column of a row, as the indexes have it. Only names that are plain words get into an SQL text. */
export function column(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`"${name}" is no column.`);
  return `((cells ->> '${name}') collate "C")`;
}

/** Which rows are meant, as a condition. */
export function conditionOf({ kind, where = {}, between = {}, words = [], dueBy }: Filter, sql: Sql): string {
  const all = [kind === 'purchase' ? `kind = 'purchase'` : `kind = ${sql.of(kind)}`];
  for (const [name, value] of Object.entries(where)) {
    const any = Array.isArray(value) ? value : [value];
    const places = any.map((one) => sql.of(cellOf(one)));
    all.push(places.length === 1 ? `${column(name)} = ${places}` : `${column(name)} in (${places.join() || 'null'})`);
  }
  const ranges: NonNullable<Filter['between']> = { ...between, ...(dueBy !== undefined && { due: { to: dueBy } }) };
  for (const [name, { from, to }] of Object.entries(ranges)) {
    const one = from ?? to;
    if (name === 'due') all.push(`cells ? 'due'`);
    if (one === undefined) {
      all.push(`cells ? ${sql.of(name)}`);
      continue;
    }
    const [lowest, highest] = rangeOf(one);
    all.push(`${column(name)} >= ${sql.of(from === undefined ? lowest : cellOf(from))}`);
    all.push(to === undefined ? `${column(name)} < ${sql.of(highest)}` : `${column(name)} <= ${sql.of(cellOf(to))}`);
  }
  for (const word of words) all.push(`words @@ ${sql.of(`'${word.replaceAll(/['\\]/g, '\\$&')}':*`)}::tsquery`);
  return all.join(' and ');
}
