import { refusalCard } from '../../cards/kit/refusal-card.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { OrderRequest } from '../../src/domain/subscription/order-request.ts';
import { type Capability, startFlow } from '../engine/capability.ts';
import { type OrderFlowDeps, orderFlow } from '../engine/order-flow.ts';
import { findSubscription } from '../engine/subscription-choice.ts';
import { cancelFlow, reasonFields } from './cancel-flow.ts';

/** A complete order request, which is reviewed at once. Stored between turns: its property names are a data format. */
interface ReviewDraft {
  readonly subscription: string;
  readonly request: OrderRequest;
}

/** Id of the flow that only reviews. Stored with the conversation. */
const REVIEW_FLOW = 'given';

/** Cancelling with a reason, recurring billing, undoing, reinstating and reactivating (RULES S6, #10, #12, #15). */
export function cancelCapability(deps: OrderFlowDeps, rules: Rules): Capability {
  const { orderService } = deps;
  return {
    dialogs: [
      cancelFlow(deps, rules),
      orderFlow<ReviewDraft>(deps, { id: REVIEW_FLOW, forms: [], request: ({ request }) => request }),
    ],
    handlers: {
      async cancel({ subscription, product, reason, page }, turn, dc) {
        const data = reason === undefined ? {} : { reason };
        const options = { action: 'cancel', verb: 'cancel', data, page } as const;
        const match = await findSubscription(deps, turn, { subscription, product }, options);
        if (match) await startFlow(dc, 'cancel', { subscription: match.subscription }, reasonFields(reason));
      },
      async recurring({ subscription: id, product, on, page }, turn, dc) {
        const action = on ? 'recurring-on' : 'recurring-off';
        const options = { action, verb: 'recurring', data: { on }, page } as const;
        const match = await findSubscription(deps, turn, { subscription: id, product }, options);
        if (!match) return;
        const { subscription } = match;
        await startFlow(dc, REVIEW_FLOW, { subscription, request: { act: 'recurring', subscription, on } });
      },
      async reactivate({ subscription: id, product, page }, turn, dc) {
        const options = { action: 'reactivate', verb: 'reactivate', page } as const;
        const match = await findSubscription(deps, turn, { subscription: id, product }, options);
        if (!match) return;
        const { subscription } = match;
        // While the cancellation can still be undone, the same subscription returns instead of a new one.
        const reinstatement = await orderService.review(turn.actor, { act: 'reinstate', subscription });
        const act = reinstatement.ok ? 'reinstate' : 'reactivate';
        await startFlow(dc, REVIEW_FLOW, { subscription, request: { act, subscription } });
      },
      async undo({ order }, turn, dc) {
        const undo = await orderService.buildUndoRequest(turn.actor, order);
        if (!undo.ok) return turn.output.show(refusalCard(undo.refusal, turn.t));
        const request = undo.value;
        if (request.act === 'buy') return;
        const { subscription } = request;
        turn.memory.focus = subscription;
        if (request.act !== 'change') return startFlow(dc, REVIEW_FLOW, { subscription, request });
        const { total, unassign } = request;
        await startFlow(dc, 'change', { subscription, total, ...(unassign && { reduce: true, people: unassign }) });
      },
    },
  };
}
