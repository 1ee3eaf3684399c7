import { EMPTY_TEXT, escapeMarkdown } from '../../../cards/kit/markdown.ts';
import { peopleForm } from '../../../cards/orders/people-form.ts';
import type { PeopleSearch } from '../../../src/application/people/people-search.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import { ok } from '../../../src/domain/common/result.ts';
import { licencesOf } from '../../../src/domain/subscription/subscription.ts';
import type { Form } from '../../engine/flow-definition.ts';
import { holdersOf, listHolders } from '../../engine/licence-holders.ts';
import { type OrderFlowDeps, orderFlow } from '../../engine/order-flow.ts';
import {
  type PeopleSelection,
  resolveSelection,
  restoreSelection,
  selectionProblem,
  tickedIds,
} from '../../engine/people-picker.ts';

interface UnassignDraft extends PeopleSelection {
  readonly subscription: string;
  /** Whether the user asked who has a licence, not to unassign one. Stored: the name is a data format. */
  readonly looking?: boolean;
}

/** Shows who has a licence of a subscription, to choose whom to unassign. */
export const unassignFlow = (deps: OrderFlowDeps, people: PeopleSearch) =>
  orderFlow<UnassignDraft>(deps, {
    id: 'unassign',
    forms: [unassignForm(deps, people)],
    request: ({ subscription, picked: people = [] }) => ({ act: 'unassign', subscription, people }),
  });

/** Ids of the people who have a licence of the actor's subscription; empty if it cannot be read. */
export async function findHolders(
  { overview }: Pick<OrderFlowDeps, 'overview'>,
  actor: Actor,
  id: string,
): Promise<ReadonlySet<string>> {
  const details = await overview.subscription(actor, id);
  return details.ok ? holdersOf(details.value.subscription) : new Set();
}

const unassignForm = (deps: OrderFlowDeps, people: PeopleSearch): Form<UnassignDraft> => ({
  isNeeded: ({ done }) => done !== true,
  async render({ actor, t }, draft, { fields, refusal }) {
    const details = await deps.orderService.checkAction(actor, draft.subscription, 'unassign');
    if (!details.ok) return details;
    const { product, subscription } = details.value;
    const { ticked, typed } = restoreSelection(draft, fields, refusal);
    const holders = await listHolders(actor, details.value, { ticked, searched: draft.offered ?? [], people }, t);
    return ok(
      peopleForm(
        {
          eyebrow: draft.looking ? t.subscriptions.buttons.holders : t.assignments.unassign,
          title: escapeMarkdown(product),
          caption: t.subscriptions.list.used(
            t.number(subscription.assignments.length),
            t.number(licencesOf(subscription)),
          ),
          ...holders,
          typed,
          everybody: false,
          hint: holders.hidden > 0 ? t.assignments.form.more(holders.hidden) : EMPTY_TEXT,
          summary: t.assignments.form.unassignSummary(product),
          ...(draft.looking && { next: t.subscriptions.buttons.unassign }),
          ...selectionProblem(draft, refusal, t, 'without'),
        },
        t,
      ),
    );
  },
  async parseAnswer({ actor }, fields, draft) {
    const among = await findHolders(deps, actor, draft.subscription);
    const onlySearches = draft.looking === true && (fields.look === true || fields.typed === true);
    const search = { ...fields, ...(onlySearches && { look: true }) };
    const selection = await resolveSelection(actor, people, search, draft, { among });
    if (!selection.ok || !onlySearches) return selection;
    // Searching for a person to see whether they have a licence does not choose them.
    return ok({ ...selection.value, picked: tickedIds(fields, draft).filter((id) => among.has(id)) });
  },
  fieldsFromText: (text) => ({ find: text, typed: true }),
  handlesRefusal: ({ kind }) => kind === 'nobody' || kind === 'file',
  clearAnswer: ({ done: _done, ...draft }) => draft,
});
