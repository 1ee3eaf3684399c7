import type { Names } from '../../src/application/orders/receipt.ts';
import type { Translations } from './locale.ts';
import { personName } from './markdown.ts';

/** What somebody is called; where nobody knows, the beginning of their id tells them apart. */
export const saidName = (id: string, names: Names, { people }: Translations): string =>
  names.get(id) ?? people.nameless(id.slice(0, 8));

export const nameOf = (id: string, names: Names, t: Translations): string => personName(saidName(id, names, t));

export const namesOf = (ids: readonly string[], names: Names, t: Translations): string =>
  ids.map((id) => nameOf(id, names, t)).join(', ');
