import { z } from 'zod';
import { refusalCard, staleCard } from '../../cards/kit/message-card.ts';
import { requestCard } from '../../cards/licence-requests/request-card.ts';
import { askForm, askReviewCard } from '../../cards/licence-requests/request-form.ts';
import { requestsCard } from '../../cards/licence-requests/requests-card.ts';
import type { Answers, Purchasing, RequestDecision } from '../../src/application/licence-requests/decide-request.ts';
import type { RequestQueries, RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { AskReview, RequestSubmission } from '../../src/application/licence-requests/submit-request.ts';
import type { PeopleSearch } from '../../src/application/people/people-search.ts';
import type { ProductCatalogue } from '../../src/application/subscriptions/product-catalogue.ts';
import type { Product } from '../../src/domain/catalogue/product.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { begin, type Capability } from '../engine/capability.ts';
import { Flow, textOf } from '../engine/flow.ts';
import { type Orders, orderFlow } from '../engine/order-flow.ts';
import { asLeft, candidates, type PeopleSelection, picked, problem, withMatched } from '../engine/people-picker.ts';
import type { Turn } from '../engine/turn.ts';
import { whichProduct } from './buy.ts';
import { home } from './home.ts';

/** Products that one card lists. */
const LISTED = 20;

interface Draft extends PeopleSelection {
  readonly product: string;
  readonly name: string;
  readonly why?: string;
}

type Decision = Purchasing & { readonly subscription?: never };

interface Uses {
  readonly requests: RequestQueries;
  readonly asking: RequestSubmission;
  readonly deciding: RequestDecision;
  readonly people: PeopleSearch;
}

/** Asking for licences, and deciding on it (RULES #18, #19). */
export function requesting(use: Uses, orders: Orders, shop: ProductCatalogue, rules: Rules): Capability {
  const { requests, asking, deciding, people } = use;
  const show = async (turn: Turn, id: string) => {
    const found = await requests.one(turn.actor, id);
    turn.surface.show(found.ok ? requestCard(found.value, turn.words) : refusalCard(found.refusal, turn.words));
  };
  return {
    dialogs: [askFlow(use, orders, rules), decideFlow(use, orders)],
    answers: {
      async ask({ product, people: named, chosen = [] }, turn, dc) {
        const { actor, words, surface } = turn;
        const meant = product ? await shop.meant(actor, product) : await asking.askable(actor);
        if (!meant.ok) return surface.show(refusalCard(meant.refusal, words));
        const [only] = meant.value;
        if (!only) return surface.show(refusalCard({ kind: 'unknown-product', said: product ?? '' }, words));
        if (meant.value.length > 1 || !product) {
          const more = { ...(named && { people: named }), ...(chosen.length > 0 && { chosen }) };
          return surface.show(whichCard(meant.value, more, turn));
        }
        const start: Draft = { product: only.id, name: only.name, picked: chosen };
        const matched = withMatched(start, named && (await people.match(actor, named.join(';'))));
        // Whoever names nobody asks for themselves.
        const self = named || chosen.length > 0 ? matched.picked : [actor.person];
        await begin(dc, 'ask', { ...matched, picked: self, offered: [...(matched.offered ?? []), actor.person] });
      },
      async requests({ of, page }, { actor, words, surface }) {
        const as = of === 'decide' ? 'decider' : 'asker';
        const list = await requests.list(actor, as, page);
        surface.show(list.ok ? requestsCard(list.value, as, words) : refusalCard(list.refusal, words));
      },
      request: ({ request }, turn) => show(turn, request),
      async withdraw({ request }, { actor, words, surface }) {
        const done = await asking.withdraw(actor, request);
        surface.show(done.ok ? requestCard(done.value, words) : refusalCard(done.refusal, words));
      },
      async answer({ request, all }, turn, dc) {
        const { actor, words, surface } = turn;
        const found = await requests.one(actor, request);
        if (!found.ok) return surface.show(refusalCard(found.refusal, words));
        const view = found.value;
        if (view.open.length === 0) return surface.show(requestCard(view, words));
        const given = await deciding.answer(actor, request, answersIn(turn, view, all));
        if (!given.ok) {
          const { refusal } = given;
          if (refusal.kind === 'request-decided') return show(turn, request);
          const wrong = problemWith(refusal, turn);
          return surface.show(wrong ? requestCard(view, words, { problem: wrong }) : refusalCard(refusal, words));
        }
        if ('done' in given.value) return surface.show(requestCard(given.value.done, words));
        await begin(dc, 'decide', given.value.buys);
      },
    },
    async receipt({ actor, words }, card) {
      const view = await asking.asked(actor, card);
      return view && requestCard(view, words);
    },
  };
}

/** What can be mended on the very card. */
function problemWith(refusal: Refusal, { words }: Turn): string | undefined {
  if (refusal.kind === 'nobody') return words.requests.decide.nothing;
  if (refusal.kind !== 'why-too-long') return undefined;
  const { title, way } = words.refusal(refusal, words);
  return `${title}. ${way}`;
}

const plan = z.enum(['monthly', 'annual', 'annual-monthly']);

/** What was picked for each person who is open. */
function answersIn({ input }: Turn, { open }: RequestView, all: 'approve' | 'reject' | undefined): Answers {
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
function whichCard(products: readonly Product[], more: object, { words }: Turn) {
  const { form } = words.requests;
  return whichProduct(products, { verb: 'ask', eyebrow: form.eyebrow, title: form.which, more, most: LISTED }, words);
}

const decideFlow = ({ requests, deciding }: Uses, orders: Orders) =>
  orderFlow<Decision>(orders, {
    id: 'decide',
    forms: [],
    request: ({ order }) => order,
    async confirm({ actor, words }, draft, command) {
      const done = await deciding.approve(actor, draft.id, draft, command);
      if (done.ok) return ok(requestCard(done.value, words));
      if (done.refusal.kind !== 'request-decided') return done;
      const now = await requests.one(actor, draft.id);
      return now.ok ? ok(requestCard(now.value, words)) : now;
    },
    async backTo({ actor, words }, { id }) {
      const found = await requests.one(actor, id);
      return found.ok ? requestCard(found.value, words) : refusalCard(found.refusal, words);
    },
  });

const wishOf = ({ product, picked: people = [], why = '' }: Draft): AskReview['asking'] => ({ product, people, why });

const askFlow = ({ asking, people }: Uses, { overview }: Orders, rules: Rules) =>
  new Flow<Draft, AskReview['asking']>({
    id: 'ask',
    forms: [
      {
        needed: ({ done }) => done !== true,
        async show({ actor, words }, draft, { fields, refusal }) {
          const { ticked, typed } = asLeft(draft, fields, refusal);
          return ok(
            askForm(
              {
                product: draft.name,
                candidates: await candidates(actor, people, { ...draft, picked: ticked }),
                ticked,
                typed,
                why: fields?.why ?? draft.why ?? '',
                ...problem(draft, refusal, words),
              },
              rules,
              words,
            ),
          );
        },
        async answer({ actor }, fields, draft) {
          const found = await picked(actor, people, fields, draft, { max: rules.maxPeople });
          if (!found.ok) return found;
          const why = textOf(fields.why ?? draft.why).trim();
          const letters = [...why].length;
          if (letters > rules.maxWhy) return refuse({ kind: 'why-too-long', letters, max: rules.maxWhy });
          if (found.value.done && letters === 0) return refuse({ kind: 'no-why' });
          return ok({ ...found.value, why });
        },
        typed: (text) => ({ why: text, typed: true }),
        explains: ({ kind }) => explained.includes(kind),
        unanswered: ({ done: _done, ...draft }) => draft,
      },
    ],
    review: {
      async show({ actor, words }, draft) {
        const review = await asking.review(actor, wishOf(draft));
        if (!review.ok) return review;
        return ok({ card: askReviewCard(review.value, words), shown: review.value.asking });
      },
      async confirm({ actor, words }, _draft, key, shown) {
        const asked = await asking.ask(actor, key, shown);
        return asked.ok ? ok(requestCard(asked.value, words)) : asked;
      },
      async receipt({ actor, words }, key) {
        const view = await asking.asked(actor, key);
        return view && requestCard(view, words);
      },
    },
    left: (turn, _draft, how) => home(overview, turn, how === 'stop' ? turn.words.stopped.eyebrow : undefined),
    refused: ({ words }, refusal) => refusalCard(refusal, words),
    stale: ({ words }) => staleCard(true, words),
  });

const explained: readonly Refusal['kind'][] = [
  'nobody',
  'too-many-people',
  'not-members',
  'no-why',
  'why-too-long',
  'file',
];
