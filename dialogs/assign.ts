import type { DialogContext } from 'botbuilder-dialogs';
import { type Candidate, peopleForm, personCandidates } from '../cards/people-form.ts';
import type { Words } from '../cards/words.ts';
import type { Matched, People } from '../src/application/people.ts';
import type { Actor } from '../src/domain/actor.ts';
import { freeOf } from '../src/domain/assigning.ts';
import { ok, refuse } from '../src/domain/outcome.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { Rules } from '../src/domain/rules.ts';
import { licencesOf, type Subscription } from '../src/domain/subscription.ts';
import { begin, type Capability } from './capability.ts';
import { type Entered, type Fields, textOf } from './flow.ts';
import { holdersFor } from './holders.ts';
import { type Orders, oneMeant, orderFlow } from './ordering.ts';
import type { Turn } from './turn.ts';
import type { Wanted } from './understanding/intent.ts';

/** What is picked so far, and what of the names typed was not clear. */
interface Picking {
  readonly subscription: string;
  readonly picked?: readonly string[];
  /** People to choose from: those a name could mean. */
  readonly offered?: readonly string[];
  readonly ambiguous?: readonly string[];
  readonly unknown?: readonly string[];
  readonly done?: boolean;
  /** Asked for to see who has it, not to take it from them. */
  readonly looking?: boolean;
  /** How many licences are bought with it. */
  readonly buy?: number;
}

/** Suggestions on one card: teammates who do not have it yet. */
const SUGGESTED = 8;
/** Names asked about at a time. */
const ASKED = 12;

/** Giving people a licence, and taking it from them (RULES S4, S5). */
export function assigning(orders: Orders, people: People, rules: Rules): Capability {
  const start = async (
    verb: 'assign' | 'unassign',
    wanted: Wanted<'assign' | 'unassign'>,
    turn: Turn,
    dc: DialogContext,
    looking = false,
  ) => {
    const { subscription: id, product, people: named, chosen = [], page } = wanted;
    const data = { ...(named && { people: named }), ...(chosen.length > 0 && { chosen }) };
    const subscription = id ?? (product || !named ? undefined : turn.memory.focus);
    const found = await oneMeant(
      orders,
      turn,
      { subscription, product },
      {
        purpose: verb,
        verb: looking ? 'holders' : verb,
        data,
        page,
      },
    );
    if (!found) return;
    const among = verb === 'unassign' ? await holders(orders, turn.actor, found.subscription) : undefined;
    const matched = named && (await people.match(turn.actor, named.join(';'), among));
    const picking = withMatched({ subscription: found.subscription, picked: chosen }, matched);
    await begin(dc, verb, { ...picking, done: chosen.length > 0 || clear(picking), ...(looking && { looking }) });
  };
  return {
    dialogs: [assignFlow(orders, people, rules), unassignFlow(orders, people)],
    answers: {
      assign: (wanted, turn, dc) => start('assign', wanted, turn, dc),
      unassign: (wanted, turn, dc) => start('unassign', wanted, turn, dc),
      holders: (wanted, turn, dc) => start('unassign', { ...wanted, verb: 'unassign' }, turn, dc, true),
    },
  };
}

/** Those who have a licence of a subscription. */
async function holders({ overview }: Orders, actor: Actor, id: string): Promise<ReadonlySet<string>> {
  const holding = await overview.subscription(actor, id);
  return new Set(holding.ok ? holding.value.subscription.assignments.map(({ person }) => person) : []);
}

const clear = ({ picked = [], ambiguous = [], unknown = [] }: Picking): boolean =>
  picked.length > 0 && ambiguous.length === 0 && unknown.length === 0;

/** The draft with what a list of names came to. */
function withMatched(draft: Picking, matched: Matched | undefined): Picking {
  if (!matched) return draft;
  const { picked = [], offered = [] } = draft;
  return {
    ...draft,
    picked: [...new Set([...picked, ...matched.found.map(({ id }) => id)])],
    offered: [...new Set([...offered, ...matched.ambiguous.flatMap(({ among }) => among.map(({ id }) => id))])].slice(
      -ASKED,
    ),
    ambiguous: matched.ambiguous.map(({ said }) => said),
    unknown: matched.unknown,
  };
}

const assignFlow = (orders: Orders, people: People, rules: Rules) =>
  orderFlow<Picking>(orders, {
    id: 'assign',
    forms: [
      {
        needed: ({ done }) => done !== true,
        async show({ actor, words }, draft, { fields, refusal }) {
          const holding = await orders.ordering.form(actor, draft.subscription, 'assign');
          if (!holding.ok) return holding;
          const { value } = holding;
          const { people: says, buttons, number } = words;
          const left = asLeft(draft, fields, refusal);
          const { ticked } = left;
          const free = freeOf(value.subscription);
          const more =
            refusal?.kind === 'too-few-licences' &&
            (await orders.ordering.form(actor, draft.subscription, 'change')).ok;
          const instead =
            refusal?.kind === 'too-few-licences' && more
              ? {
                  title: buttons.buyMissing(number(refusal.missing)),
                  verb: 'instead',
                  data: { buy: refusal.missing, chosen: ticked },
                }
              : undefined;
          return ok(
            peopleForm(
              {
                eyebrow: says.assign,
                title: value.product,
                caption: says.free(number(free), free),
                candidates: await candidates(actor, people, { ...draft, picked: ticked }, value.subscription),
                ...left,
                everybody: true,
                hint: says.hint(rules.maxPeople),
                summary: says.summaryAssign(value.product),
                ...problem(draft, refusal, words),
                ...(instead && { instead }),
              },
              words,
            ),
          );
        },
        answer: ({ actor }, fields, draft) => picked(actor, people, fields, draft, { max: rules.maxPeople }),
        typed: (text) => ({ find: text, typed: true }),
        explains: ({ kind }) => ['nobody', 'too-many-people', 'too-few-licences', 'file'].includes(kind),
        unanswered: ({ done: _done, buy: _buy, ...draft }) => draft,
      },
    ],
    instead: (draft, { buy, chosen }) => ({
      ...draft,
      done: true,
      ...(typeof buy === 'number' && { buy }),
      ...(Array.isArray(chosen) && { picked: chosen.filter((id) => typeof id === 'string') }),
    }),
    request: ({ subscription, picked: ids = [], buy }) => ({
      act: 'assign',
      subscription,
      people: ids,
      ...(buy !== undefined && { buy }),
    }),
  });

const unassignFlow = (orders: Orders, people: People) =>
  orderFlow<Picking>(orders, {
    id: 'unassign',
    forms: [
      {
        needed: ({ done }) => done !== true,
        async show({ actor, words }, draft, { fields, refusal }) {
          const holding = await orders.ordering.form(actor, draft.subscription, 'unassign');
          if (!holding.ok) return holding;
          const { value } = holding;
          const { people: says } = words;
          const left = asLeft(draft, fields, refusal);
          const shown = await holdersFor(
            actor,
            value,
            { ticked: left.ticked, looked: draft.offered ?? [], people },
            words,
          );
          return ok(
            peopleForm(
              {
                eyebrow: draft.looking ? words.buttons.who : says.unassign,
                title: value.product,
                caption: words.list.used(
                  words.number(value.subscription.assignments.length),
                  words.number(licencesOf(value.subscription)),
                ),
                ...shown,
                typed: left.typed,
                everybody: false,
                hint: shown.hidden > 0 ? says.more(shown.hidden) : '',
                summary: says.summaryUnassign(value.product),
                ...(draft.looking && { next: words.buttons.unassign }),
                ...problem(draft, refusal, words, 'without'),
              },
              words,
            ),
          );
        },
        async answer({ actor }, fields, draft) {
          const among = await holders(orders, actor, draft.subscription);
          const shows = draft.looking === true && (fields.look === true || fields.typed === true);
          const answer = await picked(actor, people, { ...fields, ...(shows && { look: true }) }, draft, { among });
          // Whoever is looked up to see whether they have it is not picked to lose it.
          return answer.ok && shows ? ok({ ...answer.value, picked: tickedIn(fields, draft) }) : answer;
        },
        typed: (text) => ({ find: text, typed: true }),
        explains: ({ kind }) => kind === 'nobody' || kind === 'file',
        unanswered: ({ done: _done, ...draft }) => draft,
      },
    ],
    request: ({ subscription, picked: ids = [] }) => ({ act: 'unassign', subscription, people: ids }),
  });

/** What was ticked and typed, taken together: names that are not clear are asked about first. */
async function picked(
  actor: Actor,
  people: People,
  fields: Fields,
  draft: Picking,
  { max, among }: { max?: number; among?: ReadonlySet<string> },
) {
  const ticked = tickedIn(fields, draft);
  const said = typeof fields.find === 'string' ? fields.find : '';
  const matched = await people.match(actor, said, among);
  const found = withMatched({ ...draft, picked: ticked }, matched);
  const { picked: all = [] } = found;
  if (max !== undefined && all.length > max) return refuse({ kind: 'too-many-people', count: all.length, max });
  const asksOnly = fields.look === true || !clear({ ...found, picked: ['somebody'] });
  if (!asksOnly && all.length === 0) return refuse({ kind: 'nobody' });
  // Whoever was found by looking is ticked, and can be unticked.
  return ok({ ...found, offered: [...(found.offered ?? []), ...all], done: !asksOnly });
}

/** Where nobody is ticked a card sends no ticks at all; what is typed leaves them as they were. */
const tickedIn = ({ people, typed }: Fields, { picked: before = [] }: Picking): readonly string[] =>
  typed === true ? before : idsIn(textOf(people));

/** A form as it was left: an answer that was refused stands in its fields, one that was taken in the draft. */
function asLeft({ picked: taken = [] }: Picking, fields: Entered['fields'], refusal: Refusal | undefined) {
  const answered = refusal?.kind !== 'nobody' && refusal?.kind !== 'too-many-people';
  if (answered || !fields) return { ticked: taken, typed: '' };
  return { ticked: idsIn(fields.people ?? ''), typed: fields.find ?? '' };
}

const idsIn = (value: string): readonly string[] => [...new Set(value.split(',').filter((id) => id !== ''))];

/** Those picked or asked about first, then teammates who do not have it yet. */
async function candidates(
  actor: Actor,
  people: People,
  { picked: ticked = [], offered = [] }: Picking,
  { assignments }: Subscription,
): Promise<readonly Candidate[]> {
  const has = new Set(assignments.map(({ person }) => person));
  const team = (await people.team(actor)).filter(({ id, kind }) => kind === 'member' && !has.has(id));
  const asked = await people.known(actor, [...new Set([...ticked, ...offered])]);
  const ids = new Set(asked.map(({ id }) => id));
  return personCandidates([...asked, ...team.filter(({ id }) => !ids.has(id)).slice(0, SUGGESTED)]);
}

/** What is not clear of the names typed, or what was refused. */
function problem(
  { ambiguous = [], unknown = [] }: Picking,
  refusal: Refusal | undefined,
  words: Words,
  missing: 'unknown' | 'without' = 'unknown',
) {
  const { people: says } = words;
  if (refusal) {
    const { title, way } = words.refusal(refusal, words);
    return { problem: `${title}. ${way}` };
  }
  const sentences = [
    ...(ambiguous.length > 0 ? [says.found(shortened(ambiguous))] : []),
    ...(unknown.length > 0 ? [says[missing](shortened(unknown))] : []),
  ];
  return sentences.length > 0 ? { problem: sentences.join(' ') } : {};
}

const shortened = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
    .join(', ') + (names.length > 5 ? ` +${names.length - 5}` : '');
