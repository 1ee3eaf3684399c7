import type { Translations } from '../../cards/kit/locale.ts';
import { type Candidate, personCandidates } from '../../cards/orders/people-form.ts';
import type { PeopleMatches, PeopleSearch } from '../../src/application/people/people-search.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import { type Fields, type PreviousInput, textOf } from './form-fields.ts';

/** The people chosen so far, and the typed names that are unclear. Part of drafts: its property names are a data format. */
export interface PeopleSelection {
  readonly picked?: readonly string[];
  /** People to choose from because a typed name can mean them. */
  readonly offered?: readonly string[];
  readonly ambiguous?: readonly string[];
  readonly unknown?: readonly string[];
  readonly done?: boolean;
}

/** Most teammates to suggest on one card. */
const MAX_SUGGESTED = 8;
/** Most people to choose from because a typed name can mean them. */
const MAX_OFFERED = 12;

/** Adds people to choose from; the oldest are dropped when there are too many. */
export const addOffered = (offered: readonly string[], ids: readonly string[]): readonly string[] =>
  [...new Set([...offered, ...ids])].slice(-MAX_OFFERED);

/** Whether people are chosen and every typed name is clear. */
export const isClear = ({ picked: chosen = [], ambiguous = [], unknown = [] }: PeopleSelection): boolean =>
  chosen.length > 0 && hasClearNames({ ambiguous, unknown });

const hasClearNames = ({ ambiguous = [], unknown = [] }: PeopleSelection): boolean =>
  ambiguous.length === 0 && unknown.length === 0;

/** The draft with the people that typed names match. */
export function applyMatches<Draft extends PeopleSelection>(draft: Draft, matches: PeopleMatches | undefined): Draft {
  if (!matches) return draft;
  const { picked: chosen = [], offered = [] } = draft;
  return {
    ...draft,
    picked: [...new Set([...chosen, ...matches.people.map(({ id }) => id)])],
    offered: addOffered(
      offered,
      matches.ambiguous.flatMap(({ candidates: among }) => among.map(({ id }) => id)),
    ),
    ambiguous: matches.ambiguous.map(({ name }) => name),
    unknown: matches.unknown,
  };
}

/**
 * Combines the ticked people with those that typed names match. The selection is done once all names are clear.
 * @param options.among the only people that can be chosen
 */
export async function resolveSelection<Draft extends PeopleSelection>(
  actor: Actor,
  people: PeopleSearch,
  fields: Fields,
  draft: Draft,
  { max, among }: { max?: number; among?: ReadonlySet<string> },
) {
  // A forged press can send any number of ids: only those that can be chosen are stored.
  const ticked = tickedIds(fields, draft).filter((id) => !among || among.has(id));
  const names = typeof fields.find === 'string' ? fields.find : '';
  const selection = applyMatches({ ...draft, picked: ticked }, await people.match(actor, names, among));
  const { picked: chosen = [], offered = [] } = selection;
  if (max !== undefined && chosen.length > max) return refuse({ kind: 'too-many-people', count: chosen.length, max });
  const done = fields.look !== true && hasClearNames(selection);
  if (done && chosen.length === 0) return refuse({ kind: 'nobody' });
  // People found by name are shown ticked, so that they can be unticked.
  return ok({ ...selection, offered: [...offered, ...chosen], done });
}

/** The ticked people. Typed text keeps the earlier choice; a card without any tick sends no field at all. */
export const tickedIds = ({ people, typed }: Fields, { picked: chosen = [] }: PeopleSelection): readonly string[] =>
  typed === true ? chosen : idsIn(textOf(people));

/** What a form shows again: the submitted fields if they were refused, else the selection of the draft. */
export function restoreSelection(
  { picked: chosen = [] }: PeopleSelection,
  fields: PreviousInput['fields'],
  refusal: Refusal | undefined,
) {
  const wasRefused =
    refusal !== undefined && ['nobody', 'too-many-people', 'no-why', 'why-too-long'].includes(refusal.kind);
  if (!wasRefused || !fields) return { ticked: chosen, typed: '' };
  return { ticked: idsIn(fields.people ?? ''), typed: fields.find ?? '' };
}

/** The ids in a field, which separates them with commas. */
const idsIn = (value: string): readonly string[] => [...new Set(value.split(',').filter((id) => id !== ''))];

/** The people to choose from: those chosen or offered, then teammates who are not excluded. */
export async function selectionCandidates(
  actor: Actor,
  people: PeopleSearch,
  { picked: chosen = [], offered = [] }: PeopleSelection,
  excluded: ReadonlySet<string> = new Set(),
): Promise<readonly Candidate[]> {
  const team = (await people.team(actor)).filter(({ id, kind }) => kind === 'member' && !excluded.has(id));
  const first = await people.lookUp(actor, [...new Set([...chosen, ...offered])]);
  const ids = new Set(first.map(({ id }) => id));
  return personCandidates([...first, ...team.filter(({ id }) => !ids.has(id)).slice(0, MAX_SUGGESTED)]);
}

/**
 * The problem to show on a form: why it was refused, or which typed names are unclear.
 * @param missing whether unmatched names are unknown, or belong to people without the licence
 */
export function selectionProblem(
  { ambiguous = [], unknown = [] }: PeopleSelection,
  refusal: Refusal | undefined,
  t: Translations,
  missing: 'unknown' | 'without' = 'unknown',
) {
  if (refusal) {
    const { title, text: way } = t.refusal(refusal, t);
    return { problem: `${title}. ${way}` };
  }
  const sentences = [
    ...(ambiguous.length > 0 ? [t.assignments.form.ambiguous(formatNames(ambiguous))] : []),
    ...(unknown.length > 0 ? [t.assignments.form[missing](formatNames(unknown))] : []),
  ];
  return sentences.length > 0 ? { problem: sentences.join(' ') } : {};
}

/** At most five names, each shortened, and the number of others. */
const formatNames = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
    .join(', ') + (names.length > 5 ? ` +${names.length - 5}` : '');
