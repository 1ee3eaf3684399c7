import type { Names } from '../../src/application/orders/receipt.ts';
import type { Translations } from './locale.ts';
import { personName } from './markdown.ts';

/** What somebody is called; where nobody knows, the beginning of their id tells them apart. */
export const plainDisplayName = (id: string, names: Names, { people }: Translations): string =>
  names.get(id) ?? people.nameless(id.slice(0, 8));

export const displayName = (id: string, names: Names, t: Translations): string =>
  personName(plainDisplayName(id, names, t));

export const displayNames = (ids: readonly string[], names: Names, t: Translations): string =>
  ids.map((id) => displayName(id, names, t)).join(', ');
