import { refusalCard } from '../../cards/kit/message-card.ts';
import { cancelForm } from '../../cards/orders/cancel-form.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import {
  type CancellationReason,
  cancellationReasons,
  type OrderRequest,
} from '../../src/domain/subscription/order-request.ts';
import { type Capability, startFlow } from '../engine/capability.ts';
import { findSubscription, type OrderFlowDeps, orderFlow } from '../engine/order-flow.ts';

interface Leaving {
  readonly subscription: string;
  readonly reason?: CancellationReason;
  readonly feedback?: string;
}

/** A request that needs nothing asked: it is reviewed at once. */
interface Given {
  readonly subscription: string;
  readonly request: OrderRequest;
}

/** Cancelling with a reason, recurring billing, taking back and bringing back (RULES S6, #10, #12, #15). */
export function cancelCapability(orders: OrderFlowDeps, rules: Rules): Capability {
  const { orderService } = orders;
  return {
    dialogs: [
      cancelFlow(orders, rules),
      orderFlow<Given>(orders, { id: 'given', forms: [], request: ({ request }) => request }),
    ],
    handlers: {
      async cancel({ subscription, product, page }, turn, dc) {
        const looked = { purpose: 'cancel', verb: 'cancel', page } as const;
        const found = await findSubscription(orders, turn, { subscription, product }, looked);
        if (found) await startFlow(dc, 'cancel', { subscription: found.subscription });
      },
      async recurring({ subscription: id, product, on, page }, turn, dc) {
        const purpose = on ? 'recurring-on' : 'recurring-off';
        const found = await findSubscription(
          orders,
          turn,
          { subscription: id, product },
          { purpose, verb: 'recurring', data: { on }, page },
        );
        if (!found) return;
        const { subscription } = found;
        await startFlow(dc, 'given', { subscription, request: { act: 'recurring', subscription, on } });
      },
      async reactivate({ subscription: id, product, page }, turn, dc) {
        const looked = { purpose: 'reactivate', verb: 'reactivate', page } as const;
        const found = await findSubscription(orders, turn, { subscription: id, product }, looked);
        if (!found) return;
        const { subscription } = found;
        // A cancellation that can still be taken back is: the very same subscription returns.
        const back = await orderService.review(turn.actor, { act: 'reinstate', subscription });
        await startFlow(dc, 'given', {
          subscription,
          request: { act: back.ok ? 'reinstate' : 'reactivate', subscription },
        });
      },
      async undo({ order }, turn, dc) {
        const undoing = await orderService.buildUndoRequest(turn.actor, order);
        if (!undoing.ok) return turn.output.show(refusalCard(undoing.refusal, turn.t));
        const request = undoing.value;
        if (request.act === 'buy') return;
        turn.memory.focus = request.subscription;
        if (request.act !== 'change') return startFlow(dc, 'given', { subscription: request.subscription, request });
        const { subscription, total, unassign } = request;
        await startFlow(dc, 'change', { subscription, total, ...(unassign && { reduce: true, people: unassign }) });
      },
    },
  };
}

const cancelFlow = (orders: OrderFlowDeps, rules: Rules) =>
  orderFlow<Leaving>(orders, {
    id: 'cancel',
    forms: [
      {
        isNeeded: ({ reason }) => reason === undefined,
        async render({ actor, t }, { subscription }, { fields, refusal }) {
          const holding = await orders.orderService.checkAction(actor, subscription, 'cancel');
          if (!holding.ok) return holding;
          const said = refusal && t.refusal(refusal, t);
          return ok(
            cancelForm(holding.value, { ...fields, ...(said && { problem: `${said.title}. ${said.way}` }) }, t),
          );
        },
        parseAnswer(_turn, { reason, feedback }) {
          const found = cancellationReasons.find((one) => one === reason);
          if (!found) return refuse({ kind: 'no-reason' });
          const text = typeof feedback === 'string' ? feedback.trim() : '';
          const letters = [...text].length;
          if (letters > rules.maxFeedback)
            return refuse({ kind: 'feedback-too-long', letters, max: rules.maxFeedback });
          return ok({ reason: found, ...(text !== '' && { feedback: text }) });
        },
        fieldsFromText: (text) => ({ reason: text }),
        handlesRefusal: ({ kind }) => ['no-reason', 'feedback-too-long', 'file'].includes(kind),
        clearAnswer: ({ subscription }) => ({ subscription }),
      },
    ],
    request: ({ subscription, reason = 'something-else', feedback }) => ({
      act: 'cancel',
      subscription,
      reason,
      ...(feedback && { feedback }),
    }),
  });
