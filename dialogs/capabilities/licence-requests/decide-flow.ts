import { refusalCard } from '../../../cards/kit/refusal-card.ts';
import { requestCard } from '../../../cards/licence-requests/request-card.ts';
import type { PurchaseForRequest, RequestDecision } from '../../../src/application/licence-requests/decide-request.ts';
import type { RequestQueries } from '../../../src/application/licence-requests/request-queries.ts';
import { ok } from '../../../src/domain/common/result.ts';
import { type OrderFlowDeps, orderFlow } from '../../engine/order-flow.ts';

type DecideDraft = PurchaseForRequest & { readonly subscription?: never };

interface DecideFlowDeps {
  readonly requestQueries: RequestQueries;
  readonly requestDecision: RequestDecision;
}

/** Reviews the purchase that approving a licence request needs; confirming it approves the request. */
export const decideFlow = ({ requestQueries, requestDecision }: DecideFlowDeps, deps: OrderFlowDeps) =>
  orderFlow<DecideDraft>(deps, {
    id: 'decide',
    forms: [],
    request: ({ order }) => order,
    async confirm({ actor, t }, draft, command) {
      const approval = await requestDecision.approve(actor, draft.id, draft, command);
      if (approval.ok) return ok(requestCard(approval.value, t));
      if (approval.refusal.kind !== 'request-decided') return approval;
      const decided = await requestQueries.get(actor, draft.id);
      return decided.ok ? ok(requestCard(decided.value, t)) : decided;
    },
    async backTo({ actor, t }, { id }) {
      const request = await requestQueries.get(actor, id);
      return request.ok ? requestCard(request.value, t) : refusalCard(request.refusal, t);
    },
  });
