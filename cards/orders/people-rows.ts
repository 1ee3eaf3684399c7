import type { Names } from '../../src/application/orders/receipt.ts';
import type { PersonResult } from '../../src/domain/subscription/order-preview.ts';
import type { Colour } from '../kit/card-header.ts';
import { displayName } from '../kit/display-name.ts';
import type { Translations } from '../kit/locale.ts';

/** Somebody, what becomes of them, and why. */
interface PersonRow {
  readonly name: string;
  readonly why: readonly { readonly text: string }[];
  readonly state: string;
  readonly color: Colour;
}

/**
 * A row a person (RULES S4, S5).
 * @param taken whether the licence is taken from them
 * @param before whether it has not happened yet
 */
export const peopleView = (
  people: readonly PersonResult[],
  names: Names,
  { taken, before }: { taken: boolean; before: boolean },
  t: Translations,
): { readonly people: readonly PersonRow[] } => ({
  people: people.map((one, index) => ({
    name: displayName(one.person, names, t),
    why: [whyOf(one, t)].filter((text) => text !== '').map((text) => ({ text })),
    ...stateOf(one, { taken, before }, t),
    spacing: index === 0 ? 'Medium' : 'Default',
  })),
});

function stateOf(
  { result }: PersonResult,
  { taken, before }: { taken: boolean; before: boolean },
  { people: says }: Translations,
): { readonly state: string; readonly color: Colour } {
  switch (result) {
    case 'done':
      if (before) return { state: taken ? says.willLose : says.willGet, color: taken ? 'Warning' : 'Good' };
      return { state: says.result.done, color: 'Good' };
    case 'had':
      return { state: taken ? says.result.none : says.result.had, color: 'Default' };
    case 'refused':
      return { state: says.result.refused, color: 'Attention' };
    case 'failed':
      return { state: says.result.failed, color: 'Attention' };
  }
}

function whyOf(one: PersonResult, { people: says, date }: Translations): string {
  switch (one.result) {
    case 'done':
      return '';
    case 'had':
      return one.since === undefined ? '' : says.since(date(one.since));
    case 'refused':
      return says.why[one.why] + (one.request ? ` (${one.request})` : '');
    case 'failed':
      return says.noAnswer;
  }
}
