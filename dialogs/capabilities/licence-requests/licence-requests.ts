import { z } from 'zod';
import { refusalCard } from '../../../cards/kit/refusal-card.ts';
import { requestCard } from '../../../cards/licence-requests/request-card.ts';
import { requestsCard } from '../../../cards/licence-requests/requests-card.ts';
import type { RequestAnswers, RequestDecision } from '../../../src/application/licence-requests/decide-request.ts';
import type { RequestQueries, RequestView } from '../../../src/application/licence-requests/request-queries.ts';
import type { RequestSubmission } from '../../../src/application/licence-requests/submit-request.ts';
import type { PeopleSearch } from '../../../src/application/people/people-search.ts';
import { normaliseText } from '../../../src/application/subscriptions/match-product.ts';
import type { ProductCatalogue } from '../../../src/application/subscriptions/product-catalogue.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { type Capability, type Handler, startFlow } from '../../engine/capability.ts';
import { textOf } from '../../engine/form-fields.ts';
import type { OrderFlowDeps } from '../../engine/order-flow.ts';
import { applyMatches } from '../../engine/people-picker.ts';
import type { Turn } from '../../engine/turn.ts';
import { chooseProductCard } from '../product-choice.ts';
import { type AskDraft, askFlow } from './ask-flow.ts';
import { decideFlow } from './decide-flow.ts';

/** Most products on one card. */
const MAX_PRODUCTS = 20;

interface LicenceRequestDeps {
  readonly requestQueries: RequestQueries;
  readonly requestSubmission: RequestSubmission;
  readonly requestDecision: RequestDecision;
  readonly people: PeopleSearch;
}

/** Asking for licences, and deciding on such requests (RULES #18, #19). */
export function licenceRequestsCapability(
  deps: LicenceRequestDeps,
  orderDeps: OrderFlowDeps,
  catalogue: ProductCatalogue,
  rules: Rules,
): Capability {
  const { requestQueries, requestSubmission } = deps;
  return {
    dialogs: [askFlow(deps, orderDeps, rules), decideFlow(deps, orderDeps)],
    handlers: {
      ask: askHandler(deps, catalogue),
      async requests({ of, page }, { actor, t, output }) {
        const role = of === 'decide' ? 'decider' : 'asker';
        const list = await requestQueries.list(actor, role, page);
        output.show(list.ok ? requestsCard(list.value, role, t) : refusalCard(list.refusal, t));
      },
      async request({ request: id }, { actor, t, output }) {
        const request = await requestQueries.get(actor, id);
        output.show(request.ok ? requestCard(request.value, t) : refusalCard(request.refusal, t));
      },
      async withdraw({ request: id, product }, turn) {
        const { actor, t, output } = turn;
        if (id === undefined) return showNamedRequests(requestQueries, turn, 'asker', { product });
        const request = await requestSubmission.withdraw(actor, id);
        output.show(request.ok ? requestCard(request.value, t) : refusalCard(request.refusal, t));
      },
      answer: answerHandler(deps),
    },
    async findReceipt({ actor, t }, card) {
      const request = await requestSubmission.findByKey(actor, card);
      return request && requestCard(request, t);
    },
  };
}

/** Starts a request for licences. Without names, users request a licence for themselves. */
function askHandler({ requestSubmission, people }: LicenceRequestDeps, catalogue: ProductCatalogue): Handler<'ask'> {
  return async ({ product, people: names, chosen = [] }, turn, dc) => {
    const { actor, t, output } = turn;
    const products = product
      ? await catalogue.findProducts(actor, product)
      : await requestSubmission.listAvailableProducts(actor);
    if (!products.ok) return output.show(refusalCard(products.refusal, t));
    const [first] = products.value;
    if (!first) return output.show(refusalCard({ kind: 'unknown-product', said: product ?? '' }, t));
    if (products.value.length > 1 || !product) {
      const data = { ...(names && { people: names }), ...(chosen.length > 0 && { chosen }) };
      const { eyebrow, whichProduct: title } = t.licenceRequests.form;
      const options = { verb: 'ask', data, eyebrow, title, max: MAX_PRODUCTS } as const;
      return output.show(chooseProductCard(products.value, options, t));
    }
    const draft: AskDraft = { product: first.id, name: first.name, picked: chosen };
    const selection = applyMatches(draft, names && (await people.match(actor, names.join(';'))));
    const ids = names || chosen.length > 0 ? selection.picked : [actor.person];
    await startFlow(dc, 'ask', { ...selection, picked: ids, offered: [...(selection.offered ?? []), actor.person] });
  };
}

/** Records the decisions on a request. If they need a purchase, starts its review. */
function answerHandler({ requestQueries, requestDecision }: LicenceRequestDeps): Handler<'answer'> {
  return async ({ request: id, all, product, people }, turn, dc) => {
    const { actor, t, output } = turn;
    // A sentence decides nothing: it shows the request, whose buttons do.
    if (id === undefined) return showNamedRequests(requestQueries, turn, 'decider', { product, people });
    const request = await requestQueries.get(actor, id);
    if (!request.ok) return output.show(refusalCard(request.refusal, t));
    if (request.value.open.length === 0) return output.show(requestCard(request.value, t));
    const result = await requestDecision.answer(actor, id, answersIn(turn, request.value, all));
    if (result.ok) {
      if ('purchase' in result.value) return startFlow(dc, 'decide', result.value.purchase);
      return output.show(requestCard(result.value.view, t));
    }
    const { refusal } = result;
    if (refusal.kind === 'request-decided') {
      const decided = await requestQueries.get(actor, id);
      return output.show(decided.ok ? requestCard(decided.value, t) : refusalCard(decided.refusal, t));
    }
    const problem = problemText(refusal, turn);
    output.show(problem ? requestCard(request.value, t, { problem }) : refusalCard(refusal, t));
  };
}

/** Shows the one open request that a sentence names by its product or people, or else all of them. */
async function showNamedRequests(
  requestQueries: RequestQueries,
  { actor, t, output }: Turn,
  role: 'asker' | 'decider',
  { product, people = [] }: { readonly product?: string | undefined; readonly people?: readonly string[] | undefined },
): Promise<void> {
  const list = await requestQueries.list(actor, role);
  if (!list.ok) return output.show(refusalCard(list.refusal, t));
  const isNamed = ({ product: name, names, open }: RequestView): boolean => {
    const known = [...names.values()].map(normaliseText);
    return (
      open.length > 0 &&
      (product === undefined || normaliseText(name).includes(normaliseText(product))) &&
      people.every((person) => known.some((one) => one.includes(normaliseText(person))))
    );
  };
  const [only, ...others] = list.value.requests.filter(isNamed);
  output.show(only && others.length === 0 ? requestCard(only, t) : requestsCard(list.value, role, t));
}

/** The problem to show on the request's own card, where the user can correct it. */
function problemText(refusal: Refusal, { t }: Turn): string | undefined {
  if (refusal.kind === 'nobody') return t.licenceRequests.decide.nothing;
  if (refusal.kind !== 'why-too-long') return undefined;
  const { title, text: way } = t.refusal(refusal, t);
  return `${title}. ${way}`;
}

const plan = z.enum(['monthly', 'annual', 'annual-monthly']);

/** The decision on each person who waits for one, and the note and the plan for the purchase. */
function answersIn({ input }: Turn, { open }: RequestView, all: 'approve' | 'reject' | undefined): RequestAnswers {
  const fields = input.kind === 'card' ? input.fields : {};
  const term = plan.safeParse(fields.term);
  const peopleWith = (answer: 'approve' | 'reject') =>
    open.filter((person) => (all ? all === answer : fields[`for-${person}`] === answer));
  return {
    approve: peopleWith('approve'),
    reject: peopleWith('reject'),
    note: textOf(fields.note).trim(),
    ...(term.success && { term: term.data }),
  };
}
