import { z } from 'zod';
import { refusalCard, staleCard } from '../../cards/kit/message-card.ts';
import { requestCard } from '../../cards/licence-requests/request-card.ts';
import { requestForm, requestReviewCard } from '../../cards/licence-requests/request-form.ts';
import { requestsCard } from '../../cards/licence-requests/requests-card.ts';
import type {
  PurchaseForRequest,
  RequestAnswers,
  RequestDecision,
} from '../../src/application/licence-requests/decide-request.ts';
import type { RequestQueries, RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { RequestReview, RequestSubmission } from '../../src/application/licence-requests/submit-request.ts';
import type { PeopleSearch } from '../../src/application/people/people-search.ts';
import type { ProductCatalogue } from '../../src/application/subscriptions/product-catalogue.ts';
import type { Product } from '../../src/domain/catalogue/product.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { type Capability, startFlow } from '../engine/capability.ts';
import { Flow, textOf } from '../engine/flow.ts';
import { type OrderFlowDeps, orderFlow } from '../engine/order-flow.ts';
import {
  applyMatches,
  type PeopleSelection,
  resolveSelection,
  restoreSelection,
  selectionCandidates,
  selectionProblem,
} from '../engine/people-picker.ts';
import type { Turn } from '../engine/turn.ts';
import { chooseProductCard } from './buy.ts';
import { loadHomeCard } from './home.ts';

/** Products that one card lists. */
const LISTED = 20;

interface Draft extends PeopleSelection {
  readonly product: string;
  readonly name: string;
  readonly why?: string;
}

type Decision = PurchaseForRequest & { readonly subscription?: never };

interface Uses {
  readonly requests: RequestQueries;
  readonly asking: RequestSubmission;
  readonly deciding: RequestDecision;
  readonly people: PeopleSearch;
}

/** Asking for licences, and deciding on it (RULES #18, #19). */
export function licenceRequestsCapability(
  use: Uses,
  orders: OrderFlowDeps,
  shop: ProductCatalogue,
  rules: Rules,
): Capability {
  const { requests, asking, deciding, people } = use;
  const show = async (turn: Turn, id: string) => {
    const found = await requests.get(turn.actor, id);
    turn.output.show(found.ok ? requestCard(found.value, turn.t) : refusalCard(found.refusal, turn.t));
  };
  return {
    dialogs: [askFlow(use, orders, rules), decideFlow(use, orders)],
    handlers: {
      async ask({ product, people: named, chosen = [] }, turn, dc) {
        const { actor, t, output } = turn;
        const meant = product ? await shop.findProducts(actor, product) : await asking.listAvailableProducts(actor);
        if (!meant.ok) return output.show(refusalCard(meant.refusal, t));
        const [only] = meant.value;
        if (!only) return output.show(refusalCard({ kind: 'unknown-product', said: product ?? '' }, t));
        if (meant.value.length > 1 || !product) {
          const more = { ...(named && { people: named }), ...(chosen.length > 0 && { chosen }) };
          return output.show(whichCard(meant.value, more, turn));
        }
        const start: Draft = { product: only.id, name: only.name, picked: chosen };
        const matched = applyMatches(start, named && (await people.match(actor, named.join(';'))));
        // Whoever names nobody asks for themselves.
        const self = named || chosen.length > 0 ? matched.picked : [actor.person];
        await startFlow(dc, 'ask', { ...matched, picked: self, offered: [...(matched.offered ?? []), actor.person] });
      },
      async requests({ of, page }, { actor, t, output }) {
        const as = of === 'decide' ? 'decider' : 'asker';
        const list = await requests.list(actor, as, page);
        output.show(list.ok ? requestsCard(list.value, as, t) : refusalCard(list.refusal, t));
      },
      request: ({ request }, turn) => show(turn, request),
      async withdraw({ request }, { actor, t, output }) {
        const done = await asking.withdraw(actor, request);
        output.show(done.ok ? requestCard(done.value, t) : refusalCard(done.refusal, t));
      },
      async answer({ request, all }, turn, dc) {
        const { actor, t, output } = turn;
        const found = await requests.get(actor, request);
        if (!found.ok) return output.show(refusalCard(found.refusal, t));
        const view = found.value;
        if (view.open.length === 0) return output.show(requestCard(view, t));
        const given = await deciding.answer(actor, request, answersIn(turn, view, all));
        if (!given.ok) {
          const { refusal } = given;
          if (refusal.kind === 'request-decided') return show(turn, request);
          const wrong = problemWith(refusal, turn);
          return output.show(wrong ? requestCard(view, t, { problem: wrong }) : refusalCard(refusal, t));
        }
        if ('view' in given.value) return output.show(requestCard(given.value.view, t));
        await startFlow(dc, 'decide', given.value.purchase);
      },
    },
    async findReceipt({ actor, t }, card) {
      const view = await asking.findByKey(actor, card);
      return view && requestCard(view, t);
    },
  };
}

/** What can be mended on the very card. */
function problemWith(refusal: Refusal, { t }: Turn): string | undefined {
  if (refusal.kind === 'nobody') return t.requests.decide.nothing;
  if (refusal.kind !== 'why-too-long') return undefined;
  const { title, way } = t.refusal(refusal, t);
  return `${title}. ${way}`;
}

const plan = z.enum(['monthly', 'annual', 'annual-monthly']);

/** What was picked for each person who is open. */
function answersIn({ input }: Turn, { open }: RequestView, all: 'approve' | 'reject' | undefined): RequestAnswers {
  const fields = input.kind === 'card' ? input.fields : {};
  const term = plan.safeParse(fields.term);
  const saying = (answer: 'approve' | 'reject') =>
    open.filter((person) => (all ? all === answer : fields[`for-${person}`] === answer));
  return {
    approve: saying('approve'),
    reject: saying('reject'),
    note: textOf(fields.note).trim(),
    ...(term.success && { term: term.data }),
  };
}

/** The products somebody may have meant, or can ask their team for. */
function whichCard(products: readonly Product[], more: object, { t }: Turn) {
  const { form } = t.requests;
  return chooseProductCard(products, { verb: 'ask', eyebrow: form.eyebrow, title: form.which, more, most: LISTED }, t);
}

const decideFlow = ({ requests, deciding }: Uses, orders: OrderFlowDeps) =>
  orderFlow<Decision>(orders, {
    id: 'decide',
    forms: [],
    request: ({ order }) => order,
    async confirm({ actor, t }, draft, command) {
      const done = await deciding.approve(actor, draft.id, draft, command);
      if (done.ok) return ok(requestCard(done.value, t));
      if (done.refusal.kind !== 'request-decided') return done;
      const now = await requests.get(actor, draft.id);
      return now.ok ? ok(requestCard(now.value, t)) : now;
    },
    async backTo({ actor, t }, { id }) {
      const found = await requests.get(actor, id);
      return found.ok ? requestCard(found.value, t) : refusalCard(found.refusal, t);
    },
  });

const wishOf = ({ product, picked: people = [], why = '' }: Draft): RequestReview['draft'] => ({
  product,
  people,
  why,
});

const askFlow = ({ asking, people }: Uses, { overview }: OrderFlowDeps, rules: Rules) =>
  new Flow<Draft, RequestReview['draft']>({
    id: 'ask',
    forms: [
      {
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
          const found = await resolveSelection(actor, people, fields, draft, { max: rules.maxPeople });
          if (!found.ok) return found;
          const why = textOf(fields.why ?? draft.why).trim();
          const letters = [...why].length;
          if (letters > rules.maxWhy) return refuse({ kind: 'why-too-long', letters, max: rules.maxWhy });
          if (found.value.done && letters === 0) return refuse({ kind: 'no-why' });
          return ok({ ...found.value, why });
        },
        fieldsFromText: (text) => ({ why: text, typed: true }),
        handlesRefusal: ({ kind }) => explained.includes(kind),
        clearAnswer: ({ done: _done, ...draft }) => draft,
      },
    ],
    review: {
      async render({ actor, t }, draft) {
        const review = await asking.review(actor, wishOf(draft));
        if (!review.ok) return review;
        return ok({ card: requestReviewCard(review.value, t), shown: review.value.draft });
      },
      async confirm({ actor, t }, _draft, key, shown) {
        const asked = await asking.submit(actor, key, shown);
        return asked.ok ? ok(requestCard(asked.value, t)) : asked;
      },
      async findReceipt({ actor, t }, key) {
        const view = await asking.findByKey(actor, key);
        return view && requestCard(view, t);
      },
    },
    leaveCard: (turn, _draft, how) => loadHomeCard(overview, turn, how === 'stop' ? turn.t.stopped.eyebrow : undefined),
    refusalCard: ({ t }, refusal) => refusalCard(refusal, t),
    staleCard: ({ t }) => staleCard(true, t),
  });

const explained: readonly Refusal['kind'][] = [
  'nobody',
  'too-many-people',
  'not-members',
  'no-why',
  'why-too-long',
  'file',
];
