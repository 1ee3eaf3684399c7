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
  { people: strings }: Translations,
): Pick<PersonRow, 'state' | 'color'> {
  switch (result) {
    case 'done':
      if (isPreview)
        return { state: isUnassign ? strings.willLose : strings.willGet, color: isUnassign ? 'Warning' : 'Good' };
      return { state: strings.result.done, color: 'Good' };
    case 'had':
      return { state: isUnassign ? strings.result.none : strings.result.had, color: 'Default' };
    case 'refused':
      return { state: strings.result.refused, color: 'Attention' };
    case 'failed':
      return { state: strings.result.failed, color: 'Attention' };
  }
}

function reasonOf(one: PersonResult, { people: strings, date }: Translations): Markdown {
  switch (one.result) {
    case 'done':
      return EMPTY_TEXT;
    case 'had':
      return one.since === undefined ? EMPTY_TEXT : strings.since(date(one.since));
    case 'refused':
      return one.request ? md`${strings.why[one.why]} (${escapeMarkdown(one.request)})` : strings.why[one.why];
    case 'failed':
      return strings.noAnswer;
  }
}
