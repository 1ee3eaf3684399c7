import type { Filter } from '../../application/ports/ports.ts';
import { cellOf, rangeOf, wordOf } from './value-encoding.ts';

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
export const column = (name: string): string => `((cells ->> '${plain(name)}') collate "C")`;

function plain(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`"${name}" is no column.`);
  return name;
}

/** Whether a row has a column, as the indexes ask it. */
export const has = (name: string): string => `cells ? '${plain(name)}'`;

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
    all.push(has(name));
    if (one === undefined) continue;
    const [lowest, highest] = rangeOf(one);
    all.push(`${column(name)} >= ${sql.of(from === undefined ? lowest : cellOf(from))}`);
    all.push(to === undefined ? `${column(name)} < ${sql.of(highest)}` : `${column(name)} <= ${sql.of(cellOf(to))}`);
  }
  for (const word of words) {
    // A word with a space in it begins none.
    const quoted = wordOf(word).replaceAll(/['\\]/g, '\\$&');
    all.push(/^\S+$/.test(word) ? `words @@ ${sql.of(`'${quoted}':*`)}::tsquery` : 'false');
  }
  return all.join(' and ');
}
