import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { chooseSubscriptionCard } from '../../cards/subscriptions/choose-subscription-card.ts';
import type { SubscriptionQuery } from '../../src/application/orders/find-subscription.ts';
import type { SubscriptionAction } from '../../src/application/subscriptions/available-actions.ts';
import type { Verb } from '../understanding/intent.ts';
import type { OrderFlowDeps } from './order-flow.ts';
import type { Turn } from './turn.ts';

interface ChoiceOptions {
  /** What the subscription is needed for: only those where it is available can be chosen. */
  readonly action: SubscriptionAction;
  /** The verb that a choice continues with, and what goes with it. */
  readonly verb: Verb;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly page?: number | undefined;
}

/**
 * The one subscription that a query matches, and its new total if the query has a number. Otherwise shows the
 * subscriptions to choose from, or why there is none, and returns nothing.
 */
export async function findSubscription(
  { orderService }: Pick<OrderFlowDeps, 'orderService'>,
  { actor, t, output, memory }: Turn,
  query: SubscriptionQuery,
  { action, verb, data, page = 0 }: ChoiceOptions,
): Promise<{ readonly subscription: string; readonly total?: number } | undefined> {
  const match = await orderService.findSubscription(actor, query, action);
  if (!match.ok) {
    output.show(refusalCard(match.refusal, t));
    return undefined;
  }
  if (match.value.kind === 'choose') {
    output.show(chooseSubscriptionCard(match.value, { purpose: action, verb, page, ...(data && { data }) }, t));
    memory.picking = { ...data, verb };
    memory.conversation = { ...memory.conversation, listed: match.value.candidates.map(({ product }) => product) };
    return undefined;
  }
  memory.focus = match.value.subscription;
  memory.conversation = { ...memory.conversation, about: match.value.product };
  return match.value;
}
