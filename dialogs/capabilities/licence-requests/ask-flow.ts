import { refusalCard } from '../../../cards/kit/refusal-card.ts';
import { staleCard } from '../../../cards/kit/status-cards.ts';
import { requestCard } from '../../../cards/licence-requests/request-card.ts';
import { requestForm, requestReviewCard } from '../../../cards/licence-requests/request-form.ts';
import type { RequestReview, RequestSubmission } from '../../../src/application/licence-requests/submit-request.ts';
import type { PeopleSearch } from '../../../src/application/people/people-search.ts';
import type { SubscriptionOverview } from '../../../src/application/subscriptions/overview.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../../src/domain/common/result.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { Flow } from '../../engine/flow.ts';
import type { Form } from '../../engine/flow-definition.ts';
import { textOf } from '../../engine/form-fields.ts';
import {
  type PeopleSelection,
  resolveSelection,
  restoreSelection,
  selectionCandidates,
  selectionProblem,
} from '../../engine/people-picker.ts';
import { loadHomeCard } from '../home.ts';

/** Stored between turns: its property names are a data format. */
export interface AskDraft extends PeopleSelection {
  readonly product: string;
  readonly name: string;
  readonly why?: string;
}

interface AskFlowDeps {
  readonly requestSubmission: RequestSubmission;
  readonly people: PeopleSearch;
}

/** Refusals that are about the people or the reason. */
const handled: readonly Refusal['kind'][] = [
  'nobody',
  'too-many-people',
  'not-members',
  'no-why',
  'why-too-long',
  'file',
];

/** Requests licences of one product for people, with a reason (RULES #18, #19). */
export const askFlow = (
  { requestSubmission, people }: AskFlowDeps,
  { overview }: { readonly overview: SubscriptionOverview },
  rules: Rules,
) =>
  new Flow<AskDraft, RequestReview['draft']>({
    id: 'ask',
    forms: [peopleAndReasonForm(people, rules)],
    review: {
      async render({ actor, t }, { product, picked: people = [], why = '' }) {
        const review = await requestSubmission.review(actor, { product, people, why });
        if (!review.ok) return review;
        return ok({ card: requestReviewCard(review.value, t), snapshot: review.value.draft });
      },
      async confirm({ actor, t }, _draft, key, snapshot) {
        const request = await requestSubmission.submit(actor, key, snapshot);
        return request.ok ? ok(requestCard(request.value, t)) : request;
      },
      async findReceipt({ actor, t }, key) {
        const request = await requestSubmission.findByKey(actor, key);
        return request && requestCard(request, t);
      },
    },
    leaveCard: (turn, _draft, how) =>
      loadHomeCard(overview, turn, how === 'stop' ? turn.t.messages.stopped.eyebrow : undefined),
    refusalCard: ({ t }, refusal) => refusalCard(refusal, t),
    staleCard: ({ t }) => staleCard(true, t),
  });

const peopleAndReasonForm = (people: PeopleSearch, rules: Rules): Form<AskDraft> => ({
  isNeeded: ({ done }) => done !== true,
  async render({ actor, t }, draft, { fields, refusal }) {
    const { ticked, typed } = restoreSelection(draft, fields, refusal);
    return ok(
      requestForm(
        {
          product: draft.name,
          candidates: await selectionCandidates(actor, people, { ...draft, picked: ticked }),
          ticked,
          typed,
          why: fields?.why ?? draft.why ?? '',
          ...selectionProblem(draft, refusal, t),
        },
        rules,
        t,
      ),
    );
  },
  async parseAnswer({ actor }, fields, draft) {
    const selection = await resolveSelection(actor, people, fields, draft, { max: rules.maxPeople });
    if (!selection.ok) return selection;
    const why = textOf(fields.why ?? draft.why).trim();
    const letters = [...why].length;
    if (letters > rules.maxWhy) return refuse({ kind: 'why-too-long', letters, max: rules.maxWhy });
    if (selection.value.done && letters === 0) return refuse({ kind: 'no-why' });
    return ok({ ...selection.value, why });
  },
  fieldsFromText: (text) => ({ why: text, typed: true }),
  handlesRefusal: ({ kind }) => handled.includes(kind),
  clearAnswer: ({ done: _done, ...draft }) => draft,
});
