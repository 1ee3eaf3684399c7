import type { Translations } from '../../../cards/kit/locale.ts';
import { escapeMarkdown } from '../../../cards/kit/markdown.ts';
import { peopleForm } from '../../../cards/orders/people-form.ts';
import type { PeopleSearch } from '../../../src/application/people/people-search.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import { ok } from '../../../src/domain/common/result.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { freeLicencesOf } from '../../../src/domain/subscription/preview-assignment.ts';
import type { Form } from '../../engine/flow-definition.ts';
import { holdersOf } from '../../engine/licence-holders.ts';
import { type OrderFlowDeps, orderFlow } from '../../engine/order-flow.ts';
import {
  type PeopleSelection,
  resolveSelection,
  restoreSelection,
  selectionCandidates,
  selectionProblem,
} from '../../engine/people-picker.ts';

interface AssignDraft extends PeopleSelection {
  readonly subscription: string;
  /** How many licences to buy along with the assignment. */
  readonly buy?: number;
}

/** Chooses the people to assign a licence to; if too few licences are free, offers to buy the missing ones. */
export const assignFlow = (deps: OrderFlowDeps, people: PeopleSearch, rules: Rules) =>
  orderFlow<AssignDraft>(deps, {
    id: 'assign',
    forms: [assignForm(deps, people, rules)],
    applyAlternative: (draft, { buy, chosen }) => ({
      ...draft,
      done: true,
      ...(typeof buy === 'number' && { buy }),
      ...(Array.isArray(chosen) && { picked: chosen.filter((id) => typeof id === 'string') }),
    }),
    request: ({ subscription, picked: people = [], buy }) => ({
      act: 'assign',
      subscription,
      people,
      ...(buy !== undefined && { buy }),
    }),
  });

const assignForm = (
  { orderService }: OrderFlowDeps,
  people: PeopleSearch,
  { maxPeople }: Rules,
): Form<AssignDraft> => ({
  isNeeded: ({ done }) => done !== true,
  async render({ actor, t }, draft, { fields, refusal }) {
    const details = await orderService.checkAction(actor, draft.subscription, 'assign');
    if (!details.ok) return details;
    const { product, subscription } = details.value;
    const { ticked, typed } = restoreSelection(draft, fields, refusal);
    const free = freeLicencesOf(subscription);
    const canBuy =
      refusal?.kind === 'too-few-licences' && (await orderService.checkAction(actor, draft.subscription, 'change')).ok;
    return ok(
      peopleForm(
        {
          eyebrow: t.assignments.assign,
          title: escapeMarkdown(product),
          caption: t.assignments.form.free(t.number(free), free),
          candidates: await selectionCandidates(actor, people, { ...draft, picked: ticked }, holdersOf(subscription)),
          ticked,
          typed,
          everybody: true,
          hint: t.assignments.form.hint(maxPeople),
          summary: t.assignments.form.assignSummary(product),
          ...selectionProblem(draft, refusal, t),
          ...(canBuy && { instead: buyMissing(refusal, ticked, t) }),
        },
        t,
      ),
    );
  },
  parseAnswer: ({ actor }, fields, draft) => resolveSelection(actor, people, fields, draft, { max: maxPeople }),
  fieldsFromText: (text) => ({ find: text, typed: true }),
  handlesRefusal: ({ kind }) => ['nobody', 'too-many-people', 'too-few-licences', 'file'].includes(kind),
  clearAnswer: ({ done: _done, buy: _buy, ...draft }) => draft,
});

/** The button that buys the missing licences along with the assignment. */
const buyMissing = (
  { missing }: Extract<Refusal, { kind: 'too-few-licences' }>,
  people: readonly string[],
  t: Translations,
) => ({
  title: t.assignments.form.buyMissing(t.number(missing)),
  verb: 'instead',
  data: { buy: missing, chosen: people },
});
