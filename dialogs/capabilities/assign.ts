import type { DialogContext } from 'botbuilder-dialogs';
import { peopleForm } from '../../cards/orders/people-form.ts';
import type { PeopleSearch } from '../../src/application/people/people-search.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import { ok } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { freeLicencesOf } from '../../src/domain/subscription/preview-assignment.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import { type Capability, startFlow } from '../engine/capability.ts';
import { listHolders } from '../engine/licence-holders.ts';
import { findSubscription, type OrderFlowDeps, orderFlow } from '../engine/order-flow.ts';
import {
  applyMatches,
  isClear,
  type PeopleSelection,
  resolveSelection,
  restoreSelection,
  selectionCandidates,
  selectionProblem,
  tickedIds,
} from '../engine/people-picker.ts';
import type { Turn } from '../engine/turn.ts';
import type { IntentOf } from '../understanding/intent.ts';

interface Assigning extends PeopleSelection {
  readonly subscription: string;
  /** Asked for to see who has it, not to take it from them. */
  readonly looking?: boolean;
  /** How many licences are bought with it. */
  readonly buy?: number;
}

/** Giving people a licence, and taking it from them (RULES S4, S5). */
export function assignCapability(orders: OrderFlowDeps, people: PeopleSearch, rules: Rules): Capability {
  const start = async (
    verb: 'assign' | 'unassign',
    wanted: IntentOf<'assign' | 'unassign'>,
    turn: Turn,
    dc: DialogContext,
    looking = false,
  ) => {
    const { subscription: id, product, people: named, chosen = [], page } = wanted;
    const data = { ...(named && { people: named }), ...(chosen.length > 0 && { chosen }) };
    const subscription = id ?? (product || !named ? undefined : turn.memory.focus);
    const found = await findSubscription(
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
    const theirs = chosen.filter((one) => !among || among.has(one));
    const picking = applyMatches({ subscription: found.subscription, picked: theirs }, matched);
    await startFlow(dc, verb, { ...picking, done: theirs.length > 0 || isClear(picking), ...(looking && { looking }) });
  };
  return {
    dialogs: [assignFlow(orders, people, rules), unassignFlow(orders, people)],
    handlers: {
      assign: (wanted, turn, dc) => start('assign', wanted, turn, dc),
      unassign: (wanted, turn, dc) => start('unassign', wanted, turn, dc),
      holders: (wanted, turn, dc) => start('unassign', { ...wanted, verb: 'unassign' }, turn, dc, true),
    },
  };
}

const holdersOf = ({ assignments }: Subscription): ReadonlySet<string> =>
  new Set(assignments.map(({ person }) => person));

/** Those who have a licence of a subscription. */
async function holders({ overview }: OrderFlowDeps, actor: Actor, id: string): Promise<ReadonlySet<string>> {
  const holding = await overview.subscription(actor, id);
  return holding.ok ? holdersOf(holding.value.subscription) : new Set();
}

const assignFlow = (orders: OrderFlowDeps, people: PeopleSearch, rules: Rules) =>
  orderFlow<Assigning>(orders, {
    id: 'assign',
    forms: [
      {
        isNeeded: ({ done }) => done !== true,
        async render({ actor, t }, draft, { fields, refusal }) {
          const holding = await orders.orderService.checkAction(actor, draft.subscription, 'assign');
          if (!holding.ok) return holding;
          const { value } = holding;
          const { people: says, buttons, number } = t;
          const left = restoreSelection(draft, fields, refusal);
          const { ticked } = left;
          const free = freeLicencesOf(value.subscription);
          const more =
            refusal?.kind === 'too-few-licences' &&
            (await orders.orderService.checkAction(actor, draft.subscription, 'change')).ok;
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
                candidates: await selectionCandidates(
                  actor,
                  people,
                  { ...draft, picked: ticked },
                  holdersOf(value.subscription),
                ),
                ...left,
                everybody: true,
                hint: says.hint(rules.maxPeople),
                summary: says.summaryAssign(value.product),
                ...selectionProblem(draft, refusal, t),
                ...(instead && { instead }),
              },
              t,
            ),
          );
        },
        parseAnswer: ({ actor }, fields, draft) =>
          resolveSelection(actor, people, fields, draft, { max: rules.maxPeople }),
        fieldsFromText: (text) => ({ find: text, typed: true }),
        handlesRefusal: ({ kind }) => ['nobody', 'too-many-people', 'too-few-licences', 'file'].includes(kind),
        clearAnswer: ({ done: _done, buy: _buy, ...draft }) => draft,
      },
    ],
    applyAlternative: (draft, { buy, chosen }) => ({
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

const unassignFlow = (orders: OrderFlowDeps, people: PeopleSearch) =>
  orderFlow<Assigning>(orders, {
    id: 'unassign',
    forms: [
      {
        isNeeded: ({ done }) => done !== true,
        async render({ actor, t }, draft, { fields, refusal }) {
          const holding = await orders.orderService.checkAction(actor, draft.subscription, 'unassign');
          if (!holding.ok) return holding;
          const { value } = holding;
          const { people: says } = t;
          const left = restoreSelection(draft, fields, refusal);
          const shown = await listHolders(
            actor,
            value,
            { ticked: left.ticked, looked: draft.offered ?? [], people },
            t,
          );
          return ok(
            peopleForm(
              {
                eyebrow: draft.looking ? t.buttons.who : says.unassign,
                title: value.product,
                caption: t.list.used(
                  t.number(value.subscription.assignments.length),
                  t.number(licencesOf(value.subscription)),
                ),
                ...shown,
                typed: left.typed,
                everybody: false,
                hint: shown.hidden > 0 ? says.more(shown.hidden) : '',
                summary: says.summaryUnassign(value.product),
                ...(draft.looking && { next: t.buttons.unassign }),
                ...selectionProblem(draft, refusal, t, 'without'),
              },
              t,
            ),
          );
        },
        async parseAnswer({ actor }, fields, draft) {
          const among = await holders(orders, actor, draft.subscription);
          const shows = draft.looking === true && (fields.look === true || fields.typed === true);
          const answer = await resolveSelection(actor, people, { ...fields, ...(shows && { look: true }) }, draft, {
            among,
          });
          // Whoever is looked up to see whether they have it is not picked to lose it.
          return answer.ok && shows
            ? ok({ ...answer.value, picked: tickedIds(fields, draft).filter((id) => among.has(id)) })
            : answer;
        },
        fieldsFromText: (text) => ({ find: text, typed: true }),
        handlesRefusal: ({ kind }) => kind === 'nobody' || kind === 'file',
        clearAnswer: ({ done: _done, ...draft }) => draft,
      },
    ],
    request: ({ subscription, picked: ids = [] }) => ({ act: 'unassign', subscription, people: ids }),
  });
