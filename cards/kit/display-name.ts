import type { Names } from '../../src/application/orders/receipt.ts';
import type { Translations } from './locale.ts';
import { joinMarkdown, type Markdown, type PlainText, personName } from './markdown.ts';

/** A person's name; without one, the start of their id. */
export const plainDisplayName = (id: string, names: Names, t: Translations): PlainText =>
  names.get(id) ?? t.unknownPerson(id.slice(0, 8));

export const displayName = (id: string, names: Names, t: Translations): Markdown =>
  personName(plainDisplayName(id, names, t));

export const displayNames = (ids: readonly string[], names: Names, t: Translations): Markdown =>
  joinMarkdown(
    ids.map((id) => displayName(id, names, t)),
    ', ',
  );
