import type { Names } from '../../src/application/orders/receipt.ts';
import type { PersonResult } from '../../src/domain/subscription/order-preview.ts';
import type { Colour } from '../kit/card-header.ts';
import { displayName } from '../kit/display-name.ts';
import type { Translations } from '../kit/locale.ts';
import { EMPTY_TEXT, escapeMarkdown, type Markdown, md } from '../kit/markdown.ts';

/** A person, the result for them, and the reason. */
interface PersonRow {
  readonly name: Markdown;
  readonly why: readonly { readonly text: Markdown }[];
  readonly state: Markdown;
  readonly color: Colour;
}

interface PeopleViewOptions {
  /** Whether licences are unassigned. */
  readonly isUnassign: boolean;
  /** Whether it has not happened yet. */
  readonly isPreview: boolean;
}

/** One row for each person (RULES S4, S5). */
export const peopleView = (
  people: readonly PersonResult[],
  names: Names,
  options: PeopleViewOptions,
  t: Translations,
): { readonly people: readonly PersonRow[] } => ({
  people: people.map((one, index) => ({
    name: displayName(one.person, names, t),
    why: [reasonOf(one, t)].filter((text) => text !== '').map((text) => ({ text })),
    ...stateOf(one, options, t),
    spacing: index === 0 ? 'Medium' : 'Default',
  })),
});

function stateOf(
  { result }: PersonResult,
  { isUnassign, isPreview }: PeopleViewOptions,
  t: Translations,
): Pick<PersonRow, 'state' | 'color'> {
  switch (result) {
    case 'done':
      if (isPreview)
        return {
          state: isUnassign ? t.assignments.rows.willLose : t.assignments.rows.willGet,
          color: isUnassign ? 'Warning' : 'Good',
        };
      return { state: t.assignments.rows.result.done, color: 'Good' };
    case 'had':
      return {
        state: isUnassign ? t.assignments.rows.result.none : t.assignments.rows.result.alreadyHad,
        color: 'Default',
      };
    case 'refused':
      return { state: t.assignments.rows.result.refused, color: 'Attention' };
    case 'failed':
      return { state: t.assignments.rows.result.failed, color: 'Attention' };
  }
}

function reasonOf(one: PersonResult, t: Translations): Markdown {
  const { date } = t;
  switch (one.result) {
    case 'done':
      return EMPTY_TEXT;
    case 'had':
      return one.since === undefined ? EMPTY_TEXT : t.assignments.rows.since(date(one.since));
    case 'refused':
      return one.request
        ? md`${t.assignments.rows.failure[one.why]} (${escapeMarkdown(one.request)})`
        : t.assignments.rows.failure[one.why];
    case 'failed':
      return t.assignments.rows.noAnswer;
  }
}
