import type { Translations } from '../../cards/kit/locale.ts';
import { type Candidate, personCandidates } from '../../cards/orders/people-form.ts';
import type { PeopleMatches, PeopleSearch } from '../../src/application/people/people-search.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import { type Fields, type PreviousInput, textOf } from './flow.ts';

/** Whom somebody picked so far, and what of the names typed was not clear. */
export interface PeopleSelection {
  readonly picked?: readonly string[];
  /** People to choose from: those a name could mean. */
  readonly offered?: readonly string[];
  readonly ambiguous?: readonly string[];
  readonly unknown?: readonly string[];
  readonly done?: boolean;
}

/** Suggestions on one card: teammates who do not have it yet. */
const MAX_SUGGESTED = 8;
/** Names asked about at a time. */
const MAX_OFFERED = 12;

/** People to choose from once more were found: a conversation remembers the last of them. */
export const addOffered = (before: readonly string[], found: readonly string[]): readonly string[] =>
  [...new Set([...before, ...found])].slice(-MAX_OFFERED);

export const isClear = ({ picked = [], ambiguous = [], unknown = [] }: PeopleSelection): boolean =>
  picked.length > 0 && ambiguous.length === 0 && unknown.length === 0;

/** The draft with what a list of names came to. */
export function applyMatches<Draft extends PeopleSelection>(draft: Draft, matched: PeopleMatches | undefined): Draft {
  if (!matched) return draft;
  const { picked = [], offered = [] } = draft;
  return {
    ...draft,
    picked: [...new Set([...picked, ...matched.found.map(({ id }) => id)])],
    offered: addOffered(
      offered,
      matched.ambiguous.flatMap(({ among }) => among.map(({ id }) => id)),
    ),
    ambiguous: matched.ambiguous.map(({ said }) => said),
    unknown: matched.unknown,
  };
}

/** What was ticked and typed, taken together: names that are not clear are asked about first. */
export async function resolveSelection<Draft extends PeopleSelection>(
  actor: Actor,
  people: PeopleSearch,
  fields: Fields,
  draft: Draft,
  { max, among }: { max?: number; among?: ReadonlySet<string> },
) {
  // Of those who have it: a press may carry any number of ids, and what becomes of each is kept with the order.
  const ticked = tickedIds(fields, draft).filter((id) => !among || among.has(id));
  const said = typeof fields.find === 'string' ? fields.find : '';
  const matched = await people.match(actor, said, among);
  const found = applyMatches({ ...draft, picked: ticked }, matched);
  const { picked: all = [] } = found;
  if (max !== undefined && all.length > max) return refuse({ kind: 'too-many-people', count: all.length, max });
  const asksOnly = fields.look === true || !isClear({ ...found, picked: ['somebody'] });
  if (!asksOnly && all.length === 0) return refuse({ kind: 'nobody' });
  // Whoever was found by looking is ticked, and can be unticked.
  return ok({ ...found, offered: [...(found.offered ?? []), ...all], done: !asksOnly });
}

/** Where nobody is ticked a card sends no ticks at all; what is typed leaves them as they were. */
export const tickedIds = ({ people, typed }: Fields, { picked: before = [] }: PeopleSelection): readonly string[] =>
  typed === true ? before : idsIn(textOf(people));

/** A form as it was left: an answer that was refused stands in its fields, one that was taken in the draft. */
export function restoreSelection(
  { picked: taken = [] }: PeopleSelection,
  fields: PreviousInput['fields'],
  refusal: Refusal | undefined,
) {
  const unanswered =
    refusal !== undefined && ['nobody', 'too-many-people', 'no-why', 'why-too-long'].includes(refusal.kind);
  if (!unanswered || !fields) return { ticked: taken, typed: '' };
  return { ticked: idsIn(fields.people ?? ''), typed: fields.find ?? '' };
}

const idsIn = (value: string): readonly string[] => [...new Set(value.split(',').filter((id) => id !== ''))];

/** Those picked or asked about first, then teammates who do not have it yet. */
export async function selectionCandidates(
  actor: Actor,
  people: PeopleSearch,
  { picked: ticked = [], offered = [] }: PeopleSelection,
  has: ReadonlySet<string> = new Set(),
): Promise<readonly Candidate[]> {
  const team = (await people.team(actor)).filter(({ id, kind }) => kind === 'member' && !has.has(id));
  const asked = await people.lookUp(actor, [...new Set([...ticked, ...offered])]);
  const ids = new Set(asked.map(({ id }) => id));
  return personCandidates([...asked, ...team.filter(({ id }) => !ids.has(id)).slice(0, MAX_SUGGESTED)]);
}

/** What is not clear of the names typed, or what was refused. */
export function selectionProblem(
  { ambiguous = [], unknown = [] }: PeopleSelection,
  refusal: Refusal | undefined,
  t: Translations,
  missing: 'unknown' | 'without' = 'unknown',
) {
  const { people: says } = t;
  if (refusal) {
    const { title, way } = t.refusal(refusal, t);
    return { problem: `${title}. ${way}` };
  }
  const sentences = [
    ...(ambiguous.length > 0 ? [says.found(formatNames(ambiguous))] : []),
    ...(unknown.length > 0 ? [says[missing](formatNames(unknown))] : []),
  ];
  return sentences.length > 0 ? { problem: sentences.join(' ') } : {};
}

const formatNames = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
    .join(', ') + (names.length > 5 ? ` +${names.length - 5}` : '');
