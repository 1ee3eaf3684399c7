import { escapeMarkdown, md } from '../../../cards/kit/markdown.ts';
import { peopleForm } from '../../../cards/orders/people-form.ts';
import type { PeopleSearch } from '../../../src/application/people/people-search.ts';
import { ok, refuse } from '../../../src/domain/common/result.ts';
import { leastRecentlyUsed } from '../../../src/domain/subscription/preview-assignment.ts';
import type { Form } from '../../engine/flow-definition.ts';
import { textOf } from '../../engine/form-fields.ts';
import { holdersOf, listHolders } from '../../engine/licence-holders.ts';
import type { OrderFlowDeps } from '../../engine/order-flow.ts';
import { addOffered } from '../../engine/people-picker.ts';
import type { ChangeDraft } from './change-draft.ts';

/** Chooses who gives up a licence when the new total is below the number assigned (RULES #8). */
export const reduceForm = ({ orderService }: OrderFlowDeps, people: PeopleSearch): Form<ChangeDraft> => ({
  isNeeded: ({ reduce, people: chosen }) => reduce === true && chosen === undefined,
  async render({ actor, t }, { subscription: id, total = 0, looked: searched = [] }, { fields, refusal }) {
    const details = await orderService.checkAction(actor, id, 'change');
    if (!details.ok) return details;
    const { product, subscription } = details.value;
    const needed = Math.max(0, subscription.assignments.length - total);
    const proposed = leastRecentlyUsed(subscription).slice(0, needed);
    const ticked = fields?.people?.split(',') ?? proposed.map(({ person }) => person);
    const problem = refusal && t.refusal(refusal, t);
    return ok(
      peopleForm(
        {
          eyebrow: t.orders.changeForm.eyebrow,
          title: t.assignments.form.reduceTitle,
          caption: md`${escapeMarkdown(product)} · ${t.licences(t.number(total), total)}`,
          ...(await listHolders(actor, details.value, { ticked, searched, people }, t)),
          typed: '',
          everybody: false,
          hint: t.assignments.form.reduceHint(needed),
          summary: t.assignments.form.reduceTitle,
          ...(problem && { problem: `${problem.title}. ${problem.text}` }),
        },
        t,
      ),
    );
  },
  async parseAnswer({ actor }, fields, { subscription: id, total = 0, looked: searched = [] }) {
    const details = await orderService.checkAction(actor, id, 'change');
    if (!details.ok) return details;
    const { subscription } = details.value;
    const holders = holdersOf(subscription);
    const matches = await people.match(actor, textOf(fields.find), holders);
    const matching = [...matches.people, ...matches.ambiguous.flatMap(({ candidates: among }) => among)];
    const ids = matching.map((person) => person.id).filter((person) => holders.has(person));
    // People found by name are shown first, to be ticked.
    if (ids.length > 0) return ok({ looked: addOffered(searched, ids) });
    const ticked = textOf(fields.people)
      .split(',')
      .filter((person) => holders.has(person));
    const needed = subscription.assignments.length - total;
    if (ticked.length < needed) return refuse({ kind: 'not-enough-chosen', chosen: ticked.length, needed });
    return ok({ people: ticked });
  },
  fieldsFromText: (text) => ({ find: text }),
  handlesRefusal: ({ kind }) => kind === 'not-enough-chosen',
  clearAnswer: ({ people: _people, ...draft }) => draft,
});
